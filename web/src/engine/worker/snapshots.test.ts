import { describe, expect, it } from 'vitest';
import { Snapshots } from './snapshots';

const of = (size: number) => () => new Uint8Array(size);

describe('snapshots', () => {
  it('stay evenly spread and bounded, the first among them', () => {
    const snapshots = new Snapshots(8);
    for (let step = 0; step <= 1000; step += 25) snapshots.offer(step, of(10));
    const steps = [...snapshots.steps];
    expect(steps.length).toBeLessThanOrEqual(8);
    expect(steps.length).toBeGreaterThanOrEqual(4);
    expect(steps[0]).toBe(0);
    const gaps = new Set(steps.slice(1).map((step, index) => step - (steps[index] ?? 0)));
    expect(gaps.size).toBe(1);
  });

  it('are found by their step, and by no other', () => {
    const snapshots = new Snapshots(4);
    snapshots.offer(50, of(3));
    expect(snapshots.at(50)?.length).toBe(3);
    expect(snapshots.at(25)).toBeNull();
  });

  it('are not kept where two would not fit', () => {
    const snapshots = new Snapshots(64);
    snapshots.offer(0, of(40e6));
    expect(snapshots.steps.length).toBe(0);
  });

  it('are not even made where none are wanted', () => {
    const snapshots = new Snapshots(0);
    snapshots.offer(0, () => {
      throw new Error('made');
    });
    expect(snapshots.steps.length).toBe(0);
  });
});
