import { Fragment } from 'preact';
import { say } from '../../text/say';
import { Star } from '../../ui/graph/star';
import { words } from './plan-words';
import type { Plan, Question, Text } from './plans/plan';
import { EDGES, PUZZLE } from './plans/puzzle';
import { useTold } from './use-figures';
import './worksheet.css';

interface SheetProps {
  readonly plan: Plan;
  readonly title: string;
}

/** What learners write on. */
export function Worksheet({ plan, title }: SheetProps) {
  const told = useTold();
  return (
    <article class="sheet worksheet" aria-labelledby="worksheet-title">
      <header>
        <p class="aside">
          {say(words.worksheet)} · {say(words.minutes(plan.minutes))}
        </p>
        <h2 id="worksheet-title">{title}</h2>
        <p class="who">
          <span>{say(words.name)}</span>
          <span>{say(words.date)}</span>
        </p>
      </header>
      <ol>
        {plan.questions.map((question, index) => (
          <li key={index}>
            <p>{told(question.asks)}</p>
            {question.puzzle && <Edges />}
            <Grid question={question} />
            {Array.from({ length: question.lines }, (_, line) => (
              <div key={line} class="line" />
            ))}
          </li>
        ))}
      </ol>
    </article>
  );
}

/** The same questions with their answers, on a sheet of its own. */
export function Answers({ plan, title }: SheetProps) {
  const told = useTold();
  return (
    <article class="sheet answers" aria-labelledby="answers-title">
      <header>
        <p class="aside">
          {say(words.answers)} · {say(words.minutes(plan.minutes))}
        </p>
        <h2 id="answers-title">{title}</h2>
        <p class="aside">{say(words.forTeacher)}</p>
      </header>
      <ol>
        {plan.questions.map((question, index) => (
          <li key={index}>
            <p class="asked">{told(question.asks)}</p>
            <p>{told(question.answer)}</p>
            {question.puzzle && <Star graph={PUZZLE} title={say(words.star)} />}
            {question.filled && <Grid question={question} filled={question.filled} told={told} />}
          </li>
        ))}
      </ol>
    </article>
  );
}

/* Shuffled, as a model reads them. */
function Edges() {
  return (
    <p class="edges">
      {EDGES.map(([from, to]) => (
        <Fragment key={`${from} ${to}`}>
          <span>
            {from} → {to}
          </span>{' '}
        </Fragment>
      ))}
    </p>
  );
}

interface GridProps {
  readonly question: Question;
  readonly filled?: readonly (readonly Text[])[];
  readonly told?: (text: Text) => string;
}

function Grid({ question: { grid }, filled, told }: GridProps) {
  if (!grid) return null;
  const [, ...columns] = grid.head;
  return (
    <table class={filled ? 'grid' : 'grid empty'}>
      <thead>
        <tr>
          {grid.head.map((head) => (
            <th key={head.en} scope="col">
              {say(head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {grid.rows.map((row, index) => (
          <tr key={row.en}>
            <th scope="row">{say(row)}</th>
            {columns.map((column, at) => {
              const text = filled?.[index]?.[at];
              return <td key={column.en}>{text && told?.(text)}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
