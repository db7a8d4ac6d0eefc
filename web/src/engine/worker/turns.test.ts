import { beforeEach, expect, test, vi } from 'vitest';
import { Turns } from './turns';

/* Web Locks of one page: granted in the order in which they were asked for. */
const held = new Map<string, (() => void)[]>();
const locks = {
  async request(name: string, { ifAvailable }: LockOptions, use: (lock: object | null) => Promise<void> | undefined) {
    const waiting = held.get(name);
    if (waiting && ifAvailable) return use(null);
    if (waiting) await new Promise<void>((granted) => waiting.push(granted));
    else held.set(name, []);
    await use({});
    const next = held.get(name)?.shift();
    if (next) next();
    else held.delete(name);
  },
};

let now = 0;
const settle = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  held.clear();
  now = 0;
  vi.stubGlobal('navigator', { locks });
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});

/* Asks for one slice after another, as a training does; `slices` counts those it got. */
class Model {
  readonly turns = new Turns();
  slices = 0;
  waits = false;

  async ask(): Promise<void> {
    if (this.waits) return;
    this.waits = true;
    await this.turns.take();
    this.waits = false;
    this.slices++;
  }
}

function models(count: number, atOnce: number): readonly Model[] {
  return Array.from({ length: count }, () => {
    const model = new Model();
    model.turns.share({ name: 'race', atOnce });
    return model;
  });
}

async function slice(all: readonly Model[]): Promise<void> {
  for (const model of all) void model.ask();
  await settle();
  now += 30;
}

for (const [count, atOnce] of [
  [3, 2],
  [3, 1],
  [5, 2],
] as const)
  test(`of ${count} models ${atOnce} train at once, and each as much as the others`, async () => {
    const all = models(count, atOnce);
    for (let round = 0; round < 120; round++) {
      await slice(all);
      expect(all.filter(({ waits }) => !waits).length).toBe(atOnce);
    }
    const slices = all.map((model) => model.slices);
    expect(Math.min(...slices)).toBeGreaterThan(0.8 * Math.max(...slices));
    expect(slices.reduce((sum, one) => sum + one)).toBeGreaterThanOrEqual(120 * atOnce);
  });

test('one that rests, even while it waits, leaves its core to the others', async () => {
  const [one, two, three] = models(3, 2);
  if (!one || !two || !three) throw new Error('no models');
  await slice([one, two, three]);
  expect([one, two, three].map(({ waits }) => waits)).toEqual([false, false, true]);
  one.turns.end();
  await settle();
  expect(three.waits).toBe(false);
  three.turns.end();
  two.turns.end();
  expect(held.size).toBeGreaterThan(0);
  await settle();
  expect(held.size).toBe(0);
});

test('with a core each, or without Web Locks, nobody waits', async () => {
  const alone = new Model();
  await slice([alone]);
  expect(alone.waits).toBe(false);
  expect(held.size).toBe(0);
  vi.stubGlobal('navigator', {});
  const all = models(3, 1);
  await slice(all);
  expect(all.map(({ slices }) => slices)).toEqual([1, 1, 1]);
});
