import { describe, expect, it, test } from 'vitest';
import { condense } from '../../state/committed/condense';
import { IDEAS } from '../../state/config/words';
import { BUDGET, best, bestFirst, COLUMNS, harder, SWEEP, sorted, standings } from './standings';

const specs = import.meta.glob<Readonly<Record<string, unknown>>>('../../../../experiments/repairs.json', {
  eager: true,
  import: 'default',
});

const run = (objective: string, seed: number, reached: number | null, more = {}) => ({
  config: { objective, seed },
  budget: 100,
  reached,
  flops_per_step: objective === 'top' ? 11 : 10,
  parameters: objective === 'top' ? 120 : 100,
  auxiliary_parameters: objective === 'top' ? 20 : 0,
  final: { first_step: reached === null ? 0.3 : 0.99, path: 0.5, margin: reached === null ? -2 : 3, ...more },
});

const spec = condense('repairs.json', {
  format: 'pathstar-results-1',
  spec: { name: SWEEP, claim: 'They differ.', stop_at_path: 0.95 },
  config: { degree: 3 },
  runs: [
    run('teacher_forcing', 1, null),
    run('teacher_forcing', 2, null),
    run('top', 1, 20),
    run('top', 2, 40),
    run('masked', 1, 20),
    run('masked', 2, null),
    run('reverse', 1, 25),
    run('reverse', 2, 25),
  ],
});

const hard = (name: string, ...runs: ReturnType<typeof run>[]) =>
  condense(`${name}.json`, {
    format: 'pathstar-results-1',
    spec: { name, claim: 'Fewer do.', stop_at_path: 0.95 },
    config: { degree: 3 },
    runs,
  });

test('on longer arms both sweeps count, and what solved it in most seeds comes first', () => {
  const specs = [
    hard('objectives_hard', run('teacher_forcing', 1, null), run('reverse', 1, 30), run('masked', 1, 30)),
    hard('repairs_hard', run('masked', 1, null), run('masked', 2, 40)),
  ];
  const found = harder(specs, ['teacher_forcing', 'masked', 'reverse', 'waypoint']);
  expect(found.map(({ objective, tally }) => [objective, tally.solved, tally.runs])).toEqual([
    ['reverse', 1, 1],
    ['masked', 1, 2],
    ['teacher_forcing', 0, 1],
  ]);
  expect(harder([], ['reverse'])).toEqual([]);
});

const all = standings([spec], ['teacher_forcing', 'reverse', 'masked', 'top', 'waypoint']);
const names = (list: readonly { readonly objective: string }[]) => list.map(({ objective }) => objective);

describe('standings', () => {
  it('has what the sweep has, and says of the others that they are not there', () => {
    expect(all.map(({ found }) => found?.tally.solved ?? null)).toEqual([0, 2, 1, 2, null]);
    expect(all[3]?.found).toMatchObject({ cost: 1.1, flops: 330, parameters: 120, answering: 100, margin: 3 });
    expect(all[0]?.found).toMatchObject({ cost: 1, flops: Number.NaN, parameters: 100, margin: -2 });
    expect(names(standings([], ['top']))).toEqual(['top']);
  });

  it('takes what came later from its own sweep, as a card’s race has it', () => {
    const one = (objective: string, more: object, reached: number | null) => ({
      ...run(objective, 1, reached),
      config: { objective, seed: 1, ...more },
    });
    const later = (name: string, ...runs: ReturnType<typeof one>[]) =>
      condense(`${name}.json`, {
        format: 'pathstar-results-1',
        spec: { name, claim: 'So do these.', stop_at_path: 0.95 },
        config: { degree: 3 },
        runs,
      });
    const found = standings(
      [
        spec,
        later('chain', one('mtp_block', { horizon: 2 }, null), one('mtp_block', { horizon: 4 }, 30)),
        later('repairs_later', one('ritf', { rank_said: true }, 40), one('ritf', { rank_said: false }, null)),
      ],
      ['mtp_block', 'ritf', 'top'],
    );
    expect(found.map(({ found: of }) => [of?.spec.name, of?.tally.solved])).toEqual([
      ['chain', 1],
      ['repairs_later', 0],
      [SWEEP, 2],
    ]);
  });

  it('sorts the best first, equals by how soon they came, and what has no value last either way', () => {
    expect(names(sorted(all, bestFirst('solved')))).toEqual([
      'reverse',
      'top',
      'masked',
      'teacher_forcing',
      'waypoint',
    ]);
    expect(names(sorted(all, { by: 'solved', descending: false })).slice(0, 2)).toEqual(['teacher_forcing', 'masked']);
    expect(names(sorted(all, bestFirst('flops')))).toEqual(['masked', 'reverse', 'top', 'teacher_forcing', 'waypoint']);
    for (const by of COLUMNS)
      for (const descending of [true, false]) expect(names(sorted(all, { by, descending })).at(-1)).toBe('waypoint');
  });

  it('finds those that solved the task in the most seeds', () => {
    expect(names(best(all))).toEqual(['reverse', 'top']);
    expect(best(standings([], ['top']))).toEqual([]);
  });

  it('is of the committed sweep, whose runs are as long as the race that a card starts', () => {
    const [written] = Object.values(specs);
    expect(written).toMatchObject({ name: SWEEP, steps: BUDGET });
    const swept = Reflect.get(Object(written?.grid), 'objective');
    for (const objective of Array.isArray(swept) ? swept : [])
      expect(IDEAS.flatMap(([, ...members]) => members)).toContain(objective);
  });
});
