/* What surgery found: which part the first step needs most. */
import type { Part } from '../../engine/shared/description';
import type { Answers, OperatedEvent } from '../../engine/shared/protocol';
import { wilson } from '../../state/statistics/wilson';

/** A share of the graphs, with its interval. */
export interface Share {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

export function shareOf(answers: Answers, position: number, graphs: number): Share {
  const share = (answers.right[position] ?? Number.NaN) / graphs;
  const [low, high] = wilson(share, graphs);
  return { share, low, high };
}

export interface Ranked {
  readonly part: Part;
  readonly answers: Answers;
}

/** The parts that were changed alone: those without which the fewest graphs have `position` right first, of as many the one
 * that costs the most loss there. */
export function ranked({ parts, operations }: OperatedEvent, position: number): readonly Ranked[] {
  const right = ({ answers }: Ranked) => answers.right[position] ?? 0;
  const loss = ({ answers }: Ranked) => answers.loss[position] ?? 0;
  const alone = operations.flatMap(({ parts: names, answers }) => {
    const part = names.length === 1 ? parts.find(({ name }) => name === names[0]) : undefined;
    return part ? [{ part, answers }] : [];
  });
  return alone.sort((a, b) => right(a) - right(b) || loss(b) - loss(a));
}

export type Finding = 'chance' | 'none' | 'one';

/** What may be said of a ranking: all parts together do not do better than chance; no part makes a difference past the
 * intervals; or the first one does. */
export function findingOf(event: OperatedEvent, position: number, chance: number): Finding {
  const whole = shareOf(event.whole, position, event.graphs);
  const [first] = ranked(event, position);
  if (whole.low <= chance) return 'chance';
  return first && shareOf(first.answers, position, event.graphs).high < whole.low ? 'one' : 'none';
}
