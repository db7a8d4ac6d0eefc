/* Between here and a chapter there may be others that are fetched only when they come near: the chapter is brought to the
 * top, and stays there while what is above it grows, until the visitor moves. So does the place that they read when the
 * window becomes wider or narrower. */
import { type Chapter, isChapter } from '../state/chapters';
import { openDoorOf } from './doors';

const MOVES = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;
/* Since the page last grew, and in all: a slow device fetches chapters for longer. */
const PATIENCE_MS = 8000;
const LONGEST_MS = 30_000;

/* What is read: the chapter, and how far down the window it begins, in pixels; where it begins above, as a share of its
 * height. */
interface Place {
  readonly chapter: string;
  readonly begins: number;
}

let leave: AbortController | null = null;
let read: Place | null = null;
/* What was read last, by the mark of an entry of the browser's history. */
const left = new Map<unknown, Place>();

/** Arrives at the chapter of the page's address, and at each that a link leads to. Back and Forward lead to what was read
 * there: Chromium alone would lead to where the link had led. */
export function arriveAtChapters(): void {
  let back: Place | undefined;
  const arrive = () => {
    const name = location.hash.slice(1);
    if (isChapter(name)) goTo(name, 'instant');
    else openDoorOf(document.getElementById(name));
  };
  const mark = () => history.replaceState(Date.now(), '');
  arrive();
  if (history.state === null) mark();
  /* After this the browser scrolls, which would pass for the visitor's own scrolling. */
  addEventListener('popstate', () => {
    back = left.get(history.state);
  });
  addEventListener('hashchange', () => {
    leave?.abort();
    if (history.state === null) {
      mark();
      arrive();
    } else {
      openDoorOf(document.getElementById(location.hash.slice(1)));
      if (back) keep(back);
    }
  });
  /* A link to where the address already is changes nothing in it. */
  addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest('a') : null;
    if (link?.hash && link.href === location.href) setTimeout(arrive);
  });
}

/** As the visitor's settings have it: at once, or so that they see the way. To the part of the chapter that has that id, once
 * it has come, and opened where it is folded. */
export function goTo(name: Chapter, behavior: ScrollBehavior = 'auto', part = ''): void {
  const chapter = document.getElementById(name);
  if (!chapter) return;
  openDoorOf(chapter);
  const aim = () => {
    const inside = document.getElementById(part);
    /* As the browser's search opens it. */
    inside?.closest('.folded[hidden]')?.dispatchEvent(new Event('beforematch'));
    return inside ?? chapter;
  };
  aim().scrollIntoView({ behavior });
  const place = () => Math.round(aim().getBoundingClientRect().top + scrollY);
  let placed = place();
  hold(() => {
    /* The way there is cut short only where the chapter has moved. */
    if (behavior === 'auto' && place() === placed) return;
    placed = place();
    aim().scrollIntoView({ behavior: 'instant' });
  });
}

/** What is read stays in the window when its width changes. */
export function keepPlace(): void {
  let width = innerWidth;
  addEventListener('scroll', () => {
    const chapters = [...document.querySelectorAll('.chapter')];
    const chapter = chapters.find((candidate) => candidate.getBoundingClientRect().bottom > innerHeight / 4);
    if (!chapter) return;
    const { top, height } = chapter.getBoundingClientRect();
    read = { chapter: chapter.id, begins: top < 0 ? top / height : top };
    if (history.state !== null) left.set(history.state, read);
  });
  addEventListener('resize', () => {
    if (innerWidth === width) return;
    width = innerWidth;
    if (read && scrollY !== 0) keep(read);
  });
}

function keep({ chapter, begins }: Place): void {
  const bring = () => {
    const element = document.getElementById(chapter);
    if (!element) return;
    const { top, height } = element.getBoundingClientRect();
    scrollTo({ top: scrollY + top - (begins < 0 ? begins * height : begins), behavior: 'instant' });
  };
  bring();
  hold(bring);
}

/* Again whenever the page's height changes. */
function hold(bring: () => void): void {
  leave?.abort();
  const done = new AbortController();
  const end = () => done.abort();
  let patience: ReturnType<typeof setTimeout> | undefined;
  /* It also tells of the height there is when it begins. */
  const growth = new ResizeObserver(() => {
    bring();
    clearTimeout(patience);
    patience = setTimeout(end, PATIENCE_MS);
  });
  growth.observe(document.body);
  leave = done;
  done.signal.addEventListener('abort', () => growth.disconnect());
  for (const move of MOVES) addEventListener(move, end, { passive: true, signal: done.signal });
  setTimeout(end, LONGEST_MS);
}
