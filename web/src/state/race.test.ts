import { beforeEach, expect, test, vi } from 'vitest';
import { metricsEvent, tableOf } from '../engine/shared/metrics.fixture';
import type { Event, Request } from '../engine/shared/protocol';
import { Race } from './race';

/* Workers that only listen: a test says what they answer, and when. */
class Listener {
  static all: Listener[] = [];
  readonly heard: Request[] = [];
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

  terminate(): void {}

  /** Trained up to `step`, and if `reached` is said also stopped there. */
  says(step: number, reached?: boolean): void {
    const { run } = this;
    this.onmessage?.({ data: metricsEvent({ run, train: tableOf({ step, loss: 1 }) }) });
    if (reached !== undefined)
      this.onmessage?.({ data: { type: 'run.paused', run, step, digest: String(step), reached } });
  }

  /** How far it was last told to train, and with whom it shares the cores. */
  get sent() {
    return this.heard.findLast((request) => request.type === 'run.continue');
  }

  get until(): number | undefined {
    return this.sent?.until;
  }
}

const engine = {
  module: new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)),
  whole: null,
  relaxed: true,
  threads: 2,
};
const entries = ['teacher_forcing', 'teacherless'].map((objective) => ({
  objective,
  settings: { objective },
  given: null,
}));

function race(): Race {
  return new Race(() => engine, undefined, 4);
}

function workers(): [Listener, Listener] {
  const [one, other] = Listener.all;
  if (!one || !other) throw new Error('no race was started');
  return [one, other];
}

beforeEach(() => {
  Listener.all = [];
  vi.stubGlobal('location', new URL('http://here/'));
  vi.stubGlobal('Worker', Listener);
  vi.stubGlobal('requestAnimationFrame', () => 0);
});

test('a race goes from idle over running to finished, and Train more counts from there', () => {
  const racing = race();
  expect(racing.state.value).toBe('idle');
  racing.start(entries, 100);
  expect(racing.state.value).toBe('running');
  const [one, other] = workers();
  one.says(100, true);
  expect(racing.state.value).toBe('running');
  other.says(100, true);
  expect(racing.state.value).toBe('finished');
  racing.continue(100);
  expect([one.until, other.until]).toEqual([200, 200]);
});

test('more models than cores share them, by a name of their own', () => {
  const [first, second] = entries;
  if (!first || !second) throw new Error('no entries');
  const onCores = (cores: number) => {
    Listener.all = [];
    /* Each trains on two threads. */
    new Race(() => engine, undefined, cores).start([first, second, first], 100);
    return Listener.all.map(({ sent }) => sent?.sharing);
  };
  expect(onCores(6)).toEqual([null, null, null]);
  const shared = onCores(5);
  expect(shared).toEqual(Array(3).fill({ name: Listener.all[0]?.run, atOnce: 2 }));
  expect(onCores(1)).toEqual(Array(3).fill({ name: Listener.all[0]?.run, atOnce: 1 }));
  expect(Listener.all[0]?.run).not.toBe(shared[0]?.name);
});

test('a budget that is used up is added, and is known to be', () => {
  const racing = race();
  racing.start(entries, 100);
  const [one, other] = workers();
  one.says(80);
  other.says(60);
  racing.pause();
  one.says(80, false);
  other.says(60, false);
  expect([81, 80, 50].map((budget) => racing.isAdded(budget))).toEqual([false, true, true]);
  racing.continue(50);
  expect([one.until, other.until]).toEqual([130, 130]);
});

test('a race that runs goes on to a later end', () => {
  const racing = race();
  racing.start(entries, 100);
  const [one, other] = workers();
  one.says(80);
  racing.continue(200);
  expect(racing.state.value).toBe('running');
  expect([one.until, other.until]).toEqual([200, 200]);
});

test('paused when one lane has arrived: Continue takes the other to the same end', () => {
  const racing = race();
  racing.start(entries, 100);
  const [one, other] = workers();
  one.says(100, true);
  racing.pause();
  other.says(60, false);
  expect(racing.state.value).toBe('paused');
  racing.continue(100);
  expect([one.until, other.until]).toEqual([100, 100]);
});

test('a step’s word that comes after Continue does not stop the clock', () => {
  const racing = race();
  racing.step(entries, 100);
  const [one, other] = workers();
  for (const worker of [one, other]) worker.says(1, false);
  expect(racing.state.value).toBe('paused');
  racing.step(entries, 100);
  racing.continue(100);
  for (const worker of [one, other]) worker.says(2, false);
  expect(racing.state.value).toBe('running');
  racing.pause();
  for (const worker of [one, other]) worker.says(10, false);
  expect(racing.state.value).toBe('paused');
});

test('a changed budget counts from the first step where steps are left that way, else from here', () => {
  const racing = race();
  racing.start(entries, 100);
  const [one, other] = workers();
  racing.pause();
  for (const worker of [one, other]) worker.says(50, false);
  racing.continue(80);
  expect(one.until).toBe(80);
  racing.pause();
  for (const worker of [one, other]) worker.says(70, false);
  racing.continue(60);
  expect(other.until).toBe(130);
});

test('after a reset nothing is left of the race', () => {
  const racing = race();
  racing.start(entries, 100);
  const ended = vi.spyOn(Listener.prototype, 'terminate');
  racing.reset();
  expect(ended).toHaveBeenCalledTimes(2);
  expect(racing.state.value).toBe('idle');
  expect(racing.reach).toBe(0);
});

test('a checkpoint’s lane joins the others, or takes their place', () => {
  const racing = race();
  racing.start(entries, 100);
  const opened = racing.open('reverse', new Uint8Array(8), null);
  if (!opened) throw new Error('not opened');
  expect(racing.lanes.value).toHaveLength(2);
  racing.join(opened, true);
  expect(racing.lanes.value).toHaveLength(3);
  const alone = racing.open('reverse', new Uint8Array(8), null);
  if (!alone) throw new Error('not opened');
  racing.join(alone, false);
  expect(racing.lanes.value).toEqual([alone]);
});

test('workers that were made ready become the lanes of the next race, and no more of them are made', () => {
  const racing = race();
  racing.makeReady([...entries, { objective: 'reverse', settings: { objective: 'reverse' }, given: null }]);
  racing.makeReady(entries);
  expect(Listener.all).toHaveLength(3);
  racing.start(entries, 100);
  expect(Listener.all).toHaveLength(3);
  const [one, other] = workers();
  expect([one.run, other.run]).toEqual(racing.lanes.value.map(({ id }) => id));
  expect(one.heard.map(({ type }) => type)).toEqual([
    'module.load',
    'module.warm',
    'run.prepare',
    'run.prepare',
    'run.create',
    'run.continue',
  ]);
  expect(other.until).toBe(100);
  /* None is made while there are runs; after them, for the next. */
  racing.makeReady(entries);
  expect(Listener.all).toHaveLength(3);
  racing.reset();
  racing.makeReady(entries.slice(1));
  expect(Listener.all).toHaveLength(4);
});

test('a worker that failed before its run is made anew', () => {
  const racing = race();
  racing.makeReady(entries);
  const [one] = workers();
  one.onmessage?.({ data: { type: 'worker.failed', run: one.run, message: 'no memory' } });
  racing.start(entries, 100);
  expect(Listener.all).toHaveLength(3);
  expect(racing.lanes.value.map((lane) => lane.state.value.kind)).toEqual(['training', 'training']);
});
