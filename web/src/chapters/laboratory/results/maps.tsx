import { wilson } from '../../../state/statistics/wilson';
import { solvedIn } from '../../../state/sweep/groups';
import type { SizeMap } from '../../../state/sweep/maps';
import { firstStepOf, measured } from '../../../state/sweep/measures';
import { tally } from '../../../state/trials/result';
import { count } from '../../../text/numbers';
import { say } from '../../../text/say';
import { Figure } from '../../../ui/figure/figure';
import type { Table } from '../../../ui/figure/save';
import { StarMap, type StarMapCell } from '../../../ui/star-map/star-map';
import { settingsText, share } from './format';
import { measures, words } from './words';

/** A star for each size of graph: what became of its seeds. */
export function MapFigure({ map, name }: { readonly map: SizeMap; readonly name: string }) {
  const of = map.settings.length > 0 ? settingsText(map.settings) : say(words.allRuns);
  return (
    <Figure
      caption={<b>{say(words.mapCaption(of))}</b>}
      name={name}
      table={() => tableOf(map)}
      cell={(value, column) => (Number.isNaN(value) ? '–' : SHARES.includes(column) ? share(value) : count(value))}
    >
      <StarMap degrees={map.degrees} lengths={map.lengths} cells={cellsOf(map)} label={say(words.mapLabel(of))} />
    </Figure>
  );
}

function cellsOf({ groups }: SizeMap): readonly StarMapCell[] {
  return groups.map((group) => {
    const { degree, length, runs } = group;
    const within = Math.max(...runs.map(({ budget }) => budget));
    const counted = runs.map((run) => ({
      solvedAt: Number.isNaN(run.reached) ? null : run.reached,
      firstStep: firstStepOf(run.final.forced, run),
    }));
    const tallied = tally(counted, within);
    const note =
      tallied.solved > 0
        ? words.noteSteps(count(Math.round(measured('steps', group).median)))
        : words.noteFirst(share(measured('first_step', group).median));
    return { degree, length, tally: tallied, progress: null, note: say(note) };
  });
}

/* Columns of the table that are shares. */
const SHARES = [4, 5, 9, 10, 11, 12];

function tableOf({ groups }: SizeMap): Table {
  const [interval, steps, first] = [say(words.interval), say(measures.steps.header), say(measures.first_step.header)];
  const spread = (what: string) => [words.middle(what), words.low(what), words.high(what)].map(say<string>);
  return {
    head: [
      ...[words.degree, words.length, words.solved, words.ofRuns].map(say<string>),
      ...[words.low(interval), words.high(interval)].map(say<string>),
      ...spread(steps),
      ...spread(first),
      say(measures.chance.header),
    ],
    rows: groups.map((group) => {
      const solved = solvedIn(group);
      const runs = group.runs.length;
      const took = measured('steps', group);
      const guessed = measured('first_step', group);
      return [
        group.degree,
        group.length,
        solved,
        runs,
        ...wilson(solved / runs, runs),
        took.median,
        took.low,
        took.high,
        guessed.median,
        guessed.low,
        guessed.high,
        1 / group.degree,
      ];
    }),
    whole: true,
  };
}
