import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { CHAPTERS, type Chapter, isChapter } from '../state/chapters';
import { chapters, words } from '../state/page-words';
import { useSession } from '../state/session';
import { say } from '../text/say';
import './contents.css';

/** The chapter that is read: across the window at a quarter of its height, as what was linked to is, however short. */
export const current = signal<Chapter | null>(null);

/** The chapters, always at hand; the one in sight is marked, and brought into sight where the row is too long. */
export function Contents() {
  const { lesson } = useSession();
  const host = useRef<HTMLElement>(null);
  const shown = CHAPTERS.filter((chapter) => lesson.shows(chapter));
  useEffect(() => {
    const look = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries)
          if (isIntersecting && isChapter(target.id)) current.value = target.id;
      },
      { rootMargin: '-25% 0px -75% 0px' },
    );
    for (const section of document.querySelectorAll('.chapter')) look.observe(section);
    return () => look.disconnect();
  }, [lesson.hidden.value]);
  const here = current.value;
  useEffect(() => {
    const nav = host.current;
    const link = nav?.querySelector<HTMLElement>('[aria-current]');
    if (!here || !nav || !link) return;
    nav.scrollTo({ left: link.offsetLeft - (nav.clientWidth - link.offsetWidth) / 2 });
  }, [here]);
  return (
    <nav class="contents" ref={host} aria-label={say(words.contents)}>
      <ol>
        {shown.map((chapter) => (
          <li key={chapter}>
            <a href={`#${chapter}`} aria-current={here === chapter ? 'true' : undefined}>
              {say(chapters[chapter].short)}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
