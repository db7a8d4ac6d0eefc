import { useEffect, useRef } from 'preact/hooks';
import { useSession } from '../../state/session';
import { say } from '../../text/say';
import { whenOf } from './plan-page';
import { words } from './plan-words';
import type { Plan, Step } from './plans/plan';
import { useHeight } from './use-height';

interface ProjectorProps {
  readonly plan: Plan;
  readonly step: Step;
  /** From 1. */
  readonly at: number;
  readonly onGo: (step: number) => void;
  readonly onLeave: () => void;
}

/* Page keys are what a presenter's clicker sends. */
const FORTH: readonly string[] = ['ArrowRight', 'PageDown', ' '];
const BACK: readonly string[] = ['ArrowLeft', 'PageUp'];

const OWN = 'dialog, [role="menu"]';
const PRESSED = 'button, a, summary, [role="button"]';

/** For the class: the step's questions in large type over the one chapter that it is about. Its keys are told, and can be
 * pressed where there is no keyboard. */
export function Projector({ plan, step, at, onGo, onLeave }: ProjectorProps) {
  const { plan: open } = useSession().lesson;
  const host = useRef<HTMLElement>(null);
  useHeight(host, '--over');
  useEffect(() => host.current?.focus({ preventScroll: true }), []);
  const last = plan.steps.length;
  /* From the step that is open by now: keys may come faster than the page is drawn. */
  const move = (by: number) => {
    const to = (open.peek()?.step ?? at) + by;
    if (to >= 1 && to <= last) onGo(to);
  };
  useEffect(() => {
    const toHost = () => host.current?.focus({ preventScroll: true });
    const press = (event: KeyboardEvent) => {
      const { key, target } = event;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element))
        return;
      /* A dialog or a menu takes its keys, and so does what is typed into, moved by arrows or pressed by Space. */
      if (target.closest(OWN)) return;
      if (key === 'Escape') return onLeave();
      if (target.matches('input, select, textarea') || (key === ' ' && target.matches(PRESSED))) return;
      const by = BACK.includes(key) || (key === ' ' && event.shiftKey) ? -1 : FORTH.includes(key) ? 1 : 0;
      if (by === 0) return;
      event.preventDefault();
      toHost();
      move(by);
    };
    /* What was clicked by a pointer does not keep the focus: the next key is the lesson's. */
    const click = ({ detail }: MouseEvent) => {
      const clicked = document.activeElement;
      if (detail > 0 && !clicked?.closest(OWN) && clicked?.matches(`${PRESSED}, [type="radio"], [type="checkbox"]`))
        toHost();
    };
    addEventListener('keydown', press);
    addEventListener('click', click);
    return () => {
      removeEventListener('keydown', press);
      removeEventListener('click', click);
    };
  });
  return (
    <section class="projector" ref={host} tabIndex={-1} aria-labelledby="projected-title">
      <p class="keys">
        <button type="button" aria-disabled={at === 1} onClick={() => move(-1)}>
          {say(words.keyPrevious)}
        </button>
        <button type="button" aria-disabled={at === last} onClick={() => move(1)}>
          {say(words.keyNext)}
        </button>
        <button type="button" onClick={onLeave}>
          {say(words.keyLeave)}
        </button>
      </p>
      <div class="slide" aria-live="polite">
        <h1 key={at} id="projected-title">
          {at}/{last} · {say(step.title)} · {say(whenOf(plan, at - 1))}
        </h1>
        <ul>
          {step.asks.map((question) => (
            <li key={question.en}>{say(question)}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}
