import type { Reason } from '../../engine/shared/reason';
import { inWords } from '../../state/config/refusal';
import { evaluationOf, type Lane, type Measured } from '../../state/lane';
import { percent, count as written } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { firstStep } from './comparison';
import { titleOf } from './title';
import { words } from './words';

/** What a run answers to graphs that it is evaluated on. */
export interface Answer {
  readonly run: string;
  readonly step: number;
  readonly chance: number;
  readonly first: number;
  readonly metrics: Measured | null;
  readonly refusal: Reason | null;
}

/** Null where the run has gone. */
export async function answerOf(lane: Lane, text: string): Promise<Answer | null> {
  const setup = lane.setup.peek();
  const event = await lane.evaluate(text);
  if (!setup || !event) return null;
  const { step, metrics: told, refusal } = event;
  const metrics = told && evaluationOf(told, setup.length);
  const first = metrics ? firstStep(metrics, setup) : Number.NaN;
  return { run: titleOf(lane), step, chance: 1 / setup.degree, first, metrics, refusal };
}

/** What the runs answered: measurements as a table, and why others have none. */
export function Answers({ answers, name }: { readonly answers: readonly Answer[]; readonly name: string }) {
  const measured = answers.flatMap(({ metrics, ...answer }) => (metrics ? [{ ...answer, metrics }] : []));
  const refused = answers.filter(({ metrics }) => metrics === null);
  const columns = ['run', 'step', 'graphs', 'firstStep', 'chance', 'path', 'interval', 'follows'] as const;
  return (
    <>
      {refused.map(({ run, refusal }) => (
        <p key={run} class="problem" role="alert">
          {run}
          {say(marks.colon)}
          {refusal && inWords(refusal)}
        </p>
      ))}
      {measured.length > 0 && (
        <section class="scroll-sideways" tabIndex={0} aria-label={name}>
          <table class="evaluated">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th scope="col" key={column}>
                    {say(words[column])}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {measured.map(({ run, step, chance, first, metrics }) => (
                <tr key={run}>
                  <th scope="row">{run}</th>
                  <td>{written(step)}</td>
                  <td>{written(metrics.graphs)}</td>
                  <td>{percent(first)}</td>
                  <td>{percent(chance)}</td>
                  <td>{percent(metrics.path)}</td>
                  <td>
                    {percent(metrics.path_low)} – {percent(metrics.path_high)}
                  </td>
                  <td>{metrics.hans === null ? '–' : percent(metrics.hans)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p class="aside">{say(words.seenNote)}</p>
        </section>
      )}
    </>
  );
}
