/* What the doors show of their chapters: a line and a picture, both made from the committed results; of the sources, from
 * their list. */
import type { ComponentChildren } from 'preact';
import type { Chapter } from '../../state/chapters';
import type { CommittedCell, CommittedSpec } from '../../state/committed/condense';
import { committedResults, committedTally } from '../../state/committed/results';
import { LEARNT } from '../../state/learnt';
import { count } from '../../text/numbers';
import type { Both } from '../../text/say';
import { methods, sources as papers } from '../../ui/references';
import { words } from './words';

export interface Shown {
  readonly told: Both;
  readonly picture: ComponentChildren;
}

/** Null where there is nothing to show: no such results have come, or there are none. Drawn again when they come. */
export function faceOf(chapter: Chapter): Shown | null {
  const face = FACES[chapter];
  const committed = committedResults();
  return (face && committed.kind === 'here' && face(committed.specs)) || null;
}

type Specs = readonly CommittedSpec[];

const FACES: Readonly<Partial<Record<Chapter, (specs: Specs) => Shown | null>>> = {
  inside,
  always,
  repairs,
  paper,
  laboratory,
  sources,
};

/* The picture's field, in its own units, and how far from its edge data stay. */
const FIELD = { width: 160, height: 88 };
const EDGE = 4;

const cellsOf = (specs: Specs, name: string): readonly CommittedCell[] =>
  specs.find((spec) => spec.name === name)?.cells ?? [];

const solvedIn = (cells: readonly CommittedCell[]): number => sum(cells.map((cell) => committedTally(cell).solved));
const runsIn = (cells: readonly CommittedCell[]): number => sum(cells.map(({ seeds }) => seeds.length));
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const numberIn = ({ config }: CommittedCell, name: string): number => Number(config[name]);

/** Accuracy of the first step, a dot a seed, for each length of the arms; the line is a guess. */
function inside(specs: Specs): Shown | null {
  const cells = [...cellsOf(specs, 'first_step_alone')].sort(
    (one, other) => numberIn(one, 'path_length') - numberIn(other, 'path_length'),
  );
  const [shortest, ...longer] = cells;
  if (!shortest) return null;
  const finders = (some: readonly CommittedCell[]) =>
    some.flatMap(({ firstStep }) => firstStep).filter((share) => share >= LEARNT).length;
  return {
    told: words.inside(
      count(finders([shortest])),
      count(runsIn([shortest])),
      count(numberIn(shortest, 'path_length')),
      count(finders(longer)),
      count(runsIn(longer)),
    ),
    picture: (
      <>
        <Guess share={1 / numberIn(shortest, 'degree')} upright={false} />
        {cells.map((cell, column) => {
          const width = FIELD.width / cells.length;
          return cell.firstStep.map((share, seed) => (
            <Dot
              key={cell.seeds[seed]}
              x={(column + 0.5) * width + (seed / Math.max(1, cell.seeds.length - 1) - 0.5) * 0.6 * width}
              y={heightOf(share)}
              found={share >= LEARNT}
            />
          ));
        })}
      </>
    ),
  };
}

const RIVALS = ['teacher_forcing', 'teacherless', 'reverse'] as const;

/** A field of stars for each objective, an arm more a row, a node more a column: the greener, the more seeds solve it. */
function always(specs: Specs): Shown | null {
  const cells = cellsOf(specs, 'map');
  const [forced = [], teacherless = [], reverse = []] = RIVALS.map((objective) => of(cells, objective));
  if (forced.length === 0) return null;
  const degrees = [...new Set(forced.map((cell) => numberIn(cell, 'degree')))].sort((one, other) => one - other);
  const lengths = [...new Set(forced.map((cell) => numberIn(cell, 'path_length')))].sort((one, other) => one - other);
  const gap = 8;
  const across = (FIELD.width - 2 * gap) / 3;
  const [width, height] = [across / lengths.length, (FIELD.height - 2 * EDGE) / degrees.length];
  return {
    told: words.always(
      count(forced.length),
      count(solvedIn(forced)),
      count(solvedIn(teacherless)),
      count(solvedIn(reverse)),
      count(runsIn(forced)),
    ),
    picture: [forced, teacherless, reverse].map((field, index) =>
      field.map((cell) => {
        const { solved, runs } = committedTally(cell);
        const place = {
          x: index * (across + gap) + lengths.indexOf(numberIn(cell, 'path_length')) * width,
          y: EDGE + degrees.indexOf(numberIn(cell, 'degree')) * height,
          width: width - 1,
          height: height - 1,
        };
        return (
          <g key={`${index} ${cell.config.degree} ${cell.config.path_length}`}>
            <rect {...place} fill="var(--line)" />
            <rect {...place} fill="var(--good)" fill-opacity={solved / runs} />
          </g>
        );
      }),
    ),
  };
}

/** A bar an objective, as long as the share of seeds that solve it; none is named, for the chapter asks for a guess. */
function repairs(specs: Specs): Shown | null {
  const tallies = cellsOf(specs, 'repairs')
    .map(committedTally)
    .toSorted((one, other) => other.solved / other.runs - one.solved / one.runs);
  const [first] = tallies;
  if (!first) return null;
  const height = (FIELD.height - 2 * EDGE) / tallies.length;
  return {
    told: words.repairs(
      count(tallies.filter(({ solved, runs }) => solved === runs).length),
      count(tallies.length),
      count(first.runs),
    ),
    picture: tallies.map(({ solved, runs }, row) => {
      const place = { y: EDGE + row * height, height: height - 1.5 };
      return (
        <g key={row}>
          <rect {...place} width={FIELD.width} fill="var(--line)" />
          <rect {...place} width={(FIELD.width * solved) / runs} fill="var(--good)" />
        </g>
      );
    }),
  };
}

/** Accuracy of the first step, a dot a seed, a row an objective; the line is a guess. */
function paper(specs: Specs): Shown | null {
  const cells = cellsOf(specs, 'paper_control');
  const rows = RIVALS.map((objective) => of(cells, objective));
  const [forced = [], teacherless = [], reverse = []] = rows;
  const [one] = forced;
  if (!one) return null;
  const height = FIELD.height / rows.length;
  return {
    told: words.paper(
      `G(${one.config.degree}, ${one.config.path_length})`,
      count(one.seeds.length),
      count(solvedIn(forced)),
      count(solvedIn(teacherless)),
      count(solvedIn(reverse)),
    ),
    picture: (
      <>
        <Guess share={1 / numberIn(one, 'degree')} upright />
        {rows.map((row, index) =>
          row.flatMap(({ firstStep, seeds }) =>
            firstStep.map((share, seed) => (
              <Dot
                key={`${index} ${seeds[seed]}`}
                x={EDGE + (FIELD.width - 2 * EDGE) * share}
                y={(index + 0.5) * height + (seed / Math.max(1, seeds.length - 1) - 0.5) * 0.6 * height}
                found={share >= LEARNT}
              />
            )),
          ),
        )}
      </>
    ),
  };
}

const BINS = 20;

/** How many runs of all sweeps were solved after how many steps; each bar covers the same ratio of steps. */
function laboratory(specs: Specs): Shown | null {
  const cells = specs.flatMap((spec) => spec.cells);
  const steps = cells.flatMap(({ reached }) => reached).filter((step): step is number => step !== null && step > 0);
  if (steps.length === 0) return null;
  const [least, most] = [Math.log(Math.min(...steps)), Math.log(Math.max(...steps))];
  const bins = Array.from({ length: BINS }, () => 0);
  for (const step of steps) {
    const bin = Math.min(BINS - 1, Math.floor((BINS * (Math.log(step) - least)) / (most - least || 1)));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const [width, highest] = [FIELD.width / BINS, Math.max(...bins)];
  return {
    told: words.laboratory(count(runsIn(cells)), count(specs.length), count(steps.length)),
    picture: bins.map((runs, bin) => {
      const height = ((FIELD.height - 2 * EDGE) * runs) / highest;
      return (
        <rect
          key={bin}
          x={bin * width}
          y={FIELD.height - EDGE - height}
          width={width - 1.5}
          height={height}
          fill="var(--soft)"
        />
      );
    }),
  };
}

/** A dot a source, by its year. */
function sources(): Shown {
  const years = [...papers, ...methods].map(({ year }) => year).sort((one, other) => one - other);
  const [from = 0, to = from] = [years[0], years.at(-1)];
  const columns = [...new Set(years)];
  const width = FIELD.width / columns.length;
  const most = Math.max(...columns.map((year) => years.filter((other) => other === year).length));
  const height = Math.min(12, (FIELD.height - 2 * EDGE) / most);
  return {
    told: words.sources(count(years.length), String(from), String(to)),
    picture: columns.flatMap((year, column) =>
      years
        .filter((other) => other === year)
        .map((_, index) => (
          <circle
            key={`${year} ${index}`}
            cx={(column + 0.5) * width}
            cy={FIELD.height - EDGE - (index + 0.5) * height}
            r={0.38 * height}
            fill="var(--soft)"
          />
        )),
    ),
  };
}

const of = (cells: readonly CommittedCell[], objective: string): readonly CommittedCell[] =>
  cells.filter(({ config }) => config.objective === objective);

const heightOf = (share: number): number => EDGE + (FIELD.height - 2 * EDGE) * (1 - share);

interface DotProps {
  readonly x: number;
  readonly y: number;
  readonly found: boolean;
}

function Dot({ x, y, found }: DotProps) {
  return <circle cx={x} cy={y} r="3" fill={found ? 'var(--good)' : 'var(--first)'} fill-opacity="0.75" />;
}

/* How often a guess is right: a line across, or upright. */
function Guess({ share, upright }: { readonly share: number; readonly upright: boolean }) {
  const at = upright ? EDGE + (FIELD.width - 2 * EDGE) * share : heightOf(share);
  const ends = upright ? { x1: at, x2: at, y1: 0, y2: FIELD.height } : { x1: 0, x2: FIELD.width, y1: at, y2: at };
  return <line {...ends} stroke="var(--ink)" stroke-dasharray="2 3" />;
}
