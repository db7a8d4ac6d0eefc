/* The laboratory's committed results, fetched when a chapter first asks. */
import { type Signal, signal } from '@preact/signals';
import type { Value } from '../../engine/shared/description';
import { type Counted, type Tally, tally } from '../trials/result';
import type { CommittedCell, CommittedSpec } from './condense';

export type Committed = { readonly kind: 'coming' } | { readonly kind: 'missing' } | Arrived;

interface Arrived {
  readonly kind: 'here';
  readonly specs: readonly CommittedSpec[];
}

const committed: Signal<Committed> = signal({ kind: 'coming' });
let asked = false;

/** The results; the first call fetches them. Missing: they did not arrive, and will not before the page is loaded
 * again. A component that calls this is drawn again when the answer changes. */
export function committedResults(): Committed {
  if (!asked) {
    asked = true;
    import('virtual:committed').then(
      ({ specs }) => {
        committed.value = { kind: 'here', specs };
      },
      () => {
        committed.value = { kind: 'missing' };
      },
    );
  }
  return committed.value;
}

export interface Source {
  readonly spec: CommittedSpec;
  readonly cell: CommittedCell;
}

/** The committed runs of a sweep whose settings are these; null where there are none. */
export function sourceOf(
  specs: readonly CommittedSpec[],
  name: string,
  wanted: Readonly<Record<string, Value>>,
): Source | null {
  const spec = specs.find((candidate) => candidate.name === name);
  const cell = spec?.cells.find(({ config }) =>
    Object.entries(wanted).every(([option, value]) => config[option] === value),
  );
  return spec && cell ? { spec, cell } : null;
}

export function committedRuns({ reached, firstStep }: CommittedCell): readonly Counted[] {
  return firstStep.map((share, run) => ({ solvedAt: reached[run] ?? null, firstStep: share }));
}

/** What they found within their budget. */
export function committedTally(cell: CommittedCell): Tally {
  return tally(committedRuns(cell), cell.budget);
}
