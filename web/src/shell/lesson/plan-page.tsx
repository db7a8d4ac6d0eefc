import { useEffect, useRef } from 'preact/hooks';
import { useSession } from '../../state/session';
import { type Both, say } from '../../text/say';
import { printAlone } from '../../ui/print-alone';
import { Notices } from '../notices';
import { words } from './plan-words';
import type { Plan, Step, Text } from './plans/plan';
import { useTold } from './use-figures';
import { Answers, Worksheet } from './worksheet';

interface PlanPageProps {
  readonly plan: Plan;
  readonly title: string;
  readonly forWhom: string;
  readonly onProject: () => void;
}

/** A plan as a page of its own: for whom, what it needs, its steps, its worksheet and the answers. */
export function PlanPage({ plan, title, forWhom, onProject }: PlanPageProps) {
  const { lesson } = useSession();
  const host = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    scrollTo({ top: 0, behavior: 'instant' });
    heading.current?.focus({ preventScroll: true });
  }, [plan]);
  const open = (step: number) => {
    lesson.plan.value = { minutes: plan.minutes, step };
  };
  const print = (parts: string) => printAlone([...(host.current?.querySelectorAll(parts) ?? [])]);
  return (
    <main class="plan" ref={host}>
      <Notices />
      <article class="whole" aria-labelledby="plan-title">
        <header>
          <p class="aside">{say(words.plan(plan.minutes))}</p>
          <h1 id="plan-title" ref={heading} tabIndex={-1}>
            {title}
          </h1>
          <p class="lead">{forWhom}</p>
          <div class="buttons">
            <button type="button" class="primary" onClick={() => open(1)}>
              {say(words.begin)}
            </button>
            <button
              type="button"
              onClick={() => {
                open(1);
                onProject();
              }}
            >
              {say(words.project)}
            </button>
            <button type="button" onClick={() => print('.sheet')}>
              {say(words.printSheet)}
            </button>
            <button type="button" onClick={() => print('.whole')}>
              {say(words.printPlan)}
            </button>
            <button
              type="button"
              onClick={() => {
                lesson.plan.value = null;
              }}
            >
              {say(words.leave)}
            </button>
          </div>
        </header>
        <div class="facts">
          <Facts title={words.before} facts={plan.before} />
          <Facts title={words.needs} facts={plan.needs} />
          <Facts title={words.aims} facts={plan.aims} />
        </div>
        <section aria-labelledby="steps-title">
          <h2 id="steps-title">{say(words.steps)}</h2>
          <ol class="plan-steps">
            {plan.steps.map((step, index) => (
              <li key={index}>
                <header>
                  <p class="when">{say(whenOf(plan, index))}</p>
                  <h3>
                    {index + 1}. {say(step.title)}
                  </h3>
                  <button type="button" onClick={() => open(index + 1)}>
                    {say(words.open(index + 1))}
                  </button>
                </header>
                <StepNotes step={step} />
              </li>
            ))}
          </ol>
          <p class="aside">{say(words.measured)}</p>
        </section>
        <Facts title={words.otherwise} facts={plan.otherwise} />
      </article>
      <div class="sheets">
        <Worksheet plan={plan} title={title} />
        <Answers plan={plan} title={title} />
      </div>
    </main>
  );
}

/** "Minutes 3–7" */
export function whenOf({ steps }: Plan, index: number): Both {
  const from = steps.slice(0, index).reduce((sum, { minutes }) => sum + minutes, 0);
  return words.from(from, from + (steps[index]?.minutes ?? 0));
}

/** What to do, to ask and to expect. */
export function StepNotes({ step }: { readonly step: Step }) {
  return (
    <div class="step-notes">
      <Notes title={words.does} notes={step.does} />
      <Notes title={words.asks} notes={step.asks} />
      <Notes title={words.sees} notes={step.sees} />
    </div>
  );
}

function Notes({ title, notes }: { readonly title: Both; readonly notes: readonly Text[] }) {
  const told = useTold();
  return (
    <section>
      <h4>{say(title)}</h4>
      {notes.map(told).map((note, index) => (
        <p key={`${index} ${note}`}>{note}</p>
      ))}
    </section>
  );
}

function Facts({ title, facts }: { readonly title: Both; readonly facts: readonly Text[] }) {
  const told = useTold();
  return (
    <section>
      <h2>{say(title)}</h2>
      <ul>
        {facts.map(told).map((fact, index) => (
          <li key={`${index} ${fact}`}>{fact}</li>
        ))}
      </ul>
    </section>
  );
}
