import { signal } from '@preact/signals';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Description } from '../../engine/shared/description';
import { metricsEvent, tableOf } from '../../engine/shared/metrics.fixture';
import type { Event, Request } from '../../engine/shared/protocol';
import { crowdOf } from './crowd';
import { counted, eligible, isTrialResult, type TrialResult, tally } from './result';
import { TrialKeep, type TrialStorage } from './trial-keep';
import { Trials } from './trials';

/* Workers that only listen: a test says what they answer, and when. */
class Listener {
  static all: Listener[] = [];
  readonly heard: Request[] = [];
  ended = false;
  onmessage: ((message: { data: Event }) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly run: string;

  constructor(_: URL, { name }: { name: string }) {
    this.run = name;
    Listener.all.push(this);
  }

  postMessage(request: Request): void {
    this.heard.push(request);
  }

  terminate(): void {
    this.ended = true;
  }

  get seed(): string | undefined {
    return this.heard.find((request) => request.type === 'run.create')?.settings.seed;
  }

  get last(): string | undefined {
    return this.heard.at(-1)?.type;
  }

  says(data: Event): void {
    this.onmessage?.({ data });
  }

  created(): void {
    const config = { degree: 2, path_length: 3, objective: 'reverse', seed: Number(this.seed) };
    const { run } = this;
    this.says({
      type: 'run.created',
      run,
      config,
      step: 0,
      threads: 1,
      depths: [2, 1, 0],
      unhandable: null,
      givenDigest: '',
    });
  }

  /** Evaluations at these steps, with these shares of paths right; the first step is half of that. */
  measured(steps: readonly number[], paths: readonly number[]): void {
    const rows = steps.map((step, row) => {
      const path = paths[row] ?? Number.NaN;
      return { step, loss: 1, path, path_low: 0.1, path_high: 0.9, forced_1: 1, forced_2: path / 2, forced_3: 1 };
    });
    const train = tableOf(...steps.map((step) => ({ step, loss: 1 })));
    this.says(metricsEvent({ run: this.run, graphs: 250, train, held: tableOf(...rows) }));
  }

  stops(step: number): void {
    this.says({ type: 'run.paused', run: this.run, step, digest: `digest-${step}`, reached: true });
  }
}

const number = { type: 'int' as const, minimum: 0, maximum: 1000, group: '', help: '', when: {} };
const description: Description = {
  version: '1',
  options: [
    { ...number, name: 'degree', default: 3 },
    { ...number, name: 'seed', default: 2 },
    {
      name: 'objective',
      type: 'choice',
      choices: ['reverse'],
      default: 'teacher_forcing',
      group: '',
      help: '',
      when: {},
    },
  ],
  presets: [],
  metrics: [],
};
const engine = {
  module: new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)),
  whole: null,
  relaxed: true,
  threads: 2,
};
const busy = signal(0);
const SETTINGS = { degree: '2', objective: 'reverse' };

const make = (cores: number) => new Trials({ engine: () => engine, description: () => description, cores, busy });

beforeEach(() => {
  Listener.all = [];
  busy.value = 0;
  vi.stubGlobal('location', new URL('http://here/'));
  vi.stubGlobal('Worker', Listener);
  vi.stubGlobal('requestAnimationFrame', () => 0);
});

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test('as many train as there are idle cores, the rest wait their turn', async () => {
  const trials = make(2);
  trials.add(SETTINGS, [1, 2, 3], 100);
  expect(Listener.all.map(({ seed }) => seed)).toEqual(['1', '2']);
  expect(trials.waiting.value).toHaveLength(1);
  const [first] = Listener.all;
  first?.created();
  first?.measured([0, 25], [0.2, 0.98]);
  first?.stops(25);
  await settled();
  expect(first?.ended).toBe(true);
  expect(Listener.all.map(({ seed }) => seed)).toEqual(['1', '2', '3']);
  expect(trials.results.value).toHaveLength(1);
});

test('a result is plain data that says all that is needed', async () => {
  const trials = make(1);
  trials.add(SETTINGS, [7], 100);
  const [worker] = Listener.all;
  worker?.created();
  /* 37: asked between two evaluations, because of a pause. */
  worker?.measured([0, 25, 37, 50], [0.2, 0.4, 0.99, 0.96]);
  worker?.stops(50);
  await settled();
  const [result] = trials.results.value;
  expect(JSON.parse(JSON.stringify(result))).toEqual({
    experiment: 'degree=2&objective=reverse',
    config: { degree: 2, path_length: 3, objective: 'reverse', seed: 7 },
    seed: 7,
    budget: 100,
    steps: 50,
    solvedAt: 50,
    firstStep: 0.48,
    path: 0.96,
    interval: [0.1, 0.9],
    graphs: 250,
    curve: { step: [0, 25, 50], firstStep: [0.1, 0.2, 0.48], path: [0.2, 0.4, 0.96] },
    digest: 'digest-50',
    failure: null,
  });
  expect(isTrialResult(JSON.parse(JSON.stringify(result)))).toBe(true);

  /* The same run is the same bits: it is not run again, and comes back from storage once. */
  trials.add(SETTINGS, [7], 100);
  expect(Listener.all).toHaveLength(1);
  const other = make(1);
  other.restore([...trials.results.value, ...trials.results.value]);
  expect(other.results.value).toHaveLength(1);
});

test('the race comes first: trials pause for it and go on after it', () => {
  const trials = make(2);
  trials.add(SETTINGS, [1, 2], 100);
  for (const worker of Listener.all) worker.created();
  busy.value = 1;
  expect(Listener.all.map(({ last }) => last)).toEqual(['run.continue', 'run.pause']);
  busy.value = 2;
  expect(Listener.all.map(({ last }) => last)).toEqual(['run.pause', 'run.pause']);
  trials.insists.value = true;
  expect(Listener.all.map(({ last }) => last)).toEqual(['run.continue', 'run.pause']);
  busy.value = 0;
  expect(Listener.all.map(({ last }) => last)).toEqual(['run.continue', 'run.continue']);
});

test('paused by the visitor nothing starts; cancelled, nothing is left', () => {
  const trials = make(1);
  trials.paused.value = true;
  trials.add(SETTINGS, [1, 2], 100);
  expect(Listener.all).toHaveLength(0);
  trials.paused.value = false;
  expect(Listener.all).toHaveLength(1);
  trials.cancel();
  expect(Listener.all[0]?.ended).toBe(true);
  expect([...trials.running.value, ...trials.waiting.value]).toEqual([]);
});

test('a cancelled trial counts as far as it came, and is run again where more is asked', async () => {
  const trials = make(2);
  trials.add(SETTINGS, [1, 2], 100);
  const [quick, slow] = Listener.all;
  for (const worker of [quick, slow]) worker?.created();
  quick?.measured([0, 25], [0.2, 1]);
  quick?.stops(25);
  slow?.measured([0, 25, 50], [0.2, 0.3, 0.3]);
  await settled();
  trials.cancel();
  const { experiment } = trials.results.value[0] ?? { experiment: '' };
  const crowd = crowdOf(trials.results.value, [], 100);
  expect(crowd.map(({ seed, until, end }) => [seed, until, end])).toEqual([
    [1, 25, 'solved'],
    [2, 50, 'stopped'],
  ]);
  expect(eligible(trials.results.value, experiment, 100).map(({ seed }) => seed)).toEqual([1]);
  trials.add(SETTINGS, [1, 2], 50);
  expect(Listener.all).toHaveLength(2);
  trials.add(SETTINGS, [1, 2], 100);
  expect(Listener.all.map(({ seed }) => seed)).toEqual(['1', '2', '2']);
});

test('a trial that cannot be made says why, and the next one starts', async () => {
  const trials = make(1);
  trials.add(SETTINGS, [1, 2], 100);
  Listener.all[0]?.says({ type: 'run.failed', run: 'trial-1', step: 0, message: 'labels must be at least 5' });
  await settled();
  expect(trials.refused.value.map(({ message }) => message)).toEqual(['labels must be at least 5']);
  expect(Listener.all).toHaveLength(2);
  expect(trials.results.value).toEqual([]);
});

test('a run that diverged counts as one that has not solved it', async () => {
  const trials = make(1);
  trials.add(SETTINGS, [1], 100);
  const [worker] = Listener.all;
  worker?.created();
  worker?.measured([0, 25], [0.2, 0.3]);
  worker?.says({ type: 'run.failed', run: 'trial-1', step: 30, message: 'the loss is not finite' });
  await settled();
  const { results } = trials;
  expect(results.value.map(({ failure, digest }) => [failure, digest])).toEqual([['the loss is not finite', null]]);
  expect(tally(counted(results.value, 100), 100)).toMatchObject({ runs: 1, solved: 0 });
});

test('only runs that had the chance are counted, as they stood then', async () => {
  const trials = make(2);
  trials.add(SETTINGS, [1], 50);
  trials.add(SETTINGS, [2], 200);
  const [lucky, patient] = Listener.all;
  lucky?.created();
  lucky?.measured([0, 25], [0.2, 1]);
  lucky?.stops(25);
  patient?.created();
  patient?.measured([0, 25, 50, 75, 100], [0.2, 0.2, 0.4, 0.4, 1]);
  patient?.stops(100);
  await settled();
  const at = (within: number) => {
    const runs = eligible(trials.results.value, 'degree=2&objective=reverse', within);
    return tally(counted(runs, within), within);
  };
  expect(at(50)).toMatchObject({ runs: 2, solved: 1, steps: 25, highest: 0.5, lowest: 0.2 });
  expect(at(100)).toMatchObject({ runs: 1, solved: 1, steps: 100 });
  expect(at(75)).toMatchObject({ runs: 1, solved: 0, firstStep: 0.2 });
  expect(at(300).runs).toBe(0);
});

/* Storage in memory, which may refuse. */
class Shelf implements TrialStorage {
  results: TrialResult[] = [];
  refusal: string | null = null;
  /** Storage takes its time to forget. */
  forgetting: Promise<unknown> = Promise.resolve();

  async trials(): Promise<readonly TrialResult[]> {
    this.#refuse();
    return structuredClone(this.results);
  }

  async keepTrial(result: TrialResult): Promise<void> {
    this.#refuse();
    this.results.push(structuredClone(result));
  }

  async forgetTrials(): Promise<void> {
    this.#refuse();
    await this.forgetting;
    this.results = [];
  }

  #refuse(): void {
    if (this.refusal !== null) throw Object.assign(new Error('no'), { name: this.refusal });
  }
}

async function finished(trials: Trials, seed: number): Promise<void> {
  trials.add(SETTINGS, [seed], 50);
  const worker = Listener.all.at(-1);
  worker?.created();
  worker?.measured([0, 25], [0.2, 1]);
  worker?.stops(25);
  await settled();
}

test('results are kept as they come, and are there in the next visit without being kept again', async () => {
  const shelf = new Shelf();
  const first = make(1);
  const keep = new TrialKeep(first, async () => shelf);
  await keep.begin();
  await finished(first, 1);
  await finished(first, 2);
  expect(shelf.results.map(({ seed }) => seed)).toEqual([1, 2]);
  expect(shelf.results.every(isTrialResult)).toBe(true);

  const second = make(1);
  const again = new TrialKeep(second, async () => shelf);
  const begun = again.begin();
  expect([second.results.value, again.known.value]).toEqual([[], false]);
  await begun;
  await settled();
  expect(again.known.value).toBe(true);
  expect(second.results.value).toEqual(first.results.value);
  expect(shelf.results).toHaveLength(2);

  let forgets = () => {};
  shelf.forgetting = new Promise<void>((resolve) => {
    forgets = resolve;
  });
  void again.clear();
  await settled();
  expect([second.results.value, again.cleared.value, shelf.results.length]).toEqual([[], [], 2]);
  forgets();
  await settled();
  expect([second.results.value, again.cleared.value, shelf.results]).toEqual([[], first.results.value, []]);
  again.undo();
  await settled();
  expect(second.results.value.map(({ seed }) => seed)).toEqual([1, 2]);
  expect(shelf.results).toHaveLength(2);
});

test('storage that is full or absent is said, and the bench goes on', async () => {
  const shelf = new Shelf();
  const trials = make(1);
  const keep = new TrialKeep(trials, async () => shelf);
  await keep.begin();
  shelf.refusal = 'QuotaExceededError';
  await finished(trials, 1);
  expect(keep.trouble.value).toBe('full');
  expect(trials.results.value).toHaveLength(1);

  /* A visitor who has kept nothing yet is told once there is something to lose. */
  const fresh = new TrialKeep(
    make(1),
    () => Promise.reject(new Error('no worker')),
    async () => false,
  );
  await fresh.begin();
  expect(fresh.trouble.value).toBeNull();

  const none = make(1);
  const nowhere = new TrialKeep(none, () => Promise.reject(new Error('no worker')));
  await nowhere.begin();
  expect(nowhere.trouble.value).toBe('blocked');
  await finished(none, 1);
  expect(none.results.value).toHaveLength(1);
});
