import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onceSettled } from './settled';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('addEventListener', (_: string, listener: () => void) => listener());
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('of calls in quick succession the last one counts, once they have ceased', async () => {
  const work = vi.fn();
  const call = onceSettled(work);
  await Promise.all([call(1), call(2)]);
  vi.advanceTimersByTime(150);
  await call(3);
  vi.advanceTimersByTime(150);
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(work.mock.calls).toEqual([[3]]);
  await call(4);
  vi.advanceTimersByTime(1000);
  expect(work.mock.calls).toEqual([[3], [4]]);
});
