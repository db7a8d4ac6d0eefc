/* Every evaluation of every lane as rows of numbers: the race's data table and its CSV. */
import { nameOf } from '../../state/config/names';
import type { Lane, Setup } from '../../state/lane';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import type { Table } from '../../ui/figure/save';
import { ringName } from '../../ui/graph/palette';
import { isHandedFirstStep } from '../../ui/race/summary';
import { words } from '../../ui/race/words';

export interface Row {
  readonly lane: Lane;
  readonly setup: Setup;
}

/* lane, step, loss on held-out graphs; all that follow are shares. */
const LOSS_COLUMN = 2;

/** Of paths of different lengths the goals are in one column. The component that shows the table follows the newest
 * evaluation. */
export function tableOf(rows: readonly Row[]): Table {
  const length = Math.max(0, ...rows.map(({ setup }) => setup.length));
  const places = Array.from({ length }, (_, depth) => ringName(depth, length));
  const head = [
    say(words.laneColumn),
    say(words.stepAxis),
    say(words.heldLoss),
    say(words.wholePath),
    say(words.low),
    say(words.high),
    ...places.map((place) => say(words.given(place))),
    ...places.map((place) => say(words.own(place))),
    say(words.hansInner(rows.every(({ setup }) => isHandedFirstStep(setup)))),
    say(words.hans),
  ];
  return {
    head,
    rows: rows.flatMap(({ lane, setup }, index) =>
      Array.from({ length: lane.latest.value ? (lane.held?.length ?? 0) : 0 }, (_, row) => lane.measured(row))
        .filter((measured) => measured !== null)
        .map((measured) => {
          const byDepth = (shares: readonly number[]) =>
            places.map((_, column) => {
              const depth = column === length - 1 ? setup.length - 1 : column < setup.length - 1 ? column : -1;
              return shares[setup.depths.indexOf(depth)] ?? Number.NaN;
            });
          const { step, loss, path, path_low, path_high, forced, free, hans, hans_inner } = measured;
          const name = `${index + 1} ${nameOf(setup.objective)}`;
          const followed = [hans_inner ?? Number.NaN, hans ?? Number.NaN];
          return [name, step, loss, path, path_low, path_high, ...byDepth(forced), ...byDepth(free), ...followed];
        }),
    ),
  };
}

/** A number of the table as people read it. */
export function cellOf(value: number, column: number): string {
  if (Number.isNaN(value)) return '';
  if (column < LOSS_COLUMN) return count(value);
  return column === LOSS_COLUMN ? value.toFixed(3) : percent(value);
}
