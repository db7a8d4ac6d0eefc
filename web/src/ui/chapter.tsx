import { useSignal } from '@preact/signals';
import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Chapter as Name } from '../state/chapters';
import { chapters, words } from '../state/page-words';
import { useSession } from '../state/session';
import { say } from '../text/say';
import { Boundary } from './boundary';
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

interface LaterProps {
  readonly load: () => Promise<ComponentType>;
}

/* How far below the window a chapter is when it is fetched, in pixels, once the visitor scrolls. */
const AHEAD = 1200;

/** What is not needed for the first screens: fetched when it comes near, is linked to, or is to be printed. */
export function Later({ load }: LaterProps) {
  const host = useRef<HTMLDivElement>(null);
  /* In an object: a signal that is set to a function is not meant here. */
  const body = useSignal<{ readonly Body: ComponentType } | null>(null);
  const failed = useSignal(false);
  useEffect(() => {
    let begun = false;
    const fetch = () => {
      if (begun) return;
      begun = true;
      load().then(
        (Body) => {
          body.value = { Body };
        },
        () => {
          failed.value = true;
        },
      );
    };
    const chapter = host.current?.closest('.chapter');
    const linked = () => location.hash === `#${chapter?.id}` && fetch();
    const watch = (ahead: number) => {
      const sight = new IntersectionObserver(
        (entries) => entries.some(({ isIntersecting }) => isIntersecting) && fetch(),
        { rootMargin: `${ahead}px` },
      );
      if (host.current) sight.observe(host.current);
      return sight;
    };
    /* A visitor who has not scrolled yet may never do so: they wait for the first screens. */
    let sight = watch(0);
    const scrolled = () => {
      sight.disconnect();
      sight = watch(AHEAD);
    };
    addEventListener('scroll', scrolled, { once: true, passive: true });
    linked();
    addEventListener('hashchange', linked);
    addEventListener('beforeprint', fetch);
    return () => {
      sight.disconnect();
      removeEventListener('scroll', scrolled);
      removeEventListener('hashchange', linked);
      removeEventListener('beforeprint', fetch);
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
