/* Sweeps from outside: specs refused, kills survived, shards merged. Usage: node test_sweep.mjs PATHSTAR */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { args, at, count, expect, linesOf, program, tests } from './program.mjs';

const experiments = join(tests, '../../experiments');
const DONE = '12 of 12 cells are finished';

/* Six cells a seed, one of which diverges; small enough to be run again and again. */
const base = { degree: 2, path_length: 3, labels: 'least', layers: 1, heads: 2, width: 8, batch: 16, warmup: 2 };
const spec = {
  name: 'tiny',
  claim: 'killing a sweep changes nothing',
  base,
  grid: { objective: ['teacher_forcing', 'reverse'] },
  cells: [
    {},
    { degree: 3, train_graphs: 40, steps: 90 },
    { optimizer: 'adamw', learning_rate: 10, weight_decay: 10, warmup: 0 },
  ],
  seeds: [1, 2],
  steps: 140,
  evaluate: { every: 20, graphs: 40, train_graphs_asked: 30 },
};

/** Writes a spec, or a text, and tells where it is. */
function file(name, content) {
  writeFileSync(at(name), typeof content === 'string' ? content : JSON.stringify(content));
  return at(name);
}

/** The spec with one entry set, whose path has dots; JSON leaves out what is undefined. */
function changed(path, value) {
  const copy = structuredClone(spec);
  const names = path.split('.');
  const last = names.pop();
  names.reduce((inner, name) => inner[name], copy)[last] = value;
  return copy;
}

const read = (...names) => readFileSync(join(...names), 'utf8');
const resultLines = (folder) => linesOf(read(folder, 'results.jsonl')).filter((line) => line.trim());
const results = (folder) => resultLines(folder).map((line) => JSON.parse(line));

/** A line as earlier versions wrote it. */
const unsummed = (line) => line.replace(/,"checksum":"[^"]*"/, '');

/** Two folders hold the same results, whatever the order of the lines and the seconds, which their checksums are of. */
function same(one, other) {
  const known = (folder) =>
    results(folder)
      .map(({ seconds, checksum, ...rest }) => {
        assert.ok(seconds > 0, `seconds = ${seconds}`);
        assert.match(checksum, /^[0-9a-f]{16}$/);
        return JSON.stringify(rest);
      })
      .sort();
  assert.deepEqual(known(one), known(other));
}

/** The files of a folder that match; none where there is no such folder. */
const matching = (folder, pattern) =>
  (existsSync(folder) ? readdirSync(folder) : []).filter((name) => pattern.test(name));

/** A sweep in the background, at the head of a process group of its own. It does not outlive its test. */
function begin(context, line) {
  const log = at('begun');
  const output = openSync(log, 'w');
  const child = spawn(program, ['sweep', ...line], { detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  const group = -child.pid;
  const sweep = {
    pid: child.pid,
    /** Its exit code, once it has ended. */
    ended: new Promise((resolve) => child.on('exit', resolve)),
    runs: () => child.exitCode === null && child.signalCode === null,
    said: () => read(log),
    kill(signal, whom = group) {
      try {
        process.kill(whom, signal);
      } catch (failure) {
        if (failure.code !== 'ESRCH') throw failure;
      }
    },
  };
  context.after(() => {
    if (sweep.runs()) sweep.kill('SIGKILL');
  });
  return sweep;
}

/** Waits until a sweep has begun and there are so many files of that pattern; a minute at most. */
async function until(sweep, folder, pattern, least) {
  for (let look = 0; look < 6000; look++) {
    if (sweep.said().includes('at a time') && matching(folder, pattern).length >= least) return;
    await sleep(10);
  }
  assert.fail(`not ${least} files ${pattern} in ${folder} in time`);
}

/* What a refusal says, and the spec that it is of: a text, or the usual one with one entry set, or taken out. */
const REFUSED = [
  ['not JSON near byte', () => '{'],
  ['one JSON object', () => '[]'],
  ["'steps' is given twice", (text) => text.replace('{', '{"steps":1,')],
  ["'width' is given twice", (text) => text.replace('"width":', '"width":4,"width":')],
  ["unknown key 'step'; the keys are name, claim, base", 'step', 1],
  ["'name' is missing", 'name', undefined],
  ["'name' must be a string that is not empty", 'name', ''],
  ["'claim' must be a string", 'claim', 3],
  ["'base' must be an object", 'base', []],
  ["base: unknown key 'widht'", 'base.widht', 3],
  ["base: 'width' must be a number", 'base.width', '8'],
  ['base: width must be an integer in 1..1024, not "0"', 'base.width', 0],
  ['base: width must be an integer in 1..1024, not "8.5"', 'base.width', 8.5],
  ['base: preset must be one of', 'base.preset', 'none'],
  ["base: 'preset' must be a string", 'base.preset', 1],
  ["base: 'seed' has no place here", 'base.seed', 1],
  ["grid.seed[0]: 'seed' has no place here", 'grid.seed', [1]],
  ["unknown key 'preset'", 'grid.preset', ['A']],
  ["'grid' is empty", 'grid', {}],
  ["'grid' must be an object", 'grid', [1]],
  ["grid: 'batch' is empty", 'grid.batch', []],
  ["grid: 'batch' must be a list", 'grid.batch', 4],
  ['grid.batch[1]: batch must be an integer in 1..4096, not "0"', 'grid.batch', [4, 0]],
  [
    'grid.objective[1]: objective must be teacher_forcing, teacherless, reverse, top, masked, hybrid, first_only, without_first, mtp_linear, fsp_bow, waypoint, nextlat, mlm, mtp_block, mtp_chain, any_order or ritf, not "none"',
    'grid.objective.1',
    'none',
  ],
  ["grid.rope[0]: 'rope' must be a boolean", 'grid.rope', ['true']],
  ["'cells' is empty", 'cells', []],
  ["'cells' must be a list", 'cells', {}],
  ["'cells' must be objects", 'cells', [1]],
  ["cells[0]: 'objective' is in the grid, too", 'cells', [{ objective: 'reverse' }]],
  ['cells[1]: degree must be an integer in 1..20, not "21"', 'cells.1.degree', 21],
  ["cells[0]: 'steps' is 0; it must be a whole number from 1", 'cells.0.steps', 0],
  ['labels must be in 5..512, not 4', 'cells', [{}, { labels: 4 }]],
  ['\'labels\' must be a number or "least"', 'base.labels', 'most'],
  ['labels must be an integer in 2..512, not "900"', 'cells', [{ labels: 900 }]],
  ['width must be a multiple of heads, not 9: heads is 2', 'cells.0.width', 9],
  ['are the same run', 'cells', [{}, { degree: 2 }]],
  ['are the same run', 'grid.objective.1', 'teacher_forcing'],
  ['are the same run', 'seeds', [1, 2, 1]],
  ["'seeds' is missing", 'seeds', undefined],
  ["'seeds' is empty", 'seeds', []],
  ["'seeds' must be a list", 'seeds', 3],
  ["'seeds' is -1; it must be a whole number from 0 to 4294967295", 'seeds', [-1]],
  ["'seeds' is 1.5", 'seeds', [1.5]],
  ['\'seeds\' is "1"', 'seeds', ['1']],
  ['the first must not be above the last', 'seeds', [3, 1]],
  ["'seeds' are more than 100000", 'seeds', [0, 4294967295]],
  ['make 300000 cells; at most 100000 are allowed', 'seeds', [1, 50000]],
  ["neither it nor the spec says 'steps'", 'steps', undefined],
  ["'steps' is 1.5; it must be a whole number from 1 to 1000000000", 'steps', 1.5],
  ['\'steps\' is "many"', 'steps', 'many'],
  ["'evaluate' must be an object", 'evaluate', 25],
  ["evaluate: unknown key 'often'; the keys are every, graphs, train_graphs_asked", 'evaluate.often', 1],
  ["evaluate: 'every' is -1", 'evaluate.every', -1],
  ["evaluate: 'graphs' is 0", 'evaluate.graphs', 0],
  ["evaluate: 'train_graphs_asked' is null", 'evaluate.train_graphs_asked', null],
  ["'stop_at_path' is 95; it must be a number from 0 to 1", 'stop_at_path', 95],
  ["'data' is empty", 'data', []],
  ["'data' has 1; it must be a file's path", 'data', [1]],
];

const SPEC = file('spec.json', spec);
const whole = at('whole');

test('a spec that is wrong is refused in these words, with its file, before anything is made', () => {
  const out = at('bad');
  for (const [index, [words, wrong, value]] of REFUSED.entries()) {
    const name = `bad-${index}.json`;
    const bad = typeof wrong === 'function' ? wrong(JSON.stringify(spec)) : changed(wrong, value);
    const { err } = expect(2, words, args`sweep ${file(name, bad)} --out ${out}`);
    assert.ok(err.includes(name), `'${words}' comes with the file`);
    assert.ok(!existsSync(out), `nothing is begun before '${words}'`);
  }
});

test('files, folders and flags that are wrong are refused before anything is made', () => {
  const out = at('bad');
  const bad = file('bad.json', { ...spec, data: ['absent.txt'] });
  expect(3, `cannot open '${at('absent.txt')}'`, args`sweep ${bad} --out ${out}`);
  expect(3, 'cannot open', args`sweep ${at('absent.json')} --out ${out}`);
  file('absent.txt', '1,2|1,3/1,2=1,2\n');
  expect(2, 'absent.txt: line 1', args`sweep ${bad} --out ${out}`);
  expect(2, 'needs one SPEC.json', args`sweep --out ${out}`);
  expect(2, 'needs --out', args`sweep ${SPEC}`);
  expect(2, 'must be a file', args`sweep - --out ${out}`);
  expect(2, "--jobs is '0'", args`sweep ${SPEC} --out ${out} --jobs 0`);
  for (const shard of ['0/2', '3/2', '1', 'a/b', '1/2x', '1/0', '-1/2', '1/1000000'])
    expect(2, `--shard is '${shard}'; it must be i/n`, args`sweep ${SPEC} --out ${out} --shard ${shard}`);
  expect(2, 'kernels', args`sweep ${SPEC} --out ${out} --kernels abacus`);
  assert.ok(!existsSync(out), 'still nothing is begun');
  expect(3, 'cannot make the folder', args`sweep ${SPEC} --out ${join(SPEC, 'out')}`);
});

test('a whole sweep: its lines, its table, its curves', () => {
  const { out } = expect(0, '12 cells, at most', args`sweep ${SPEC} --dry-run`);
  assert.equal(linesOf(out).length, 13, 'a line a cell and one for all');
  assert.equal(count(linesOf(out).slice(0, 6).join('\n'), '"seed":1}'), 6, 'whole seeds first');
  expect(0, DONE, args`sweep ${SPEC} --out ${whole} --jobs 1`);

  const lines = results(whole);
  assert.equal(lines.length, 12, 'a line a cell');
  const table = linesOf(read(whole, 'results.csv'));
  assert.equal(table.length, 13, 'a row a cell and their names');
  assert.equal(
    table[0].split(',').slice(0, 12).join(),
    'objective,degree,train_graphs,optimizer,learning_rate,weight_decay,warmup,seed,budget,steps,status,reached',
  );
  assert.deepEqual(readFileSync(join(whole, 'spec.json')), readFileSync(SPEC), 'the spec is copied');
  assert.deepEqual(readdirSync(join(whole, 'partial')), [], 'nothing is left over');

  assert.equal(lines.filter(({ status }) => status === 'diverged').length, 4, 'four diverged');
  for (const { status, steps, budget, curve, final } of lines) {
    assert.equal(status === 'diverged', steps < budget);
    assert.ok(!(curve.step.at(-1) > steps), 'those that diverged have a curve up to there');
    for (const list of Object.values(curve))
      assert.equal(list.length, curve.step.length, 'every list of a curve is as long');
    if (budget === 90) assert.equal(curve.step.join(), '20,40,60,80,90', 'the last evaluation is of the end');
    if (status === 'done') assert.equal(final.train_graphs, 30, 'the training set is asked');
  }
  const all = (value) => [...new Set(lines.map(value))].sort().join();
  assert.equal(
    all(({ config }) => config.labels),
    '5,7',
    'labels follow degree',
  );
  assert.equal(
    all(({ budget }) => budget),
    '140,90',
    'steps of its own',
  );

  const { digest } = lines.find(({ varied }) => JSON.stringify(varied) === '{"objective":"reverse","seed":2}');
  const flags = args`--degree=2 --path-length=3 --labels=5 --layers=1 --heads=2 --width=8 --batch=16 --warmup=2`;
  expect(0, digest, args`train ${flags} --objective=reverse --seed=2 --steps=140 --evaluate-every=0 --graphs=20`);
});

test('a finished sweep is left alone, two jobs do what one does, more seeds go on from there', () => {
  const before = read(whole, 'results.jsonl');
  const { err } = expect(0, '12 of 12', args`sweep ${SPEC} --out ${whole}`);
  assert.equal(count(err, '12 cells, 12 finished, 0 to continue'), 1, 'it says that all is done');

  /* The finished cells' kernels are not those of these digests: as if the sweep had been moved to another machine. */
  mkdirSync(at('moved'));
  for (const [kernels, words] of [
    ['neon_fma', 'the kernels scalar are of the other numeric mode than neon_fma'],
    ['abacus_fma', 'abacus_fma, whose numeric mode nobody here knows'],
  ]) {
    const moved = unsummed(resultLines(whole)[0]).replace(/"kernels":"[^"]*"/, `"kernels":"${kernels}"`);
    file('moved/results.jsonl', `${moved}\n`);
    expect(2, words, args`sweep ${SPEC} --out ${at('moved')} --kernels scalar`);
  }
  /* Of one mode, on whatever machine. */
  file('moved/results.jsonl', `${unsummed(resultLines(whole)[0]).replace(/"kernels":"[^"]*"/, '"kernels":"neon"')}\n`);
  expect(0, '12 of 12', args`sweep ${SPEC} --out ${at('moved')} --kernels scalar`);
  assert.equal(read(whole, 'results.jsonl'), before);

  expect(0, '12 of 12', args`sweep ${SPEC} --out ${at('two')} --jobs 2`);
  same(whole, at('two'));

  const more = file('more.json', { ...spec, seeds: [1, 3] });
  cpSync(whole, at('more'), { recursive: true });
  const longer = expect(0, '18 of 18', args`sweep ${more} --out ${at('more')}`);
  assert.equal(count(longer.err, '18 cells, 12 finished'), 1, 'the finished are kept');
  assert.ok(read(at('more'), 'results.jsonl').startsWith(before), 'and come first');
  expect(2, "is not one of the spec's", args`sweep ${SPEC} --out ${at('more')}`);
  const other = file('other.json', { ...spec, steps: 141 });
  expect(2, "is not one of the spec's: these are another sweep's results", args`sweep ${other} --out ${whole}`);
});

test('killed at any moment, again and again, it comes to the same results', async (context) => {
  const folder = at('killed');
  const partial = join(folder, 'partial');
  /* Steps are saved one by one, so that kills fall between any two writes: some time after a cell has come further,
   * however quick the machine and its disk are. */
  const reached = () =>
    matching(partial, /\.json$/)
      .map((name) => {
        try {
          return /"steps":[1-9]\d*/.exec(read(partial, name))?.[0] ?? '';
        } catch (failure) {
          if (failure.code !== 'ENOENT') throw failure;
          return '';
        }
      })
      .filter((steps) => steps !== '')
      .sort()
      .join();
  let chance = 20240311;
  let continued = 0;
  for (let round = 0; round < 8; round++) {
    const before = reached();
    const sweep = begin(context, args`${SPEC} --out ${folder} --jobs 2 --save-every 0`);
    for (let look = 0; look < 500 && reached() === before && sweep.runs(); look++) await sleep(10);
    chance = (chance * 16807) % 2147483647;
    await sleep(chance % 90);
    sweep.kill('SIGKILL');
    await sweep.ended;
    assert.equal(count(sweep.said(), 'starts again'), 0, 'none is begun again');
    continued += linesOf(sweep.said()).filter((line) => /continues from step [1-9]/.test(line)).length;
  }
  assert.ok(continued >= 4, 'cells were continued, not begun again');

  /* A kill within the append, and what else one can leave. */
  appendFileSync(join(folder, 'results.jsonl'), resultLines(whole)[0].slice(0, 700));
  const [{ id }] = results(whole);
  const left = [`${id}.json.partial-1`, `${id}-7.safetensors`, `${id}-7.safetensors.partial-1-1`];
  for (const name of left) file(`killed/partial/${name}`, 'half\n');
  file('killed/results.csv.partial-1', 'half\n');
  expect(0, '12 of 12', args`sweep ${SPEC} --out ${folder} --jobs 2`);
  same(whole, folder);
  assert.equal(resultLines(folder).length, 12, 'each cell once');
  assert.deepEqual([...readdirSync(partial), ...matching(folder, /partial-/)], [], 'nothing half-written is left');
});

test('a record finished by its run but not yet a line is taken in; one without its checkpoint starts again', () => {
  const folder = at('taken');
  mkdirSync(join(folder, 'partial'), { recursive: true });
  const [first, second] = results(whole);
  file(`taken/partial/${first.id}.json`, resultLines(whole)[0]);
  file(`taken/partial/${second.id}.json`, { ...second, checksum: undefined, status: 'running', steps: 7 });
  const { err } = expect(0, '12 of 12', args`sweep ${SPEC} --out ${folder}`);
  assert.equal(count(err, '12 cells, 1 finished'), 1, 'the finished record counts');
  assert.equal(count(err, `${second.id} starts again`), 1, 'the other starts again');
  same(whole, folder);
});

/** Every file and link below a folder, and what it holds. */
const tree = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => [path, lstatSync(path).isFile() ? read(path) : ''])
    .sort();

test('a sweep removes nothing that is not its own', () => {
  const folder = at('shared');
  mkdirSync(join(folder, 'partial', 'mine'), { recursive: true });
  const [{ id }] = results(whole);
  const others = [
    'thesis.txt.partial-1',
    'results.csv.partial-draft',
    'partial/mine/data',
    'partial/notes.txt',
    'partial/0123456789abcdef.json',
    'partial/0123456789abcdef-7.safetensors',
    `partial/${id}.txt`,
    `partial/${id}-x.safetensors`,
    `partial/${id}.json.partial-of-mine`,
  ];
  for (const name of others) file(`shared/${name}`, 'precious');
  expect(0, '12 of 12', args`sweep ${SPEC} --out ${folder}`);
  same(whole, folder);
  for (const name of others) assert.equal(read(folder, name), 'precious', name);
});

test('a folder of another sweep is refused before anything in it is touched', async (context) => {
  const long = file('theirs.json', { ...spec, seeds: [1], steps: 100_000_000 });
  const folder = at('theirs');
  const sweep = begin(context, args`${long} --out ${folder} --jobs 2 --save-every 0.1`);
  await until(sweep, join(folder, 'partial'), /\.safetensors$/, 1);
  sweep.kill('SIGTERM', sweep.pid);
  assert.equal(await sweep.ended, 6);
  const before = tree(folder);
  assert.ok(before.some(([name]) => name.endsWith('.safetensors')));
  expect(2, "is not one of the spec's: these are another sweep's results", args`sweep ${SPEC} --out ${folder}`);
  expect(2, "is not one of the spec's", args`sweep --merge ${folder} ${whole}`);
  assert.deepEqual(tree(folder), before);
  rmSync(join(folder, 'lock'));
  expect(2, "is not one of the spec's", args`sweep ${SPEC} --out ${folder}`);
  assert.deepEqual(tree(folder), before.filter(([name]) => !name.endsWith('lock')), 'nor is a lock made');

  mkdirSync(at('project'));
  file('project/spec.json', '{"openapi": 3}');
  expect(2, 'was not touched', args`sweep ${SPEC} --out ${at('project')}`);
  rmSync(at('project', 'spec.json'));
  file('project/results.csv', 'a,b\n');
  expect(3, 'is of no sweep', args`sweep ${SPEC} --out ${at('project')}`);
  for (const [lines, code, words] of [
    ['precious', 3, 'is of no sweep'],
    ['{"a":1}', 2, "is not one of the spec's"],
    ['\0\n', 2, 'not a JSON object'],
  ]) {
    file('project/results.jsonl', lines);
    const found = tree(at('project'));
    expect(code, words, args`sweep ${SPEC} --out ${at('project')}`);
    assert.deepEqual(tree(at('project')), found, 'nobody knows whose these lines are');
  }
});

test('a record that was changed is refused, and its checkpoint stays', async (context) => {
  const long = file('changed.json', { ...spec, seeds: [1], steps: 100_000_000 });
  const folder = at('changed');
  const sweep = begin(context, args`${long} --out ${folder} --jobs 2 --save-every 0.1`);
  await until(sweep, join(folder, 'partial'), /\.safetensors$/, 1);
  sweep.kill('SIGTERM', sweep.pid);
  assert.equal(await sweep.ended, 6);
  const record = matching(join(folder, 'partial'), /\.json$/)[0];
  file(`changed/partial/${record}`, read(folder, 'partial', record).replace('"steps":', '"steps":1'));
  const before = tree(join(folder, 'partial'));
  const { err } = expect(3, 'remove it, and the cell begins again', args`sweep ${long} --out ${folder}`);
  assert.equal(count(err, 'it was changed after it was written'), 1, err);
  assert.deepEqual(tree(join(folder, 'partial')), before);
});

test('a folder that lost its empty folders, or the end of its last line, is still the sweep’s', () => {
  const folder = at('bare');
  cpSync(whole, folder, { recursive: true });
  rmSync(join(folder, 'partial'), { recursive: true });
  expect(0, DONE, args`sweep ${SPEC} --out ${folder}`);
  writeFileSync(join(folder, 'results.jsonl'), resultLines(whole).join('\n'));
  expect(0, '12 of 12', args`sweep --merge ${at('ended')} ${folder}`);
  same(whole, at('ended'));
  expect(0, DONE, args`sweep ${SPEC} --out ${folder}`);
  assert.equal(read(folder, 'results.jsonl'), `${resultLines(whole).join('\n')}\n`, 'seconds too: none is run again');
  const cut = resultLines(whole).join('\n').slice(0, -40);
  writeFileSync(join(folder, 'results.jsonl'), cut);
  const { err } = expect(0, '11 of 12', args`sweep --merge ${at('cut')} ${folder}`);
  assert.equal(count(err, 'its last line was cut off: that cell is not taken'), 1, err);
  assert.equal(resultLines(at('cut')).length, 11);
  const [first, second] = resultLines(whole);
  for (const glued of [`${first}${second}`, `${first} and more`]) {
    writeFileSync(join(folder, 'results.jsonl'), `${glued}\n`);
    expect(2, 'line 1: not a JSON object', args`sweep ${SPEC} --out ${folder}`);
  }
});

test('no link is followed', () => {
  const [{ id }] = results(whole);
  mkdirSync(at('target'));
  for (const name of ['data', `${id}.json.partial-1`, `${id}.json`]) file(`target/${name}`, 'precious');
  const before = tree(at('target'));
  for (const [name, target] of [
    ['partial', ''],
    ['lock', 'data'],
    ['spec.json', 'data'],
    ['results.jsonl', 'data'],
    ['results.csv', 'data'],
    [`partial/${id}.json`, 'data'],
    [`partial/${id}-7.safetensors`, 'data'],
  ]) {
    rmSync(at('linked'), { recursive: true, force: true });
    mkdirSync(at('linked', name, '..'), { recursive: true });
    symlinkSync(at('target', target), at('linked', name));
    expect(3, `'${at('linked', name)}' is a link`, args`sweep ${SPEC} --out ${at('linked')}`);
    assert.deepEqual(tree(at('target')), before, name);
    assert.ok(lstatSync(at('linked', name)).isSymbolicLink(), 'the link itself stays');
  }
});

const shortWrite = process.env.SHORT_WRITE;

test('a disk that is full in the middle of a line loses nothing', (context) => {
  if (!shortWrite) return context.skip('no library to preload was built');
  const short = { LD_PRELOAD: shortWrite, SHORT_WRITE_FILE: '/results.jsonl' };
  expect(0, '12 of 12', args`sweep ${SPEC} --out ${at('halves')} --jobs 2`, '', short);
  same(whole, at('halves'));

  const folder = at('full');
  const lengths = resultLines(whole).map((line) => line.length);
  const full = { ...short, SHORT_WRITE_AT: `${Math.max(...lengths) * 2}` };
  expect(3, 'cannot append to', args`sweep ${SPEC} --out ${folder} --jobs 4`, '', full);
  const kept = read(folder, 'results.jsonl');
  assert.ok(kept.endsWith('}\n'), 'only whole lines are left');
  const lines = results(folder).length;
  assert.ok(lines > 0 && lines < 12);
  const records = matching(join(folder, 'partial'), /\.json$/);
  assert.ok(records.length > 0, 'a record whose line failed is kept');
  const { err } = expect(0, '12 of 12', args`sweep ${SPEC} --out ${folder}`);
  assert.equal(count(err, 'was cut'), 0);
  assert.ok(read(folder, 'results.jsonl').startsWith(kept));
  same(whole, folder);
});

test('a line that was cut at the end is mended and told, one in the middle is named, blank ones are none', () => {
  const folder = at('torn');
  mkdirSync(folder);
  const [first, second, ...rest] = resultLines(whole);
  file('torn/results.jsonl', `\n${first}\n\n  \n${rest.join('\n')}\n\n${second.slice(0, 300)}`);
  const { err } = expect(0, '12 of 12', args`sweep ${SPEC} --out ${folder}`);
  assert.equal(count(err, `${join(folder, 'results.jsonl')}: its last line was cut off and is removed`), 1, err);
  same(whole, folder);
  const lines = linesOf(read(folder, 'results.jsonl')).filter((line) => line.trim());
  file('torn/results.jsonl', `${first.slice(0, 300)}${lines.join('\n')}\n`);
  expect(2, 'line 1: not a JSON object; once that line is removed its cell runs again', args`sweep ${SPEC} --out ${folder}`);
});

test('one run killed: the others go on, and its cell is tried again by the same command', async (context) => {
  const [, set] = spec.cells;
  const cells = spec.cells.map((cell) => (cell === set ? { ...set, steps: 3000 } : cell));
  const slow = file('slow.json', { ...spec, cells, seeds: [1], steps: 1500 });
  const folder = at('crashed');
  const sweep = begin(context, args`${slow} --out ${folder} --jobs 1 --save-every 0.01`);
  await until(sweep, join(folder, 'partial'), /\.json$/, 1);
  const [run] = linesOf(execFileSync('pgrep', ['-P', `${sweep.pid}`], { encoding: 'utf8' }));
  sweep.kill('SIGKILL', Number(run));
  assert.equal(await sweep.ended, 7, 'a crash has its exit code');
  assert.equal(count(sweep.said(), '"seed":1} was killed by signal 9; the others go on'), 1, 'it says which cell');
  assert.equal(resultLines(folder).length, 5, 'the others are done');
  const { err } = expect(0, '6 of 6 cells are finished', args`sweep ${slow} --out ${folder}`);
  assert.match(err, /continues from step [1-9]/, 'its cell went on');
});

test('the runs of a sweep that is killed end with it, in the middle of a step', async (context) => {
  const config = { degree: 20, path_length: 20, labels: 512, layers: 4, width: 64, batch: 4096 };
  const slow = file('orphans.json', { name: 'orphans', claim: 'none', base: config, seeds: [1, 2], steps: 100 });
  const folder = at('orphans');
  const sweep = begin(context, args`${slow} --out ${folder} --jobs 2`);
  await until(sweep, folder, /^partial$/, 1);
  for (let look = 0; look < 1000; look++) {
    if (spawnSync('pgrep', ['-P', `${sweep.pid}`], { encoding: 'utf8' }).stdout.trim().split('\n').length === 2) break;
    await sleep(10);
  }
  await sleep(1000); /* the weights are made, and the first step, which takes many seconds, is begun */
  sweep.kill('SIGKILL', sweep.pid);
  await sweep.ended;
  /* A process that has ended and that nobody has waited for yet is not living. */
  const living = () => spawnSync('pgrep', ['-r', 'DRST', '-g', `${sweep.pid}`], { encoding: 'utf8' }).stdout.trim();
  context.after(() => sweep.kill('SIGKILL'));
  for (let look = 0; look < 100 && living(); look++) await sleep(10);
  assert.equal(living(), '');
  /* And a sweep that is begun right after a kill waits for that moment. */
  const again = begin(context, args`${slow} --out ${folder} --jobs 2`);
  await until(again, folder, /^partial$/, 1);
  await sleep(500);
  again.kill('SIGKILL', again.pid);
  const third = begin(context, args`${slow} --out ${folder} --jobs 2`);
  await until(third, folder, /^partial$/, 1);
  third.kill('SIGKILL');
});

/* What goes on has no earlier weights to go back to, and must end as if it had never stopped. Steps are slow, so that
 * the kill falls between those two. */
test('killed between the last step that came out and the one that diverges', async (context) => {
  const size = { ...base, batch: 4096, width: 64, layers: 2 };
  const diverging = file('diverging.json', {
    name: 'diverging',
    claim: 'none',
    base: { ...size, optimizer: 'adamw', learning_rate: 10, weight_decay: 10, warmup: 0 },
    seeds: [1],
    steps: 40,
    evaluate: { every: 2, graphs: 20 },
  });
  expect(0, '1 of 1', args`sweep ${diverging} --out ${at('diverged')}`);
  const [{ steps: last, status }] = results(at('diverged'));
  assert.equal(status, 'diverged');
  assert.ok(last > 2, 'it diverges after some steps');

  const folder = at('resumed');
  const partial = join(folder, 'partial');
  const isLast = new RegExp(`-${last}\\.safetensors$`);
  const isKept = new RegExp(`"steps":${last},.*"status":"running"`);
  for (let attempt = 0; attempt < 20; attempt++) {
    rmSync(folder, { recursive: true, force: true });
    const sweep = begin(context, args`${diverging} --out ${folder} --save-every 0`);
    while (sweep.runs() && matching(partial, isLast).length === 0) await sleep(10);
    sweep.kill('SIGKILL');
    await sweep.ended;
    if (matching(partial, /\.json$/).some((name) => isKept.test(read(partial, name)))) break;
  }
  const { err } = expect(0, '1 of 1', args`sweep ${diverging} --out ${folder}`);
  assert.equal(count(err, `continues from step ${last}`), 1, 'it went on from the last step');
  same(at('diverged'), folder);
});

for (const [signal, name] of [
  ['SIGTERM', 'TERM'],
  ['SIGINT', 'INT'],
])
  test(`asked to stop by ${name} it saves and says so; only one sweep is in a folder meanwhile`, async (context) => {
    const long = file('long.json', { ...spec, seeds: [1], steps: 100_000_000 });
    const folder = at('stopped');
    const partial = join(folder, 'partial');
    const sweep = begin(context, args`${long} --out ${folder} --jobs 4 --save-every 0.1`);
    await until(sweep, partial, /\.safetensors$/, 2);
    expect(3, `another sweep is at work in '${folder}'`, args`sweep ${SPEC} --out ${folder}`);
    sweep.kill(signal, sweep.pid);
    assert.equal(await sweep.ended, 6, 'it has its exit code');
    assert.ok(matching(partial, /\.safetensors$/).length >= 2, 'unfinished cells are saved');
    assert.equal(count(sweep.said(), 'the same command goes on from here'), 1, 'it says how to go on');
  });

test('shards are merged into the whole', () => {
  const shards = [1, 2, 3].map((shard) => at('shards', `${shard}`));
  for (const [index, shard] of shards.entries())
    expect(0, ' of 12', args`sweep ${SPEC} --out ${shard} --shard ${index + 1}/3`);
  assert.equal(shards.flatMap(resultLines).length, 12, 'every cell is in one shard');

  const merged = at('merged');
  expect(0, '12 of 12', args`sweep --merge ${merged} ${shards}`);
  same(whole, merged);
  /* The same table, but for the seconds. */
  const table = (folder) => {
    const rows = linesOf(read(folder, 'results.csv')).map((row) => row.split(','));
    const seconds = rows[0].indexOf('seconds');
    assert.ok(seconds > 0);
    return rows.map((row) => row.toSpliced(seconds, 1).join()).sort();
  };
  assert.deepEqual(table(merged), table(whole));
  expect(0, '12 of 12', args`sweep --merge ${merged} ${shards[0]} ${whole}`);
  same(whole, merged);
  expect(0, ' of 12 cells are finished', args`sweep --merge ${at('half')} ${shards[0]}`);
  same(at('half'), shards[0]);

  expect(2, 'needs the folders', args`sweep --merge ${merged}`);
  expect(3, 'cannot open', args`sweep --merge ${merged} ${at('absent')}`);
  mkdirSync(at('empty'));
  for (const part of ['absent', 'empty']) {
    expect(3, `cannot open '${at(part, 'spec.json')}'`, args`sweep --merge ${at('none')} ${shards[0]} ${at(part)}`);
    assert.ok(!existsSync(at('none')), 'nothing is begun');
  }
  expect(2, "is not one of the spec's", args`sweep --merge ${at('half')} ${shards[0]} ${at('more')}`);
});

test('results that contradict one another, or are none, are refused', () => {
  const odd = at('odd');
  cpSync(whole, odd, { recursive: true });
  const [first, , ...rest] = resultLines(whole);
  const lines = [unsummed(first).replace(/"digest":".../, '"digest":"???'), resultLines(whole)[1], ...rest];
  writeFileSync(join(odd, 'results.jsonl'), `${lines.join('\n')}\n`);
  const { err } = expect(2, 'ended with the digest ???', args`sweep --merge ${at('conflict')} ${whole} ${odd}`);
  assert.equal(count(err, results(whole)[0].digest), 1, 'it names the other digest, too');
  assert.ok(!existsSync(at('conflict', 'results.jsonl')), 'a conflict leaves nothing');
  lines[1] = 'nothing';
  writeFileSync(join(odd, 'results.jsonl'), `${lines.join('\n')}\n`);
  expect(2, 'results.jsonl, line 2: not a JSON object', args`sweep ${SPEC} --out ${odd}`);
});

test('a line that was edited is refused by its checksum; one of an earlier version has none', () => {
  const edited = at('edited');
  cpSync(whole, edited, { recursive: true });
  const lines = resultLines(whole);
  const raise = (line) => line.replace(/"path":0?\.?\d+/, '"path":1');
  const index = lines.findIndex((line) => raise(line) !== line);
  const put = (change) =>
    writeFileSync(join(edited, 'results.jsonl'), `${lines.map((line, i) => (i === index ? change(line) : line)).join('\n')}\n`);
  const words = `line ${index + 1}: it was changed after it was written`;
  put(raise);
  expect(2, words, args`sweep ${SPEC} --out ${edited}`);
  expect(2, words, args`sweep --merge ${at('sum')} ${whole} ${edited}`);
  expect(2, words, args`report --compact ${edited}`);
  assert.ok(!existsSync(at('sum', 'results.jsonl')));
  put((line) => unsummed(raise(line)));
  expect(2, 'here and elsewhere, but other metrics', args`sweep --merge ${at('sum')} ${whole} ${edited}`);
  put((line) => JSON.stringify(JSON.parse(line)).replaceAll(',"', ', "'));
  expect(0, '12 of 12', args`sweep ${SPEC} --out ${edited}`);
  writeFileSync(join(edited, 'results.jsonl'), `${lines.map(unsummed).join('\n')}\n`);
  expect(0, '12 of 12', args`sweep ${SPEC} --out ${edited}`);
  expect(0, '', args`report --compact ${edited}`);
  expect(0, '12 of 12', args`sweep --merge ${at('sum')} ${edited}`);
  assert.deepEqual(resultLines(at('sum')).sort(), lines.sort(), 'and gets it when it is written again');
});

const slurm = (variables, ...words) =>
  spawnSync('bash', [join(experiments, 'sweep.slurm'), SPEC, at('slurm'), ...words], {
    encoding: 'utf8',
    env: { ...process.env, PATHSTAR: program, ...variables },
  });

test('a job array does the whole, as Slurm would run it', () => {
  for (const task of ['1', '2', '3']) {
    const variables = { SLURM_ARRAY_TASK_ID: task, SLURM_ARRAY_TASK_COUNT: '3', SLURM_CPUS_PER_TASK: '2' };
    const { status, stderr } = slurm(variables);
    assert.equal(status, 0, `task ${task}: ${stderr}`);
  }
  const parts = matching(at('slurm'), /^part-/).map((name) => at('slurm', name));
  expect(0, '12 of 12', args`sweep --merge ${at('slurm')} ${parts}`);
  same(whole, at('slurm'));
  const { stderr } = slurm({ SLURM_ARRAY_TASK_ID: '2', SLURM_ARRAY_TASK_COUNT: '1' }, '3');
  assert.equal(count(stderr, 'in shard 2 of 3'), 1, 'one task submitted again knows its shard');
});

test('GNU parallel does the whole', (context) => {
  if (spawnSync('parallel', ['--version']).error) return context.skip('GNU parallel is not installed');
  const folders = ['1', '2', '3', '4'].map((shard) => at('parallel', shard));
  const command = args`${program} sweep ${SPEC} --shard {}/4 --jobs 1 --out ${at('parallel', '{}')} ::: 1 2 3 4`;
  const { status, stderr } = spawnSync('parallel', ['--will-cite', ...command], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  expect(0, '12 of 12', args`sweep --merge ${at('parallel')} ${folders}`);
  same(whole, at('parallel'));
});

test('the graphs of a file are asked, and those held out apart; the path asked for ends a run', () => {
  const path = file('data.json', {
    name: 'data',
    claim: 'none',
    base: { degree: 2, path_length: 3, labels: 10, layers: 1, heads: 2, width: 8 },
    seeds: [1],
    steps: 3,
    stop_at_path: 0,
    evaluate: { every: 2, graphs: 20 },
    data: ['graphs.txt'],
  });
  const graphs = linesOf(read(tests, 'data/deg_2_path_3_nodes_10_test_2000.txt')).slice(0, 50);
  file('graphs.txt', `${graphs.join('\n')}\n`);
  expect(0, '1 of 1', args`sweep ${path} --out ${at('data')}`);
  const [{ data, steps, reached }] = results(at('data'));
  assert.equal(data[0].file, 'graphs.txt');
  assert.equal(data[0].graphs, 50);
  assert.ok(data[0].held_out.graphs < 50);
  assert.deepEqual([steps, reached], [2, 2]);
});

test('the committed specs can be run', () => {
  const specs = matching(experiments, /\.json$/).filter((name) => name !== 'gpt2.json'); // a config: test_gpt2.mjs
  assert.ok(specs.length > 0);
  for (const committed of specs)
    expect(0, 'cells, at most', args`sweep ${join(experiments, committed)} --dry-run`);
});
