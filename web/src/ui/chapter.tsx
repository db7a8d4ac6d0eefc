import { useSignal } from '@preact/signals';
import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { whenIdle } from '../platform/idle';
import type { Chapter as Name } from '../state/chapters';
import { chapters, words } from '../state/page-words';
import { useSession } from '../state/session';
import { say } from '../text/say';
import { Boundary } from './boundary';
import { isOpen, setDoor } from './doors';
import { Folded, Toggle } from './fold';
import './chapter.css';

interface ChapterProps {
  readonly name: Name;
  readonly children: ComponentChildren;
}

/** A chapter's frame: its anchor and its title. */
export function Chapter({ name, children }: ChapterProps) {
  const { lesson } = useSession();
  if (!lesson.shows(name)) return null;
  return (
    <section class={`chapter ${name}`} id={name} aria-labelledby={`${name}-title`}>
      <h2 id={`${name}-title`}>{say(chapters[name].title)}</h2>
      <Boundary>{children}</Boundary>
    </section>
  );
}

interface DoorProps extends ChapterProps {
  /** Its takeaway, with the id `NAME-takeaway`, and its picture. */
  readonly face: ComponentChildren;
}

/** A chapter that is opened in place; where it is all there is on the page, it is no door. */
export function Door({ name, face, children }: DoorProps) {
  const { lesson } = useSession();
  if (!lesson.shows(name)) return null;
  if (lesson.isAlone(name)) return <Chapter name={name}>{children}</Chapter>;
  const open = isOpen(name);
  return (
    <section class={`chapter door fold ${name}`} id={name} aria-labelledby={`${name}-title`}>
      <header class="door-head">
        <h2 id={`${name}-title`}>{say(chapters[name].title)}</h2>
        {face}
        <Toggle
          open={open}
          controls={`${name}-folded`}
          name={`${name}-title`}
          told={`${name}-takeaway`}
          onToggle={() => setDoor(name, !open)}
        />
      </header>
      <Folded id={`${name}-folded`} open={open} onFound={() => setDoor(name, true)}>
        <Boundary>{children}</Boundary>
      </Folded>
    </section>
  );
}

/* What nobody has asked for comes when the page has nothing else to do, one thing after the other. */
let last: Promise<void> = Promise.resolve();

function inTurn(work: () => Promise<void>): void {
  last = last.then(() => new Promise<void>((rest) => whenIdle(rest))).then(work);
}

/* How far below the window a chapter is when it is fetched, in pixels, once the visitor scrolls. */
const AHEAD = 1200;

/** Tells when an element comes near; more than one is looked at: it tells which. */
export function watchNear(elements: readonly Element[], onNear: (element: Element) => void): () => void {
  const watch = (ahead: number) => {
    const sight = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) if (isIntersecting) onNear(target);
      },
      { rootMargin: `${ahead}px` },
    );
    for (const element of elements) sight.observe(element);
    return sight;
  };
  /* A visitor who has not scrolled yet may never do so: they wait for the first screens. */
  let sight = watch(0);
  const scrolled = () => {
    sight.disconnect();
    sight = watch(AHEAD);
  };
  addEventListener('scroll', scrolled, { once: true, passive: true });
  return () => {
    sight.disconnect();
    removeEventListener('scroll', scrolled);
  };
}

interface LaterProps {
  readonly load: () => Promise<ComponentType>;
}

/** What is not needed for the first screens: fetched when it comes near, is linked to, is searched for or is to be printed;
 * folded, when the page has nothing else to do, so that the browser's search finds it. */
export function Later({ load }: LaterProps) {
  const host = useRef<HTMLDivElement>(null);
  /* In an object: a signal that is set to a function is not meant here. */
  const body = useSignal<{ readonly Body: ComponentType } | null>(null);
  const failed = useSignal(false);
  useEffect(() => {
    let begun = false;
    const fetch = async () => {
      if (begun) return;
      begun = true;
      try {
        body.value = { Body: await load() };
      } catch {
        failed.value = true;
      }
    };
    const place = host.current;
    if (!place) return;
    const chapter = place.closest('.chapter');
    const linked = () => location.hash === `#${chapter?.id}` && void fetch();
    const searched = ({ key, ctrlKey, metaKey }: KeyboardEvent) => {
      if (key === 'f' && (ctrlKey || metaKey)) void fetch();
    };
    /* What is folded is never in sight itself. */
    const fold = place.closest('.fold');
    const stop = watchNear(fold ? [place, fold] : [place], (near) => (near === place ? void fetch() : inTurn(fetch)));
    linked();
    addEventListener('hashchange', linked);
    addEventListener('beforeprint', fetch);
    addEventListener('keydown', searched);
    return () => {
      stop();
      removeEventListener('hashchange', linked);
      removeEventListener('beforeprint', fetch);
      removeEventListener('keydown', searched);
    };
  }, [load, body, failed]);
  const { Body } = body.value ?? { Body: null };
  if (Body) return <Body />;
  /* The Tab key comes by here, so that no chapter is passed over that is still on its way; once it has come, the next
   * press goes on into it. */
  return (
    <div class="later" ref={host} tabIndex={failed.value ? undefined : 0}>
      <p class={failed.value ? 'problem' : 'aside'} role={failed.value ? 'alert' : undefined}>
        {say(failed.value ? words.notOpened : words.opening)}
      </p>
    </div>
  );
}
