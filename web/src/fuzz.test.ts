/* What visitors hand to the page, mutated: addresses and files of every kind. Nothing may throw; what is taken must hold. The
 * inputs are the same in every run; `make fuzz` goes on with more of them for VITE_FUZZ_SECONDS. */
import { describe, expect, test } from 'vitest';
import { readConfig } from './chapters/laboratory/config-file';
import { metadataIn, recognise } from './chapters/laboratory/file-kind';
import type { Config } from './engine/shared/description';
import { Refusal, reasonOf } from './engine/shared/reason';
import { builtEngine } from './engine/worker/built-module';
import { Desk } from './engine/worker/desk';
import { sharesIn } from './state/recording/quantised';
import { readRecording } from './state/recording/read';
import { reverseText } from './state/recording/recorded.fixture';
import { PAGE } from './state/session.fixture';
import { curvesOf, forcedAt, pathAt, spreadsOf, stepsOf } from './state/sweep/curves';
import { groupingOf, sharedSettings, tellingOf } from './state/sweep/groups';
import { made, description as tiny } from './state/sweep/made.fixture';
import { mapsOf } from './state/sweep/maps';
import { measured, measuresIn } from './state/sweep/measures';
import { readResults } from './state/sweep/read';
import { LANES_MOST, readLink, writeLink } from './state/url';

/** Inputs of each kind, and seconds to go on with more. */
const INPUTS = 300;
const SECONDS = Number(import.meta.env.VITE_FUZZ_SECONDS ?? 0);

const engine = await builtEngine();

/* Whole numbers below `bound`, one after another (xorshift, Marsaglia 2003). */
function numbers(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

const TOKENS = [
  '"',
  '{',
  '[',
  ']',
  '}',
  ',',
  '=',
  '&',
  '|',
  '/',
  '-1',
  '1e400',
  '1e-400',
  'null',
  '%00',
  '%E4',
  '\\u0000',
  '𝄞',
  '﻿',
  '\r\n',
  '__proto__',
  'constructor',
  '99999999999999999999',
  'objective',
  'versus',
];

type Bytes = Uint8Array<ArrayBuffer>;
const bytesOf = (text: string): Bytes => new TextEncoder().encode(text);

const joined = (...parts: readonly Bytes[]): Bytes => Uint8Array.from(parts.flatMap((part) => [...part]));

/** One of the seeds after up to eight changes. */
function mutant(seeds: readonly Bytes[], below: (bound: number) => number): Bytes {
  const any = <T>(list: readonly T[]): T | undefined => list[below(list.length)];
  let bytes: Bytes = Uint8Array.from(any(seeds) ?? []);
  for (let changes = below(9); changes > 0; changes--) {
    const at = below(bytes.length + 1);
    const end = Math.min(bytes.length, at + 1 + below(below(3) === 0 ? 64 : 3));
    const other = any(seeds) ?? bytes;
    const inserted = [
      () => bytes.slice(at, end).map((byte) => byte ^ (1 << below(8))),
      () => Uint8Array.of(),
      () => joined(bytes.slice(at, end), bytes.slice(at, end)),
      () => bytesOf(any(TOKENS) ?? ''),
      () => joined(bytesOf(any(TOKENS) ?? ''), bytes.slice(at, end)),
      () => other.slice(below(other.length + 1)).slice(0, 1 + below(64)),
    ];
    bytes = joined(bytes.slice(0, at), any(inserted)?.() ?? bytes.slice(at, end), bytes.slice(end));
  }
  return bytes;
}

/** Runs `target` on the seeds and on mutants; an error names the input, to be put among the seeds. */
async function fuzz(seeds: readonly Bytes[], target: (input: Bytes) => Promise<void>): Promise<void> {
  const below = numbers(20261129);
  const until = Date.now() + SECONDS * 1000;
  let executed = 0;
  for (; executed < INPUTS + seeds.length || Date.now() < until; executed++) {
    const input = seeds[executed] ?? mutant(seeds, below);
    try {
      await target(input);
    } catch (failure) {
      throw new Error(`input ${executed}, ${JSON.stringify(String.fromCharCode(...input))}`, { cause: failure });
    }
  }
  if (SECONDS > 0) console.info(`${expect.getState().currentTestName}: ${executed} executions`);
}

const textOf = (bytes: Bytes) => new TextDecoder().decode(bytes);

/** Settings that hold of the entries: each one else is refused with a reason. */
function opened(entries: readonly (readonly [string, string])[]) {
  if (!engine) return null;
  const desk = new Desk('', engine);
  const { settings, refused } = desk.open(0, entries);
  engine.configure(settings);
  for (const { message } of refused) expect(message.id).not.toBe('');
  return { description: engine.describe(), config: engine.config() };
}

test('a link', { timeout: 60_000 + 2000 * SECONDS }, async () => {
  const seeds = [
    '?degree=2&labels=7&versus=reverse&budget=300&graph=4&view=free',
    '?preset=A&objective=top&hide=watch,paper&lock=all&embed=race&lang=zh&utm_source=x',
    '?own=3,1|3,2/3,2=3,2&seeds=5&within=20&v=1',
    '?learning_rate=1e-3&tied_head=true&architecture=mamba&seed=4294967295',
  ];
  await fuzz(seeds.map(bytesOf), async (input) => {
    const { entries, page, refused } = readLink(textOf(input));
    for (const { message } of refused) expect(message).toHaveProperty('en');
    expect(page.versus?.length ?? 0).toBeLessThan(LANES_MOST);
    const held = opened(entries);
    if (!held) return;
    const again = readLink(writeLink(held.description, held.config, { ...PAGE, ...page }));
    expect(again.refused).toEqual([]);
    expect({ ...PAGE, ...again.page, versus: [] }).toEqual({ ...PAGE, ...page, versus: [] });
    expect(opened(again.entries)?.config).toEqual(held.config);
  });
});

/** A safetensors file of that header. */
function stored(header: string, data = ''): Bytes {
  const text = bytesOf(header);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(text.length), true);
  return joined(length, text, bytesOf(data));
}

function useResults(text: string, description: typeof tiny): void {
  const results = readResults(text, description);
  if ('problem' in results) {
    expect(results.problem.en).not.toBe('');
    return;
  }
  const grouping = groupingOf(results, description);
  expect(grouping.groups.flatMap(({ runs }) => runs)).toHaveLength(results.runs.length);
  sharedSettings(grouping, description);
  mapsOf(grouping);
  for (const name of measuresIn(grouping.groups)) for (const group of grouping.groups) measured(name, group);
  for (const group of grouping.groups) {
    tellingOf(grouping, group);
    for (const at of [forcedAt(1), pathAt]) spreadsOf(curvesOf(group, at), stepsOf(group));
  }
}

async function useRecording(text: string): Promise<void> {
  if (!engine) return;
  const read = await readRecording(text, engine.describe(), async (config, index) => {
    const [view] = new Desk('', engine).check(0, [textsOf(config)], index).views;
    return view?.graph ?? { refusal: reasonOf('none') };
  });
  if ('problem' in read) expect(read.problem.en).not.toBe('');
  else if (!('refusal' in read))
    expect(sharesIn(read.moments[0]?.walks[0]?.[0]?.probabilities ?? '').length).toBeGreaterThan(0);
}

const textsOf = (config: Config) =>
  Object.fromEntries(Object.entries(config).map(([name, value]) => [name, String(value)]));

function useGraphs(lines: readonly string[]): void {
  if (!engine) return;
  engine.configure({ degree: '2', path_length: '3', labels: '9' });
  const { heldOut, refusal } = new Desk('', engine).sort(0, { degree: '2', path_length: '3', labels: '9' }, lines, 1);
  expect(heldOut).toBeLessThanOrEqual(lines.length);
  if (refusal) expect(refusal.id).not.toBe('');
}

function useCheckpoint(bytes: Bytes): void {
  expect(typeof metadataIn(bytes, 'step')).toBe('string');
  if (!engine) return;
  try {
    engine.load(bytes);
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure;
  }
}

describe('a file', () => {
  const kinds = {
    'config.json': [
      '{"degree":2,"labels":7,"objective":"reverse","tied_head":true}',
      '{"config":{"seed":3},"loss":[1]}',
    ],
    'results.json': [JSON.stringify(made())],
    'recording.json': [reverseText],
    'graphs.txt': ['3,1|1,4|3,2|2,5/3,5=3,2,5\n3,1|1,4|3,2|2,5/3,4=3,1,4\n', '﻿1,2/1,2=1,2 \r\n\n'],
    'run.safetensors': [],
    download: ['{"id":"a","budget":1}', '<!DOCTYPE html>', 'version https://git-lfs.github.com/spec/v1'],
  };
  const header = '{"__metadata__":{"format":"pathstar-checkpoint-1","step":"3","objective":"reverse"}}';
  const seeds = {
    ...Object.fromEntries(Object.entries(kinds).map(([name, texts]) => [name, texts.map(bytesOf)])),
    'run.safetensors': [stored(header), stored('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 'abcd')],
  };
  if (engine) {
    engine.configure({ degree: '2', path_length: '2', labels: '3', layers: '1', heads: '1', width: '2', batch: '1' });
    engine.create();
    seeds['run.safetensors'].push(engine.save());
  }
  for (const [name, bytes] of Object.entries(seeds))
    test(name, { timeout: 60_000 + 2000 * SECONDS }, async () => {
      await fuzz(bytes, async (input) => {
        const found = await recognise(name, input, async () => {});
        if (found.kind === 'checkpoint') useCheckpoint(found.bytes);
        else if (found.kind === 'graphs') useGraphs(found.lines);
        else if (found.kind === 'results') useResults(found.text, tiny);
        else if (found.kind === 'recording') await useRecording(found.text);
        else if (found.kind === 'config') {
          const read = readConfig(found.text, engine?.describe() ?? tiny);
          if ('entries' in read) opened(read.entries);
        } else expect(found.problem.en).not.toBe('');
      });
    });
});
