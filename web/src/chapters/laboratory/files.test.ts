/* Files as a visitor may hand them in, friendly and hostile. */
import { expect, test } from 'vitest';
import type { Description } from '../../engine/shared/description';
import { readConfig } from './config-file';
import { MOST, metadataIn, recognise, SLICE } from './file-kind';
import { problems } from './words';

const bytes = (text: string) => new TextEncoder().encode(text);

function safetensors(header: string, length = BigInt(header.length)): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(8 + header.length);
  new DataView(all.buffer).setBigUint64(0, BigInt.asUintN(64, length), true);
  all.set(bytes(header), 8);
  return all;
}

test('knows a file by what is in it', async () => {
  const header = '{"__metadata__":{"objective":"reverse"}}';
  expect(await recognise('a.safetensors', safetensors(header))).toMatchObject({
    kind: 'checkpoint',
    objective: 'reverse',
  });
  expect((await recognise('renamed', safetensors(header))).kind).toBe('checkpoint');
  expect((await recognise('a.json', bytes('{"degree": 2}'))).kind).toBe('config');
  expect((await recognise('a', bytes(' {"degree": 2}'))).kind).toBe('config');
  expect(await recognise('a.txt', bytes('1,2/1,2=1,2\n1,3/1,3=1,3\n'))).toMatchObject({
    kind: 'graphs',
    lines: { length: 2 },
  });
  expect((await recognise('a.dat', bytes('1,2/1,2=1,2'))).kind).toBe('graphs');
});

test('a sweep’s results are known by their format, of whatever version and size a tab can take', async () => {
  const results = '{"format": "pathstar-results-7", "runs": []}';
  for (const name of ['a.json', 'a', 'a.txt'])
    expect(await recognise(name, bytes(results))).toEqual({ kind: 'results', text: results });
  const large = results + ' '.repeat(MOST.config);
  expect((await recognise('a.json', bytes(large))).kind).toBe('results');
  expect(await recognise('a.json', bytes(results + ' '.repeat(MOST.results)))).toEqual({
    kind: 'nothing',
    problem: problems.resultsTooLarge(MOST.results),
  });
});

test('the lines that a sweep writes are told from a config', async () => {
  const lines = '{"id":"a1","config":{},"budget":100}\n{"id":"a2","config":{},"budget":100}\n';
  expect(await recognise('results.jsonl', bytes(lines))).toEqual({ kind: 'nothing', problem: problems.linesOfResults });
  const many = lines.repeat(Math.ceil((1.1 * MOST.config) / lines.length));
  expect(await recognise('results.jsonl', bytes(many))).toEqual({ kind: 'nothing', problem: problems.linesOfResults });
});

test.each([
  ['empty', 'a.txt', bytes(''), problems.empty],
  ['blank', 'a.txt', bytes(' \n\n'), problems.blank],
  ['binary named txt', 'a.txt', Uint8Array.of(1, 0, 255, 3), problems.noText],
  ['a picture', 'a.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 4), problems.unknown],
  ['binary with a brace', 'a.dat', Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 0x7b, 0), problems.unknown],
  ['cut within a character', 'a.txt', bytes('1,2/1,2=1,2é').subarray(0, -1), problems.noText],
  ['prose', 'a.md', bytes('# Dear reader'), problems.unknown],
  ['a huge config', 'a.json', bytes(`{"a":"${'x'.repeat(MOST.config)}"}`), problems.configTooLarge(MOST.config)],
  ['too many graphs', 'a.txt', bytes('1,2/1,2=1,2\n'.repeat(MOST.lines + 1)), problems.tooManyGraphs(MOST.lines)],
])('refuses what it cannot use: %s', async (_, name, content, problem) => {
  expect(await recognise(name, content)).toEqual({ kind: 'nothing', problem });
});

test.each([
  ['a negative length', safetensors('{}', -5n)],
  ['a length past the end', safetensors('{}', 1n << 40n)],
  ['no JSON', safetensors('{"__metadata__": NaN}')],
  ['cut within the length', Uint8Array.of(1, 2, 3)],
  ['metadata of another kind', safetensors('{"__metadata__": 7}')],
])('a checkpoint with %s is left to the core to refuse', async (_, content) => {
  expect(await recognise('a.safetensors', content)).toMatchObject({ kind: 'checkpoint', objective: '' });
});

const rest = { group: 'graph', help: '', when: {} };
const description: Description = {
  version: '0',
  options: [{ name: 'degree', type: 'int', minimum: 1, maximum: 20, default: 3, ...rest }],
  presets: [],
  metrics: [],
};

test('a config’s entries are for the module to judge', () => {
  expect(readConfig('{"degree": 99}', description)).toEqual({ entries: [['degree', '99']], refused: [] });
  expect(readConfig('{"format": "pathstar-metrics", "config": {"degree": 2}}', description)).toEqual({
    entries: [['degree', '2']],
    refused: [],
  });
});

test('names that are no settings, and values that are none, are refused one by one', () => {
  const read = readConfig('{"__proto__": {"degree": 1}, "constructor": 1, "degree": [2]}', description);
  expect('refused' in read && read.refused.map(({ name }) => name)).toEqual(['__proto__', 'constructor', 'degree']);
  expect('entries' in read && read.entries).toEqual([]);
  expect(Reflect.get({}, 'degree')).toBeUndefined();
});

test.each(['[1]', '7', 'null', '"degree"'])('%s is no object', (text) => {
  expect(readConfig(text, description)).toEqual({ problem: problems.noObject });
});

test('what is no JSON, or says nothing, is refused as a whole', () => {
  /* JSON would have it be 0; a number in a text, and a 0 in whatever way, are none of that. */
  for (const number of ['1e-400', '-0.03E-999'])
    expect(readConfig(`{"degree": ${number}}`, description)).toEqual({ problem: problems.tooSmall(number) });
  expect(readConfig('{"degree": 0.0e-999, "\\"1e-999": 1}', description)).toHaveProperty('entries');
  expect(readConfig('{"degree": NaN}', description)).toHaveProperty('problem');
  for (const text of [
    '{"degree": 2, "labels": 7, "degree": 2}',
    '{"labels": [{"degree": 1, "\\u0064egree" : 2}]}',
    '{"config": {"degree": 2,\n"degree"\n: 4}}',
  ])
    expect(readConfig(text, description)).toEqual({ problem: problems.twice('degree') });
  expect(
    readConfig('{"degree": "labels", "labels": {"degree": 1, "a\\"degree": 1, "b": "degree"}}', description),
  ).toHaveProperty('entries');
  expect(readConfig('{}', description)).toEqual({ problem: problems.noSettings });
});

test('the first graph tells the size of its kind, and all of them the labels', async () => {
  const lines = '32,3|16,12|3,19|32,34|34,6|6,16|19,47|47,28/32,12=32,34,6,16,12\r\n0,49/0,49=0,49\n\n';
  expect(await recognise('a.txt', bytes(lines))).toMatchObject({
    lines: { length: 2 },
    size: { degree: 2, length: 5, labels: 50 },
  });
  expect(await recognise('a.txt', bytes('hello'))).toMatchObject({ kind: 'graphs', size: null });
});

test('a config that has its second brace where a checkpoint has its first is a config', async () => {
  const text = '{"spec":{"degree": 2}}';
  expect(text[8]).toBe('{');
  for (const name of ['a.json', 'a', 'a.txt']) expect((await recognise(name, bytes(text))).kind).toBe('config');
});

test('a large file is read in slices, between which the page does other things', async () => {
  const line = '1,2|1,3/1,3=1,3\n';
  const content = bytes(`${line.repeat(15_000)}${' '.repeat(3 * SLICE)}\n9,8|9,7/9,7=9,7`);
  let rests = 0;
  const read = await recognise('a.txt', content, async () => {
    rests++;
  });
  expect(rests).toBe(Math.ceil(content.length / SLICE) - 1);
  expect(read).toMatchObject({ kind: 'graphs', size: { labels: 10 } });
  expect(read.kind === 'graphs' && [read.lines.length, read.lines.at(-1)]).toEqual([15_002, '9,8|9,7/9,7=9,7']);
});

test('a character cut by the end of a slice is still that character', async () => {
  const before = SLICE - 1;
  const read = await recognise('a.txt', bytes(`${'1'.repeat(before)}é`), async () => {});
  expect(read.kind === 'graphs' && read.lines[0]?.length).toBe(before + 1);
});

test('a checkpoint’s header tells its step', () => {
  expect(metadataIn(safetensors('{"__metadata__":{"step":"40"}}'), 'step')).toBe('40');
});
