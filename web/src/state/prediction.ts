/* What the visitor expects of each objective, remembered. */
import { signal } from '@preact/signals';
import { isBoolean, recordOf } from '../engine/shared/guard';

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
