/* The native program from outside: exit codes, messages, files. Usage: node test_cli.mjs PATHSTAR */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { args, at, count, expect, lastOf, linesOf, program, tests } from './program.mjs';

const SIZE = args`--degree=2 --path-length=3 --labels=8`;
const TINY = args`${SIZE} --layers=1 --heads=2 --width=8 --batch=16 --warmup=2`;

/** Writes a file of this test's own, and tells where it is. */
function file(name, content) {
  writeFileSync(at(name), content);
  return at(name);
}

test('help, version, unknown things', () => {
  expect(0, 'Exit codes', args`help`);
  expect(0, 'Exit codes', args`--help`);
  expect(0, '0.1.0', args`version`);
  expect(2, "takes no argument 'extra'", args`version extra`);
  expect(0, '--path-length', args`help train`);
  expect(0, '--held-out-only', args`evaluate --help`);
  expect(2, 'no command given', []);
  expect(2, "unknown command 'trian'", args`trian`);
  expect(2, 'the nearest is --path-length', args`train --path-lenght=4`);
  expect(2, 'the nearest is --threads', args`check --thread 2`);
  expect(2, "takes no argument 'stray'", args`train stray`);
  expect(2, '--steps needs a value', args`train --steps`);
  expect(2, '--save needs a value', args`train --save --json`);
  expect(2, "--steps is '1.5'", args`train --steps 1.5`);
  expect(2, "--steps is '0x10'", args`train --steps 0x10`);
  expect(2, "--steps is ' 10'", args`train --steps ${' 10'}`);
  expect(2, "--until-path is '0x1p-1'", args`train --until-path 0x1p-1`);
  expect(2, "--until-path is '1.5'; it must be a number from 0 to 1", args`train --until-path 1.5`);
  expect(2, '--help takes no value', args`train --help=3`);
  expect(2, "\\x1b]0;title\\x07\\x7f\\x0a.'", args`train ${'a\x1b]0;title\x07\x7f\n.'}`);
  expect(2, "--threads is '0'; it must be a whole number from 1 to 64", args`train --threads 0`);
  expect(2, 'unknown flag --no-width', args`train --no-width`);
  expect(2, '--no-rope takes no value', args`train --no-rope=true`);
});

test('config: ranges, cross checks', () => {
  expect(2, 'degree', args`graph --degree=0`);
  expect(2, 'degree', args`graph --degree 21`);
  expect(2, 'labels', args`graph --degree=3 --path-length=5 --labels=12`);
  expect(2, 'layout', args`graph --layout=star`);
  expect(2, 'preset', args`graph --preset=nonesuch`);
  expect(2, 'heads', args`train --width=10 --heads=3 --steps=0`);
  expect(2, 'kernel', args`train ${TINY} --steps=0 --kernels=abacus`);
});

test('config: files', () => {
  expect(3, 'cannot open', args`train --config ${at('absent.json')}`);
  for (const [json, code, words] of [
    ['{"degree": 2, "path_length": 3, "labels": 8, "rope": false, "layout": "paper"}', 0, '='],
    ['{"degre": 2}', 2, "unknown key 'degre'"],
    ['{"degree": "2"}', 2, "'degree' must be a number"],
    ['{"layout": 1}', 2, "'layout' must be a string"],
    ['{"rope": "true"}', 2, "'rope' must be a boolean"],
    ['{"degree": 2.5}', 2, 'degree'],
    ['{"degree": 2, "degree": 3}', 2, "'degree' is given twice"],
    ['[1]', 2, 'one JSON object'],
    ['{"degree": 2', 2, 'not JSON'],
    ['{"degree": 2} x', 2, 'not JSON'],
    ['{"degree": 2}\n\0x', 2, 'not JSON near byte 14'],
    ['{"degree":\0 2}', 2, 'not JSON near byte 10'],
  ])
    expect(code, words, args`graph --config ${file('config.json', json)}`);
  const read = expect(0, '', args`graph --config - --json`, '{"degree": 2, "path_length": 3, "labels": 8}\n');
  assert.equal(lastOf(read).arms[1].length, 3, 'a config from stdin is read');
});

test('config: a preset, then the file over it, then the flags over both, wherever they stand on the line', () => {
  const config = file('over.json', '{"degree": 4, "labels": 20}');
  assert.equal(lastOf(expect(0, '', args`graph --degree=5 --config ${config} --preset=A --json`)).arms.length, 5);
  assert.equal(lastOf(expect(0, '', args`graph --config ${config} --preset=A --json`)).arms.length, 4);
});

/* Three held-out graphs; evaluation, too, is given them. */
const graphs = at('graphs.txt');

test('graphs', () => {
  const { out } = expect(0, '/', args`graph --count=3 --split=held_out --index=7`);
  assert.equal(linesOf(out).length, 3);
  writeFileSync(graphs, out);
  expect(0, '3 graphs, all valid; 3 on the held-out side', args`graph --parse ${graphs}`);
  expect(2, "--split is 'test'", args`graph --split=test`);
  for (const given of ['--split=train', '--index=0', '--count=1'])
    expect(2, 'none of --split, --index, --count', args`graph --parse ${graphs} ${given}`);
  expect(0, '2000 graphs, all valid', [
    ...args`graph --parse ${join(tests, 'data/deg_2_path_5_nodes_50_test_2000.txt')}`,
    ...args`--degree=2 --path-length=5 --labels=50`,
  ]);
  writeFileSync(graphs, `${out}3,1|3,2/3,2=3,9\n`);
  expect(2, 'line 4', args`graph --parse ${graphs}`);
  expect(2, 'empty', args`graph --parse ${file('empty.txt', '')}`);
  expect(3, 'cannot open', args`graph --parse ${at('absent.txt')}`);
});

test('drawing stops at a full device', () => {
  const full = openSync('/dev/full', 'w');
  const stdio = ['ignore', full, 'pipe'];
  const line = args`graph --count=1000000000000000`;
  const { status, stderr } = spawnSync(program, line, { encoding: 'utf8', stdio, timeout: 20_000 });
  assert.equal(status, 3);
  assert.match(stderr, /cannot write to stdout/);
});

/* What later tests load, and the digest of its weights. */
const whole = at('whole.ckpt');
let digest = '';

test('training: exact resumption, threads, contradictions', () => {
  expect(0, 'digest', args`train ${TINY} --steps=10 --evaluate-every=0 --graphs=20`);
  const trained = expect(
    0,
    '"summary"',
    args`train ${TINY} --steps=10 --evaluate-every=4 --graphs=20 --json --save ${whole}`,
  );
  assert.equal(linesOf(trained.out).length, 4, 'three evaluations and a summary');
  const summary = lastOf(trained);
  assert.equal(summary.stopped, 'done');
  assert.equal(summary.config.width, 8);
  digest = summary.digest;
  assert.match(digest, /-/, 'the digest has a mode');

  const half = at('half.ckpt');
  const six = expect(0, '', args`train ${TINY} --steps=6 --evaluate-every=0 --graphs=20 --json --save ${half}`);
  assert.notEqual(lastOf(six).digest, digest, 'another step has another digest');
  const resumed = lastOf(
    expect(0, '', args`train --load ${half} --width=8 --steps=4 --evaluate-every=0 --graphs=20 --json --threads=3`),
  );
  assert.equal(resumed.digest, digest, 'resuming gives the same bits');
  assert.equal(resumed.threads, 2, 'three threads are used as two');
  assert.equal(resumed.step, 10, 'resuming counts on');

  expect(2, 'width = 8, which 16 contradicts', args`train --load ${half} --width=16`);
  expect(2, '--preset contradicts', args`train --load ${half} --preset=A`);
  expect(2, 'config.json: safetensors', args`train --load ${file('config.json', '{"degree": 4, "labels": 20}')}`);
  const cut = file('cut.ckpt', readFileSync(half).subarray(0, 1000));
  expect(2, 'cut.ckpt: safetensors', args`train --load ${cut}`);
  expect(3, 'cannot open', args`train --load ${at('absent.ckpt')}`);
  /* One bit of a moment; the same file without its checksum, as earlier versions wrote it. */
  const flipped = readFileSync(half);
  flipped[flipped.length - 5] ^= 1;
  writeFileSync(at('flipped.ckpt'), flipped);
  expect(2, 'flipped.ckpt: the file has changed since it was written', args`evaluate --load ${at('flipped.ckpt')} --graphs=10`);
  const text = readFileSync(half, 'latin1').replace(/"checksum":"[0-9a-f]{16}",/, (found) => ' '.repeat(found.length));
  writeFileSync(at('earlier.ckpt'), text, 'latin1');
  const { err } = expect(0, '10 graphs', args`evaluate --load ${at('earlier.ckpt')} --graphs=10`);
  assert.equal(count(err, 'earlier.ckpt: unverified'), 1);
  assert.equal(expect(0, '', args`evaluate --load ${half} --graphs=10`).err, '');
  expect(3, 'cannot write', args`train ${TINY} --save ${at('no/such/folder')}`);
  expect(3, 'not a regular file', args`train ${TINY} --save ${at()}`);

  const reached = expect(0, '"path reached"', args`train ${TINY} --steps=50 --until-path=0 --graphs=20 --json`);
  assert.equal(lastOf(reached).step, 25, 'it stopped at the first evaluation');
  const set = expect(0, '"train":{', args`train ${TINY} --train-graphs=10 --steps=1 --graphs=20 --json`);
  assert.equal(lastOf(set).train.graphs, 10, 'a fixed set smaller than --graphs is asked whole');
});

test('training on the graphs of a file: they are a fixed set, and a checkpoint is continued on them alone', () => {
  const ten = file('ten.txt', expect(0, '', args`graph ${SIZE} --count=10`).out);
  const set = lastOf(expect(0, '', args`train ${TINY} --train-graphs=10 --steps=6 --graphs=20 --json`)).digest;
  const on = lastOf(expect(0, '"trains_on"', args`train ${TINY} --train-on=${ten} --steps=6 --graphs=20 --json`));
  assert.equal(on.digest, set, 'a file of its graphs is a fixed set');
  assert.equal(on.train.graphs, 10, 'it is asked about them');

  const given = at('given.ckpt');
  expect(0, 'on its set', args`train ${TINY} --train-on=${ten} --steps=4 --graphs=20 --save ${given}`);
  expect(2, 'give them again with --train-on', args`train --load ${given} --steps=2`);
  expect(2, 'ask about those with --data', args`evaluate --load ${given} --split=train`);
  expect(0, '"graphs":10', args`evaluate --load ${given} --data ${ten} --json`);
  const drawn = at('drawn.ckpt');
  expect(0, '', args`train ${TINY} --steps=2 --graphs=20 --save ${drawn}`);
  expect(2, 'trained on drawn graphs for 2 steps', args`train --load ${drawn} --train-on=${ten} --steps=2`);
  expect(0, '', args`evaluate --load ${given} --graphs=10`);
  const on6 = expect(0, '', args`train --load ${given} --train-on=${ten} --steps=2 --graphs=20 --json`);
  assert.equal(lastOf(on6).digest, set, 'continuing on them gives the same bits');

  const nine = linesOf(readFileSync(ten, 'utf8'))
    .slice(0, 9)
    .map((line) => `${line}\n`)
    .join('');
  expect(2, 'nine.txt: these graphs', args`train --load ${given} --train-on=${file('nine.txt', nine)} --steps=2`);
  expect(2, 'nine.txt: line 10', args`train ${TINY} --train-on=${file('nine.txt', `${nine}3,1\n`)}`);
  expect(3, 'cannot open', args`train ${TINY} --train-on=${at('absent.txt')}`);
  const held = file('held.txt', expect(0, '', args`graph ${SIZE} --count=3 --split=held_out`).out);
  const told = expect(0, 'digest', args`train ${TINY} --train-on=${held} --steps=1 --graphs=20`);
  assert.equal(count(told.err, '3 of its 3 graphs'), 1, 'graphs of the held-out side are told');
});

const recordingOf = (name) => JSON.parse(readFileSync(at(name), 'utf8'));

test('a run that diverges says so first, and overwrites no good checkpoint', () => {
  const size = TINY.map((word) => word.replace('--warmup=2', '--warmup=0'));
  const rates = args`--optimizer=adamw --learning-rate=10 --weight-decay=10`;
  const diverging = args`${size} ${rates} --steps=400 --graphs=20`;
  const kept = at('kept.ckpt');
  copyFileSync(whole, kept);
  const said = expect(
    4,
    'kept.ckpt: not saved: the run diverged',
    args`train ${diverging} --evaluate-every=0 --save ${kept}`,
  );
  assert.match(linesOf(said.err)[0], /not finite/);
  assert.deepEqual(readFileSync(kept), readFileSync(whole));
  const recorded = args`--evaluate-every=1 --record ${at('diverged.json')}`;
  assert.equal(lastOf(expect(4, 'not finite', args`train ${diverging} --json ${recorded}`)).stopped, 'diverged');
  const { stopped, steps, evaluations } = recordingOf('diverged.json');
  assert.deepEqual([stopped, evaluations.at(-1)[0]], ['diverged', steps]);
  assert.deepEqual(
    readdirSync(at()).filter((name) => name.includes('partial')),
    [],
    'no half-written file is left',
  );
});

test('Ctrl-C ends training after a step, and saves', async () => {
  const saved = at('interrupted.ckpt');
  const line = args`train ${TINY} --steps=1000000000 --graphs=20 --json --save ${saved}`;
  const run = spawn(program, line, { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  run.stdout.on('data', (data) => {
    if (out === '') run.kill('SIGINT');
    out += data;
  });
  const code = await new Promise((resolve) => run.on('close', resolve));
  assert.equal(code, 0);
  assert.match(out, /interrupted/);
  expect(0, '', args`evaluate --load ${saved} --graphs=10`);
});

/* Recordings: what the page plays. */
const SMALL = args`--degree=2 --path-length=3 --labels=5 --layout=paper --layers=1 --heads=2 --width=8 --batch=8 --warmup=2`;
const RECORDED = args`train ${SMALL} --kernels=scalar --evaluate-every=20 --graphs=20`;

test('a recording is the same bytes from the same run, and changes nothing in it', () => {
  for (const objective of ['teacher_forcing', 'reverse']) {
    const line = args`${RECORDED} --objective=${objective} --steps=40 --json`;
    const { digest } = lastOf(expect(0, '', args`${line} --record ${at('run.json')} --threads=2`));
    assert.equal(digest, lastOf(expect(0, '', line)).digest);
    expect(0, '', args`${line} --record ${at('again.json')}`);
    assert.deepEqual(readFileSync(at('again.json')), readFileSync(at('run.json')));
    /* What the page's tests read: it may be older than an option, and then lacks that. */
    const data = JSON.parse(readFileSync(join(tests, `data/recording_${objective}.json`), 'utf8'));
    const now = recordingOf('run.json');
    assert.deepEqual({ ...now, config: { ...now.config, ...data.config } }, { ...data, config: now.config });
  }
});

test('a recording has what its format says', () => {
  const told = recordingOf('run.json');
  assert.deepEqual(Object.keys(told), [
    ...['format', 'config', 'trains_on', 'evaluate_every', 'graphs', 'unhandable', 'shown', 'names'],
    ...['evaluations_every', 'moments_every', 'steps', 'digest', 'stopped', 'evaluations', 'moments'],
  ]);
  assert.deepEqual([told.format, told.steps, told.stopped], ['pathstar-recording-1', 40, 'done']);
  const graphs = linesOf(expect(0, '', args`graph ${SMALL} --split=held_out --index=0 --count=3`).out);
  assert.deepEqual(told.shown, graphs);
  assert.deepEqual(
    told.evaluations.map((row) => [row[0], row.length]),
    [0, 20, 40].map((step) => [step, told.names.length]),
  );
  assert.deepEqual(told.moments.map(({ step }) => step), [0, 20, 40]);
  for (const { walks, attention } of told.moments) {
    assert.deepEqual(walks.map((hands) => hands.length), [3, 3, 3]);
    assert.equal(attention.length, 3);
    assert.deepEqual(walks[0].map(({ rounds }) => rounds), [[1, 2, 3], [1, 0, 3], [1, 0, 3]]);
  }
  /* Handed a right and a wrong first step: of the path, and of the other arm. */
  const [first] = told.moments.at(-1).walks;
  assert.equal(first[1].tokens[1], 0);
  assert.equal(first[2].tokens[1], 4);
  const models = [
    [args`--objective=teacherless`, 'NO_HAND', 1, true],
    [args`--degree=1`, null, 2, true],
    [args`--architecture=mamba --positions=none`, null, 3, false],
  ];
  for (const [flags, unhandable, hands, attends] of models) {
    const shape = flags.includes('--degree=1') ? RECORDED.filter((word) => word !== '--degree=2') : RECORDED;
    expect(0, '', args`${shape} ${flags} --steps=20 --record ${at('other.json')}`);
    const other = recordingOf('other.json');
    assert.equal(other.unhandable, unhandable);
    assert.equal(other.moments[0].walks[0].length, hands);
    assert.equal('attention' in other.moments[0], attends);
  }
});

test('a long recording keeps every second moment, and stays small', () => {
  expect(0, '', args`train ${SMALL} --steps=1100 --evaluate-every=1 --graphs=1 --record ${at('long.json')}`);
  const long = recordingOf('long.json');
  assert.ok(readFileSync(at('long.json')).length <= 300_000);
  assert.ok(long.evaluations.length > 50 && long.moments.length >= 16 && long.moments.length <= 32);
  for (const [rows, every] of [
    [long.evaluations.map(([step]) => step), long.evaluations_every],
    [long.moments.map(({ step }) => step), long.moments_every],
  ]) {
    assert.equal(rows.at(-1), 1100);
    assert.deepEqual(rows.slice(0, -1), Array.from({ length: rows.length - 1 }, (_, row) => row * every));
  }
  const many = args`--labels=512 --degree=20 --path-length=20 --layers=12 --heads=16 --width=32 --batch=1`;
  expect(0, '', args`train ${many} --steps=3 --evaluate-every=1 --graphs=1 --record ${at('many.json')}`);
  assert.ok(readFileSync(at('many.json')).length <= 300_000);
  assert.equal('attention' in recordingOf('many.json').moments[0], false);
});

test('a recording goes on with its checkpoint as if it had never stopped, or is refused', () => {
  const [name, saved] = [at('parts.json'), at('parts.ckpt')];
  const line = args`${RECORDED} --objective=reverse --record ${name}`;
  expect(0, '', args`${line} --steps=40`);
  const whole = readFileSync(name, 'utf8');
  /* Stopped between two evaluations; then the checkpoint is behind the recording, as after a kill. */
  expect(0, '', args`${line} --steps=25 --save ${saved}`);
  const half = readFileSync(name, 'utf8');
  const goOn = args`train --load ${saved} --kernels=scalar --evaluate-every=20 --graphs=20 --steps=15 --record ${name}`;
  for (const _ of ['from its end', 'from before it']) {
    expect(0, '', goOn);
    assert.equal(readFileSync(name, 'utf8'), whole);
  }
  const refused = (words, content, line = goOn) => {
    writeFileSync(name, content);
    expect(2, words, line);
    assert.equal(readFileSync(name, 'utf8'), content, 'it stays as it is');
  };
  const changed = (change) => JSON.stringify(Object.assign(JSON.parse(half), change));
  refused("no recording of this run: its 'evaluate_every' must be 10", half, goOn.with(goOn.indexOf('--evaluate-every=20'), '--evaluate-every=10'));
  refused("no recording of this run: its 'graphs' must be 10", half, goOn.with(goOn.indexOf('--graphs=20'), '--graphs=10'));
  refused("its 'config' must be {", changed({ config: { ...JSON.parse(half).config, seed: 3 } }));
  refused("its 'format' must be", changed({ format: 'pathstar-recording-2' }));
  refused('steps between them would lack', changed({ steps: 20 }));
  refused('its digest 0123456789abcdef-nofma is not that', changed({ digest: '0123456789abcdef-nofma' }));
  refused("'moments' must be rows from step 0 on", changed({ moments: [] }));
  refused("'evaluations' must be rows of a number for each", changed({ evaluations: [[0, 1]] }));
  refused("'moments' must be rows of steps in their order", changed({ moments: [{ step: 0 }, { step: 0 }] }));
  refused("'moments' must be rows from step 0 on", changed({ moments: [{ step: 20 }] }));
  for (const rows of [7, [null], [[]], [{}], [[null]], [{ step: '0' }]]) refused("'evaluations' must be rows", changed({ evaluations: rows }));
  refused("'moments_every' must be 'evaluate_every'", changed({ moments_every: 30 }));
  refused('not JSON', half.slice(0, -2));
  expect(2, 'a recording begins at step 0', goOn.with(-1, at('absent.json')));
  expect(3, 'cannot write', args`train ${SMALL} --record=${at('no/such.json')}`);
});

test('a recording survives a kill, whole', async () => {
  const name = at('killed.json');
  const line = args`train ${TINY} --steps=1000000000 --evaluate-every=5 --graphs=20 --json --record ${name}`;
  const run = spawn(program, line, { stdio: ['ignore', 'pipe', 'inherit'] });
  run.stdout.once('data', () => run.kill('SIGKILL'));
  await new Promise((resolve) => run.on('close', resolve));
  const { stopped, evaluations, steps } = recordingOf('killed.json');
  assert.deepEqual([stopped, evaluations.at(-1)[0]], [null, steps]);
});

test('evaluation', () => {
  expect(2, 'needs --load', args`evaluate`);
  expect(2, 'it contradicts --data', args`evaluate --load ${whole} --data ${graphs} --split=train`);
  expect(2, "--order is 'up'", args`evaluate --load ${whole} --order=up`);
  expect(2, 'only a model trained with any_order', args`evaluate --load ${whole} --order=surest`);
  expect(2, 'it needs --data', args`evaluate --load ${whole} --held-out-only`);
  expect(2, "--split is 'test'", args`evaluate --load ${whole} --split=test`);
  expect(0, '20 graphs (held out)', args`evaluate --load ${whole} --graphs=20`);
  expect(0, '20 graphs (training stream)', args`evaluate --load ${whole} --graphs=20 --split=train`);

  const set = at('set.ckpt');
  const { train } = lastOf(
    expect(0, '', args`train ${TINY} --train-graphs=10 --steps=3 --graphs=20 --json --save ${set}`),
  );
  const about = lastOf(expect(0, '', args`evaluate --load ${set} --graphs=20 --split=train --json`));
  assert.equal(about.source, 'training set', 'it asks about the training set');
  assert.equal(about.graphs, 10, 'and about all of it');
  assert.equal(about.loss, train.loss, 'as training did');

  const any = at('any.ckpt');
  expect(0, '', args`train ${TINY} --objective=any_order --steps=3 --graphs=20 --json --save ${any}`);
  const orders = ['forwards', 'backwards', 'surest'].map((order) =>
    lastOf(expect(0, '', args`evaluate --load ${any} --graphs=20 --json --order=${order}`)),
  );
  const usual = lastOf(expect(0, '', args`evaluate --load ${any} --graphs=20 --json`));
  assert.deepEqual(usual, orders[0], 'forwards, unless it is told');
  for (const { forced, loss } of orders) assert.deepEqual([forced, loss], [usual.forced, usual.loss], 'asked forwards');
  assert.notDeepEqual(orders[1].free, orders[0].free, 'another order, other answers');

  expect(0, 'position', args`evaluate --load ${whole} --graphs=50`);
  const asked = lastOf(expect(0, '"forced":[', args`evaluate --load ${whole} --graphs=50 --json`));
  assert.equal(asked.graphs, 50);
  assert.equal(asked.digest, digest, 'it says which weights');
});

const data = join(tests, 'data/deg_2_path_3_nodes_10_test_2000.txt');

test('evaluation on the graphs of a file', () => {
  const ten = at('ten.ckpt');
  const size = args`--degree=2 --path-length=3 --labels=10 --layers=1 --width=8`;
  expect(0, '', args`train ${size} --steps=1 --graphs=20 --save ${ten}`);
  expect(0, 'may have been trained on', args`evaluate --load ${ten} --data ${data}`);
  const all = lastOf(expect(0, '', args`evaluate --load ${ten} --data ${data} --json`));
  assert.equal(all.graphs, 2000);
  assert.ok(all.file_held_out > 100 && all.file_held_out < 500, 'about one in eight is held out');
  const held = lastOf(expect(0, '', args`evaluate --load ${ten} --data ${data} --held-out-only --json`));
  assert.equal(held.graphs, all.file_held_out, 'only those');
  const five = linesOf(readFileSync(data, 'utf8')).slice(0, 5).join('\n');
  expect(2, 'line 6', args`evaluate --load ${ten} --data ${file('bad.txt', `${five}\n1,2|3,4\n`)}`);
  const other = join(tests, 'data/deg_2_path_5_nodes_50_test_2000.txt');
  expect(2, 'line 1', args`evaluate --load ${whole} --data ${other}`);
});

const golden = (name) => join(tests, `golden/${name}.safetensors`);

test('golden files', () => {
  for (const model of ['gpt', 'mamba'])
    expect(0, 'passed', [
      'check',
      ...['teacher-forcing', 'teacherless', 'odd'].map((name) => golden(`${model}-${name}`)),
    ]);
  expect(0, 'passed', args`check ${golden('gpt-top')} ${golden('mamba-top')}`);
  expect(0, '"passed":true', args`check --json --threads 2 --kernels scalar ${golden('gpt-reverse')}`);
  expect(0, '"passed":true', args`check --json --threads 2 --kernels scalar ${golden('mamba-odd')}`);
  expect(2, 'needs a golden file', args`check`);
  expect(3, 'cannot open', args`check ${at('absent.safetensors')}`);
  expect(2, 'safetensors', args`check ${data}`);
});

/** A golden file after a change of its header, metadata or bytes. */
function damaged(name, source, change) {
  const bytes = readFileSync(golden(source));
  const length = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.subarray(8, 8 + length).toString());
  const values = Buffer.from(bytes.subarray(8 + length));
  change({
    header,
    metadata: header.__metadata__,
    values,
    add(tensor, index, difference) {
      const offset = header[tensor].data_offsets[0] + 4 * index;
      values.writeFloatLE(values.readFloatLE(offset) + difference, offset);
    },
    rename(from, to) {
      header[to] = header[from];
      delete header[from];
    },
  });
  const text = Buffer.from(JSON.stringify(header));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(text.length));
  return file(`${name}.safetensors`, Buffer.concat([size, text, values]));
}

const DAMAGE = {
  'gpt-teacher-forcing': [
    ['same', 0, 'passed', () => {}],
    ['weight', 1, 'FAILED', ({ add }) => add('param.layers.0.attn.queries_linear.weight', 5, 0.01)],
    ['gradient', 1, 'FAILED', ({ add }) => add('grad.layers.1.mlp.proj.weight', 7, 0.001)],
    ['after', 1, 'FAILED', ({ add }) => add('after5.final_layernorm.weight', 3, 0.01)],
    ['moved', 1, 'FAILED', ({ add }) => add('after1.layers.0.ln_1.weight', 3, 5e-4)],
    ['nan', 1, 'FAILED', ({ add }) => add('logits', 3, Number.NaN)],
    [
      'missing',
      2,
      "there is no tensor 'after1.embed_tokens.weight'",
      ({ rename }) => rename('after1.embed_tokens.weight', 'note'),
    ],
    [
      'unknown',
      2,
      "no tensor 'grad.extra'",
      ({ header }) => {
        header['grad.extra'] = { dtype: 'F32', shape: [0], data_offsets: [0, 0] };
      },
    ],
    [
      'shape',
      2,
      'another shape',
      ({ header }) => {
        header['param.layers.0.attn.proj.weight'].shape = [16, 64];
      },
    ],
    [
      'arch',
      2,
      'architecture',
      ({ metadata }) => {
        metadata.arch = 'rnn';
      },
    ],
    [
      'keyless',
      2,
      "neither 'n_head' nor 'heads'",
      ({ metadata }) => {
        delete metadata.n_head;
      },
    ],
    [
      'range',
      2,
      'degree',
      ({ metadata }) => {
        metadata.degree = '0';
      },
    ],
    [
      'ours',
      0,
      'passed',
      ({ metadata }) => {
        metadata.heads = metadata.n_head;
        delete metadata.n_head;
        metadata.clip = '0';
      },
    ],
    [
      'heads',
      1,
      'FAILED',
      ({ metadata }) => {
        metadata.heads = '2';
      },
    ],
    [
      'token',
      2,
      'token.safetensors: x[0] = 14',
      ({ header, values }) => values.writeInt32LE(14, header.x.data_offsets[0]),
    ],
  ],
  'mamba-odd': [
    [
      'headless',
      0,
      'passed',
      ({ metadata }) => {
        delete metadata.n_head;
      },
    ],
    [
      'stateless',
      2,
      "neither 'd_state' nor 'state'",
      ({ metadata }) => {
        delete metadata.d_state;
      },
    ],
    ['rate', 1, 'FAILED', ({ add }) => add('grad.layers.0.mixer.A_log', 5, 0.01)],
    [
      'state',
      2,
      'another shape',
      ({ metadata }) => {
        metadata.d_state = '6';
      },
    ],
  ],
};

for (const [source, cases] of Object.entries(DAMAGE))
  for (const [name, code, words, change] of cases)
    test(`${source} with another ${name}`, () => {
      expect(code, words, args`check ${damaged(name, source, change)}`);
    });

test('what is no cross-entropy is called a hinge', () => {
  const saved = at('ranks.ckpt');
  const line = args`train ${TINY} --objective=ritf --rank-said --steps=2 --evaluate-every=1 --save ${saved}`;
  assert.match(expect(0, '', line).out, /^step +2 +hinge \d/m);
  assert.match(expect(0, '', args`evaluate --load ${saved}`).out, /^position {2}forced {3}free {3}hinge$/m);
  assert.match(expect(0, '', args`ablate ${saved}`).out, /\* hinge$/m);
  expect(2, 'the objective ritf ranks the path above the nodes of other arms', args`train --objective=ritf --degree=1`);
});

test('ablate', () => {
  const saved = at('ablated.ckpt');
  expect(0, '', args`train ${TINY} --mlp-ratio=1 --objective=reverse --steps=60 --save ${saved}`);
  const { out } = expect(0, 'each by itself', args`ablate ${saved}`);
  for (const name of ['whole', 'layer1.head1', 'layer1.head2', 'layer1.mlp']) assert.equal(count(out, `${name} `), 1);
  const ranked = lastOf(expect(0, '"operations"', args`ablate ${saved} --json --threads=2`));
  const { forced, losses, digest } = lastOf(expect(0, '"forced"', args`evaluate --load ${saved} --json`));
  assert.deepEqual([ranked.whole.accuracy, ranked.digest], [forced, digest]);
  for (const [k, loss] of losses.entries()) assert.ok(Math.abs(ranked.whole.loss[k] - loss) < 1e-12);
  /* Reversed, the first step is the last but one; the part that costs most comes first. */
  assert.equal(ranked.first_step, 2);
  const firsts = ranked.operations.map(({ accuracy }) => accuracy[1]);
  assert.deepEqual(firsts, firsts.toSorted((a, b) => a - b));
  const [{ parts, low, high, accuracy }] = ranked.operations;
  for (const [k, share] of accuracy.entries()) assert.ok(low[k] <= share && share <= high[k] && low[k] < high[k]);
  const alone = lastOf(expect(0, '"shift":null', args`ablate ${saved} --json --parts ${parts[0]}`));
  assert.deepEqual(alone.operations, [ranked.operations[0]]);
  const both = args`ablate ${saved} --parts layer1.head1,layer1.mlp --graphs 100`;
  expect(0, '\nthose ', both);
  const itself = lastOf(expect(0, '"shift":0', [...both, '--shift=0', '--json']));
  assert.deepEqual(itself.operations[0].accuracy, itself.whole.accuracy);
  const other = lastOf(expect(0, '"shift":3', [...both, '--shift=3', '--json']));
  assert.notDeepEqual(other.operations[0].accuracy, other.whole.accuracy);
  assert.equal(other.operations[0].source.length, 3);
  expect(0, '* source', [...both, '--shift=3']);
  expect(2, 'needs one CHECKPOINT, not 0', args`ablate`);
  expect(2, 'needs one CHECKPOINT, not 2', args`ablate ${saved} ${saved}`);
  expect(2, 'there is no layer2.mlp: the model has layers 1..1', args`ablate ${saved} --parts layer1.head1,layer2.mlp`);
});

test('bench', () => {
  const timed = lastOf(expect(0, '"ms_per_step"', args`bench ${TINY} --steps=5 --json --threads=3`));
  assert.equal(timed.threads, 2, 'three threads are timed as two');
  for (const name of ['ms_per_step', 'steps_per_second', 'flops_per_step', 'gflops', 'graphs_per_second', 'threads'])
    assert.ok(Number.isFinite(timed[name]) && timed[name] > 0, `${name} = ${timed[name]} is a positive number`);
  expect(0, 'GFLOP/s', args`bench ${TINY} --steps=5`);
});

test('bench: what ranks would exchange, as docs/program.md has it', () => {
  const page = readFileSync(join(tests, '../../docs/program.md'), 'utf8');
  const [command] = page.match(/(?<=^ {4}pathstar )bench .* --ranks \d+$/m);
  const { out } = expect(0, '| 256 | 1 |', command.split(' '));
  assert.ok(page.includes(out), out);
  const rows = linesOf(expect(0, '"bytes_sent"', args`bench ${TINY} --ranks=4096 --json`).out).map((row) => JSON.parse(row));
  assert.deepEqual(rows.map((row) => row.ranks), [1, 2, 4, 8], 'no more than the batch has shards');
  assert.equal(rows[0].bytes_sent, 0);
  for (const [i, row] of rows.entries()) assert.ok(Math.abs(row.flops * 2 ** i - rows[0].flops) < 1e-6 * rows[0].flops);
});

test('describe', () => {
  JSON.parse(expect(0, '"options"', args`describe`).out);
  expect(0, '| `path_length` | 2..20 | 4 |', args`describe --markdown`);
});

test('what a file may ask for is bounded, and told', () => {
  const keys = (count) => JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 1])));
  expect(2, 'an object has 60000 keys; at most 10000 are read', args`train --config ${file('keys.json', keys(60000))}`);
  expect(2, "unknown key 'k0'", args`train --config ${file('keys.json', keys(10000))}`);
  expect(2, "'k77' is given twice", args`train --config ${file('keys.json', keys(9000).replace('k8888', 'k77'))}`);
  expect(2, 'not JSON near', args`train --config ${file('deep.json', `{"width":${'['.repeat(100000)}`)}`);
  expect(2, 'bytes; at most 16777216 are read', args`train --config ${file('long.json', `{}${' '.repeat(2 ** 24)}`)}`);
  const many = file('many.txt', '1,2|2,3/1,3=1,2,3\n'.repeat(1000001));
  const line = args`train --degree=1 --path-length=3 --labels=8 --train-on=${many}`;
  expect(2, '1000001 lines; at most 1000000 are read as graphs', line);
  const header = Buffer.alloc(8 + 2 ** 20 + 1, ' ');
  header.writeBigUInt64LE(BigInt(2 ** 20 + 1));
  expect(2, 'the header is longer than 1048576 bytes', args`train --load ${file('header.ckpt', header)}`);
});

test('one rule for flags given twice, for - and for numbers too small', () => {
  expect(0, 'A flag is given once', args`help`);
  expect(2, '--steps is given twice', args`train --steps 1 --steps 2`);
  expect(2, '--path-length is given twice', args`train --path-length=3 --path-length=3`);
  expect(2, '--rope is given twice', args`train --rope --no-rope`);
  expect(2, '--preset is given twice', args`train --preset A --preset=A`);
  expect(0, '', args`graph --count=1 --config ${file('one.json', '{"degree":3}')} --config ${file('two.json', '{}')}`);
  expect(3, "cannot write '-'", args`train --steps=1 --save -`);
  expect(3, "cannot write '-'", args`sweep --merge - ${at('none')}`);
  assert.ok(!existsSync('-'));
  for (const number of ['1e-400', '1e400']) expect(2, `not "${number}"`, args`train --learning-rate=${number}`);
  /* In a file too, where JSON would have it be 0. */
  for (const number of ['1e-400', '-0.03E-999']) {
    const text = `{"learning_rate": ${number}}`;
    expect(2, `'${number}' is nearer to 0 than any double but 0`, args`train --config ${file('tiny.json', text)}`);
  }
  expect(2, 'has no name', args`train --config ${file('zeros.json', '{"clip": 0.0e-999, "has no name 1e-999": 0}')}`);
  expect(0, '"learning_rate":0.123456789', args`train ${TINY} --steps=0 --learning-rate=0.12345678901 --json --graphs=1`);
});

test('a refused file is told what it probably is', () => {
  const line = args`train --degree=2 --path-length=3 --labels=6 --train-on`;
  const backwards = expect(2, 'line 1: node 1', [...line, file('backwards.txt', '3,1|1,4|3,2|2,0/3,0=0,2,3\n')]);
  assert.equal(count(backwards.err, 'seem to be written from the goal'), 1);
  const page = expect(2, 'page.txt: line 1, column 1', [...line, file('page.txt', '<!doctype html>\n')]);
  assert.equal(count(page.err, 'an HTML or XML page'), 1);
  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n';
  const fetched = expect(2, 'safetensors', args`evaluate --load ${file('pointer.ckpt', pointer)}`);
  assert.equal(count(fetched.err, 'a pointer of Git LFS'), 1);
});
