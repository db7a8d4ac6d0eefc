import { useRef } from 'preact/hooks';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { words } from '../../ui/bench/words';
import { Figure } from '../../ui/figure/figure';
import type { Table } from '../../ui/figure/save';
import { cellsBegin, isSame, type Size, StarMap, type StarMapCell } from '../../ui/star-map/star-map';

/** The stars of a map: its columns and rows. */
export const DEGREES: readonly number[] = [2, 3, 4, 5];
export const LENGTHS: readonly number[] = [2, 3, 4, 5, 6];

export interface MapCell extends StarMapCell {
  /** Trials on their way. */
  readonly left: number;
}

interface PhaseMapProps {
  readonly title: string;
  readonly caption: string;
  readonly name: string;
  readonly cells: readonly MapCell[];
  readonly chosen: Size;
  readonly onChoose: (size: Size) => void;
  /** Runs so many seeds; a map that cannot be filled has none. */
  readonly onRun?: (size: Size, seeds: number) => void;
}

const BEGIN = cellsBegin(DEGREES, LENGTHS);

/** Small multiples: a star for every d and l, with what became of its seeds. Keyboard: arrows, and 1 and 3 to run. */
export function PhaseMap({ title, caption, name, cells, chosen, onChoose, onRun }: PhaseMapProps) {
  const host = useRef<HTMLFieldSetElement>(null);
  const move = (columns: number, rows: number) => {
    const clamp = (value: number, all: readonly number[]) =>
      Math.min(Math.max(...all), Math.max(Math.min(...all), value));
    const size = { degree: clamp(chosen.degree + columns, DEGREES), length: clamp(chosen.length + rows, LENGTHS) };
    onChoose(size);
    host.current?.querySelector<HTMLElement>(`[data-size="${size.degree},${size.length}"]`)?.focus();
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => move(-1, 0),
    ArrowRight: () => move(1, 0),
    ArrowUp: () => move(0, -1),
    ArrowDown: () => move(0, 1),
    ...(onRun ? { 1: () => onRun(chosen, 1), 3: () => onRun(chosen, 3) } : {}),
  };
  return (
    <Figure caption={caption} name={name} class="phase-map" table={() => tableOf(cells)} cell={tableCell}>
      <div class="map-field">
        <StarMap degrees={DEGREES} lengths={LENGTHS} cells={cells} chosen={chosen} />
        <fieldset ref={host} class="map-buttons" style={{ left: `${100 * BEGIN.left}%`, top: `${100 * BEGIN.top}%` }}>
          <legend class="unseen">{title}</legend>
          {cells.map((cell) => (
            <button
              key={`${cell.degree},${cell.length}`}
              type="button"
              data-size={`${cell.degree},${cell.length}`}
              aria-pressed={isSame(chosen, cell)}
              tabIndex={isSame(chosen, cell) ? 0 : -1}
              aria-label={inWords(cell)}
              onClick={() => onChoose(cell)}
              onKeyDown={(event) => {
                const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
                if (!act) return;
                event.preventDefault();
                act();
              }}
            />
          ))}
        </fieldset>
      </div>
    </Figure>
  );
}

function inWords({ degree, length, tally, left }: MapCell): string {
  const size = say(words.cell(count(degree), count(length)));
  const found =
    tally && tally.runs > 0
      ? `${say(words.solvedOf(count(tally.solved), count(tally.runs)))} ${say(words.withinSteps(count(tally.within)))}`
      : say(words.cellEmpty);
  return [size, found, ...(left > 0 ? [say(words.cellRunning(count(left)))] : [])].join(say(marks.comma));
}

const SHARES = [4, 5, 7];

const tableCell = (value: number, column: number): string =>
  Number.isNaN(value) ? '' : SHARES.includes(column) ? percent(value) : count(value);

function tableOf(cells: readonly MapCell[]): Table {
  return {
    head: [
      say(words.columnDegree),
      say(words.columnLength),
      say(words.columnSolved),
      say(words.columnRuns),
      say(words.columnLow),
      say(words.columnHigh),
      say(words.columnSteps),
      say(words.columnFirst),
      say(words.columnWithin),
    ],
    rows: cells.flatMap(({ degree, length, tally }) =>
      tally && tally.runs > 0
        ? [
            [
              degree,
              length,
              tally.solved,
              tally.runs,
              tally.interval.low,
              tally.interval.high,
              tally.steps,
              tally.firstStep,
              tally.within,
            ],
          ]
        : [],
    ),
  };
}
