/* What a run says when something fails, with the built core. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Settings } from '../shared/description';
import type { Event, Plan } from '../shared/protocol';
import { builtModule } from './built-module';
import { Engine } from './module';
import { Training } from './training';

const built = await builtModule();

const SMALL = { degree: '2', path_length: '3', labels: '5', layers: '1', width: '16', heads: '1', batch: '8' };
/* As in tests/native/test_run.c. */
const WILD = { learning_rate: '10', weight_decay: '10', optimizer: 'adamw', warmup: '0', clip: '0', mlp_ratio: '4' };
const PLAN: Plan = { graphs: 20, cadence: 25, stopAt: null, snapshots: 8, supervise: false };

async function begun(settings: Settings): Promise<{ training: Training; engine: Engine; said: Event[] }> {
  if (!built) throw new Error('not built');
  const engine = await Engine.start(built, 1);
  engine.configure(settings);
  engine.create();
  const said: Event[] = [];
  return { training: Training.begin('a', engine, built, PLAN, (event) => said.push(event)), engine, said };
}

function last<T extends Event['type']>(said: readonly Event[], type: T): Extract<Event, { type: T }> {
  const event = said.findLast((candidate): candidate is Extract<Event, { type: T }> => candidate.type === type);
  if (!event) throw new Error(`no ${type} in ${said.map((heard) => heard.type).join(', ')}`);
  return event;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe.skipIf(!built)('a run (skipped: web/public/engine/pathstar.wasm is not built)', () => {
  it('goes on where there is no memory to look at earlier weights, and lets one ask again', async () => {
    const { training, said } = await begun(SMALL);
    training.step();
    vi.spyOn(Engine, 'start').mockRejectedValueOnce(new RangeError('could not allocate memory'));
    await training.decode(1, { index: 0 }, 'nothing', 'forwards', 0);
    expect(last(said, 'run.refused')).toMatchObject({ ask: 1, message: { id: 'NO_ROOM_TO_LOOK', arguments: [0] } });
    expect(said.some(({ type }) => type === 'worker.failed')).toBe(false);
    await training.decode(2, { index: 0 }, 'nothing', 'forwards', 0);
    expect(last(said, 'run.decoded')).toMatchObject({ ask: 2, at: 0, step: 0 });
    training.step();
    expect(last(said, 'run.paused').step).toBe(2);
  });

  it('says what it would say without some of its parts, and is as it was', async () => {
    const { training, engine, said } = await begun({ ...SMALL, heads: '2', mlp_ratio: '1' });
    const digest = engine.digest();
    await training.operate(1, [['layer1.head1'], ['layer1.head1', 'layer1.mlp'], []], null, null);
    const { graphs, parts, whole, operations } = last(said, 'run.operated');
    expect(parts.map(({ name, kind, head }) => [name, kind, head])).toEqual([
      ['layer1.head1', 'head', 1],
      ['layer1.head2', 'head', 2],
      ['layer1.mlp', 'mlp', null],
    ]);
    const { held } = last(said, 'run.metrics');
    const forced = ['forced_1', 'forced_2', 'forced_3'].map((name) => held.columns[held.names.indexOf(name)]?.[0]);
    expect([...whole.right].map((right) => right / graphs)).toEqual(forced);
    expect(operations.map(({ parts: changed }) => changed.length)).toEqual([1, 2, 0]);
    expect(operations[2]?.answers).toEqual(whole);
    expect(operations[0]?.answers.loss).not.toEqual(whole.loss);
    expect(operations[1]?.answers.loss).not.toEqual(operations[0]?.answers.loss);
    await training.operate(2, [['layer1.head2']], 0, null);
    expect(last(said, 'run.operated').operations[0]?.answers.right).toEqual(whole.right);
    await training.operate(3, [['layer1.mixer']], null, null);
    expect(last(said, 'run.refused')).toMatchObject({ ask: 3, message: { id: 'PART_NO_MIXER' } });
    expect(engine.digest()).toBe(digest);
  });

  it('that diverged tells the step of the weights that it has, in the message, in its records and in its checkpoint', async () => {
    const { training, engine, said } = await begun({ ...SMALL, ...WILD });
    training.continue(1000, null);
    await vi.waitFor(() => last(said, 'run.failed'), { timeout: 20_000 });
    const { step, message } = last(said, 'run.failed');
    expect(step).toBe(engine.progress().step);
    expect(message).toMatchObject({ id: expect.stringMatching(/_DIVERGED$/), arguments: [expect.any(Number), step] });
    training.save(1);
    expect(last(said, 'run.saved').step).toBe(step);
    const told = said.flatMap((event) => (event.type === 'run.metrics' ? [...(event.train.columns[0] ?? [])] : []));
    expect(told.at(-1)).toBe(step);
  });
});
