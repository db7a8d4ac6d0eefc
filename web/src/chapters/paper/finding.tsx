import { committedRuns, committedTally, type Source } from '../../state/committed/results';
import { seedList } from '../../state/committed/seeds';
import { nameOf } from '../../state/config/names';
import { median } from '../../state/statistics/snowball';
import { count, percent } from '../../text/numbers';
import type { Both } from '../../text/say';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { Marks, markOf, TallyLine } from '../../ui/bench/tally-line';
import { words } from './words';

interface FindingsProps {
  readonly sources: readonly Source[];
}

/** Settings of one committed sweep, and where they are from. */
export function Findings({ sources }: FindingsProps) {
  const [first] = sources;
  if (!first) return null;
  const { spec, cell } = first;
  /* A sweep that goes on has come further with one objective than with another. */
  const seeds = [...new Set(sources.flatMap((source) => source.cell.seeds))].sort((one, other) => one - other);
  return (
    <div class="findings">
      {sources.map((source) => (
        <Finding key={String(source.cell.config.objective)} source={source} />
      ))}
      <p class="aside">
        {say(words.source(spec.name, seedList(seeds)))}
        {sources.every((source) => source.cell.budget === cell.budget) && say(words.atMost(count(cell.budget)))}
        {say(marks.semicolon)}
        {spec.graphs !== null && `${say(words.onGraphs(count(spec.graphs)))}${say(marks.semicolon)}`}
        {say(words.chance(`1/${String(cell.config.degree)}`))}
        {cell.seeds.length < 2 && `${say(marks.stop)}${say(words.oneSeed)}`}
      </p>
    </div>
  );
}

/** What the seeds of one setting came to. */
function Finding({ source: { spec, cell } }: { readonly source: Source }) {
  const { config, seeds, budget, firstStep, path, trained, hansInner } = cell;
  const spread = (values: readonly number[], text: (value: string) => Both) => {
    if (values.length === 0) return null;
    const middle = percent(median(values));
    const [low, high] = [percent(Math.min(...values)), percent(Math.max(...values))];
    return <li>{say(text(values.length > 1 ? say(words.range(middle, low, high)) : middle))}</li>;
  };
  const rated = spec.stopAt !== null && seeds.length > 1;
  return (
    <div class="finding">
      <h5>{nameOf(String(config.objective))}</h5>
      {rated && (
        <>
          <Marks marks={committedRuns(cell).map((run, index) => markOf(seeds[index] ?? 0, run, budget))} />
          <TallyLine tally={committedTally(cell)} />
        </>
      )}
      <ul>
        {!rated && spread(firstStep, words.heldOut)}
        {!rated && spread(path, words.wholePath)}
        {spread(trained, words.trained)}
        {spec.stopAt === null && spread(hansInner, words.handed)}
      </ul>
    </div>
  );
}
