import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { inWords } from '../../state/config/refusal';
import { useSession } from '../../state/session';
import { gap } from '../../text/list';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { words } from './words';
import './own-graph.css';

/** A line of the reference's text format to ask about instead of held-out graphs. */
export function OwnGraph() {
  const { asked, race } = useSession();
  const id = useId();
  const own = asked.ownGraph.value;
  const lanes = race.lanes.value;
  const answer = lanes[0]?.decoded.value;
  const refusal = own === null ? undefined : lanes.map((lane) => lane.refusal.value).find((reason) => reason);
  const typed = useSignal(own ?? '');
  const empty = useSignal(false);
  useEffect(() => {
    if (own !== null) typed.value = own;
  }, [own, typed]);
  const problem = empty.value ? say(words.emptyOwn) : refusal ? inWords(refusal) : '';
  const example = answer?.graph.text ?? '';
  const edges = example.split('|').length;
  return (
    <details class="own-graph" open={own !== null}>
      <summary>{say(words.own)}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const line = typed.value.trim();
          empty.value = line === '';
          if (line !== '') asked.ownGraph.value = line;
        }}
      >
        <label for={id}>{say(words.ownLabel(count(edges)))}</label>
        <textarea
          id={id}
          rows={3}
          spellcheck={false}
          placeholder={example}
          value={typed.value}
          aria-invalid={problem !== ''}
          aria-describedby={problem === '' ? undefined : `${id}-problem`}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
            empty.value = false;
          }}
        />
        <p class="buttons">
          <button type="submit">{say(words.ask)}</button>
          {own !== null && (
            <button
              type="button"
              onClick={() => {
                asked.ownGraph.value = null;
              }}
            >
              {say(words.heldOutAgain)}
            </button>
          )}
        </p>
      </form>
      {problem !== '' && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
      )}
      {own !== null && problem === '' && answer && 'text' in answer.question && (
        <p class="aside" role="status">
          {say(words.askedNote)}
          {say(gap)}
          {say(answer.graph.split === 'train' ? words.onTrainSide : words.onHeldOutSide)}
        </p>
      )}
    </details>
  );
}
