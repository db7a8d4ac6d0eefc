/* An evaluation, for tests. */
import type { Measured, Setup } from './lane';

export const measured: Measured = {
  step: 500,
  graphs: 500,
  loss: 0.3,
  path: 0.32,
  path_low: 0.28,
  path_high: 0.36,
  hans: 0.99,
  hans_inner: 1,
  margin: 2.3,
  margin_low: -1,
  margin_high: 4.2,
  forced: [1, 0.33, 0.998, 1],
  free: [1, 0.33, 0.33, 0.33],
};

export const setup: Setup = {
  config: {},
  degree: 3,
  length: 4,
  objective: 'any',
  depths: [0, 1, 2, 3],
  unhandable: null,
  threads: 1,
  trainsOn: '',
};
