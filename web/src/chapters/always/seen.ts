/* What a figure shows, in a sentence from its own data: with it the caption begins. */
import { median } from '../../state/statistics/snowball';
import { counted, type Measure, measurements, type TrialResult, tally } from '../../state/trials/result';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import { words as benchWords } from '../../ui/bench/words';
import type { StarMapCell } from '../../ui/star-map/star-map';
import { words } from './seen-words';

/** Of the seeds that have ended: how many solved it, and how the measure that is drawn stood at the end. */
export function fanSeen(ended: readonly TrialResult[], measure: Measure, within: number): string {
  if (ended.length === 0) return say(words.noSeedEnded);
  const { solved, runs, interval } = tally(counted(ended, within), within);
  const ends = ended.flatMap((result) => measurements(result, measure, within).value.slice(-1));
  const found = words.solved(count(within), count(solved), count(runs), percent(interval.low), percent(interval.high));
  if (ends.length === 0) return say(found);
  const what = say(measure === 'firstStep' ? benchWords.firstStep : benchWords.wholePath);
  return say(
    words.andEnds(say(found), what, percent(median(ends)), percent(Math.min(...ends)), percent(Math.max(...ends))),
  );
}

/** How many stars all of their seeds solved, how many some and how many none. */
export function mapSeen(cells: readonly Pick<StarMapCell, 'tally'>[]): string {
  const run = cells.flatMap(({ tally }) => (tally && tally.runs > 0 ? [tally] : []));
  if (run.length === 0) return say(words.noStarRun);
  const all = run.filter(({ solved, runs }) => solved === runs).length;
  const none = run.filter(({ solved }) => solved === 0).length;
  const seeds = run.map(({ runs }) => runs);
  const [fewest, most] = [Math.min(...seeds), Math.max(...seeds)];
  return say(
    words.stars(
      count(run.length),
      count(all),
      count(run.length - all - none),
      count(none),
      fewest === most ? count(most) : say(words.between(count(fewest), count(most))),
    ),
  );
}
