import { describe, expect, it } from 'vitest';
import { median, medianOver, snowball } from './snowball';

describe('median', () => {
  it('is the middle, or the mean of two', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });
});

describe('medianOver', () => {
  it('counts a run that has stopped with its last value', () => {
    const solved = { step: [0, 25], value: [0.3, 1] };
    const waiting = { step: [0, 25, 50], value: [0.3, 0.3, 0.4] };
    expect(medianOver([solved, waiting, waiting], 100)).toEqual({ step: [0, 25, 50], value: [0.3, 0.3, 0.4] });
    expect(medianOver([solved, solved, waiting], 100).value).toEqual([0.3, 1, 1]);
  });

  it('ends where it is told to', () => {
    expect(medianOver([{ step: [0, 25, 50], value: [1, 2, 3] }], 25).step).toEqual([0, 25]);
  });
});

describe('snowball', () => {
  it('raises the mean share of the later positions to the number of steps', () => {
    expect(snowball([1, 0.3, 0.9, 1], [0, 1, 2, 3])).toBeCloseTo(0.95 ** 3, 12);
  });

  it('finds the later positions where the path is written from its goal', () => {
    expect(snowball([1, 0.9, 0.3, 1], [3, 2, 1, 0])).toBeCloseTo(0.95 ** 3, 12);
  });

  it('is not defined where the first step is the only one', () => {
    expect(snowball([1, 0.5], [0, 1])).toBeNaN();
  });
});
