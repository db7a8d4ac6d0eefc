import { useSignal } from '@preact/signals';
import { useId, useMemo } from 'preact/hooks';
import type { Reason } from '../../engine/shared/reason';
import { inWords } from '../../state/config/refusal';
import { useFields } from '../../state/fields';
import { useSession } from '../../state/session';
import { wholeNumber } from '../../state/url';
import { count as written } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { DrawnAgain, NextGraphs } from '../../ui/given-graphs/given-graphs';
import { type Answer, Answers, answerOf } from './answers';
import type { GraphSize } from './file-kind';
import { words } from './words';

interface GraphsProps {
  readonly lines: readonly string[];
  readonly size: GraphSize | null;
  readonly name: string;
}

/** Graphs in the reference's text format: to evaluate the runs on, to train on, to ask about one, to set the race to
 * their size. */
export function GraphsArrival({ lines, size, name }: GraphsProps) {
  const { draft, lesson } = useSession();
  /* Megabytes: joined once, when first wanted, and compared when there is something new to compare. */
  const joined = useMemo(() => once(() => lines.join('\n')), [lines]);
  const evaluation = useEvaluation(joined);
  const sizing = useSizing();
  const next = draft.given.value;
  const isNext = useMemo(() => next?.name === name && next.text === joined(), [next, name, joined]);
  return (
    <>
      <p>
        <b>
          {say(words.isGraphs(written(lines.length)))}
          {say(marks.stop)}
        </b>
        {size && say(words.graphsSize(size.degree, size.length, size.labels))}
      </p>
      <div class="buttons">
        <button type="button" aria-disabled={!evaluation.able} onClick={() => void evaluation.evaluate()}>
          {say(evaluation.asking ? words.evaluating : words.evaluate)}
        </button>
        {size && (
          <button type="button" onClick={() => void sizing.take(size)}>
            {say(words.sizeToDraft)}
          </button>
        )}
        {!isNext && !lesson.isLocked('train_graphs') && (
          <button
            type="button"
            onClick={() => {
              draft.given.value = { name, text: joined(), count: lines.length };
            }}
          >
            {say(words.trainOn)}
          </button>
        )}
        {isNext && <DrawnAgain />}
      </div>
      <div role="status">
        {next && isNext && (
          <>
            <NextGraphs graphs={next} />
            <p class="aside">{say(words.noLink)}</p>
          </>
        )}
      </div>
      {sizing.unfit.length > 0 && (
        <ul class="problem" role="alert">
          {sizing.unfit.map((why) => (
            <li key={`${why.id} ${why.fields}`}>{inWords(why)}</li>
          ))}
        </ul>
      )}
      {evaluation.noRuns && <p class="aside">{say(words.noRuns)}</p>}
      <AskLine lines={lines} />
      {evaluation.answers.length > 0 && <Answers answers={evaluation.answers} name={name} />}
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

/* Evaluates every run that is there on the graphs of a text. */
function useEvaluation(text: () => string) {
  const { race } = useSession();
  const answers = useSignal<readonly Answer[]>([]);
  const asking = useSignal(false);
  const lanes = race.lanes.value.filter((lane) => lane.live.value && lane.setup.value);
  const evaluate = async () => {
    if (asking.value || lanes.length === 0) return;
    asking.value = true;
    const all = await Promise.all(lanes.map((lane) => answerOf(lane, text())));
    answers.value = all.flatMap((answer) => answer ?? []);
    asking.value = false;
  };
  const noRuns = lanes.length === 0;
  return { answers: answers.value, asking: asking.value, noRuns, able: !noRuns && !asking.value, evaluate };
}

/* Drafts a race of the graphs' size, or says why it cannot be of that size. */
function useSizing() {
  const { engine } = useSession();
  const fields = useFields();
  const unfit = useSignal<readonly Reason[]>([]);
  const take = async ({ degree, length, labels }: GraphSize) => {
    const entries = Object.entries({ degree, path_length: length, labels }).map(
      ([option, value]) => [option, String(value)] as const,
    );
    const judged = await engine.desk?.open(entries);
    unfit.value = judged?.refused.map(({ message }) => message) ?? [];
    if (unfit.value.length > 0) return;
    for (const [option, value] of entries) fields.set(option, value);
  };
  return { unfit: unfit.value, take };
}

/* A line may be as long as its file. */
const SHOWN = 2000;
const shortened = (line: string) => (line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line);

/** One of the graphs, for the models to walk. */
function AskLine({ lines }: { readonly lines: readonly string[] }) {
  const { asked } = useSession();
  const id = useId();
  const text = useSignal('1');
  const at = wholeNumber(text.value, 1, lines.length);
  const line = at === null ? null : (lines[at - 1] ?? '');
  return (
    <div class="line">
      <label for={id}>{say(words.line)}</label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autocomplete="off"
        value={text.value}
        aria-invalid={line === null}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      <button
        type="button"
        aria-disabled={line === null}
        onClick={() => {
          if (line === null) return;
          asked.ownGraph.value = line;
          location.hash = 'watch';
        }}
      >
        {say(words.askLine)}
      </button>
      {line === null ? (
        <p class="problem">{say(words.noLine(written(lines.length)))}</p>
      ) : (
        <code translate={false}>{shortened(line)}</code>
      )}
    </div>
  );
}
