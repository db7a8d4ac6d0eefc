import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { nameOf } from '../config/names';
import { ringColour, ringDash, ringName, themed } from '../graph/palette';
import type { Lane, Measured, Setup } from '../store/lane';
import { useSession } from '../store/session';
import { count, percent } from '../text/numbers';
import { mountChart } from './chart';
import './charts.css';

interface ChartProps {
  readonly lane: Lane;
  readonly setup: Setup;
}

/* Rows of the data table: enough to see the course, few enough to read. */
const TABLE_ROWS = 16;

/** Accuracy of every target position over the steps, with the level of chance. */
export function AccuracyChart({ lane, setup }: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const { race, accuracy } = useSession();
  const pointed = useSignal<number | null>(null);
  const view = accuracy.value;
  useEffect(() => {
    if (!host.current) return;
    const { depths, length, degree } = setup;
    return mountChart(host.current, race.frames, {
      height: 230,
      lines: depths.map((depth) => ({
        label: ringName(depth, length),
        colour: (theme) => ringColour(depth, length)[theme],
        width: depth === 1 ? 3.5 : 1.6,
        dash: ringDash(depth),
      })),
      data: () => {
        const [steps = new Float64Array(), ...shares] = lane.accuracies(view);
        return [steps, ...shares];
      },
      reach: () => race.reach,
      yRange: () => [-0.02, 1.04],
      yLabel: (value) => `${Math.round(100 * value)} %`,
      yTicks: [0, 0.5, 1],
      level: { value: 1 / degree, name: `1/${degree}` },
      onPoint: (row) => {
        pointed.value = row;
      },
    });
  }, [lane, setup, view, race, pointed]);
  return (
    <figure class="chart">
      <figcaption>
        Right at each position on {count(lane.latest.value?.graphs ?? 0)} held-out graphs,{' '}
        {setup.unhandable !== null ? 'all said at once' : view === 'forced' ? 'true path given' : 'on its own path'}
      </figcaption>
      <div class="plot" ref={host} aria-hidden="true" />
      <Legend lane={lane} setup={setup} view={view} pointed={pointed} />
      <DataTable lane={lane} setup={setup} view={view} />
    </figure>
  );
}

interface LegendProps extends ChartProps {
  readonly view: 'forced' | 'free';
  readonly pointed: Signal<number | null>;
}

/** The lines' names with their newest values, or with those under the pointer: the chart in words. */
function Legend({ lane, setup, view, pointed }: LegendProps) {
  const newest = lane.latest.value;
  const row = pointed.value;
  const measured = (row === null ? null : lane.measured(row)) ?? newest;
  if (!measured) return null;
  return (
    <div class="legend">
      <p>at step {count(measured.step)}</p>
      <ul>
        {setup.depths.map((depth, position) => (
          <li
            key={depth}
            class={depth === 1 ? 'first-step' : ''}
            style={{ '--ring': themed(ringColour(depth, setup.length)) }}
          >
            <svg width="22" height="8" viewBox="0 0 22 8" aria-hidden="true">
              <line
                x1="0"
                x2="22"
                y1="4"
                y2="4"
                stroke-width={depth === 1 ? 3.5 : 2}
                stroke-dasharray={ringDash(depth).join(' ')}
              />
            </svg>
            {ringName(depth, setup.length)} <b>{percent(measured[view][position] ?? Number.NaN)}</b>
          </li>
        ))}
        <li>
          <svg width="22" height="8" viewBox="0 0 22 8" aria-hidden="true">
            <line x1="0" x2="22" y1="4" y2="4" stroke-width="1.5" stroke-dasharray="2 4" />
          </svg>
          chance 1/{setup.degree}
        </li>
      </ul>
    </div>
  );
}

function DataTable({ lane, setup, view }: Omit<LegendProps, 'pointed'>) {
  const open = useSignal(false);
  return (
    <details onToggle={(event) => (open.value = event.currentTarget.open)}>
      <summary>These numbers as a table</summary>
      {open.value && <Rows lane={lane} setup={setup} view={view} />}
    </details>
  );
}

function Rows({ lane, setup, view }: Omit<LegendProps, 'pointed'>) {
  /* Follows the newest evaluation: at most five times a second, and only while it is open. */
  const rows = lane.latest.value ? evenly(lane) : [];
  return (
    <section class="scroll-sideways" tabIndex={0} aria-label={`${nameOf(lane.objective)}, measured`}>
      <table>
        <caption class="unseen">
          {nameOf(lane.objective)}: {view === 'forced' ? 'true path so far given' : 'on its own path'}, held-out graphs
        </caption>
        <thead>
          <tr>
            <th scope="col">step</th>
            {setup.depths.map((depth) => (
              <th scope="col" key={depth}>
                {ringName(depth, setup.length)}
              </th>
            ))}
            <th scope="col">whole path</th>
            <th scope="col">95 % interval</th>
            <th scope="col">loss</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.step}>
              <th scope="row">{count(row.step)}</th>
              {row[view].map((share, position) => (
                <td key={setup.depths[position]}>{percent(share)}</td>
              ))}
              <td>{percent(row.path)}</td>
              <td>
                {percent(row.low)} to {percent(row.high)}
              </td>
              <td>{row.loss.toFixed(3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function evenly(lane: Lane): readonly Measured[] {
  const rows = lane.held?.length ?? 0;
  const shown = Math.min(rows, TABLE_ROWS);
  return Array.from({ length: shown }, (_, index) => {
    const row = shown > 1 ? Math.round((index * (rows - 1)) / (shown - 1)) : 0;
    return lane.measured(row);
  }).filter((row) => row !== null);
}

/** Loss on the training batches. */
export function LossChart({ lane }: { readonly lane: Lane }) {
  const host = useRef<HTMLDivElement>(null);
  const { race } = useSession();
  useEffect(() => {
    if (!host.current) return;
    return mountChart(host.current, race.frames, {
      height: 120,
      lines: [
        {
          label: 'loss',
          colour: (theme) => (theme === 'dark' ? '#aeaaa1' : '#5c5750'),
          width: 1.2,
          dash: [],
        },
      ],
      data: () => [lane.train.column(0), lane.train.column(1)],
      reach: () => race.reach,
      yRange: (_, high) => [0, Number.isFinite(high) ? Math.max(0.1, high * 1.05) : 1],
      yLabel: (value) => value.toFixed(1),
    });
  }, [lane, race]);
  const loss = lane.latest.value?.loss;
  return (
    <figure class="chart">
      <figcaption>
        Training loss by step, nats a target token{loss !== undefined && <>; on held-out graphs {loss.toFixed(3)}</>}
      </figcaption>
      <div class="plot" ref={host} aria-hidden="true" />
    </figure>
  );
}
