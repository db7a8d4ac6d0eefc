/* Between here and a chapter there may be others that are fetched only when they come near: the chapter is brought to the
 * top, and stays there while what is above it grows, until the visitor moves. */
import { type Chapter, isChapter } from '../store/chapters';

const MOVES = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;
const PATIENCE_MS = 8000;

/* Marks an entry of the browser's history. */
const SEEN = 'seen';

let leave: AbortController | null = null;

/** Arrives at the chapter of the page's address, and at each that a link leads to. */
export function arriveAtChapters(): void {
  const arrive = () => {
    const name = location.hash.slice(1);
    if (isChapter(name)) goTo(name, 'instant');
  };
  const arriveAnew = () => {
    /* Back and Forward lead to where the visitor was, which the browser knows. */
    if (history.state === SEEN) {
      leave?.abort();
      return;
    }
    history.replaceState(SEEN, '');
    arrive();
  };
  arrive();
  history.replaceState(SEEN, '');
  addEventListener('hashchange', arriveAnew);
  /* A link to where the address already is changes nothing in it. */
  addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest('a') : null;
    if (link?.hash && link.href === location.href) setTimeout(arrive);
  });
}

/** As the visitor's settings have it: at once, or so that they see the way. */
export function goTo(name: Chapter, behavior: ScrollBehavior = 'auto'): void {
  leave?.abort();
  const chapter = document.getElementById(name);
  if (!chapter) return;
  chapter.scrollIntoView({ behavior });
  const place = () => Math.round(chapter.getBoundingClientRect().top + scrollY);
  let placed = place();
  const growth = new ResizeObserver(() => {
    /* The way there is cut short only where the chapter has moved. */
    if (behavior === 'auto' && place() === placed) return;
    placed = place();
    chapter.scrollIntoView({ behavior: 'instant' });
  });
  growth.observe(document.body);
  const done = new AbortController();
  leave = done;
  done.signal.addEventListener('abort', () => growth.disconnect());
  for (const move of MOVES) addEventListener(move, () => done.abort(), { passive: true, signal: done.signal });
  setTimeout(() => done.abort(), PATIENCE_MS);
}
