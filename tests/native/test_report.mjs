/* `pathstar report` from outside: its Markdown, its compact form, what it refuses; and whether EXPERIMENTS.md is what
 * the committed results say. Usage: node test_report.mjs PATHSTAR */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { at, expect as run } from './program.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What `pathstar FLAGS...` writes to stdout, after the checks of program.mjs. */
const expect = (code, words, ...flags) => run(code, words, flags).out;

/** Results of a sweep, made up: two objectives, four seeds each, lines in no order. */
function duel() {
  const spec = { name: 'duel', claim: 'One learns & the other does <not>.', base: {}, seeds: [1, 4], steps: 100 };
  const runs = ['teacherless', 'teacher_forcing'].flatMap((objective, which) =>
    [4, 3, 2, 1].map((seed) => {
      const solved = objective === 'teacherless' && seed !== 3;
      const first = solved ? 0.96 : (30 + 2 * seed) / 100;
      const forced = [1, first, 1, 0.9];
      const last = solved ? 25 * seed : 100;
      const step = [25, 50, 75, 100].filter((s) => s <= last);
      const hans = which ? 0.5 : null;
      const everyStep = (value) => step.map(() => value);
      return {
        id: `${which}${seed}`.padStart(16, 'a'),
        varied: { objective, seed },
        config: { objective, seed, degree: 3, path_length: 4, labels: 10 },
        kernels: 'scalar',
        digest: `00${which}${seed}-nofma`,
        budget: 100,
        steps: last,
        seconds: 2,
        flops_per_step: 4e7,
        parameters: 1234,
        reached: solved ? last : null,
        status: 'done',
        curve: {
          step,
          loss: everyStep(1.5),
          held_loss: everyStep(1.5),
          path: everyStep(first),
          hans: everyStep(hans),
          hans_inner: everyStep(hans),
          forced: everyStep(forced),
          free: everyStep(forced),
        },
        final: { graphs: 500, path: solved ? 0.95 : 0.3, hans, hans_inner: hans, forced, free: forced },
      };
    }),
  );
  return { spec, runs };
}

/** Eight sizes of graph, of one objective. */
function grid() {
  const { spec, runs } = duel();
  const one = runs[7];
  const sizes = [2, 3].flatMap((d) => [2, 3, 4, 5].map((l) => [d, l]));
  return {
    spec: { ...spec, name: 'grid' },
    runs: sizes.flatMap(([degree, path_length]) =>
      [1, 2].map((seed) => {
        const forced = Array(path_length)
          .fill(1)
          .fill(1 / degree, 1, 2);
        const labels = 1 + degree * (path_length - 1);
        return {
          ...one,
          config: { ...one.config, degree, path_length, labels, seed },
          id: `${degree}${path_length}${seed}`,
          varied: { degree, path_length, labels, seed },
          reached: path_length === 2 ? 50 : null,
          curve: {},
          final: { ...one.final, forced, free: forced },
        };
      }),
    ),
  };
}

/** Writes the results as a sweep's folder. */
function write(name, { spec, runs }) {
  mkdirSync(at(name), { recursive: true });
  writeFileSync(join(at(name), 'spec.json'), JSON.stringify(spec));
  writeFileSync(join(at(name), 'results.jsonl'), runs.map((run) => `${JSON.stringify(run)}\n`).join(''));
  return at(name);
}

const folder = write('duel', duel());
const map = write('grid', grid());
const compact = at('duel.json');

test('the compact form', async (t) => {
  const text = expect(0, '{"format":"pathstar-results-1",', 'report', '--compact', folder);
  const results = JSON.parse(text);

  await t.test('--out writes the same', () => {
    expect(0, '', 'report', '--compact', folder, '--out', compact);
    assert.equal(readFileSync(compact, 'utf8'), text);
  });

  await t.test('is its own compact form', () => {
    assert.equal(expect(0, '', 'report', '--compact', compact), text);
  });

  await t.test('says what a reader needs that does not know the core', () => {
    const [version] = /\d+\.\d+\.\d+/.exec(readFileSync(join(root, 'core/pathstar.h'), 'utf8'));
    assert.equal(results.program, version);
    assert.equal(results.goal, 0.95);
    assert.ok(!text.includes('"depths"'), 'from the start, as a reader takes it where nothing is said');
    const { spec, runs } = duel();
    for (const run of runs) run.config.objective = 'reverse';
    spec.stop_at_path = 0.5;
    const backwards = JSON.parse(expect(0, '', 'report', '--compact', write('backwards', { spec, runs })));
    assert.equal(backwards.goal, 0.5);
    assert.deepEqual(
      backwards.runs.map(({ depths }) => depths),
      Array(8).fill([3, 2, 1, 0]),
    );
  });

  await t.test('says once what all runs share, and keeps the rest of each', () => {
    const { runs } = duel();
    const whole = (run) => ({ ...results.config, ...run.config });
    assert.deepEqual(results.varied, ['objective']);
    for (const run of runs) {
      const kept = results.runs.find(({ id }) => id === run.id);
      assert.deepEqual({ ...whole(kept), ...run.config }, whole(kept));
      for (const name of ['digest', 'budget', 'steps', 'seconds', 'flops_per_step', 'parameters', 'reached', 'status'])
        assert.equal(kept[name], run[name], name);
      assert.equal(kept.final.first_step, run.final.forced[1]);
      assert.deepEqual(kept.curve.forced, run.curve.forced);
      assert.equal('hans' in kept.curve, run.config.objective === 'teacher_forcing');
    }
  });

  await t.test('says which parameters no answer depends on, of results from before that was written down as well', () => {
    const { spec, runs } = duel();
    for (const run of runs) run.config.objective = 'top';
    const { runs: [run] } = JSON.parse(expect(0, '', 'report', '--compact', write('heads', { spec, runs })));
    assert.equal(run.auxiliary_parameters, 14 * 32); /* a row of the model's width for each of 10 labels and 4 other tokens */
    assert.ok(!text.includes('auxiliary_parameters'), 'where there are none');
    writeFileSync(at('heads.md'), '{{table duel}}');
    const table = expect(0, '', 'report', at('heads'), '--markdown', at('heads.md'));
    const [, training, answers] = /\| parameters in training \| in answers \|[^]*\| ([\d.]+) k \| ([\d.]+) k \|/.exec(table);
    assert.ok(Math.abs(training - answers - 0.448) < 0.11, `${training} and ${answers}`);
  });

  await t.test('says what a step costs, where it is not what one of teacher forcing does', () => {
    const { spec, runs } = duel();
    for (const run of runs) run.config.objective = run.config.seed === 1 ? 'teacher_forcing' : 'nextlat';
    writeFileSync(at('cost.md'), '{{table duel}}');
    write('costs', { spec, runs });
    const table = expect(0, '', 'report', at('costs'), '--markdown', at('cost.md'));
    const costs = table.split('\n').map((line) => line.split(' | ').at(-2));
    assert.deepEqual([costs[0], costs[2]], ["cost of a step, teacher forcing's being 1", '1.00']);
    assert.ok(costs[3] > 1, costs[3]);
    assert.ok(!expect(0, '', 'report', folder, '--markdown', at('cost.md')).includes('cost of a step'));
  });

  await t.test('says when each node was learnt, also without the curves; not of curves that were thinned before', () => {
    const { spec, runs } = duel();
    for (const run of runs) {
      const rows = [[1, 0.3, 0.2, 0.95], [1, 0.3, 0.96, 0.9], [1, 0.3, 0.9, 1], [1, run.config.seed > 2 ? 1 : 0.3, 1, 1]];
      run.curve.forced = run.curve.step.map((_, i) => rows[i]);
    }
    write('order', { spec, runs });
    const bare = expect(0, '', 'report', '--compact', at('order'), '--points', '0');
    const kept = new Map(JSON.parse(bare).runs.map(({ id, learnt }) => [id, learnt]));
    for (const { id, curve: { forced, step } } of runs)
      assert.deepEqual(kept.get(id), [0, 1, 2, 3].map((at) => step[forced.findIndex((row) => row[at] >= 0.95)] ?? null));
    writeFileSync(at('order.json'), bare);
    writeFileSync(at('order.md'), '{{table duel}}');
    for (const from of ['order', 'order.json'])
      assert.match(
        expect(0, '', 'report', at(from), '--markdown', at('order.md')),
        /\| learnt: edges from the start, step \|[^]*\| 0: 25, 3: 25, 2: 50, 1: – \|/,
      );
    const unknown = JSON.parse(bare);
    for (const run of unknown.runs) {
      delete run.learnt;
      run.curve = runs.find(({ id }) => id === run.id).curve;
    }
    writeFileSync(at('thinned.json'), JSON.stringify(unknown));
    assert.ok(!expect(0, '', 'report', at('thinned.json'), '--markdown', at('order.md')).includes('learnt:'));
    assert.ok(!expect(0, '', 'report', '--compact', at('thinned.json')).includes('"learnt"'));
  });

  await t.test('has curves of as many points as are asked for', () => {
    const thinned = JSON.parse(expect(0, '', 'report', '--compact', folder, '--points', '2'));
    assert.deepEqual(thinned.runs[3].curve.step, [50, 100]);
    const bare = expect(0, '', 'report', '--compact', folder, '--points', '0');
    assert.ok(!bare.includes('"curve"'));
    writeFileSync(at('bare.json'), bare);
    assert.equal(expect(0, '', 'report', '--compact', at('bare.json')), bare);
  });
});

test('Markdown', async (t) => {
  const template = at('template.md');
  const fill = (text) => {
    writeFileSync(template, text);
    return ['report', folder, '--markdown', template];
  };

  await t.test('fills a template', () => {
    writeFileSync(
      template,
      `# {{claim duel}}
{{count duel}} runs of {{budget duel}} steps; {{solved duel objective=teacherless}} of one,
{{median duel first_step objective=teacher_forcing}} of the other.
{{table duel objective=teacherless}}{{map grid}}`,
    );
    assert.equal(
      expect(0, '', 'report', folder, map, '--markdown', template),
      `# *Tested:* One learns & the other does <not>.
8 runs of 100 steps; 3 of 4 (0.30 to 0.95) of one,
0.35 (0.32 to 0.38) of the other.
| runs | reached 0.95 within 100 steps (95 % interval) | steps to it | first step at the end | chance | worst other position | path at the end | path if errors only piled up | seconds to it | FLOPs to it | learnt: edges from the start, step |
|---|---|---|---|---|---|---|---|---|---|---|
| all runs | 3 of 4 (0.30 to 0.95) | 50 (25 to 100) | 0.96 (0.36 to 0.96) | 0.33 | 0.900 (0.900 to 0.900) | 0.95 (0.30 to 0.95) | 0.86 (0.86 to 0.86) | 2.0 (2.0 to 2.0) | 2 G (1 G to 4 G) | 0: 25, 1: 25, 2: 25, 3: – |
**All runs**

|  | l = 2 | l = 3 | l = 4 | l = 5 |
|---|---|---|---|---|
| d = 2 | **2/2**, 50 steps | 0/2, first step 0.50 | 0/2, first step 0.50 | 0/2, first step 0.50 |
| d = 3 | **2/2**, 50 steps | 0/2, first step 0.33 | 0/2, first step 0.33 | 0/2, first step 0.33 |

`,
    );
  });

  await t.test('says of a folder and of its compact form the same', () => {
    const flags = fill('{{table duel}}');
    const table = expect(0, '| teacher_forcing | 0 of 4 (0.00 to 0.49) | – |', ...flags);
    assert.equal(expect(0, '', 'report', compact, '--markdown', template), table);
    assert.equal(expect(0, '', 'report', at('bare.json'), '--markdown', template), table);
  });

  await t.test('refuses a template that it does not understand', () => {
    expect(
      2,
      "template.md, line 2: a placeholder needs a kind and the name of a sweep, not 'table'",
      ...fill('x\n{{table}}'),
    );
    expect(2, "line 1: there are no results called 'duet'", ...fill('{{table duet}}'));
    expect(2, "unknown placeholder 'chart'", ...fill('{{chart duel}}'));
    expect(2, "there is no measure 'speed'", ...fill('{{median duel speed}}'));
    expect(2, "there is no measure ''", ...fill('{{median duel}}'));
    expect(2, "no run passes the filter after 'duel'", ...fill('{{table duel objective=reverse}}'));
    expect(2, "no run passes the filter after 'duel'", ...fill('{{table duel objectiv=reverse}}'));
    expect(2, 'not enough sizes of graph', ...fill('{{map duel}}'));
    expect(2, "'{{' without '}}'", ...fill('{{table duel\n}}'));
    expect(2, "says nothing of the results 'duel'", ...fill('no placeholder'));
    expect(3, 'cannot open', 'report', folder, '--markdown', at('absent.md'));
  });
});

test('flags that make no report are refused', () => {
  expect(2, 'report needs RESULTS', 'report');
  expect(2, 'say what to write: --compact', 'report', folder);
  expect(2, 'one sweep, not 2', 'report', '--compact', folder, map);
  expect(2, "both called 'duel'", 'report', '--markdown', 'x', folder, compact);
  expect(2, 'contradicts', 'report', '--compact', '--markdown', 'x', folder);
  expect(3, 'cannot open', 'report', '--compact', at('absent'));
  expect(3, 'spec.json', 'report', '--compact', at());
});

describe('malformed results are refused by file, line and key', () => {
  const damages = [
    [({ spec }) => delete spec.claim, "spec.json: 'claim' must be a text"],
    [({ runs }) => (runs.length = 0), 'there is no finished run'],
    [({ runs }) => (runs[2].id = runs[1].id), 'is in it twice'],
    [({ runs }) => (runs[2].id = 7), "results.jsonl, line 3: 'id' must be a text"],
    [({ runs }) => delete runs[1].config, "line 2: 'config' must be an object"],
    [({ runs }) => (runs[1].config.degree = 0), "line 2: 'degree' must be"],
    [({ runs }) => (runs[1].config.degre = 2), "line 2: 'degre' must be"],
    [({ runs }) => (runs[1].config.labels = 5), "line 2: 'config' must be"],
    [({ runs }) => (runs[0].steps = 'x'), "line 1: 'steps' must be a number of at least 0"],
    [({ runs }) => (runs[0].seconds = -1), "line 1: 'seconds' must be"],
    [({ runs }) => delete runs[0].budget, "line 1: 'budget' must be"],
    [({ runs }) => delete runs[0].reached, "line 1: 'reached' must be"],
    [({ runs }) => (runs[0].status = 'running'), 'line 1: \'status\' must be "done" or "diverged"'],
    [({ runs }) => (runs[0].digest = null), "line 1: 'digest' must be a text"],
    [({ runs }) => (runs[0].final = null), "line 1: 'final' must be an object"],
    [({ runs }) => (runs[0].final.path = 1.5), "line 1: 'path' must be a number from 0 to 1"],
    [({ runs }) => (runs[0].final.graphs = 'x'), "line 1: 'graphs' must be a number of at least 1"],
    [({ runs }) => (runs[0].final.margin = 'x'), "line 1: 'margin' must be a number, or null"],
    [({ runs }) => (runs[0].final.held_loss = []), "line 1: 'held_loss' must be a number, or null"],
    [({ runs }) => runs[0].final.forced.pop(), "line 1: 'forced' must be a list with a number for each position"],
    [({ runs }) => delete runs[0].final.free, "line 1: 'free' must be"],
    [({ runs }) => runs[0].curve.path.pop(), "line 1: 'path' must be a list of numbers or nulls, as long as 'step'"],
    [({ runs }) => (runs[0].curve.loss[0] = 'x'), "line 1: 'loss' must be"],
    [({ runs }) => (runs[0].curve.margin = ['x']), "line 1: 'margin' must be a list of numbers or nulls"],
    [({ runs }) => (runs[0].curve.forced[1] = [1, 1, 1, 1, 1]), "line 1: 'forced' must be"],
    [({ runs }) => (runs[0].curve.step[0] = 500), "line 1: 'step' must be a list of growing"],
    [({ runs }) => (runs[0].curve.step[0] = null), "line 1: 'step' must be a list of growing"],
    [({ runs }) => (runs[0].curve = 3), "line 1: 'curve' must be"],
    [({ runs }) => (runs[0].learnt = [25]), "line 1: 'learnt' must be a list with a step, or null, for each position"],
    [({ runs }) => (runs[0].learnt = [25, -1, 25, null]), "line 1: 'learnt' must be"],
    [({ runs }) => (runs[0].varied = 3), "'varied' must be an object, or a list of names"],
    [({ runs }) => (runs[0].data = 3), "line 1: 'data' must be a list"],
    [({ runs }) => (runs[0].data = [{ graphs: 3, path: 1 }]), "line 1: 'file' must be a text"],
  ];
  for (const [damage, words] of damages)
    test(words, () => {
      const made = structuredClone(duel());
      damage(made);
      expect(2, words, 'report', '--compact', write('damaged', made));
    });

  test('a run that diverged before its first evaluation is none of them', () => {
    const { spec, runs } = duel();
    Object.assign(runs[0], { status: 'diverged', digest: null, final: null, curve: {}, reached: null });
    expect(0, '"status":"diverged"', 'report', '--compact', write('damaged', { spec, runs }));
  });

  test('lines that are no JSON', () => {
    const made = write('damaged', duel());
    const lines = readFileSync(join(folder, 'results.jsonl'));
    const refused = (bytes, words) => {
      writeFileSync(join(made, 'results.jsonl'), bytes);
      expect(2, words, 'report', '--compact', made);
    };
    refused(lines.subarray(0, -40), 'results.jsonl, line 8: not JSON');
    refused(Buffer.concat([lines, Buffer.from('\n{}x\n')]), 'results.jsonl, line 10: not JSON');
    refused('\n \n', 'there is no finished run in it');
    writeFileSync(join(made, 'results.jsonl'), Buffer.concat([Buffer.from('\n'), lines, Buffer.from(' \r\n\n')]));
    expect(0, '"runs":', 'report', '--compact', made);
    refused('{"id":1}\0', 'results.jsonl, line 1: not JSON');
  });

  test('a compact file', () => {
    const lines = () => readFileSync(compact, 'utf8').split('\n');
    const refused = (line, from, to, words) => {
      const changed = lines();
      assert.match(changed[line - 1], from);
      changed[line - 1] = changed[line - 1].replace(from, to);
      writeFileSync(at('damaged.json'), changed.join('\n'));
      expect(2, words, 'report', '--compact', at('damaged.json'));
    };
    refused(8, /,$/, '', 'damaged.json, line 9: not JSON');
    refused(1, /-1/, '-2', '\'format\' must be "pathstar-results-1"');
    refused(5, /"objective"/, '3', "'varied' must be a list of names");
    refused(10, /"budget":100/, '"budget":null', "damaged.json, run 3: 'budget' must be");
    refused(6, /"degree":3/, '"degree":99', "run 1: 'degree' must be");
    writeFileSync(at('damaged.json'), '');
    expect(2, 'damaged.json, line 1: not JSON', 'report', '--compact', at('damaged.json'));
  });
});

test('what a sweep really writes can be reported', () => {
  const spec = {
    name: 'tiny',
    claim: 'It can be reported.',
    seeds: [1, 2],
    steps: 6,
    evaluate: { every: 2, graphs: 20 },
    base: { degree: 2, path_length: 3, labels: 5, layers: 1, width: 8, heads: 2, batch: 16 },
    cells: [{}, { train_graphs: 10, steps: 4 }],
    grid: { objective: ['teacher_forcing', 'reverse'] },
  };
  writeFileSync(at('tiny.json'), JSON.stringify(spec));
  expect(0, '', 'sweep', at('tiny.json'), '--out', at('tiny'), '--jobs', '2');
  expect(0, 'pathstar-results-1', 'report', '--compact', at('tiny'));
  writeFileSync(at('template.md'), '{{budget tiny}} steps');
  expect(0, '4 to 6 steps', 'report', at('tiny'), '--markdown', at('template.md'));
});

test('EXPERIMENTS.md is what the committed results say', () => {
  const results = readdirSync(join(root, 'experiments/results'))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(root, 'experiments/results', name));
  const template = join(root, 'experiments/EXPERIMENTS.template.md');
  const written = expect(0, '', 'report', ...results, '--markdown', template);
  assert.equal(written, readFileSync(join(root, 'EXPERIMENTS.md'), 'utf8'), "run 'make experiments'");
  for (const path of results) assert.ok(statSync(path).size < 350_000, `${path} is small`);
  assert.ok(results.reduce((sum, path) => sum + statSync(path).size, 0) < 2_500_000, 'the results are small');
});
