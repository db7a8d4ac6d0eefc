/* The experiments of Bachmann & Nagarajan (2024) as far as they are run here: what to set, and where the laboratory has
 * committed its own results. Words are in words.ts, by name. */
import type { Settings, Value } from '../../engine/shared/description';
import type { CommittedCell } from '../../state/committed/condense';
import { EXHIBIT } from '../../state/config/exhibit';
import { LEARNT } from '../../state/learnt';
import type { Difference, rows as texts } from './words';

export interface CommittedAt {
  /** The sweep, experiments/NAME.json. */
  readonly spec: string;
  readonly wanted: Readonly<Record<string, Value>>;
}

export interface Row {
  readonly name: keyof typeof texts;
  /** Beyond the engine's defaults. */
  readonly settings: Settings;
  readonly objectives: readonly string[];
  /** Steps. */
  readonly budget: number;
  readonly differs: readonly Difference[];
  readonly committed: readonly CommittedAt[];
  /** Of runs of these settings; fetches the text of each. */
  readonly recordings?: readonly (() => Promise<{ readonly text: string }>)[];
  /** Too large to be trained in a tab: only the native program's results are shown. */
  readonly nativeOnly?: boolean;
}

const of = (spec: string, objectives: readonly string[], wanted: Readonly<Record<string, Value>> = {}) =>
  objectives.map((objective): CommittedAt => ({ spec, wanted: { ...wanted, objective } }));

const FORCING = 'teacher_forcing';
const TEACHERLESS = 'teacherless';
const REVERSE = 'reverse';
const ALL = [FORCING, TEACHERLESS, REVERSE];

export const ROWS: readonly Row[] = [
  {
    name: 'part',
    settings: {
      degree: '2',
      path_length: '5',
      labels: '50',
      layout: 'paper',
      layers: '5',
      heads: '4',
      width: '64',
      biases: 'true',
      positions: 'none',
      rope: 'true',
      learning_rate: '0.002',
      muon_learning_rate: '0.02',
    },
    objectives: [FORCING, REVERSE],
    budget: 2000,
    differs: ['model', 'positions', 'optimiser', 'fresh', 'budget'],
    committed: of('paper_control', ALL),
    recordings: [
      () => import('virtual:recording/paper_control_teacher_forcing'),
      () => import('virtual:recording/paper_control_reverse'),
    ],
  },
  {
    name: 'fails',
    settings: { degree: '2', path_length: '5', labels: '50', layout: 'paper' },
    objectives: [FORCING, REVERSE],
    budget: 1000,
    differs: ['model', 'optimiser', 'fresh', 'budget'],
    committed: of('paper_2_5', ALL),
  },
  {
    name: 'smallest',
    settings: { degree: '2', path_length: '3', labels: '10', layout: 'paper' },
    objectives: ALL,
    budget: 3000,
    differs: ['model', 'optimiser', 'fresh', 'budget'],
    committed: of('paper_2_3', ALL),
  },
  {
    name: 'hans',
    settings: {},
    objectives: [FORCING],
    budget: 1500,
    differs: ['graph', 'layout', 'model', 'optimiser', 'fresh', 'budget'],
    committed: of('hans', [FORCING], { degree: 3, path_length: 4 }),
  },
  {
    name: 'teacherless',
    settings: EXHIBIT,
    objectives: [FORCING, TEACHERLESS],
    budget: 1500,
    differs: ['graph', 'layout', 'model', 'optimiser', 'fresh', 'budget'],
    committed: of('objectives', [FORCING, TEACHERLESS]),
  },
  {
    name: 'tooHard',
    settings: { path_length: '5', labels: '13' },
    objectives: [TEACHERLESS, REVERSE],
    budget: 1000,
    differs: ['graph', 'layout', 'model', 'optimiser', 'fresh', 'budget'],
    committed: of('map', [TEACHERLESS, REVERSE], { degree: 3, path_length: 5 }),
  },
  {
    name: 'reverse',
    settings: EXHIBIT,
    objectives: [FORCING, REVERSE],
    budget: 1500,
    differs: ['graph', 'layout', 'model', 'optimiser', 'fresh', 'budget'],
    committed: of('objectives', [FORCING, REVERSE]),
  },
  {
    name: 'mamba',
    settings: { architecture: 'mamba', positions: 'none', conv: '1' },
    objectives: ALL,
    budget: 2000,
    differs: ['graph', 'layout', 'mamba', 'optimiser', 'fresh', 'budget'],
    committed: of('mamba', ALL),
  },
  {
    name: 'memorised',
    settings: { degree: '2', path_length: '4', labels: '7', width: '64', mlp_ratio: '4', train_graphs: '1000' },
    objectives: [FORCING],
    budget: 1500,
    differs: ['graph', 'layout', 'model', 'optimiser', 'fewer', 'budget'],
    committed: [
      ...of('memorise', [FORCING]),
      ...of('memorise_10k', [FORCING]),
      ...of('memorise_200k', [FORCING]),
      ...of('memorise_many', [FORCING], { train_graphs: 10000 }),
    ],
  },
  {
    name: 'fullSize',
    settings: {
      degree: '2',
      path_length: '5',
      labels: '50',
      layout: 'paper',
      layers: '6',
      heads: '6',
      width: '384',
      mlp_ratio: '4',
      tied_head: 'true',
      biases: 'true',
      init: 'reference',
      batch: '256',
      train_graphs: '200000',
      optimizer: 'adamw',
      learning_rate: '0.0005',
      beta2: '0.999',
      clip: '0',
    },
    objectives: [FORCING, REVERSE],
    budget: 782,
    differs: ['budget'],
    committed: of('paper_size_2_5', [FORCING, REVERSE]),
    nativeOnly: true,
  },
];

/** Whether runs of several objectives tell nothing of them: none solves the task, though the path written backwards is among them. */
export function tellsNothing(cells: readonly CommittedCell[]): boolean {
  const solved = cells.some(({ path }) => path.some((share) => share >= LEARNT));
  return !solved && cells.some(({ config }) => config.objective === REVERSE);
}
