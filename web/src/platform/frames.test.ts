import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Frames } from './frames';

const nothing = () => {};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, 16));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const picture = (frames: Frames) => {
  const draw = vi.fn();
  const stop = frames.add(draw);
  vi.advanceTimersByTime(100);
  draw.mockClear();
  return { draw, stop };
};

test('whatever is touched before a frame is drawn once on it', () => {
  const frames = new Frames();
  const { draw, stop } = picture(frames);
  frames.touch();
  frames.touch();
  vi.advanceTimersByTime(20);
  expect(draw).toHaveBeenCalledTimes(1);
  stop();
  frames.touch();
  frames.news(nothing);
  vi.advanceTimersByTime(200);
  expect(draw).toHaveBeenCalledTimes(1);
});

test('the first news is drawn on the next frame; a picture that was just laid out does not put it off', () => {
  const frames = new Frames();
  const draw = vi.fn();
  frames.add(draw);
  vi.advanceTimersByTime(20);
  draw.mockClear();
  const words = vi.fn();
  frames.news(words);
  vi.advanceTimersByTime(20);
  expect(draw).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(80);
  expect(words).toHaveBeenCalledTimes(1);
});

test('news is drawn in turns: the pictures, as many on a frame as it has room for, and all words', () => {
  const frames = new Frames();
  const order: string[] = [];
  for (const name of ['one', 'two', 'three']) {
    const { draw } = picture(frames);
    draw.mockImplementation(() => {
      order.push(name);
      vi.advanceTimersByTime(2);
    });
  }
  order.length = 0;
  frames.news(() => order.push('words'));
  vi.advanceTimersByTime(20);
  expect(order).toEqual(['one', 'two']);
  /* The one that had no room waits neither for the next news' time nor behind those that were drawn. */
  frames.news(nothing);
  vi.advanceTimersByTime(40);
  expect(order).toEqual(['one', 'two', 'three', 'one']);
  vi.advanceTimersByTime(80);
  expect(order).toEqual(['one', 'two', 'three', 'one', 'two', 'words']);
});

test('words change at most five times a second, pictures ten times', () => {
  const frames = new Frames();
  const { draw } = picture(frames);
  const words = vi.fn();
  for (let ms = 0; ms < 1000; ms += 10) {
    frames.news(words);
    vi.advanceTimersByTime(10);
  }
  expect(words.mock.calls.length).toBeGreaterThan(3);
  expect(words.mock.calls.length).toBeLessThanOrEqual(5);
  expect(draw.mock.calls.length).toBeGreaterThan(7);
  expect(draw.mock.calls.length).toBeLessThanOrEqual(10);
  /* The last of them are not forgotten. */
  words.mockClear();
  frames.news(words);
  frames.news(words);
  vi.advanceTimersByTime(300);
  expect(words).toHaveBeenCalledTimes(1);
});

test('the slower a turn, the longer the rest', () => {
  const frames = new Frames();
  const { draw } = picture(frames);
  draw.mockImplementation(() => {
    vi.advanceTimersByTime(50);
  });
  const began = performance.now();
  while (performance.now() - began < 2000) {
    frames.news(nothing);
    vi.advanceTimersByTime(10);
  }
  expect(draw.mock.calls.length).toBeGreaterThan(5);
  expect(draw.mock.calls.length).toBeLessThanOrEqual(13);
});

test('a picture that fails is told of and left out; the others go on', () => {
  const told = vi.fn();
  vi.stubGlobal('reportError', told);
  const frames = new Frames();
  const { draw: failing } = picture(frames);
  const { draw } = picture(frames);
  failing.mockImplementation(() => {
    throw new Error('no picture');
  });
  frames.touch();
  vi.advanceTimersByTime(20);
  frames.touch();
  vi.advanceTimersByTime(20);
  expect(told).toHaveBeenCalledTimes(1);
  expect(draw).toHaveBeenCalledTimes(2);
});
