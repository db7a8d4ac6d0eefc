import { expect, test } from 'vitest';
import { metricsEvent, tableOf } from './metrics.fixture';
import { type Event, isEvent, isRequest, type Request } from './protocol';

const column = (...values: number[]) => Float64Array.from(values);

const plan = { graphs: 500, cadence: 25, stopAt: null, snapshots: 64, supervise: true };

const held = tableOf({ step: 0, path: 0, hans: Number.NaN, forced_1: 1, forced_2: 0.3 });
const metrics = metricsEvent({ run: 'run-1-1', train: tableOf({ step: 1, loss: 2 }), held, snapshots: column(0, 25) });

test('takes the requests a page makes', () => {
  const requests: Request[] = [
    { type: 'desk.open', ask: 1, entries: [['degree', '4']] },
    { type: 'desk.check', ask: 2, settings: [{ degree: '4' }, {}], index: 0 },
    { type: 'run.prepare', settings: { seed: '7' }, plan },
    { type: 'run.create', settings: { seed: '7' }, plan, given: null },
    { type: 'run.resume', bytes: new Uint8Array(3), plan: { ...plan, stopAt: 0.95 }, given: '1,2/1,2=1,2' },
    { type: 'desk.sort', ask: 6, settings: { degree: '1' }, lines: ['1,2/1,2=1,2'], first: 501 },
    { type: 'run.save', ask: 4 },
    { type: 'run.evaluate', ask: 5, text: '1,2/1,2=1,2' },
    { type: 'run.continue', until: 2000, sharing: null },
    { type: 'run.continue', until: 2000, sharing: { name: 'a', atOnce: 2 } },
    { type: 'run.pause' },
    { type: 'run.step' },
    { type: 'run.decode', ask: 3, question: { index: 0 }, hand: 'wrong', order: 'forwards', at: null },
    { type: 'run.decode', ask: 3, question: { index: 0 }, hand: 2, order: 'surest', at: null },
    { type: 'run.attend', ask: 3, question: { index: 0 }, at: 50 },
    { type: 'run.operate', ask: 3, operations: [[], ['layer1.head2', 'layer1.mlp']], shift: null, at: 50 },
    { type: 'run.operate', ask: 3, operations: [], shift: 1, at: null },
    { type: 'run.decode', ask: 3, question: { text: '1,2/1,2=1,2' }, hand: 'nothing', order: 'backwards', at: 50 },
  ];
  for (const request of requests) expect(isRequest(request), request.type).toBe(true);
});

test.each([
  ['no object', null],
  ['an unknown type', { type: 'run.fly' }],
  ['a missing field', { type: 'run.continue' }],
  ['a field of another type', { type: 'run.continue', until: '2000', sharing: null }],
  [
    'a hand that does not exist',
    { type: 'run.decode', ask: 3, question: { index: 0 }, hand: 'both', order: 'forwards', at: null },
  ],
  [
    'an order that does not exist',
    { type: 'run.decode', ask: 3, question: { index: 0 }, hand: 'right', order: 'up', at: null },
  ],
  ['parts that are no list', { type: 'run.operate', ask: 3, operations: ['layer1.head2'], shift: null, at: null }],
  [
    'a question about nothing',
    { type: 'run.decode', ask: 3, question: {}, hand: 'nothing', order: 'forwards', at: null },
  ],
  ['an entry that is no pair', { type: 'desk.open', ask: 1, entries: [['degree']] }],
  ['settings that are not text', { type: 'run.create', settings: { seed: 7 }, plan, given: null }],
  ['graphs that are no text', { type: 'run.create', settings: {}, plan, given: ['1,2/1,2=1,2'] }],
  ['no word of given graphs', { type: 'run.resume', bytes: new Uint8Array(3), plan }],
])('refuses a request with %s', (_, value) => {
  expect(isRequest(value)).toBe(false);
});

test('takes metrics in columns, NaN for what is not defined', () => {
  expect(isEvent(metrics)).toBe(true);
});

test.each([
  ['a plain array for a column', { ...metrics, train: { names: ['step'], columns: [[1]] } }],
  ['a column of another type', { ...metrics, train: { names: ['step'], columns: [Float32Array.of(1)] } }],
  ['no run id', { ...metrics, run: undefined }],
  ['columns without names', { ...metrics, held: { columns: held.columns } }],
])('refuses metrics with %s', (_, value) => {
  expect(isEvent(value)).toBe(false);
});

test('a pause tells step, digest and whether the budget ended it', () => {
  const paused: Event = {
    type: 'run.paused',
    run: 'run-1-1',
    step: 25,
    digest: '0123456789abcdef-nofma',
    reached: false,
  };
  expect(isEvent(paused)).toBe(true);
  expect(isEvent({ ...paused, reached: 'no' })).toBe(false);
});

test('a made run tells how many threads it has, and the digest of the graphs it is trained on', () => {
  const created: Event = {
    type: 'run.created',
    run: 'run-1-1',
    config: {},
    step: 0,
    threads: 2,
    depths: [0],
    unhandable: null,
    givenDigest: '0123456789abcdef',
  };
  expect(isEvent(created)).toBe(true);
  expect(isEvent({ ...created, threads: undefined })).toBe(false);
  expect(isEvent({ ...created, givenDigest: undefined })).toBe(false);
});

test('loading names the threads a run may have', () => {
  const module = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  const load: Request = { type: 'module.load', run: 'run-1-1', module, whole: null, threads: 2 };
  expect(isRequest(load)).toBe(true);
  expect(isRequest({ ...load, threads: '2' })).toBe(false);
});
