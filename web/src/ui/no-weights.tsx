import type { ComponentChildren } from 'preact';
import { words } from '../state/page-words';
import { useSession } from '../state/session';
import { say } from '../text/say';

/** In a chapter that shows models, while there are none: what the visitor can do, which is in the race, or here where that
 * is not on the page. */
export function NoWeights({ children }: { readonly children: ComponentChildren }) {
  const session = useSession();
  const { lesson, startable } = session;
  if (lesson.shows('race')) return <p class="aside">{children}</p>;
  return (
    <p>
      <button
        type="button"
        class="primary"
        aria-disabled={!startable.value}
        onClick={() => startable.value && session.start()}
      >
        {say(words.train)}
      </button>
    </p>
  );
}
