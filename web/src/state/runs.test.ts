import { beforeEach, expect, test, vi } from 'vitest';
import { metricsEvent, tableOf } from '../engine/shared/metrics.fixture';
import type { Event, Request } from '../engine/shared/protocol';
import { Lane } from './lane';
import { Race } from './race';
import { isRunRecord } from './record';
import { Runs } from './runs';

/* A worker that answers as a test says. */
class Listener {
  static all: Listener[] = [];
  readonly heard: Request[] = [];
  ended = false;
  onmessage: ((message: { data: Event }) => void) | null = null;

  constructor() {
    Listener.all.push(this);
  }

  postMessage(request: Request): void {
    this.heard.push(request);
  }

  terminate(): void {
    this.ended = true;
  }

  says(data: Event): void {
    this.onmessage?.({ data });
  }

  isMadeAt(step: number): void {
    const config = { objective: 'teacherless', degree: 2, path_length: 2 };
    const unhandable = 'in parallel';
    this.says({ type: 'run.created', run: '', config, step, threads: 1, depths: [0, 1], unhandable, givenDigest: '' });
    this.evaluates(step);
  }

  /** One training step was the last, and one evaluation followed. */
  evaluates(step: number): void {
    const shares = { path: 0.25, path_low: 0.2, path_high: 0.3, hans: Number.NaN, hans_inner: Number.NaN };
    const positions = { forced_1: 1, forced_2: 0.5, free_1: 1, free_2: 0.25, losses_1: 0, losses_2: 0.5 };
    const supervision = { step, loss_1: 1, loss_2: 2, gradient_1: 3, gradient_2: 4 };
    this.says(
      metricsEvent({
        rate: 10,
        graphs: 250,
        train: tableOf({ step, loss: 2 }),
        held: tableOf({ step, loss: 1, ...shares, ...positions }),
        supervised: step % 100 === 0 ? tableOf(supervision) : tableOf(),
      }),
    );
  }
}

const engine = {
  module: new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)),
  whole: null,
  relaxed: true,
  threads: 1,
};
const plan = { graphs: 250, cadence: 25, stopAt: null, snapshots: 0, supervise: false };
const unseen = { news: () => {} };

function worker(index: number): Listener {
  const found = Listener.all[index];
  if (!found) throw new Error(`no worker ${index}`);
  return found;
}

function trained(): Lane {
  const lane = new Lane('a', 'teacherless', engine, unseen, 'race');
  lane.create({}, plan);
  worker(0).isMadeAt(0);
  lane.continue(100);
  worker(0).evaluates(25);
  return lane;
}

beforeEach(() => {
  Listener.all = [];
  vi.stubGlobal('location', new URL('http://here/'));
  vi.stubGlobal('Worker', Listener);
  vi.stubGlobal('requestAnimationFrame', () => 0);
});

test('words that waited for their turn do not bring back the speed of a run that has paused or ended', () => {
  const waiting: (() => void)[] = [];
  const lane = new Lane('a', 'teacherless', engine, { news: (words) => waiting.push(words) }, 'race');
  lane.create({}, plan);
  worker(0).isMadeAt(0);
  lane.continue(100);
  worker(0).evaluates(25);
  for (const publish of waiting.splice(0)) publish();
  expect(lane.rate.value).toBe(10);
  lane.pause();
  worker(0).evaluates(50);
  worker(0).says({ type: 'run.paused', run: '', step: 50, digest: 'd', reached: false });
  expect(waiting.length).toBeGreaterThan(1);
  for (const publish of waiting.splice(0)) publish();
  expect(lane.rate.value).toBe(0);
  lane.continue(100);
  worker(0).evaluates(75);
  lane.end();
  for (const publish of waiting.splice(0)) publish();
  expect(lane.rate.value).toBe(0);
});

test('a run is nothing to record until it is made', () => {
  expect(new Lane('a', 'teacherless', engine, unseen).record()).toBeNull();
});

test('what is restored from a record shows what the run showed, without a worker', () => {
  const lane = trained();
  lane.name.value = 'my run';
  const record = structuredClone(lane.record('0123'));
  if (!isRunRecord(record)) throw new Error('no record');
  const restored = Lane.restore(record, unseen);
  expect(restored.live.value).toBe(false);
  expect(restored.name.value).toBe('my run');
  expect(restored.origin).toBe('race');
  expect(restored.createdAt).toBe(lane.createdAt);
  expect(restored.state.value).toEqual({ kind: 'paused', step: 25, digest: '0123', finished: false });
  expect(restored.measured(-1)).toEqual(lane.measured(-1));
  expect(restored.latest.value?.step).toBe(25);
  expect(restored.accuracies('free').map((column) => [...column])).toEqual([
    [0, 25],
    [1, 1],
    [0.25, 0.25],
  ]);
  restored.continue(100);
  expect(restored.state.value.kind).toBe('paused');
  expect(Listener.all).toHaveLength(1);
});

test('the margin is read where it was measured, and is none where an earlier version kept the run', () => {
  const lane = trained();
  expect(lane.latest.value?.margin).toBeNull();
  const margins = { margin: 2.5, margin_low: -1, margin_high: 4 };
  const record = lane.record('0123');
  if (!record) throw new Error('no record');
  const restored = Lane.restore(record, unseen);
  restored.revive(engine, Uint8Array.of(1), plan);
  worker(1).says(metricsEvent({ graphs: 250, held: tableOf({ step: 50, loss: 1, ...margins }) }));
  expect(restored.measured(-1)).toMatchObject({ step: 50, ...margins });
  expect(restored.measured(0)).toMatchObject({ margin: null, margin_low: null, margin_high: null });
});

test('a revived run goes on from its checkpoint, and no step is in its history twice', () => {
  const record = trained().record('0123');
  if (!record) throw new Error('no record');
  const lane = Lane.restore(record, unseen);
  const bytes = Uint8Array.of(1, 2, 3);
  lane.revive(engine, bytes, plan);
  expect(lane.live.value).toBe(true);
  expect(worker(1).heard.at(-1)).toEqual({ type: 'run.resume', bytes, plan, given: null });
  worker(1).isMadeAt(25);
  expect(lane.state.value.kind).toBe('paused');
  lane.continue(100);
  expect(worker(1).heard.at(-1)).toEqual({ type: 'run.continue', until: 100, sharing: null });
  worker(1).evaluates(50);
  expect([...(lane.held?.column('step') ?? [])]).toEqual([0, 25, 50]);
});

test('nor is a measurement of supervision, where it goes on from a step that has one', () => {
  const first = trained();
  worker(0).evaluates(100);
  const record = first.record('0123');
  if (!record) throw new Error('no record');
  const lane = Lane.restore(record, unseen);
  lane.revive(engine, Uint8Array.of(1), plan);
  worker(1).isMadeAt(100);
  expect([...(lane.supervision()?.step ?? [])]).toEqual([0, 100]);
  worker(1).evaluates(200);
  expect([...(lane.supervision()?.step ?? [])]).toEqual([0, 100, 200]);
});

test('the graphs of a file that a run is trained on are in its record, and are given to it again', () => {
  const graphs = { name: 'mine.txt', text: '1,2/1,2=1,2', count: 1 };
  const lane = new Lane('a', 'teacherless', engine, unseen, 'race');
  lane.create({}, plan, graphs);
  expect(worker(0).heard.at(-1)).toEqual({ type: 'run.create', settings: {}, plan, given: graphs.text });
  worker(0).isMadeAt(0);
  const record = structuredClone(lane.record('0123'));
  if (!isRunRecord(record)) throw new Error('no record');
  const restored = Lane.restore(record, unseen);
  expect(restored.given).toEqual(graphs);
  expect(restored.record('0123')?.trainingGraphs).toEqual(graphs);
  const bytes = Uint8Array.of(1);
  restored.revive(engine, bytes, plan);
  expect(worker(1).heard.at(-1)).toEqual({ type: 'run.resume', bytes, plan, given: graphs.text });
  expect(isRunRecord({ ...record, trainingGraphs: { name: 'mine.txt' } })).toBe(false);
});

test('a record of before runs could be trained on a file still opens', () => {
  const record = trained().record('0123');
  if (!record) throw new Error('no record');
  const { trainingGraphs: _, setup, ...rest } = record;
  const { trainsOn: __, ...older } = setup;
  const old: unknown = structuredClone({ ...rest, setup: older });
  if (!isRunRecord(old)) throw new Error('no record');
  const restored = Lane.restore(old, unseen);
  expect(restored.given).toBeNull();
  expect(restored.record()?.trainingGraphs).toBeNull();
});

test('an ended run keeps what was measured; one whose worker failed says so and has none', async () => {
  const lane = trained();
  const saved = lane.save();
  lane.end();
  expect(await saved).toBeNull();
  expect(await lane.save()).toBeNull();
  expect(worker(0).ended).toBe(true);
  expect(lane.live.value).toBe(false);
  expect(lane.state.value).toEqual({ kind: 'paused', step: 25, digest: '', finished: false });
  expect(lane.latest.value?.step).toBe(25);

  const failing = new Lane('b', 'teacherless', engine, unseen);
  worker(1).says({ type: 'worker.failed', run: 'b', message: 'trap' });
  expect(failing.live.value).toBe(false);
  expect(failing.state.value).toMatchObject({ kind: 'failed', message: 'trap', askable: false });
});

test('the runs of a race stay on the list after a reset, but for those that never were', () => {
  const runs = new Runs();
  const race = new Race(() => engine, runs, 4);
  race.start(
    ['reverse', 'teacherless'].map((objective) => ({ objective, settings: { objective }, given: null })),
    100,
  );
  expect(runs.all.value).toEqual(race.lanes.value);
  expect(new Set(runs.all.value.map(({ id }) => id)).size).toBe(2);
  worker(1).isMadeAt(0);
  race.reset();
  expect(runs.all.value.map(({ objective }) => objective)).toEqual(['teacherless']);
  expect(worker(0).ended && worker(1).ended).toBe(true);
  const [left] = runs.all.value;
  if (left) runs.delete(left);
  expect(runs.all.value).toEqual([]);
});
