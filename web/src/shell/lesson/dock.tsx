import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { useSession } from '../../state/session';
import { say } from '../../text/say';
import { StepNotes, whenOf } from './plan-page';
import { words } from './plan-words';
import type { Plan, Step } from './plans/plan';
import { useHeight } from './use-height';

/** Where it covers no more than a third of the window. */
const unfolds = () => matchMedia('(min-width: 60rem) and (min-height: 50rem)').matches;

interface DockProps {
  readonly plan: Plan;
  readonly step: Step;
  /** From 1. */
  readonly at: number;
  readonly onGo: (step: number) => void;
  readonly onAgain: () => void;
  readonly onProject: () => void;
  readonly onLeave: () => void;
}

/** The step of the plan that is taught now, under the page that it has set. */
export function Dock({ plan, step, at, onGo, onAgain, onProject, onLeave }: DockProps) {
  const host = useRef<HTMLElement>(null);
  const { race } = useSession();
  const unfolded = useSignal(unfolds());
  /* Who starts a race wants to see it. */
  useSignalEffect(() => {
    if (race.state.value === 'running') unfolded.value = false;
  });
  useHeight(host, '--dock');
  return (
    <aside class="dock" ref={host} aria-label={say(words.lesson)}>
      <div class="bar">
        <div class="now" aria-live="polite">
          {/* Keyed, as all that changes is: a translated page has other text nodes in place of these. */}
          <p key={`${at} of`} class="aside">
            {say(words.at(at, plan.steps.length))} · {say(whenOf(plan, at - 1))}
          </p>
          <p key={at} class="title">
            {say(step.title)}
          </p>
        </div>
        <div class="buttons">
          <button type="button" aria-disabled={at === 1} onClick={() => at > 1 && onGo(at - 1)}>
            {say(words.previous)}
          </button>
          <button
            type="button"
            class="primary"
            aria-disabled={at === plan.steps.length}
            onClick={() => at < plan.steps.length && onGo(at + 1)}
          >
            {say(words.next)}
          </button>
          <Unfold unfolded={unfolded} />
          <button type="button" onClick={onAgain}>
            {say(words.again)}
          </button>
          <button type="button" class="project" onClick={onProject}>
            {say(words.project)}
          </button>
          <button type="button" onClick={() => onGo(0)}>
            {say(words.wholePlan)}
          </button>
          <button type="button" onClick={onLeave}>
            {say(words.leave)}
          </button>
        </div>
      </div>
      <section
        id="dock-notes"
        class="dock-notes"
        aria-label={say(words.notes)}
        /* It may have to be scrolled. */
        tabIndex={0}
        hidden={!unfolded.value}
      >
        <StepNotes step={step} />
      </section>
    </aside>
  );
}

function Unfold({ unfolded }: { readonly unfolded: Signal<boolean> }) {
  return (
    <button
      type="button"
      aria-expanded={unfolded.value}
      aria-controls="dock-notes"
      onClick={() => {
        unfolded.value = !unfolded.value;
      }}
    >
      {say(words.notes)}
    </button>
  );
}
