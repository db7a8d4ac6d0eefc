/* Every refusal has its sentence in both languages, with the same slots, and what the built core refuses is told whole. */

import { sentences as core } from 'virtual:refusals';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Reason, Refusal, reasonOf } from '../../engine/shared/reason';
import { builtEngine } from '../../engine/worker/built-module';
import type { Engine } from '../../engine/worker/module';
import { locale } from '../../text/say';
import * as chinese from './refusals/chinese';
import * as english from './refusals/english';
import { messages } from './refusals/words';

const CHINESE = /\p{Script=Han}/u;

const engine = await builtEngine();

/** The slots of a sentence, each once. */
const slotsOf = (sentence = '') => [...new Set(sentence.match(/\{.*?\}/g) ?? [])].sort();

describe('the sentences', () => {
  const ids = Object.keys(english.sentences);

  it('are of the same refusals in both languages', () => {
    expect(ids.length).toBeGreaterThan(80);
    expect(Object.keys(core).length).toBeGreaterThan(80);
    expect(Object.keys(chinese.sentences).sort()).toEqual([...ids].sort());
    /* Neither hides one of the page's own, which are said first, nor does the worker's hide one of the core's. */
    for (const id of Object.keys(messages)) expect(ids).not.toContain(id);
    for (const id of Object.keys(core)) expect(english.sentences[id]).toBe(core[id]);
  });

  /* A {field} that Chinese names in front of its sentence is written out in English where a sentence is of one field. */
  it.each(ids)('%s', (id) => {
    const numbered = (sentence?: string) => slotsOf(sentence).filter((slot) => slot !== '{field}');
    expect(numbered(chinese.sentences[id])).toEqual(numbered(english.sentences[id]));
    expect(chinese.sentences[id]).toMatch(CHINESE);
    expect(english.sentences[id]).not.toMatch(CHINESE);
    if (slotsOf(english.sentences[id]).includes('{field}')) expect(slotsOf(chinese.sentences[id])).toContain('{field}');
  });
});

/** What the engine says to that; fails where it does not refuse. */
function refusalOf(act: (engine: Engine) => void): Reason {
  if (!engine) throw new Error('not built');
  try {
    act(engine);
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal.reason;
    throw refusal;
  }
  throw new Error('the engine did not refuse');
}

/* Every argument is said in both languages; a field at fault is the first word of English ones. */
function expectTold(reason: Reason): void {
  const [en, zh] = [english.tell(reason), chinese.tell(reason)];
  expect(zh, reason.id).toMatch(CHINESE);
  for (const told of [en, zh]) {
    expect(told, reason.id).not.toMatch(/\{(?:\d|field)|undefined/);
    for (const value of reason.arguments) if (typeof value === 'number') expect(told).toContain(String(value));
  }
}

describe.skipIf(!engine)('refusals of the core (skipped: web/public/engine/pathstar.wasm is not built)', () => {
  it.each<Record<string, string>>([
    { degree: '99' },
    { degree: '' },
    { degree: '3.5' },
    { labels: 'many\nlines' },
    { labels: '2' },
    { width: '30' },
    { width: '6', heads: '2', rope: 'true' },
    { learning_rate: 'fast' },
    { layout: 'sideways' },
    { biases: 'perhaps' },
    { colour: 'red' },
    { __proto__x: '"' },
  ])('%j', (settings) => expectTold(refusalOf((asked) => asked.configure(settings))));

  /* The configured space is the default's: three arms of four nodes, labels 0..9. */
  it.each([
    '',
    'x',
    '0,1',
    '0,1|1,2/0,2=0,1,2',
    '0,99|1,2',
    '0,01|1,2',
    '0,1\u0007',
    '0,1|1,2|2,3|0,4|4,5|5,6|0,7|7,8|8,9/0,4=0,4,5,6',
    '0,1|1,2|2,3|0,4|4,5|5,6|0,7|7,8|8,9/0,3=0,1,5,3',
    '0,1|1,2|2,3|0,4|4,5|5,6|0,7|7,8|8,0/0,3=0,1,2,3',
    '0,1|0,1|2,3|0,4|4,5|5,6|0,7|7,8|8,9/0,3=0,1,2,3',
    '0,1|1,2|4,2|0,4|4,5|5,6|0,7|7,8|8,9/0,3=0,1,2,3',
    '0,1|1,2|1,3|0,4|4,5|5,6|0,7|7,8|8,9/0,3=0,1,2,3',
    '0,1|1,2|2,3|0,4|4,5|5,6|9,7|7,8|8,9/0,3=0,1,2,3',
    '0,1|1,2|0,3|3,4|4,5|5,6|0,7|7,8|8,9/0,6=0,3,4,6',
  ])('the line %j', (line) =>
    expectTold(
      refusalOf((asked) => {
        asked.configure({});
        asked.graphOf(line);
      }),
    ),
  );

  it('files that are no checkpoint, and damaged ones', () => {
    if (!engine) throw new Error('not built');
    engine.configure({});
    engine.create();
    const good = engine.save();
    const refused = (bytes: Uint8Array) => expectTold(refusalOf((asked) => asked.load(bytes)));
    const edited = (from: string, to: string) => {
      const text = new TextDecoder('latin1').decode(good).replace(from, to);
      return Uint8Array.from(text, (character) => character.charCodeAt(0));
    };
    refused(new Uint8Array(3));
    refused(new Uint8Array(64).fill(255));
    refused(good.subarray(0, good.length - 4));
    refused(edited('"degree":"3"', '"degree":"9"'));
    refused(edited('"degree":"3"', '"dagree":"3"'));
    refused(edited('"format":"p', '"format":"q'));
    refused(edited('F32', 'I32'));
    expect(engine.progress().step).toBe(0);
  });

  it('a hand where none can be given, and memory that cannot be had', () => {
    if (!engine) throw new Error('not built');
    engine.configure({ objective: 'teacherless' });
    engine.create();
    engine.graph(0);
    expectTold(refusalOf((asked) => asked.decode(1)));
    const huge = { layers: '12', width: '1024', batch: '4096', labels: '512', degree: '20', path_length: '20' };
    engine.configure({ ...huge, heads: '16', mlp_ratio: '4' });
    expectTold(refusalOf((asked) => asked.create()));
  });
});

describe('a reason in words', () => {
  afterEach(() => {
    locale.value = 'en';
    vi.resetModules();
    vi.doUnmock('./refusals/english');
  });

  /* Each time a page that has fetched nothing. */
  const page = async () => {
    const { inWords } = await import('./refusal');
    const { locale: language } = await import('../../text/say');
    return { inWords, language };
  };
  const degree: Reason = { id: 'TEXT_NOT_INTEGER', within: '', fields: ['degree'], arguments: [1, 20, '$&"99'] };

  it('is fetched for the language in use, and follows it', async () => {
    const { inWords, language } = await page();
    expect(inWords(degree)).toBe('…');
    await vi.waitFor(() => expect(inWords(degree)).toBe('degree must be an integer in 1..20, not "$&"99"'));
    language.value = 'zh';
    expect(inWords(degree)).toBe('…');
    await vi.waitFor(() =>
      expect(inWords(degree)).toBe('“度（臂数）”（degree）必须是 1 到 20 之间的整数，而不是“$&"99”'),
    );
    /* A list, and a refusal within another. */
    const choice = { id: 'TEXT_NOT_CHOICE', within: 'METADATA', fields: ['layout'], arguments: ['a, b, c', 'd'] };
    expect(inWords(choice)).toBe('检查点的 __metadata__：“词元布局”（layout）必须是 a、b 或 c，而不是“d”');
    expect(english.tell(choice)).toBe('__metadata__: layout must be a, b or c, not "d"');
  });

  it('has its id and fields where the sentences do not come, or have none of it', async () => {
    vi.doMock('./refusals/english', () => {
      throw new Error('offline');
    });
    const offline = await page();
    await vi.waitFor(() => expect(offline.inWords(degree)).toBe('TEXT_NOT_INTEGER: degree, 1, 20, $&"99'));
    expect(offline.inWords(reasonOf('NOT_STARTED'))).toBe(messages.NOT_STARTED?.en);
    vi.doUnmock('./refusals/english');
    vi.resetModules();
    const { inWords } = await page();
    for (const id of ['OF_A_LATER_VERSION', 'constructor'])
      await vi.waitFor(() => expect(inWords(reasonOf(id, 7))).toBe(`${id}: 7`));
  });

  it('stays as it is where it is a text of the browser, or kept by an earlier version', async () => {
    const { inWords, language } = await page();
    expect(inWords('unreachable')).toBe('unreachable');
    language.value = 'zh';
    expect(inWords('unreachable')).toBe('引擎的原话：unreachable');
  });
});
