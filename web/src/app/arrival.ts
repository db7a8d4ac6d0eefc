/* A link may name a chapter far down, below others that are fetched later: the chapter is brought to the top, and stays
 * there while what is above it grows, until the visitor moves. */
import { isChapter } from '../store/chapters';

const MOVES = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;
const PATIENCE_MS = 8000;

export function arriveAtLinkedChapter(): void {
  const name = location.hash.slice(1);
  const chapter = isChapter(name) ? document.getElementById(name) : null;
  if (!chapter) return;
  const bring = () => chapter.scrollIntoView({ behavior: 'instant' });
  const growth = new ResizeObserver(bring);
  growth.observe(document.body);
  const done = new AbortController();
  const release = () => {
    growth.disconnect();
    done.abort();
  };
  for (const move of MOVES) addEventListener(move, release, { passive: true, signal: done.signal });
  setTimeout(release, PATIENCE_MS);
}
