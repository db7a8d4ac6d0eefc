/* The refusals of the built core, and of what runs it, in Chinese: none falls through, every number survives. */
import { describe, expect, it } from 'vitest';
import { messages } from '../../engine/page/words';
import { builtEngine } from '../../engine/worker/built-module';
import { type Engine, Refusal } from '../../engine/worker/module';
import { inChinese } from './refusal-patterns';

const CHINESE = /\p{Script=Han}/u;

const engine = await builtEngine();

const numbersIn = (text: string) => (text.match(/\d+/g) ?? []).map(Number).sort((a, b) => a - b);

/** What the engine says to that; fails where it does not refuse. */
function refusalOf(act: (engine: Engine) => void): string {
  if (!engine) throw new Error('not built');
  try {
    act(engine);
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal.message;
    throw refusal;
  }
  throw new Error('the engine did not refuse');
}

/* The numbers that the Chinese has must be the sentence's own; a product it spells out may be left out. */
function expectTranslated(sentence: string): void {
  const chinese = inChinese(sentence);
  expect(chinese, sentence).toMatch(CHINESE);
  const own = numbersIn(sentence);
  for (const number of numbersIn(chinese ?? '')) expect(own, `${sentence} -> ${chinese}`).toContain(number);
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
  ])('%j', (settings) => expectTranslated(refusalOf((asked) => asked.configure(settings))));

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
    expectTranslated(
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
    const refused = (bytes: Uint8Array) => expectTranslated(refusalOf((asked) => asked.load(bytes)));
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
    expectTranslated(refusalOf((asked) => asked.decode(1)));
    const huge = { layers: '12', width: '1024', batch: '4096', labels: '512', degree: '20', path_length: '20' };
    engine.configure({ ...huge, heads: '16', mlp_ratio: '4' });
    expectTranslated(refusalOf((asked) => asked.create()));
  });
});

describe('what the core says later, or its other architectures', () => {
  it.each([
    'goals must be in 1..3, not 4: degree 3 makes so many',
    'the run diverged at step 12: its loss is not finite. It has its weights of step 11. A smaller learning_rate, or clip = 1, may help',
    'a model of this architecture has no attention to look at',
    'graphs = 9999 is outside 1..128, the batch',
    'arm 7 is outside 0..2, the arms of this graph',
    'the weights of step 75 are not kept',
    'the weights of step 75 cannot be looked at: there is no memory for a second model',
    'The training module stopped: unreachable. Reset to start again.',
    'there is no line to read',
    '__metadata__: graphs must be 16 hexadecimal digits, not "12"',
    'these graphs (digest 1234) are not those that the run has been trained on (digest 5678)',
    'the run is trained on given graphs (digest 1234): it must be given them again before it goes on',
    'beta1 must be a number in 0..0.9999999 of at most nine significant digits, not 0.12345678901',
    ...Object.values(messages).map(({ en }) => en),
  ])('%s', expectTranslated);

  it('is not made up where it is not known', () => {
    expect(inChinese('something new')).toBeNull();
    expect(inChinese('constructor')).toBeNull();
  });

  it('names a field as the form does', () => {
    expect(inChinese('degree must be an integer in 1..20, not "99"')).toBe(
      '“度（臂数）”（degree）必须是 1 到 20 之间的整数，而不是“99”',
    );
  });
});
