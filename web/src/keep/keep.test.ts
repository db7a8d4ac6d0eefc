/* What is kept when, and whose race is whose, against a storing worker and training workers that answer as a test says. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Config, Graph } from '../engine/shared/description';
import { metricsEvent, tableOf } from '../engine/shared/metrics.fixture';
import type { Event, Request } from '../engine/shared/protocol';
import { Lane } from '../state/lane';
import type { RunRecord } from '../state/record';
import { Player } from '../state/recording/player';
import type { Recording } from '../state/recording/recording';
import { Session } from '../state/session';
import { Keep } from './keep';
import { isKeptRun, type KeptRun, type RaceRecord, type StorageRequest } from './storage-protocol';

const page = vi.hoisted(() => {
  const document = Object.assign(new EventTarget(), { baseURI: 'http://page/', hidden: false, documentElement: {} });
  Object.assign(globalThis, { document, addEventListener: () => {}, requestAnimationFrame: () => 0 });
  return document;
});

const LENGTH = 2;
const CONFIG = { objective: 'teacherless', degree: 2, path_length: LENGTH } satisfies Config;
const GRAPH: Graph = { start: 0, goal: 1, goal_arm: 0, arms: [], tokens: [], text: '', split: 'held_out' };

/* The training worker of one run. */
class Trainer {
  static all: Trainer[] = [];
  readonly heard: Request[] = [];
  onmessage: ((message: { data: Event }) => void) | null = null;

  constructor() {
    Trainer.all.push(this);
  }

  postMessage(request: Request): void {
    this.heard.push(request);
  }

  terminate(): void {}

  says(data: Event): void {
    this.onmessage?.({ data });
  }

  isMade(): void {
    const made = { config: CONFIG, step: 0, threads: 1, depths: [0, 1], unhandable: null, givenDigest: '' };
    this.says({ type: 'run.created', run: '', ...made });
    this.reaches(0);
  }

  reaches(step: number): void {
    const shares = { loss: 1, path: 0, path_low: 0, path_high: 1, hans: 1, hans_inner: 1 };
    const positions = { forced_1: 1, forced_2: 1, free_1: 1, free_2: 1, losses_1: 1, losses_2: 1 };
    const held = tableOf({ step, ...shares, ...positions });
    this.says(metricsEvent({ train: tableOf({ step, loss: 1 }), held }));
  }

  /** Answers the newest question for a checkpoint. */
  saves(step: number): void {
    const asked = this.heard.findLast((request) => request.type === 'run.save');
    if (!asked) throw new Error('nobody asked for a checkpoint');
    this.says({ type: 'run.saved', run: '', ask: asked.ask, step, digest: String(step), bytes: Uint8Array.of(1) });
  }

  get savesAsked(): number {
    return this.heard.filter(({ type }) => type === 'run.save').length;
  }
}

/* The worker that stores. */
const stored = {
  runs: [] as KeptRun[],
  races: [] as RaceRecord[],
  heard: [] as StorageRequest[],
  failing: '',
  /* Answers that are not given yet, while it is slow. */
  slow: false,
  later: [] as (() => void)[],
};

class Storing {
  onmessage: ((message: { data: unknown }) => void) | null = null;

  postMessage(request: StorageRequest): void {
    stored.heard.push(request);
    const answer = () => this.onmessage?.({ data: this.#answer(request) });
    if (stored.slow && request.type === 'keep') stored.later.push(answer);
    else queueMicrotask(answer);
  }

  #answer({ type, ask }: StorageRequest): unknown {
    if (type === stored.failing) return { type: 'failed', ask, name: 'UnknownError', message: '' };
    if (type === 'list') return { type: 'listed', ask, runs: stored.runs, races: stored.races };
    if (type === 'load') return { type: 'loaded', ask, weights: Uint8Array.of(1) };
    if (type === 'keep') return { type: 'kept', ask, weights: true };
    return { type: 'done', ask };
  }
}

/* Web Locks of all tabs: a tab that waits for a lock that is held gets it when it is free. */
const locks = {
  held: new Set<string>(),
  waiting: [] as (() => void)[],
  async request(name: string, { ifAvailable }: LockOptions, use: (lock: object | null) => Promise<void> | undefined) {
    if (locks.held.has(name)) {
      if (ifAvailable) return use(null);
      await new Promise<void>((free) => locks.waiting.push(free));
    }
    locks.held.add(name);
    await use({});
    locks.held.delete(name);
  },
};

const LOCK = 'pathstar / r';

/* Lets everything happen that is only waiting for its turn. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

const engine = {
  module: new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)),
  whole: null,
  relaxed: true,
  threads: 1,
};

function record(): RunRecord {
  /* From before columns had names. */
  const table = (width: number) => ({
    names: undefined,
    columns: Array.from({ length: width }, () => Float64Array.of(1)),
    seen: 1,
    stride: 1,
  });
  return {
    id: 'a',
    name: '',
    origin: 'race',
    createdAt: 1,
    setup: {
      config: CONFIG,
      degree: 2,
      length: LENGTH,
      objective: 'teacherless',
      depths: [0, 1],
      unhandable: null,
      threads: 1,
      trainsOn: '',
    },
    state: { kind: 'paused', step: 25, digest: '25', finished: false },
    graphs: 1,
    held: table(7 + 3 * LENGTH),
    train: table(2),
    supervised: table(1 + 2 * LENGTH),
    trainingGraphs: null,
  };
}

function leave(): void {
  stored.runs = [{ record: record(), size: 1 }];
  stored.races = [{ id: 'r', runs: ['a'], until: 100, budget: 100, graph: 0, savedAt: 1 }];
}

/* A page whose draft is of the degree given. */
async function opened(degree: number, prepare: (session: Session) => void = () => {}) {
  const session = new Session();
  prepare(session);
  const keep = new Keep(session);
  await keep.begin();
  session.engine.status.value = { kind: 'ready' };
  session.draft.objectives.value = ['teacherless'];
  session.engine.loaded.value = engine;
  session.draft.views.value = [{ config: { ...CONFIG, degree }, graph: GRAPH }];
  await settle();
  return { session, keep };
}

const asked = (type: StorageRequest['type']) => stored.heard.filter((request) => request.type === type).length;

beforeEach(() => {
  Trainer.all = [];
  Object.assign(stored, { runs: [], races: [], heard: [], failing: '', slow: false, later: [] });
  locks.held.clear();
  locks.waiting = [];
  vi.stubGlobal('navigator', { locks });
  vi.stubGlobal('location', new URL('http://here/'));
  vi.stubGlobal(
    'Worker',
    new Proxy(Trainer, {
      construct: (trainer, [, { name }]) => (name === 'storage' ? new Storing() : new trainer()),
    }),
  );
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a race that ends while it is being kept is kept once more, as it then is', async () => {
  const { session } = await opened(2);
  session.start();
  const [trainer] = Trainer.all;
  if (!trainer) throw new Error('no race');
  trainer.isMade();
  trainer.reaches(25);
  page.hidden = true;
  page.dispatchEvent(new Event('visibilitychange'));
  page.hidden = false;
  await settle();
  expect(trainer.savesAsked).toBe(1);
  stored.slow = true;
  trainer.saves(25);
  await settle();
  trainer.reaches(50);
  trainer.says({ type: 'run.paused', run: '', step: 50, digest: '50', reached: true });
  await settle();
  stored.slow = false;
  for (const answer of stored.later) answer();
  await settle();
  expect(trainer.savesAsked).toBe(2);
  trainer.saves(50);
  await settle();
  const kept = stored.heard.flatMap((request) => (request.type === 'keep' ? [request.record.state.step] : []));
  expect(kept).toEqual([25, 50]);
  session.race.reset();
});

test('a run that was not made yet when the race was to be kept is waited for, no longer than at the start', async () => {
  const { session } = await opened(2);
  vi.useFakeTimers();
  session.start();
  const [trainer] = Trainer.all;
  if (!trainer) throw new Error('no race');
  await vi.advanceTimersByTimeAsync(2000);
  expect(trainer.savesAsked).toBe(0);
  trainer.isMade();
  trainer.reaches(25);
  await vi.advanceTimersByTimeAsync(2000);
  expect(trainer.savesAsked).toBe(1);
  trainer.saves(25);
  trainer.reaches(50);
  await vi.advanceTimersByTimeAsync(9000);
  expect(trainer.savesAsked).toBe(1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(trainer.savesAsked).toBe(2);
  session.race.reset();
});

test('a race with other settings is offered, and given up where another begins', async () => {
  leave();
  const { session, keep } = await opened(3);
  expect(keep.earlier.value).toMatchObject({ kind: 'left', step: 25 });
  expect(locks.held.has(LOCK)).toBe(true);
  session.start();
  await settle();
  expect(asked('race.forget')).toBe(1);
  expect(locks.held.has(LOCK)).toBe(false);
  session.race.reset();
});

test('a race that is played is not kept, and one that was left stays on offer', async () => {
  leave();
  const { session, keep } = await opened(3);
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  const columns = (...names: string[]) => ({ names, columns: names.map(() => Float64Array.of(0, 25)) });
  const played: Recording = {
    ...{ config: CONFIG, trainsOn: '', every: 25, graphs: 1, unhandable: null, shown: [GRAPH], moments: [] },
    ...{ held: columns('step', 'path'), train: columns('step', 'loss'), steps: 25, digest: '', stopped: 'done' },
  };
  const { frames } = session.race;
  const lane = () => new Lane('p', 'one', null, frames, 'race', 0, new Player('p', played, 25), played);
  session.race.play(() => [lane()], 25);
  await settle();
  expect(session.race.state.value).toBe('finished');
  expect(asked('keep') + asked('race.keep') + asked('race.forget')).toBe(0);
  expect(session.runs.all.value.map(({ id }) => id)).toEqual(['a']);
  const [before] = session.race.lanes.value;
  session.race.playAgain();
  expect(session.race.lanes.value[0]).not.toBe(before);
  await keep.continueLeft();
  expect(session.race.lanes.value.map(({ id }) => id)).toEqual(['a']);
  expect(session.race.played.value).toBe(false);
  session.race.reset();
});

test.each([
  [
    'a lesson',
    (session: Session) => {
      session.lesson.locked.value = ['seed'];
    },
  ],
  [
    'a frame',
    (session: Session) => {
      session.lesson.embed.value = 'race';
    },
  ],
])('%s takes up its own race alone, and leaves any other and its lock', async (_, prepare) => {
  leave();
  const { session, keep } = await opened(3, prepare);
  expect(keep.earlier.value).toBeNull();
  expect(locks.held.has(LOCK)).toBe(false);
  session.start();
  await settle();
  expect(asked('race.forget')).toBe(0);
  session.race.reset();

  const own = await opened(2, prepare);
  expect(own.keep.earlier.value).toEqual({ kind: 'back', step: 25 });
  expect(locks.held.has(LOCK)).toBe(true);
  own.session.race.reset();
});

test('a race whose weights are refused is to be given up, not to be tried again by reloading', async () => {
  leave();
  const { session, keep } = await opened(2);
  expect(keep.earlier.value?.kind).toBe('back');
  expect(keep.refused.value).toBe(false);
  Trainer.all[0]?.says({ type: 'worker.failed', run: 'a', message: 'no checkpoint of this program' });
  expect(keep.refused.value).toBe(true);
  keep.startAnew();
  await settle();
  expect(keep.refused.value).toBe(false);
  expect(stored.heard.find(({ type }) => type === 'race.forget')).toMatchObject({ race: 'r' });
  expect(session.race.state.value).toBe('running');
  expect(session.runs.all.value).toHaveLength(2);
  session.race.reset();
});

test('a race that crashes after it was taken up again has not been refused', async () => {
  leave();
  const { session, keep } = await opened(2);
  Trainer.all[0]?.isMade();
  Trainer.all[0]?.says({ type: 'worker.failed', run: 'a', message: 'unreachable' });
  expect(keep.refused.value).toBe(false);
  session.race.reset();
});

test('the lock of a tab that is gone is given back where its race cannot be read', async () => {
  leave();
  locks.held.add(LOCK);
  const { keep } = await opened(3);
  expect(keep.earlier.value?.kind).toBe('elsewhere');
  stored.failing = 'list';
  locks.held.delete(LOCK);
  for (const free of locks.waiting) free();
  await settle();
  expect(locks.held.has(LOCK)).toBe(false);
  expect(keep.trouble.value?.kind).toBe('blocked');
});

test('a record whose parts do not fit each other is none', () => {
  const whole = record();
  expect(isKeptRun({ record: whole, size: 1 })).toBe(true);
  expect(() => Lane.restore(whole, { news: () => {} })).not.toThrow();
  const { held, setup } = whole;
  const named = Lane.restore(whole, { news: () => {} }).record();
  expect(isKeptRun({ record: named, size: 1 })).toBe(true);
  const { held: own = held } = named ?? {};
  expect(own.names).toContain('forced_2');
  const unmeasured = { ...own, names: [], columns: [], seen: 0 };
  expect(
    isKeptRun({ record: { ...whole, held: unmeasured, train: unmeasured, supervised: unmeasured }, size: 1 }),
  ).toBe(true);
  const [first = new Float64Array(), ...rest] = held.columns;
  const broken: Partial<RunRecord>[] = [
    { held: { ...held, columns: rest } },
    { held: { ...held, columns: [Float64Array.of(1, 2), ...rest] } },
    { held: { ...held, columns: [...held.columns, first] } },
    { held: { ...held, stride: 0 } },
    { held: { ...own, names: own.names?.slice(1) } },
    { held: { ...own, names: own.names?.map((name) => (name === 'path' ? 'loss' : name)) } },
    { held: { ...own, names: own.names?.map((name) => (name === 'forced_2' ? 'forced_3' : name)) } },
    { train: { ...held, columns: [] } },
    { supervised: held },
    { setup: { ...setup, depths: [0] } },
    { setup: { ...setup, length: 3 } },
  ];
  for (const part of broken) expect(isKeptRun({ record: { ...whole, ...part }, size: 1 })).toBe(false);
});
