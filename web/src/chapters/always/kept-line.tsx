import { useEffect } from 'preact/hooks';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import type { Bench } from '../../ui/bench/bench';
import { words } from '../../ui/bench/words';

/** How many results there are and whether they outlive the page, and the way to be rid of them. */
export function KeptLine({ bench: { trials, keep } }: { readonly bench: Bench }) {
  useEffect(() => {
    void keep.begin();
  }, [keep]);
  const results = trials.results.value.length;
  const cleared = keep.cleared.value.length;
  const trouble = keep.trouble.value;
  return (
    <div class="kept-results">
      <p class="aside" role="status">
        {results > 0 && say((trouble ? words.unkept[trouble] : words.kept)(count(results)))}
        {results === 0 && cleared > 0 && say(words.cleared(count(cleared)))}
      </p>
      {results > 0 && (
        <button type="button" onClick={() => void keep.clear()}>
          {say(words.clear)}
        </button>
      )}
      {results === 0 && cleared > 0 && (
        <button type="button" onClick={() => keep.undo()}>
          {say(words.undo)}
        </button>
      )}
    </div>
  );
}
