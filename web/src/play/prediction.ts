/* What the visitor expects of each objective, remembered, and what a race says of it. */
import { signal } from '@preact/signals';
import { isBoolean, recordOf } from '../engine/guard';
import type { Measured, Setup } from '../store/lane';

const KEY = 'pathstar-prediction';

/** By objective: will it learn the first step? */
export type Predictions = Readonly<Record<string, boolean>>;

const isPredictions = recordOf(isBoolean);

export const predictions = signal<Predictions>(remembered());

export function predict(objective: string, learns: boolean): void {
  predictions.value = { ...predictions.peek(), [objective]: learns };
  try {
    localStorage.setItem(KEY, JSON.stringify(predictions.peek()));
  } catch {
    /* Storage is blocked: the prediction lasts as long as the page. */
  }
}

function remembered(): Predictions {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return isPredictions(value) ? value : {};
  } catch {
    return {};
  }
}

/**
 * Whether an objective learnt the first step, from what was measured alone: a path is right only if its first step is, so it
 * did if the 95 % Wilson interval of right paths lies above a guess among the arms. Null where there is no choice.
 */
export function learntFirstStep({ degree }: Pick<Setup, 'degree'>, { low }: Pick<Measured, 'low'>): boolean | null {
  return degree > 1 ? low > 1 / degree : null;
}
