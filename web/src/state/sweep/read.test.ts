/* Files of results as a visitor may hand them in, friendly and hostile. */
import { describe, expect, it, test } from 'vitest';
import {
  curvesOf,
  forcedAt,
  hansAt,
  hansInnerAt,
  hasValues,
  predictedAt,
  spreadsOf,
  stepsOf,
  trainFirstAt,
} from './curves';
import { saysResults } from './format';
import { groupingOf, sharedSettings, solvedIn, tellingOf } from './groups';
import { description, type Made, made } from './made.fixture';
import { mapsOf } from './maps';
import { learntIn, measured, measuresIn } from './measures';
import { TEXT_MOST } from './part';
import { MOST, readResults, type SweepResults } from './read';

function read(json: unknown): SweepResults {
  const results = readResults(typeof json === 'string' ? json : JSON.stringify(json), description);
  if ('problem' in results) throw new Error(results.problem.en);
  return results;
}

function changed(change: (json: Made) => void): Made {
  const json = made();
  change(json);
  return json;
}

const first = ({ runs }: Made) => {
  const [run] = runs;
  if (!run) throw new Error('no run');
  return run;
};

describe('a good file', () => {
  const results = read(made());
  const grouping = groupingOf(results, description);

  it('is read with every setting of every run', () => {
    expect(results).toMatchObject({ name: 'duel', program: '0.1.0', goal: 0.9, varied: ['objective'] });
    expect(results.runs[0]?.config).toEqual({
      degree: 3,
      path_length: 4,
      labels: 10,
      objective: 'reverse',
      clip: 1,
      biases: false,
      seed: 2,
    });
  });

  it('is grouped by what was varied, in the engine’s order, by seed', () => {
    expect(grouping.fields).toEqual(['objective']);
    expect(grouping.groups.map(({ runs }) => runs.map(({ id }) => id))).toEqual([
      ['teacher_forcing1', 'teacher_forcing2'],
      ['reverse1', 'reverse2'],
    ]);
    expect(grouping.groups.map(solvedIn)).toEqual([0, 2]);
    expect(grouping.groups.map((group) => tellingOf(grouping, group))).toEqual([['objective'], ['objective']]);
  });

  it('finds the first step wherever the objective writes it', () => {
    expect(grouping.groups.map((group) => measured('first_step', group).median)).toEqual([0.3, 0.96]);
    expect(grouping.groups.map((group) => measured('worst_other', group).median)).toEqual([0.9, 0.9]);
    expect(measured('snowball', grouping.groups[1] ?? fail()).median).toBeCloseTo(0.95 ** 3, 12);
    expect(measured('steps', grouping.groups[0] ?? fail())).toMatchObject({ count: 0 });
    expect(measuresIn(grouping.groups)).toEqual([
      'steps',
      'first_step',
      'chance',
      'worst_other',
      'path',
      'snowball',
      'seconds',
      'flops',
    ]);
  });

  it('has the margin, the parameters of an auxiliary loss and what a step costs where a file tells of them', () => {
    const file = changed(({ runs }) => {
      for (const run of runs) {
        if (run.config.objective === 'reverse') Object.assign(run, { auxiliary_parameters: 448, step_cost: 1.5 });
        Object.assign(run.final, { margin: -1.5 });
      }
    });
    const { groups } = groupingOf(read(file), description);
    expect(measuresIn(groups)).toEqual(expect.arrayContaining(['margin', 'training', 'answering', 'cost']));
    const [training, answering] = (['training', 'answering'] as const).map((name) =>
      groups.map((group) => measured(name, group).median),
    );
    expect(groups.map((_, at) => (training?.[at] ?? 0) - (answering?.[at] ?? 0))).toEqual([0, 448]);
    expect(groups.map((group) => measured('cost', group).median)).toEqual([1, 1.5]);
    expect(groups.map((group) => measured('margin', group).median)).toEqual([-1.5, -1.5]);
  });

  it('tells in which order nodes are learnt, where a file says so', () => {
    const file = changed(({ runs }) => {
      for (const [at, run] of runs.entries()) Object.assign(run, { learnt: [25, at % 2 ? 400 : null, 75, 50] });
    });
    const { groups } = groupingOf(read(file), description);
    const never = Number.POSITIVE_INFINITY;
    for (const group of groups) expect(learntIn(group).map(({ depth }) => depth)).toEqual([0, 3, 2, 1]);
    expect(learntIn(groups[0] ?? fail()).map(({ step }) => step)).toEqual([25, 50, 75, never]);
    expect(learntIn(grouping.groups[0] ?? fail())).toEqual([]);
  });

  it('has curves and medians over them', () => {
    const group = grouping.groups[0] ?? fail();
    const curves = curvesOf(group, forcedAt(1));
    expect(curves).toEqual([
      { x: [25, 50], y: [0.3, 0.3] },
      { x: [25, 50], y: [0.3, 0.3] },
    ]);
    expect(stepsOf(group)).toEqual([25, 50]);
    expect(spreadsOf([...curves, { x: [25], y: [0.9] }], [10, 25, 50])).toEqual([
      { count: 0, low: Number.NaN, median: Number.NaN, high: Number.NaN },
      { count: 3, low: 0.3, median: 0.3, high: 0.9 },
      { count: 3, low: 0.3, median: 0.3, high: 0.9 },
    ]);
    expect(curvesOf(group, predictedAt)[0]?.y[0]).toBeCloseTo(0.95 ** 3, 12);
    expect([hansAt, hansInnerAt, trainFirstAt].map((at) => hasValues(group, at))).toEqual([true, true, false]);
  });

  it('may be one of an earlier program, which tells neither depths nor goal nor all settings', () => {
    const old = changed((json) => {
      for (const run of json.runs) Reflect.deleteProperty(run, 'depths');
      Reflect.deleteProperty(json, 'goal');
      Reflect.deleteProperty(json, 'program');
      Reflect.deleteProperty(json.spec, 'stop_at_path');
    });
    const earlier = read(old);
    expect(earlier).toMatchObject({ goal: 0.95, program: '' });
    expect(earlier.runs.map(({ depths }) => depths)).toEqual(results.runs.map(({ depths }) => depths));
  });

  it('may hold a run that diverged before its first evaluation', () => {
    const lost = changed((json) => {
      Object.assign(first(json), { status: 'diverged', digest: null, final: null, curve: {}, reached: null });
    });
    const group = groupingOf(read(lost), description).groups[1] ?? fail();
    expect(group.runs.map(({ digest }) => digest)).toEqual(['001-fma', '']);
    expect(solvedIn(group)).toBe(1);
    expect(measured('path', group)).toMatchObject({ count: 1, median: 0.3 });
  });

  it('names the graph files of its runs without their folders', () => {
    const asked = changed((json) => {
      Object.assign(first(json), {
        data: [
          { file: 'a/b.txt', graphs: 3, path: 0.5, held_out: { graphs: 1, path: 1 } },
          { file: 'c.txt', graphs: 1, path: 0 },
        ],
      });
    });
    expect(read(asked).runs[0]?.files).toEqual([
      { file: 'b.txt', graphs: 3, path: 0.5, heldOutPath: 1 },
      { file: 'c.txt', graphs: 1, path: 0, heldOutPath: Number.NaN },
    ]);
  });
});

test('settings that all runs share are told where they are not the defaults', () => {
  const shared = changed((json) => Object.assign(json.config, { degree: 5 }));
  expect(sharedSettings(groupingOf(read(shared), description), description)).toEqual([['degree', 5]]);
});

test('where many options were varied one at a time, a group is told by what is unlike most', () => {
  const json = changed(({ varied, runs, config }) => {
    const [one] = runs;
    varied.push('degree', 'path_length', 'labels', 'clip', 'biases');
    runs.length = 0;
    Reflect.deleteProperty(config, 'degree');
    const tried = [{}, { labels: 9 }, { clip: 0 }, { biases: true }, { degree: 2 }, { labels: 8, clip: 2 }];
    for (const more of tried)
      for (const objective of ['reverse', 'teacher_forcing'])
        for (const seed of [1, 2])
          if (one)
            runs.push({
              ...one,
              id: JSON.stringify([more, objective, seed]),
              config: Object.assign({ objective, seed }, more),
            });
  });
  const grouping = groupingOf(read(json), description);
  expect(grouping.sparse).toBe(true);
  expect(grouping.fields).toEqual(['objective', 'degree', 'labels', 'clip', 'biases']);
  expect(grouping.groups.slice(0, 6).map((group) => tellingOf(grouping, group))).toEqual([
    ['objective'],
    ['objective', 'biases'],
    ['objective', 'clip'],
    ['objective', 'labels', 'clip'],
    ['objective', 'labels'],
    ['objective', 'degree'],
  ]);
});

test('eight sizes of graph are a map', () => {
  const json = changed(({ varied, runs, config }) => {
    const [one] = runs;
    varied.push('degree', 'path_length', 'labels');
    runs.length = 0;
    Reflect.deleteProperty(config, 'path_length');
    for (const degree of [3, 2])
      for (const length of [5, 2, 3, 4])
        if (one) {
          const forced = Array.from({ length }, () => 1);
          runs.push({
            ...one,
            id: `${degree},${length}`,
            config: Object.assign(
              { objective: 'reverse', seed: 1 },
              { degree, path_length: length, labels: 1 + degree * (length - 1) },
            ),
            depths: forced.map((_, index) => index),
            curve: { ...one.curve, forced: [forced, forced] },
            final: { ...one.final, forced },
          });
        }
  });
  const [map, ...more] = mapsOf(groupingOf(read(json), description));
  expect(more).toEqual([]);
  expect(map).toMatchObject({ degrees: [2, 3], lengths: [2, 3, 4, 5], settings: [] });
  expect(mapsOf(groupingOf(read(made()), description))).toEqual([]);
  /* One size with two budgets would be two cells in one place. */
  const [one] = json.runs;
  if (one) json.runs.push({ ...one, id: 'longer', budget: 2 * one.budget });
  expect(mapsOf(groupingOf(read(json), description))).toEqual([]);
  /* Sizes are told apart whatever the file says of what was varied. */
  json.varied.length = 0;
  expect(groupingOf(read(json), description).fields).toEqual(['degree', 'path_length']);
});

describe('hostile files are refused by place, key and what must be there', () => {
  const run = (change: (run: ReturnType<typeof first>) => unknown) => changed((json) => void change(first(json)));
  const set = (key: string, value: unknown) => run((one) => Object.assign(one, { [key]: value }));
  const config = (key: string, value: unknown) =>
    run((one) => Object.defineProperty(one.config, key, { value, enumerable: true }));
  const curve = (key: string, value: unknown) => run((one) => Object.assign(one.curve, { [key]: value }));
  const final = (key: string, value: unknown) => run((one) => Object.assign(one.final, { [key]: value }));
  const top = (key: string, value: unknown) => changed((json) => void Object.assign(json, { [key]: value }));
  const raw = (from: string, to: string) => JSON.stringify(made()).replace(from, to);

  test.each<[what: string, file: unknown, refusal: string]>([
    ['nothing', '', 'not JSON'],
    ['no JSON', '{"format":"pathstar-results-1",', 'not JSON'],
    ['NaN', raw('"path":0.3', '"path":NaN'), 'not JSON'],
    ['something after it', `${JSON.stringify(made())}{}`, 'not JSON'],
    ['a list', '[]', 'In the file, “format” must be “pathstar-results-1”.'],
    ['null', 'null', '“format” must be'],
    ['a later version', top('format', 'pathstar-results-2'), 'In the file, “format” must be “pathstar-results-1”.'],
    ['an inherited key', raw('"goal":0.9', '"__proto__":{"goal":7}').replace('"claim"', '"constructor"'), '“claim”'],
    ['no spec', top('spec', null), '“spec” must be an object.'],
    ['no claim', changed(({ spec }) => Object.assign(spec, { claim: '' })), '“claim” must be a text'],
    ['a name that is none', changed(({ spec }) => Object.assign(spec, { name: 7 })), '“name” must be a text'],
    ['a goal beyond all', top('goal', 1.5), '“goal” must be a number from 0 to 1.'],
    ['varied by number', top('varied', [3]), '“varied” must be a list of at most 64 names.'],
    ['much varied', top('varied', Array(65).fill('degree')), 'at most 64 names'],
    ['no runs', top('runs', []), `“runs” must be a list of 1 to ${MOST.runs} runs.`],
    ['too many runs', top('runs', Array(MOST.runs + 1).fill(0)), `1 to ${MOST.runs} runs`],
    ['a run that is none', top('runs', [7]), 'In run 1, “runs” must be an object.'],
    ['a run twice', changed(({ runs }) => runs.push(...runs.slice(0, 1))), 'Run “reverse2” is in it twice.'],
    ['no id', set('id', 7), 'In run 1, “id” must be a text'],
    ['a status', set('status', 'running'), '“status” must be “done” or “diverged”.'],
    ['no digest', set('digest', null), '“digest” must be a text'],
    ['no budget', set('budget', null), '“budget” must be a number of at least 1.'],
    ['an infinite number', raw('"seconds":2', '"seconds":1e999'), '“seconds” must be a number of at least 0.'],
    ['a negative number', set('steps', -1), '“steps” must be a number of at least 0.'],
    ['no word on the goal', set('reached', undefined), '“reached” must be a number'],
    ['an unknown setting', config('degre', 2), 'In run 1, “degre” must be a setting that this page’s engine knows.'],
    ['a setting called __proto__', config('__proto__', { degree: 2 }), '“__proto__” must be a setting'],
    ['a degree out of range', config('degree', 99), '“degree” must be a whole number from 1 to 20.'],
    ['half an arm', config('degree', 2.5), '“degree” must be a whole number'],
    ['an endless path', config('path_length', 1e9), '“path_length” must be a whole number from 2 to 20.'],
    ['a text for a number', config('clip', '1'), '“clip” must be a number from 0 to 100.'],
    ['no switch', config('biases', 1), '“biases” must be true or false.'],
    ['no choice', config('objective', 'toString'), '“objective” must be one of teacher_forcing, reverse.'],
    ['steps of learning that are too few', set('learnt', [25]), '“learnt” must be a list of 4 steps, or nulls.'],
    [
      'a step of learning that is none',
      set('learnt', [25, -1, 75, null]),
      '“learnt” must be a list of 4 steps, or nulls.',
    ],
    ['depths that are none', set('depths', [0, 1, 2, 2]), '“depths” must be a list of the numbers 0 to 3, each once.'],
    ['no end', set('final', null), '“final” must be an object.'],
    ['more than all', final('path', 1.5), '“path” must be a number from 0 to 1.'],
    ['a text for a share', final('hans', 'x'), '“hans” must be a number from 0 to 1, or null.'],
    ['a position too few', final('forced', [1, 1, 1]), '“forced” must be a list of 4 numbers from 0 to 1'],
    ['a curve that is none', set('curve', 3), '“curve” must be an object.'],
    ['a curve without steps', curve('step', null), '“step” must be a list.'],
    [
      'steps that fall',
      curve('step', [50, 25]),
      `“step” must be a list of at most ${MOST.points} growing step numbers.`,
    ],
    [
      'endless curves',
      curve(
        'step',
        Array.from({ length: MOST.points + 1 }, (_, index) => index),
      ),
      'at most 2000 growing',
    ],
    ['a goal reached after the end', set('reached', 1e6), '“reached” must be a step of at most the budget, or null.'],
    ['a long id', set('id', 'x'.repeat(TEXT_MOST + 1)), '“id” must be a text of 1 to 10000 characters.'],
    ['a short column', curve('path', [1]), '“path” must be a list of 2 numbers from 0 to 1, or nulls'],
    ['a wild column', curve('hans', [0, 7]), '“hans” must be a list of 2 numbers from 0 to 1, or nulls'],
    ['a ragged table', curve('forced', [[1, 1, 1, 1], [1]]), '“forced” must be 2 lists'],
    ['no files', set('data', 3), '“data” must be a list.'],
    ['a file that is none', set('data', [3]), '“data” must be a list of objects.'],
    ['a file without a name', set('data', [{ graphs: 3, path: 1 }]), '“file” must be a text'],
  ])('%s', (_, file, refusal) => {
    expect(() => read(file)).toThrow(refusal);
  });

  test('nested as deep as a file can be', () => {
    const deep = `${'['.repeat(2e5)}${']'.repeat(2e5)}`;
    expect(() => read(`{"format":"pathstar-results-1","spec":${deep}}`)).toThrow('“spec” must be an object.');
  });

  it('in Chinese too', () => {
    const refused = readResults(JSON.stringify(config('degree', 99)), description);
    expect('problem' in refused && refused.problem.zh).toBe('第 1 个训练中的“degree”必须是1 到 20 之间的整数。');
  });
});

test('a text says that it is results by its format, of any version', () => {
  expect(saysResults(' {\n "runs": [], "format" : "pathstar-results-9"')).toBe(true);
  expect(saysResults('{"format": "pathstar-metrics"}')).toBe(false);
});

function fail(): never {
  throw new Error('not there');
}
