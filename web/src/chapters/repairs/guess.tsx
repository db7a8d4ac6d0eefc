import { type Signal, useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { nameOf } from '../../state/config/names';
import { list } from '../../text/list';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { best, type Standing } from './standings';
import { words } from './words';

interface GuessProps {
  readonly all: readonly Standing[];
  readonly guess: Signal<string | null>;
  readonly onOpen: () => void;
}

/** Before the results are seen: which objective solves the task in the most seeds? */
export function Guess({ all, guess, onOpen }: GuessProps) {
  const id = useId();
  const refused = useSignal(false);
  const measured = all.filter(({ found }) => found);
  const runs = measured[0]?.found?.tally.runs;
  return (
    <form
      class="guess"
      aria-labelledby={`${id}-title`}
      onSubmit={(event) => {
        event.preventDefault();
        refused.value = guess.value === null;
        if (!refused.value) onOpen();
      }}
    >
      <h3 id={`${id}-title`}>{say(words.guess)}</h3>
      <fieldset aria-describedby={refused.value ? `${id}-problem` : undefined}>
        <legend>{say(runs === undefined ? words.guessWhichAny : words.guessWhich(count(runs)))}</legend>
        {(measured.length > 0 ? measured : all).map(({ objective }) => (
          <label key={objective}>
            <input
              type="radio"
              name={id}
              checked={guess.value === objective}
              onChange={() => {
                guess.value = objective;
                refused.value = false;
              }}
            />
            {nameOf(objective)}
          </label>
        ))}
      </fieldset>
      {refused.value && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {say(words.chooseFirst)}
        </p>
      )}
      <p class="buttons">
        <button type="submit" class="primary">
          {say(words.open)}
        </button>
        <button
          type="button"
          onClick={() => {
            guess.value = null;
            onOpen();
          }}
        >
          {say(words.openUnguessed)}
        </button>
      </p>
    </form>
  );
}

/** What the guess was worth. */
export function Verdict({ all, guess }: { readonly all: readonly Standing[]; readonly guess: string }) {
  const found = all.find(({ objective }) => objective === guess)?.found;
  if (!found) return <p class="verdict-line">{say(words.youSaidUnmeasured(nameOf(guess)))}</p>;
  const { solved, runs } = found.tally;
  const top = best(all);
  const others = list(top.filter(({ objective }) => objective !== guess).map(({ objective }) => nameOf(objective)));
  const isBest = top.some(({ objective }) => objective === guess);
  const most = top[0]?.found?.tally.solved ?? 0;
  return (
    <p class="verdict-line">
      <strong>{say(words.youSaid(nameOf(guess), count(solved), count(runs)))}</strong>{' '}
      {say(isBest ? (others === '' ? words.right : words.rightWith(others)) : words.wrong(others, count(most)))}
    </p>
  );
}
