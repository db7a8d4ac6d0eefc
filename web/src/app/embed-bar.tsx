import { useSession } from '../store/session';
import { say } from '../text/say';
import { words } from './words';
import './embed-bar.css';

/* Chapters that show trained models, in which a frame has no race to start. */
const NEED_MODELS: ReadonlySet<string> = new Set(['watch', 'inside']);

/** Over a chapter that stands alone in another page: the way to the whole one, in the same state. */
export function EmbedBar() {
  const session = useSession();
  const { embed, race, startable } = session;
  const needsModels = NEED_MODELS.has(embed.value ?? '') && race.phase.value === 'idle';
  return (
    <header class="embed-bar">
      <h1 class="unseen">{say(words.title)}</h1>
      <a href={session.link({ embed: null }, embed.value)} target="_blank" rel="noreferrer">
        {say(words.whole)}
      </a>
      {needsModels && (
        <button
          type="button"
          class="primary"
          aria-disabled={!startable.value}
          onClick={() => startable.value && session.start()}
        >
          {say(words.train)}
        </button>
      )}
    </header>
  );
}
