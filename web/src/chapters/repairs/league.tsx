import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { nameOf } from '../../state/config/names';
import { count, percent, percentSign, signed } from '../../text/numbers';
import { say } from '../../text/say';
import { scaled } from '../../ui/scaled';
import { bestFirst, COLUMNS, type Column, type Found, type Sorting, type Standing, sorted } from './standings';
import { columns, words } from './words';

const NONE = '–';

/** All objectives against one another, sorted by any column. */
export function League({ all }: { readonly all: readonly Standing[] }) {
  const sorting = useSignal<Sorting>(bestFirst('solved'));
  const { by, descending } = sorting.value;
  const sortBy = (column: Column) => {
    sorting.value = column === by ? { by, descending: !descending } : bestFirst(column);
  };
  return (
    <section class="scroll-sideways" tabIndex={0} aria-label={say(words.leagueName)}>
      <table class="league">
        <thead>
          <tr>
            <th scope="col">{say(columns.objective)}</th>
            {COLUMNS.map((column) => (
              <th
                key={column}
                scope="col"
                aria-sort={column === by ? (descending ? 'descending' : 'ascending') : undefined}
              >
                <button type="button" title={say(words.sortedBy(say(columns[column])))} onClick={() => sortBy(column)}>
                  <span class="way" aria-hidden="true">
                    {column === by ? (descending ? '▼' : '▲') : ''}
                  </span>
                  {say(columns[column])}
                </button>
                <span class="on-paper" aria-hidden="true">
                  {say(columns[column])}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted(all, sorting.value).map(({ objective, found }) => (
            <tr key={objective} data-objective={objective}>
              <th scope="row">{nameOf(objective)}</th>
              {found ? (
                COLUMNS.map((column) => <td key={column}>{cellOf(column, found)}</td>)
              ) : (
                <td class="none" colSpan={COLUMNS.length}>
                  {say(words.notMeasured)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/* "84–100 %" */
const range = (low: number, high: number): string =>
  `${Math.round(100 * low)}–${Math.round(100 * high)}${percentSign()}`;

function cellOf(column: Column, found: Found): ComponentChildren {
  const { tally, cell, cost, flops, parameters, answering, margin } = found;
  const { solved, runs, interval, steps, firstStep, lowest, highest } = tally;
  switch (column) {
    case 'solved':
      return (
        <Drawn share={solved / runs} low={interval.low} high={interval.high}>
          <b>
            {count(solved)}/{count(runs)}
          </b>
          <small>{range(interval.low, interval.high)}</small>
        </Drawn>
      );
    case 'firstStep': {
      return (
        <Drawn share={firstStep} low={lowest} high={highest} chance={1 / Number(cell.config.degree)}>
          <b>{percent(firstStep)}</b>
          <small>{range(lowest, highest)}</small>
        </Drawn>
      );
    }
    case 'steps':
      return solved > 0 ? count(Math.round(steps)) : NONE;
    case 'flops':
      return solved > 0 ? scaled(flops) : NONE;
    case 'cost':
      return Number.isNaN(cost) ? NONE : `${cost.toFixed(2)} ×`;
    case 'parameters':
      return parameters === answering ? (
        count(parameters)
      ) : (
        <>
          {count(parameters)}
          <small>{say(words.answering(count(answering)))}</small>
        </>
      );
    case 'margin':
      return Number.isNaN(margin) ? NONE : signed(margin);
  }
}

interface DrawnProps {
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly chance?: number;
  /** The same in figures. */
  readonly children: ComponentChildren;
}

const WIDTH = 96;

/** A share on a line from 0 to 1, with its interval or range. */
function Drawn({ share, low, high, chance, children }: DrawnProps) {
  const at = (value: number) => Math.round(10 * (5 + (WIDTH - 10) * value)) / 10;
  return (
    <div class="drawn">
      <svg viewBox={`0 0 ${WIDTH} 14`} aria-hidden="true">
        <line class="scale" x1={at(0)} x2={at(1)} y1="7" y2="7" />
        <line class="interval" x1={at(low)} x2={at(high)} y1="7" y2="7" />
        {chance !== undefined && <line class="chance" x1={at(chance)} x2={at(chance)} y1="0" y2="14" />}
        <circle cx={at(share)} cy="7" r="4" />
      </svg>
      <span>{children}</span>
    </div>
  );
}
