import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Frames } from './frames';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, 16));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('whatever is touched before a frame is drawn once on it', () => {
  const frames = new Frames();
  const draw = vi.fn();
  const stop = frames.add(draw);
  frames.touch();
  frames.news();
  vi.advanceTimersByTime(20);
  expect(draw).toHaveBeenCalledTimes(1);
  stop();
  frames.touch();
  vi.advanceTimersByTime(20);
  expect(draw).toHaveBeenCalledTimes(1);
});

test('the first news is drawn on the next frame, later ones at most ten times a second', () => {
  const frames = new Frames();
  const draw = vi.fn();
  frames.add(draw);
  vi.advanceTimersByTime(500);
  draw.mockClear();
  frames.news();
  vi.advanceTimersByTime(20);
  expect(draw).toHaveBeenCalledTimes(1);
  for (let ms = 0; ms < 1000; ms += 10) {
    frames.news();
    vi.advanceTimersByTime(10);
  }
  expect(draw.mock.calls.length).toBeGreaterThan(7);
  expect(draw.mock.calls.length).toBeLessThanOrEqual(11);
});

test('a picture that was just laid out does not put off the first news', () => {
  const frames = new Frames();
  const draw = vi.fn();
  frames.add(draw);
  vi.advanceTimersByTime(20);
  draw.mockClear();
  frames.news();
  vi.advanceTimersByTime(20);
  expect(draw).toHaveBeenCalledTimes(1);
});
