import { words } from '../state/page-words';
import { useSession } from '../state/session';
import { say } from '../text/say';
import './embed-bar.css';

/** Over a chapter that stands alone in another page: the way to the whole one, in the same state. */
export function EmbedBar() {
  const { lesson, link } = useSession();
  return (
    <header class="embed-bar">
      <h1 class="unseen">{say(words.title)}</h1>
      <a href={link.whole({ embed: null }, lesson.embed.value)} target="_blank" rel="noreferrer">
        {say(words.whole)}
      </a>
    </header>
  );
}
