import { effect, signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Answering } from '../engine/page/client';
import type { Event } from '../engine/shared/protocol';
import { together } from './together';

const EMPTY = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

class Worker implements Answering {
  readonly posted: unknown[] = [];
  ended = false;
  #listener: (event: Event) => void = () => {};
  listen(listener: (event: Event) => void): void {
    this.#listener = listener;
  }
  post(request: unknown): void {
    this.posted.push(request);
  }
  end(): void {
    this.ended = true;
  }
  /* Paused: of the events, the one with the fewest fields. */
  says(type: 'run.paused' | 'module.whole', step = 0): void {
    if (type === 'run.paused') this.#listener({ type, run: 'a', step, digest: '', reached: false });
    else this.#listener({ type, run: 'a', module: new WebAssembly.Module(EMPTY) });
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function race() {
  const workers = [new Worker(), new Worker()];
  const heard = [signal(-1), signal(-1)];
  const seen: string[] = [];
  const stop = effect(() => {
    seen.push(heard.map(({ value }) => value).join(' '));
  });
  const lanes = together(workers);
  for (const [index, lane] of lanes.entries())
    lane.listen((event) => {
      const lane = heard[index];
      if (lane && event.type === 'run.paused') lane.value = event.step;
    });
  return { workers, lanes, seen, stop };
}

test('the first words of all are heard at once, what comes after them as it comes', () => {
  const { workers, seen } = race();
  workers[0]?.says('module.whole');
  workers[0]?.says('run.paused', 1);
  expect(seen).toEqual(['-1 -1']);
  workers[1]?.says('run.paused', 2);
  expect(seen).toEqual(['-1 -1', '1 2']);
  workers[0]?.says('run.paused', 3);
  expect(seen).toEqual(['-1 -1', '1 2', '3 2']);
  vi.advanceTimersByTime(1000);
  expect(seen).toHaveLength(3);
});

test('one that is late does not keep the others waiting', () => {
  const { workers, seen } = race();
  vi.advanceTimersByTime(1000);
  workers[0]?.says('run.paused', 1);
  vi.advanceTimersByTime(49);
  expect(seen).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(seen).toEqual(['-1 -1', '1 -1']);
  workers[1]?.says('run.paused', 2);
  expect(seen).toEqual(['-1 -1', '1 -1', '1 2']);
});

test('what one has said is heard before it ends', () => {
  const { workers, lanes, seen } = race();
  workers[0]?.says('run.paused', 1);
  lanes[1]?.end();
  expect(workers[1]?.ended).toBe(true);
  expect(seen).toEqual(['-1 -1', '1 -1']);
});
