/* With the built core. */
import { describe, expect, it, vi } from 'vitest';
import type { Event, Plan } from '../shared/protocol';
import { builtModule } from './built-module';
import { Engine } from './module';
import { Prepared } from './prepared';

const built = await builtModule();

const SMALL = { degree: '2', path_length: '3', labels: '5', layers: '1', width: '16', heads: '1', batch: '8' };
const PLAN: Plan = { graphs: 20, cadence: 25, stopAt: null, snapshots: 0, supervise: false };

describe.skipIf(!built)('a prepared run (skipped: web/public/engine/pathstar.wasm is not built)', () => {
  it('says nothing before the same is wanted, whatever the order of its settings; then all at once, and trains', async () => {
    if (!built) throw new Error('not built');
    const engine = await Engine.start(built, 1);
    const prepared = Prepared.make('a', engine, built, { settings: SMALL, plan: PLAN });
    const said: Event[] = [];
    const send = (event: Event) => said.push(event);
    expect(prepared?.take({ settings: { ...SMALL, seed: '2' }, plan: PLAN }, send)).toBeNull();
    expect(prepared?.take({ settings: SMALL, plan: { ...PLAN, graphs: 21 } }, send)).toBeNull();
    expect(said).toEqual([]);
    const reversed = Object.fromEntries(Object.entries(SMALL).reverse());
    const training = prepared?.take({ settings: reversed, plan: PLAN }, send);
    expect(said.map(({ type }) => type)).toEqual(['run.created', 'run.metrics']);
    training?.continue(3, null);
    await vi.waitFor(() => expect(said.at(-1)).toMatchObject({ type: 'run.paused', step: 3 }));
  });

  it('is none where it would be large, or the settings do not hold', async () => {
    if (!built) throw new Error('not built');
    const engine = await Engine.start(built, 1);
    const large = { ...SMALL, layers: '12', width: '384', heads: '6', batch: '256' };
    expect(Prepared.make('a', engine, built, { settings: large, plan: PLAN })).toBeNull();
    expect(Prepared.make('a', engine, built, { settings: { width: '7' }, plan: PLAN })).toBeNull();
  });
});
