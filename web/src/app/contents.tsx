import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { CHAPTERS, type Chapter, isChapter } from '../store/chapters';
import { useSession } from '../store/session';
import { say } from '../text/say';
import { chapters, words } from './words';
import './contents.css';

/** The chapters, always at hand; the one in sight is marked. */
export function Contents() {
  const { hidden } = useSession();
  const shown = CHAPTERS.filter((chapter) => !hidden.value.includes(chapter));
  const current = useSignal<Chapter | null>(null);
  useEffect(() => {
    const look = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries)
          if (isIntersecting && isChapter(target.id)) current.value = target.id;
      },
      /* A line across the middle of the window. */
      { rootMargin: '-50% 0px -50% 0px' },
    );
    for (const section of document.querySelectorAll('.chapter')) look.observe(section);
    return () => look.disconnect();
  }, [current, hidden.value]);
  return (
    <nav class="contents" aria-label={say(words.contents)}>
      <ol>
        {shown.map((chapter) => (
          <li key={chapter}>
            <a href={`#${chapter}`} aria-current={current.value === chapter ? 'true' : undefined}>
              {say(chapters[chapter].short)}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
