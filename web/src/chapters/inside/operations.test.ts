import { expect, test } from 'vitest';
import type { Answers, OperatedEvent } from '../../engine/shared/protocol';
import { findingOf, ranked, shareOf } from './operations';

const answers = (right: number, loss: number): Answers => ({
  right: Float64Array.of(100, right),
  source: Float64Array.of(0, 0),
  loss: Float64Array.of(0, loss),
});

function event(whole: number, ...alone: (readonly [right: number, loss: number])[]): OperatedEvent {
  const parts = alone.map(
    (_, index) => ({ name: `layer1.head${index + 1}`, kind: 'head', layer: 1, head: index + 1 }) as const,
  );
  return {
    type: 'run.operated',
    run: 'a',
    ask: 1,
    step: 10,
    shift: null,
    graphs: 100,
    parts,
    whole: answers(whole, 0.1),
    operations: [
      ...alone.map(([right, loss], index) => ({ parts: [`layer1.head${index + 1}`], answers: answers(right, loss) })),
      { parts: parts.map(({ name }) => name), answers: answers(0, 9) },
    ],
  };
}

test('ranks what was changed alone by what is still right, then by what it costs', () => {
  const order = ranked(event(100, [90, 0.3], [40, 1], [90, 0.5], [100, 0.1]), 1).map(({ part }) => part.head);
  expect(order).toEqual([2, 3, 1, 4]);
});

test('says of a part that it matters only past the intervals', () => {
  expect(findingOf(event(100, [100, 0.2], [60, 1]), 1, 0.5)).toBe('one');
  expect(findingOf(event(100, [100, 0.2], [97, 1]), 1, 0.5)).toBe('none');
  expect(findingOf(event(52, [20, 3], [50, 1]), 1, 0.5)).toBe('chance');
});

test('a share has the interval of so many graphs', () => {
  const { share, low, high } = shareOf(answers(50, 1), 1, 100);
  expect(share).toBe(0.5);
  expect(low).toBeCloseTo(0.404, 3);
  expect(high).toBeCloseTo(0.596, 3);
});
