import { describe, expect, it } from 'vitest';
import type { Measured, Setup } from '../../state/lane';
import { measured as evaluation } from '../../state/measured.fixture';
import { cameTrue, outcomeOf } from './outcome';

const setup: Setup = {
  config: {},
  degree: 2,
  length: 4,
  objective: 'any',
  depths: [0, 1, 2, 3],
  unhandable: null,
  threads: 1,
  trainsOn: '',
};
const measured = (first: number): Measured => ({
  ...evaluation,
  path: first,
  forced: [1, first, 1, 1],
  free: [1, first, first, first],
});

describe('what came of a lane', () => {
  it('is learnt from 95 % on, as the headline counts', () => {
    expect(outcomeOf(setup, measured(0.95))).toBe('learnt');
    expect(outcomeOf(setup, measured(0.948))).toBe('better');
  });

  it('is neither where only the interval of the first step is above a guess', () => {
    /* What teacher forcing comes to in some seeds of two arms. */
    expect(outcomeOf(setup, measured(0.66))).toBe('better');
    expect(outcomeOf(setup, measured(0.55))).toBe('better');
  });

  it('is a guess where the interval holds chance or lies below it', () => {
    expect(outcomeOf(setup, measured(0.53))).toBe('guesses');
    expect(outcomeOf(setup, measured(0.5))).toBe('guesses');
    expect(outcomeOf(setup, measured(0.14))).toBe('guesses');
  });

  it('asks for the first step wherever the path has it', () => {
    const backward = { ...setup, depths: [3, 2, 1, 0] };
    expect(outcomeOf(backward, { ...measured(0), forced: [1, 0.2, 0.99, 1] })).toBe('learnt');
    expect(outcomeOf(backward, { ...measured(0), forced: [1, 0.99, 0.5, 1] })).toBe('guesses');
  });

  it('is nothing where there is one arm, and a guess where nothing was measured', () => {
    expect(outcomeOf({ ...setup, degree: 1 }, measured(1))).toBeNull();
    expect(outcomeOf(setup, measured(Number.NaN))).toBe('guesses');
  });
});

it('what a prediction says is learnt or guessed; in between, neither came true', () => {
  expect(cameTrue(true, 'learnt')).toBe(true);
  expect(cameTrue(false, 'learnt')).toBe(false);
  expect(cameTrue(true, 'guesses')).toBe(false);
  expect(cameTrue(false, 'guesses')).toBe(true);
  expect(cameTrue(true, 'better')).toBeNull();
  expect(cameTrue(false, 'better')).toBeNull();
});
