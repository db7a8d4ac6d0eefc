import { describe, expect, it } from 'vitest';
import { condense } from './condense';
import { committedTally, sourceOf } from './results';
import { seedList } from './seeds';

const run = (objective: string, seed: number, reached: number | null, more = {}) => ({
  config: { objective, seed },
  budget: 100,
  steps: reached ?? 100,
  reached,
  flops_per_step: 10,
  parameters: 100,
  final: { first_step: reached === null ? 0.5 : 0.99, path: 0.5, forced: [1, 0.5], hans_inner: null, ...more },
});

const results = {
  format: 'pathstar-results-1',
  spec: { name: 'map', claim: 'It depends.', stop_at_path: 0.95, evaluate: { every: 50, graphs: 500 } },
  varied: ['objective'],
  config: { degree: 2 },
  runs: [
    run('teacherless', 2, null),
    run('teacherless', 1, 50, { train_first_step: 0.75, hans_inner: 0.9, margin: 2.5, later: 0.875 }),
    run('reverse', 1, 25),
    { ...run('reverse', 2, null), final: undefined },
  ],
};

describe('condense', () => {
  const spec = condense('map.json', results);

  it('keeps the runs of each setting by seed, without those that have no end', () => {
    expect(spec).toMatchObject({ name: 'map', stopAt: 0.95, graphs: 500 });
    expect(spec.cells).toEqual([
      {
        config: { degree: 2, objective: 'teacherless' },
        budget: 100,
        seeds: [1, 2],
        reached: [50, null],
        firstStep: [0.99, 0.5],
        path: [0.5, 0.5],
        later: [0.875],
        margin: [2.5],
        flopsPerStep: 10,
        parameters: 100,
        auxiliary: 0,
        trained: [0.75],
        hansInner: [0.9],
      },
      {
        config: { degree: 2, objective: 'reverse' },
        budget: 100,
        seeds: [1],
        reached: [25],
        firstStep: [0.99],
        path: [0.5],
        later: [],
        margin: [],
        flopsPerStep: 10,
        parameters: 100,
        auxiliary: 0,
        trained: [],
        hansInner: [],
      },
    ]);
  });

  it('knows the seed of runs that all have the same', () => {
    const alone = { ...run('reverse', 7, null), config: { objective: 'reverse' } };
    const one = { ...results, config: { degree: 2, seed: 7 }, runs: [alone] };
    expect(condense('map.json', one).cells).toMatchObject([
      { config: { degree: 2, objective: 'reverse' }, seeds: [7] },
    ]);
  });

  it('is found by sweep and settings', () => {
    const source = sourceOf([spec], 'map', { degree: 2, objective: 'teacherless' });
    expect(source && committedTally(source.cell)).toMatchObject({ runs: 2, solved: 1, steps: 50, within: 100 });
    expect(sourceOf([spec], 'map', { degree: 3, objective: 'teacherless' })).toBeNull();
    expect(sourceOf([spec], 'hans', { degree: 2 })).toBeNull();
  });

  it('refuses what is of another form, naming the file', () => {
    expect(() => condense('map.json', { ...results, format: 'other' })).toThrow(/map\.json is not/);
    expect(() => condense('map.json', null)).toThrow(/map\.json is not/);
  });
});

describe('seedList', () => {
  it('joins seeds that follow one another', () => {
    expect(seedList([1, 2, 3])).toBe('1–3');
    expect(seedList([4])).toBe('4');
    expect(seedList([1, 2, 5])).toBe('1, 2, 5');
  });
});
