import { useSignal } from '@preact/signals';
import { useId, useMemo } from 'preact/hooks';
import { inWords } from '../../state/config/refusal';
import { useFields } from '../../state/fields';
import { evaluationOf, type Lane, type Measured } from '../../state/lane';
import { useSession } from '../../state/session';
import { wholeNumber } from '../../state/url';
import { percent, count as written } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { DrawnAgain, NextGraphs } from '../../ui/training-graphs/training-graphs';
import { firstStep } from './comparison';
import type { GraphSize } from './file-kind';
import { titleOf } from './title';
import { words } from './words';

interface GraphsProps {
  readonly lines: readonly string[];
  readonly size: GraphSize | null;
  readonly name: string;
}

interface Answer {
  readonly run: string;
  readonly step: number;
  readonly chance: number;
  readonly first: number;
  readonly metrics: Measured | null;
  readonly refusal: string;
}

/** Graphs in the reference's text format: to evaluate the runs on, to train on, to ask about one, to set the race to
 * their size. */
export function GraphsArrival({ lines, size, name }: GraphsProps) {
  const { asked, draft, engine, lesson, race } = useSession();
  const fields = useFields();
  const id = useId();
  const answers = useSignal<readonly Answer[]>([]);
  const asking = useSignal(false);
  /* Why the race cannot be of their size. */
  const unfit = useSignal<readonly string[]>([]);
  const lineText = useSignal('1');
  const count = lines.length;
  const lanes = race.lanes.value.filter((lane) => lane.live.value && lane.setup.value);
  const line = wholeNumber(lineText.value, 1, count);
  const taught = draft.trainingGraphs.value;
  /* Megabytes: joined once, when first wanted, and compared when there is something new to compare. */
  const joined = useMemo(() => once(() => lines.join('\n')), [lines]);
  const teaches = useMemo(() => taught?.name === name && taught.text === joined(), [taught, name, joined]);
  const lineAt = (at: number) => lines[at - 1] ?? '';
  const evaluate = async () => {
    if (asking.value || lanes.length === 0) return;
    asking.value = true;
    const all = await Promise.all(lanes.map((lane) => answerOf(lane, joined())));
    answers.value = all.flatMap((answer) => answer ?? []);
    asking.value = false;
  };
  const adopt = async () => {
    if (!size) return;
    const { degree, length, labels } = size;
    const entries = Object.entries({ degree, path_length: length, labels }).map(
      ([option, value]) => [option, String(value)] as const,
    );
    const judged = await engine.desk?.open(entries);
    unfit.value = judged?.refused.map(({ message }) => inWords(message)) ?? [];
    if (unfit.value.length > 0) return;
    for (const [option, value] of entries) fields.set(option, value);
  };
  return (
    <>
      <p>
        <b>
          {say(words.isGraphs(written(count)))}
          {say(marks.stop)}
        </b>
        {size && say(words.graphsSize(size.degree, size.length, size.labels))}
      </p>
      <div class="buttons">
        <button type="button" aria-disabled={lanes.length === 0 || asking.value} onClick={evaluate}>
          {say(asking.value ? words.evaluating : words.evaluate)}
        </button>
        {size && (
          <button type="button" onClick={() => void adopt()}>
            {say(words.sizeToDraft)}
          </button>
        )}
        {!teaches && !lesson.isLocked('train_graphs') && (
          <button
            type="button"
            onClick={() => {
              draft.trainingGraphs.value = { name, text: joined(), count };
            }}
          >
            {say(words.trainOn)}
          </button>
        )}
        {taught && teaches && <DrawnAgain />}
      </div>
      <div role="status">
        {taught && teaches && (
          <>
            <NextGraphs graphs={taught} />
            <p class="aside">{say(words.noLink)}</p>
          </>
        )}
      </div>
      {unfit.value.length > 0 && (
        <ul class="problem" role="alert">
          {unfit.value.map((why) => (
            <li key={why}>{why}</li>
          ))}
        </ul>
      )}
      {lanes.length === 0 && <p class="aside">{say(words.noRuns)}</p>}
      <div class="line">
        <label for={id}>{say(words.line)}</label>
        <input
          id={id}
          type="text"
          inputMode="numeric"
          autocomplete="off"
          value={lineText.value}
          aria-invalid={line === null}
          onInput={(event) => {
            lineText.value = event.currentTarget.value;
          }}
        />
        <button
          type="button"
          aria-disabled={line === null}
          onClick={() => {
            if (line === null) return;
            asked.ownGraph.value = lineAt(line);
            location.hash = 'watch';
          }}
        >
          {say(words.askLine)}
        </button>
        {line === null ? (
          <p class="problem">{say(words.noLine(written(count)))}</p>
        ) : (
          <code>{shortened(lineAt(line))}</code>
        )}
      </div>
      {answers.value.length > 0 && <Answers answers={answers.value} name={name} />}
    </>
  );
}

function once(make: () => string): () => string {
  let made: string | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

/* A line may be as long as its file. */
const SHOWN = 2000;
const shortened = (line: string) => (line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line);

async function answerOf(lane: Lane, text: string): Promise<Answer | null> {
  const setup = lane.setup.peek();
  const event = await lane.evaluate(text);
  if (!setup || !event) return null;
  const { step, metrics: told, refusal } = event;
  const metrics = told && evaluationOf(told, setup.length);
  const first = metrics ? firstStep(metrics, setup) : Number.NaN;
  return { run: titleOf(lane), step, chance: 1 / setup.degree, first, metrics, refusal };
}

function Answers({ answers, name }: { readonly answers: readonly Answer[]; readonly name: string }) {
  const measured = answers.flatMap(({ metrics, ...answer }) => (metrics ? [{ ...answer, metrics }] : []));
  const refused = answers.filter(({ metrics }) => metrics === null);
  const columns = ['run', 'step', 'graphs', 'firstStep', 'chance', 'path', 'interval', 'follows'] as const;
  return (
    <>
      {refused.map(({ run, refusal }) => (
        <p key={run} class="problem" role="alert">
          {run}
          {say(marks.colon)}
          {inWords(refusal)}
        </p>
      ))}
      {measured.length > 0 && (
        <section class="scroll-sideways" tabIndex={0} aria-label={name}>
          <table class="evaluated">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th scope="col" key={column}>
                    {say(words[column])}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {measured.map(({ run, step, chance, first, metrics }) => (
                <tr key={run}>
                  <th scope="row">{run}</th>
                  <td>{written(step)}</td>
                  <td>{written(metrics.graphs)}</td>
                  <td>{percent(first)}</td>
                  <td>{percent(chance)}</td>
                  <td>{percent(metrics.path)}</td>
                  <td>
                    {percent(metrics.path_low)} – {percent(metrics.path_high)}
                  </td>
                  <td>{metrics.hans === null ? '–' : percent(metrics.hans)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p class="aside">{say(words.seenNote)}</p>
        </section>
      )}
    </>
  );
}
