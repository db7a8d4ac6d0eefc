import type { Counted, Tally } from '../../state/trials/result';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { words } from './words';
import './tally-line.css';

interface TallyLineProps {
  readonly tally: Tally;
}

/** "8 of 10 solved it within 1,500 steps; 95 % interval 49 % to 94 %; median 600 steps; first step 98 % (32 % to 99 %)". */
export function TallyLine({ tally }: TallyLineProps) {
  const { solved, runs, within, interval } = tally;
  return (
    <p class="tally">
      <b data-value="solved">{say(words.solvedOf(count(solved), count(runs)))}</b>{' '}
      {say(words.withinSteps(count(within)))}
      <span class="aside">
        {say(words.interval(percent(interval.low), percent(interval.high)))}
        {say(marks.semicolon)}
        {solved > 0 && `${say(words.medianSteps(count(Math.round(tally.steps))))}${say(marks.semicolon)}`}
        {say(words.firstStepSpread(percent(tally.firstStep), percent(tally.lowest), percent(tally.highest)))}
      </span>
    </p>
  );
}

/** A run as a mark: a filled star where it solved the task, an empty ring where not. */
export interface Mark {
  readonly key: string;
  readonly kind: 'solved' | 'unsolved' | 'running';
  readonly title: string;
}

/** The mark of a run that has ended. */
export function markOf(seed: number, { solvedAt, firstStep }: Counted, within: number): Mark {
  const solved = solvedAt !== null && solvedAt <= within;
  const title = solved
    ? words.seedSolved(String(seed), count(solvedAt))
    : words.seedUnsolved(String(seed), count(within), percent(firstStep));
  return { key: String(seed), kind: solved ? 'solved' : 'unsolved', title: say(title) };
}

export function Marks({ marks }: { readonly marks: readonly Mark[] }) {
  return (
    <ul class="marks">
      {marks.map(({ key, kind, title }) => (
        <li key={key} class={kind} title={title}>
          <svg viewBox="-8 -8 16 16" aria-hidden="true">
            <circle r="5.5" />
            {kind === 'solved' && <path d="M0 0V-5.5M0 0L4.8 2.8M0 0L-4.8 2.8" />}
          </svg>
          <span class="unseen">{title}</span>
        </li>
      ))}
    </ul>
  );
}
