import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { type Chapter, isChapter } from '../../state/chapters';
import { openHere } from '../../state/open-here';
import { type Session, useSession } from '../../state/session';
import { readLink } from '../../state/url';
import { say } from '../../text/say';
import { goTo } from '../../ui/arrival';
import { Dock } from './dock';
import { PlanPage } from './plan-page';
import { summaries } from './plan-words';
import type { Step } from './plans/plan';
import { plans } from './plans/plans';
import { Projector } from './projector';
import './plan.css';

/** The lesson plan that is open: its page, or one of its steps over the page as that needs it. */
export function LessonPlan() {
  const session = useSession();
  const { plan: open } = session.lesson;
  const projecting = useSignal(false);
  const now = open.value;
  const plan = now && plans[now.minutes];
  const step = plan?.steps[(now?.step ?? 0) - 1] ?? null;
  const mode = step === null ? 'page' : projecting.value ? 'projector' : 'step';
  useRoot(mode, step);
  const again = useStep(session, step);
  useEffect(() => bring(step), [step, mode]);
  if (!now || !plan) return null;

  const leave = () => {
    open.value = null;
  };
  const project = () => {
    projecting.value = true;
  };
  const { title, forWhom } = summaries[now.minutes];
  if (step === null) return <PlanPage plan={plan} title={say(title)} forWhom={say(forWhom)} onProject={project} />;
  const shown = {
    plan,
    step,
    at: now.step,
    onGo: (to: number) => {
      open.value = { ...now, step: to };
    },
  };
  if (mode === 'projector')
    return (
      <Projector
        {...shown}
        onLeave={() => {
          projecting.value = false;
        }}
      />
    );
  return <Dock {...shown} onAgain={again} onProject={project} onLeave={leave} />;
}

/* What of the page is to be seen is in the style sheet. */
function useRoot(mode: string, step: Step | null): void {
  const chapter = step && chapterOf(step);
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    const projected = document.getElementById(chapter ?? '');
    dataset.lesson = mode;
    projected?.setAttribute('data-projected', '');
    return () => {
      delete dataset.lesson;
      projected?.removeAttribute('data-projected');
    };
  }, [mode, chapter]);
}

/** Sets the page as the step needs it, once there is an engine; tells how to do so again. What is changed on the page stays
 * as long as the steps need the same; so does what a link says beyond its step, or the address of a page loaded anew. */
function useStep(session: Session, step: Step | null): () => void {
  const ready = session.engine.status.value.kind === 'ready';
  const set = useRef(step !== null && saysMore(location.search) ? queryOf(step) : null);
  useEffect(() => {
    if (!ready || step === null || queryOf(step) === set.current) return;
    set.current = queryOf(step);
    void openHere(session, queryOf(step));
  }, [session, ready, step]);
  return () => {
    if (ready && step !== null) void openHere(session, queryOf(step));
    bring(step);
  };
}

/* A seed is kept by every step. */
function saysMore(search: string): boolean {
  const { entries, page } = readLink(search);
  const { plan: _, hide: __, lock: ___, ...others } = page;
  return entries.some(([name]) => name !== 'seed') || Object.keys(others).length > 0;
}

const queryOf = ({ opens }: Step): string => opens.split('#')[0] ?? '';

function chapterOf({ opens }: Step): Chapter | null {
  const name = opens.split('#')[1] ?? '';
  return isChapter(name) ? name : null;
}

function bring(step: Step | null): void {
  const chapter = step && chapterOf(step);
  if (chapter) goTo(chapter, 'instant', step.part);
}
