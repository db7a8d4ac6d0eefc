import { inWords } from '../../state/config/refusal';
import type { Trials } from '../../state/trials/trials';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { words } from '../../ui/bench/words';

/** What runs in the background, what it waits for, and the ways to stop it. */
export function Queue({ trials }: { readonly trials: Trials }) {
  const { running, waiting, paused, insists, capacity, busy, cores, refused } = trials;
  const left = running.value.length + waiting.value.length;
  const training = Math.min(running.value.length, capacity.value);
  const yields = left > 0 && !paused.value && cores - busy.value <= 0;
  return (
    <section class="queue" aria-label={say(words.queue)}>
      <p role="status">
        {left === 0
          ? say(words.nothingRuns(count(cores)))
          : say(words.progress(count(training), count(left - training)))}
      </p>
      {left > 0 && (
        <div class="buttons">
          <button
            type="button"
            onClick={() => {
              paused.value = !paused.value;
            }}
          >
            {say(paused.value ? words.goOn : words.pause)}
          </button>
          <button type="button" onClick={() => trials.cancel()}>
            {say(words.cancel)}
          </button>
        </div>
      )}
      {yields && (
        <p class="aside yields">
          {say(insists.value ? words.besideRace : words.yields(count(cores)))}{' '}
          {!insists.value && (
            <button
              type="button"
              onClick={() => {
                insists.value = true;
              }}
            >
              {say(words.runAnyway)}
            </button>
          )}
        </p>
      )}
      {refused.value.length > 0 && (
        <div role="alert">
          <ul class="problem">
            {[
              ...new Set(
                refused.value.map(({ seed, message }) => say(words.refusedRun(String(seed), inWords(message)))),
              ),
            ].map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <button
            type="button"
            onClick={() => {
              refused.value = [];
            }}
          >
            {say(words.understood)}
          </button>
        </div>
      )}
    </section>
  );
}
