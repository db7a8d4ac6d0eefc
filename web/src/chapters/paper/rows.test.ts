/* The rows name sweeps, settings and budgets: they must be those of the committed specs. */
import { describe, expect, it } from 'vitest';
import { condense } from '../../state/committed/condense';
import { REBUTTALS } from '../../ui/bench/rebuttals';
import { ROWS, tellsNothing } from './rows';
import { rows as texts } from './words';

const specs = import.meta.glob<Readonly<Record<string, unknown>>>('../../../../experiments/*.json', {
  eager: true,
  import: 'default',
});

const results = import.meta.glob<unknown>('../../../../experiments/results/*.json', { eager: true, import: 'default' });

const specOf = (name: string) => specs[`../../../../experiments/${name}.json`];

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

const NO_RESULTS = { format: 'pathstar-results-1', spec: { name: '', claim: '' }, config: {}, runs: [] };

/* Presets stand for what their own settings say; the map sets the labels by the size. */
const isPlain = ([name, value]: readonly [string, unknown]) =>
  name !== 'preset' && name !== 'objective' && value !== 'least';

describe.each(ROWS)('the row $name', ({ name, settings, committed, objectives, budget }) => {
  const [first] = committed;
  const spec = first && specOf(first.spec);

  it('runs what its sweep ran, as long', () => {
    expect(spec?.steps).toBe(budget);
    for (const [name, value] of entriesOf(spec?.base).filter(isPlain)) expect(settings[name]).toBe(String(value));
  });

  it('has results of every objective that it races', () => {
    for (const objective of objectives)
      expect(
        committed.filter(({ spec: name }) => name === first?.spec).map(({ wanted }) => wanted.objective),
      ).toContain(objective);
  });

  it('says what does not fit where its positive control, the path written backwards, fails as well', () => {
    for (const { spec: sweep, wanted } of committed) {
      const cells = condense(sweep, results[`../../../../experiments/results/${sweep}.json`] ?? NO_RESULTS).cells;
      const controls = cells.filter(
        ({ config }) =>
          wanted.objective === 'reverse' && Object.entries(wanted).every(([option, value]) => config[option] === value),
      );
      if (controls.some(({ reached }) => reached.every((steps) => steps === null)))
        expect(texts[name]).toHaveProperty('unlike');
    }
  });

  it('names sweeps that there are', () => {
    for (const at of committed) expect(specOf(at.spec)?.name).toBe(at.spec);
  });
});

describe('what the rows tell', () => {
  const cellsOf = ({ committed }: (typeof ROWS)[number]) =>
    committed.flatMap(({ spec, wanted }) =>
      condense(spec, results[`../../../../experiments/results/${spec}.json`] ?? NO_RESULTS).cells.filter(({ config }) =>
        Object.entries(wanted).every(([option, value]) => config[option] === value),
      ),
    );

  it('opens with one in which the objectives part: the path written backwards is solved, and the path as it is is not', () => {
    const [first] = ROWS;
    const cells = first ? cellsOf(first) : [];
    const solved = (objective: string) =>
      cells
        .filter(({ config }) => config.objective === objective)
        .flatMap(({ path }) => path.map((share) => share >= 0.95));
    const reverse = solved('reverse');
    expect(reverse.filter((found) => found).length).toBeGreaterThan(0.8 * reverse.length - 1e-9);
    expect(solved('teacher_forcing')).toContain(false);
    expect(solved('teacher_forcing')).not.toContain(true);
    expect(first?.recordings).toHaveLength(first?.objectives.length ?? 0);
  });

  it('says so of those in which nothing was learnt, and of no others', () => {
    expect(ROWS.filter((row) => tellsNothing(cellsOf(row))).map(({ name }) => name)).toEqual(['fails']);
  });

  it.each(ROWS.flatMap(({ recordings = [], settings }) => recordings.map((fetch) => ({ fetch, settings }))))(
    'plays recordings of its own settings, of the paper’s graphs',
    async ({ fetch, settings }) => {
      const { config, steps, evaluations } = JSON.parse((await fetch()).text);
      for (const [name, value] of Object.entries(settings)) expect(String(config[name]), name).toBe(value);
      expect(evaluations.at(-1)[0]).toBe(steps);
    },
  );
});

describe('the switches', () => {
  it.each(REBUTTALS.flatMap(({ committed = [] }) => committed))('name sweeps that there are: $spec', ({ spec }) => {
    expect(specOf(spec)?.name).toBe(spec);
  });
});
