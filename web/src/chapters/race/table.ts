/* Every evaluation of every lane as rows of numbers: the race's data table and its CSV. */
import { nameOf } from '../../state/config/names';
import type { Lane, Setup } from '../../state/lane';
import { ranks } from '../../state/learnt';
import { list } from '../../text/list';
import { count, minus, percent } from '../../text/numbers';
import { say } from '../../text/say';
import type { Table } from '../../ui/figure/save';
import { ringName } from '../../ui/graph/palette';
import { isHandedFirstStep } from '../../ui/race/summary';
import { words as raceWords } from '../../ui/race/words';
import { words as laneWords } from './lane-words';
import { words } from './table-words';

export interface Row {
  readonly lane: Lane;
  readonly setup: Setup;
}

/* After lane and step: loss, decision margin and its quartiles; all that follow are shares. */
const NATS = { first: 2, last: 5 } as const;

const SAID = ['said_arm', 'said_path', 'said_goal', 'said_else'] as const;

/** Of paths of different lengths the goals are in one column. The component that shows the table follows the newest
 * evaluation. */
export function tableOf(rows: readonly Row[]): Table {
  const length = Math.max(0, ...rows.map(({ setup }) => setup.length));
  const places = Array.from({ length }, (_, depth) => ringName(depth, length));
  const ranking = [...new Set(rows.map(({ setup }) => setup.objective).filter(ranks))].map(nameOf);
  const head = [
    say(words.lane),
    say(raceWords.stepAxis),
    say(ranking.length > 0 ? words.heldLossOrHinge(list(ranking)) : words.heldLoss),
    say(ranking.length > 0 ? words.marginOfSome(list(ranking)) : words.margin),
    say(words.marginLow),
    say(words.marginHigh),
    say(laneWords.wholePath),
    say(words.low),
    say(words.high),
    ...places.map((place) => say(words.given(place))),
    ...places.map((place) => say(words.own(place))),
    say(words.hansInner(rows.every(({ setup }) => isHandedFirstStep(setup)))),
    say(words.hans),
    ...SAID.map((name) => say(words[name])),
  ];
  return {
    head,
    rows: rows.flatMap(({ lane, setup }, index) =>
      Array.from({ length: lane.latest.value ? (lane.held?.length ?? 0) : 0 }, (_, row) => lane.measured(row))
        .filter((measured) => measured !== null)
        .map((measured, row) => {
          const byDepth = (shares: readonly number[]) =>
            places.map((_, column) => {
              const depth = column === length - 1 ? setup.length - 1 : column < setup.length - 1 ? column : -1;
              return shares[setup.depths.indexOf(depth)] ?? Number.NaN;
            });
          const { step, loss, margin, margin_low, margin_high, path, path_low, path_high, forced, free } = measured;
          const name = `${index + 1} ${nameOf(setup.objective)}`;
          const margins = [margin, margin_low, margin_high].map((value) => value ?? Number.NaN);
          const followed = [measured.hans_inner ?? Number.NaN, measured.hans ?? Number.NaN];
          const said = SAID.map((column) => lane.held?.at(column, row) ?? Number.NaN);
          const shares = [path, path_low, path_high, ...byDepth(forced), ...byDepth(free), ...followed, ...said];
          return [name, step, loss, ...margins, ...shares];
        }),
    ),
  };
}

/** A number of the table as people read it. */
export function cellOf(value: number, column: number): string {
  if (Number.isNaN(value)) return '';
  if (column < NATS.first) return count(value);
  return column <= NATS.last ? minus(value.toFixed(3)) : percent(value);
}
