/* Runs cut over the ranks that mpirun starts: the same bits as one process, and what is refused. How gradients are summed is
 * test_ranks.c's matter. Usage: node test_mpi.mjs PATHSTAR */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { TINY as TINY_GPT2, writeFolder } from './gpt2.mjs';
import { args, at, expect, lastOf, linesOf, program, tests } from './program.mjs';

const env = {
  ...process.env,
  OMPI_ALLOW_RUN_AS_ROOT: '1',
  OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: '1',
  OMPI_MCA_rmaps_base_oversubscribe: '1',
  OMPI_MCA_btl_vader_single_copy_mechanism: 'none', // a container may forbid reading a neighbour's memory
  OMPI_MCA_odls_base_sigkill_timeout: '0', // seconds between mpirun's SIGTERM and its SIGKILL
  ASAN_OPTIONS: 'detect_leaks=0', // Open MPI's
};

/** Runs mpirun, and holds it to a code and words as expect() does the program. */
function mpirun(code, words, line) {
  const { status, stdout, stderr, error } = spawnSync('mpirun', line, { encoding: 'utf8', env, timeout: 60000 });
  const said = code ? stderr : stdout;
  assert.ok(status === code && said.includes(words), `mpirun ${line.join(' ')}: ${status} ${error}\n${stdout}\n${stderr}`);
  return { out: stdout, err: stderr };
}

/** Our own lines of an mpirun's stderr. */
const ours = ({ err }) => linesOf(err).filter((line) => line.startsWith('pathstar:'));

function skip(why) {
  console.log(`mpi: SKIPPED: ${why}`);
  process.exit(77); // what ctest takes for skipped
}
const tried = spawnSync('mpirun', ['-n', '2', program, 'train', '--help'], { encoding: 'utf8', env });
if (tried.error) skip('there is no mpirun here (apt install openmpi-bin libopenmpi-dev; make test does)');
if (tried.stderr.includes('was built without MPI')) skip('the program was built without MPI');
if (tried.status) skip(`mpirun starts nothing here: ${tried.stderr}`);

const SMALL = args`--degree=2 --path-length=3 --labels=8 --layers=1 --heads=2 --width=8 --batch=21 --warmup=2 --graphs=20`;
const kinds = {
  transformer: args`${SMALL} --objective=reverse`,
  mamba: args`${SMALL} --architecture=mamba --objective=top --optimizer=adamw`,
  nextlat: args`${SMALL} --objective=nextlat --clip=0.1`,
};
const train = (kind, ...more) => args`train ${kinds[kind]} --evaluate-every=5 --json ${more}`;

/** What a summary says, but for the time and how it was shared out. */
function told(result) {
  const { seconds, steps_per_second, threads, ranks, ...rest } = lastOf(result);
  return rest;
}

for (const [kind, counts] of Object.entries({ transformer: [1, 2, 4], mamba: [2, 4], nextlat: [4] })) {
  test(`the same bits with any number of ranks: ${kind}`, () => {
    const recorded = (ranks) => ['--record', at(`${kind}.${ranks}.json`)];
    const alone = expect(0, 'summary', train(kind, '--steps=10', '--save', at(`${kind}.1`), ...recorded(1)));
    assert.equal(lastOf(alone).ranks, 1);
    for (const ranks of counts) {
      const saved = at(`${kind}.${ranks}.cut`);
      const line = args`-n ${ranks} ${program} ${train(kind, '--steps=10', '--save', saved, ...recorded(ranks))} --threads=${1 + (ranks === 2)}`;
      const cut = mpirun(0, 'summary', line);
      assert.equal(linesOf(cut.out).length, linesOf(alone.out).length, 'one rank alone prints');
      assert.deepEqual(told(cut), told(alone));
      assert.equal(lastOf(cut).ranks, ranks);
      assert.deepEqual(readFileSync(saved), readFileSync(at(`${kind}.1`)));
      assert.deepEqual(readFileSync(recorded(ranks)[1]), readFileSync(recorded(1)[1]));
    }
  });
}

test('a recording that is refused ends all ranks', () => {
  mpirun(0, 'summary', args`-n 2 ${program} ${train('mamba', '--steps=5', '--save', at('begun'))}`);
  const line = args`train --load ${at('begun')} --steps=1 --record ${at('none.json')}`;
  mpirun(2, 'a recording begins at step 0', args`-n 2 ${program} ${line}`);
});

test('a checkpoint goes on with another number of ranks', () => {
  const whole = expect(0, 'summary', train('mamba', '--steps=12'));
  mpirun(0, 'summary', args`-n 4 ${program} ${train('mamba', '--steps=5', '--save', at('five'))}`);
  const again = args`train --load ${at('five')} --json --graphs=20`;
  mpirun(0, 'summary', args`-n 2 ${program} ${again} --steps=4 --save ${at('nine')}`);
  const end = expect(0, 'summary', args`train --load ${at('nine')} --json --graphs=20 --steps=3`);
  assert.equal(lastOf(end).digest, lastOf(whole).digest);
});

test('all ranks stop where the first one is content', () => {
  const { out } = mpirun(0, 'path reached', args`-n 2 ${program} ${train('transformer', '--steps=50')} --until-path=0`);
  assert.equal(lastOf({ out }).step, 5);
});

test('given graphs, and a pretrained model', () => {
  writeFileSync(at('graphs'), expect(0, '=', args`graph --degree=2 --path-length=3 --labels=8 --count=30`).out);
  const given = args`${train('transformer', '--steps=6')} --train-on ${at('graphs')}`;
  const alone = expect(0, 'summary', given);
  assert.deepEqual(told(mpirun(0, 'summary', args`-n 2 ${program} ${given}`)), told(alone));

  const folder = writeFolder('gpt2', TINY_GPT2);
  const tuned = (out) =>
    args`train --pretrained ${folder} --degree=2 --path-length=3 --labels=8 --batch=5 --steps=3 --graphs=4 --json --export ${at(out)}`;
  const one = expect(0, 'summary', tuned('one'));
  assert.deepEqual(told(mpirun(0, 'summary', args`-n 2 ${program} ${tuned('two')}`)), told(one));
  for (const name of readdirSync(at('one')))
    assert.deepEqual(readFileSync(at('two', name)), readFileSync(at('one', name)), name);
});

test('what cannot be cut is refused in one sentence', () => {
  const line = train('transformer', '--steps=5');
  const refused = (code, words, ...rest) => {
    const said = ours(mpirun(code, words, args`${rest}`));
    assert.equal(said.length, 1, said.join('\n'));
  };
  refused(2, 'ranks must be a power of two, not 3, and at most 8', '-n', '3', program, ...line);
  refused(2, 'ranks must be a power of two, not 16, and at most 8', '-n', '16', program, ...line);
  refused(2, "'sweep' cannot be cut over ranks, only train can", '-n', '2', program, 'sweep', at('spec'), '--out', at('out'));
  refused(3, "cannot read '-': under mpirun", '-n', '2', program, ...line, '--load', '-');
  refused(3, 'cannot open', '-n', '2', program, ...line, '--config', at('absent'));
  refused(3, 'cannot write', '-n', '2', program, ...line, '--save', at('no', 'folder'));
  /* What one rank alone has at fault, it says. */
  const one = ['-n', '1', program, ...line];
  refused(3, 'pathstar: rank 1: cannot open', ...one, ':', ...one, '--config', at('absent'));
  refused(2, 'pathstar: rank 1: the first rank has another config', ...one, ':', ...one, '--seed=5');
});

test('the Slurm script runs a job, and goes on', () => {
  const script = join(tests, '../../experiments/train.slurm');
  for (const [steps, done] of [[5, 5], [3, 8]]) {
    const words = args`${script} ${at('slurm')} ${kinds.transformer} --steps=${steps} --json`;
    const variables = { ...env, PATHSTAR: program, SLURM_NTASKS: '2', SLURM_CPUS_PER_TASK: '2' };
    const { status, stdout, stderr } = spawnSync('bash', words, { encoding: 'utf8', env: variables, timeout: 60000 });
    assert.equal(status, 0, stderr);
    const { step, ranks, threads } = lastOf({ out: stdout });
    assert.deepEqual({ step, ranks, threads }, { step: done, ranks: 2, threads: 2 });
  }
  const alone = expect(0, 'summary', args`train ${kinds.transformer} --steps=8 --json`);
  const end = expect(0, 'summary', args`train --load ${at('slurm')} --steps=0 --json`);
  assert.equal(lastOf(end).digest, lastOf(alone).digest);
});

/** Starts an endless run of four ranks; resolves once it has been evaluated. `second` starts the second of them. */
function endless(saved, second = []) {
  const line = args`train ${kinds.transformer} --steps=1000000000 --evaluate-every=200 --json --save ${saved}`;
  const child = spawn('mpirun', args`-n 1 ${program} ${line} : -n 1 ${second} ${program} ${line} : -n 2 ${program} ${line}`, {
    env: { ...env, OMPI_MCA_odls_base_sigkill_timeout: '2' },
  });
  after(() => child.kill('SIGKILL'));
  const said = { out: '', err: '' };
  child.stderr.on('data', (text) => (said.err += text));
  const ended = new Promise((resolve) => child.on('close', (code) => resolve({ code, ...said })));
  const trains = new Promise((resolve) => {
    child.stdout.on('data', (text) => {
      said.out += text;
      if (said.out.includes('\n')) resolve();
    });
  });
  return { child, ended, trains };
}

test('a signal that mpirun passes on ends all ranks after the same step, and saves', { timeout: 60000 }, async () => {
  const { child, ended, trains } = endless(at('stopped'));
  await trains;
  child.kill('SIGUSR1');
  const result = await ended;
  assert.equal(result.code, 0, result.err);
  const { stopped, step, digest } = lastOf(result);
  assert.equal(stopped, 'interrupted');
  const loaded = expect(0, 'summary', args`train --load ${at('stopped')} --steps=0 --json`);
  assert.deepEqual([lastOf(loaded).step, lastOf(loaded).digest], [step, digest]);
});

test('a killed rank ends the others, and the checkpoint stays whole', { timeout: 60000 }, async () => {
  mkdirSync(at('kept'));
  const saved = at('kept', 'checkpoint');
  copyFileSync(at('transformer.1'), saved);
  const { ended, trains } = endless(saved, ['sh', '-c', 'echo $$ >"$0"; exec "$@"', at('second.pid')]);
  await trains;
  process.kill(Number(readFileSync(at('second.pid'), 'utf8')), 'SIGKILL');
  const result = await ended;
  assert.notEqual(result.code, 0);
  const said = ours(result);
  assert.ok(said.length >= 1, result.err);
  for (const line of said) assert.match(line, /^pathstar: rank [023]: (was asked to stop and waits for|lost) another rank/);
  assert.ok(!result.out.includes('summary'));
  assert.deepEqual(readFileSync(saved), readFileSync(at('transformer.1')));
  assert.deepEqual(readdirSync(at('kept')), ['checkpoint'], 'nothing half written beside it');
});
