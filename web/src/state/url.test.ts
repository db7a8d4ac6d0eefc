import { expect, test } from 'vitest';
import { DEFAULTS as defaults, DESCRIPTION as description, PAGE } from './session.fixture';
import { BUDGET, type Page, readLink, SEEDS, usualRival, wholeNumber, withLesson, writeLink } from './url';

const [config = ''] = Object.values(
  import.meta.glob<string>('../../../core/task/config.c', { query: '?raw', import: 'default', eager: true }),
);

const page: Page = { ...PAGE, versus: ['two'] };

test('a page at its defaults has a bare address', () => {
  expect(writeLink(description, defaults, page)).toBe('');
});

test('what differs is written by option name and read back the same', () => {
  const config = { ...defaults, degree: 5, rope: true, learning_rate: 1e-7, objective: 'three' };
  const link = writeLink(description, config, { ...page, versus: ['one', 'two'], budget: 500, graph: 12 });
  expect(link).toBe('?degree=5&rope=true&learning_rate=1e-7&objective=three&versus=one,two&budget=500&graph=12');
  const read = readLink(link);
  expect(Object.fromEntries(read.entries)).toEqual({
    degree: '5',
    rope: 'true',
    learning_rate: '1e-7',
    objective: 'three',
  });
  expect(read.page).toEqual({ versus: ['one', 'two'], budget: 500, graph: 12 });
  expect(read.refused).toEqual([]);
});

test('a link without settings is to the exhibit, and one to the defaults says one of them', () => {
  const exhibit = { name: 'exhibit', title: '', note: '', config: { rope: true, degree: 4 } };
  const opened = { ...description, presets: [exhibit] };
  expect(writeLink(opened, { ...defaults, ...exhibit.config }, page)).toBe('');
  expect(writeLink(opened, { ...defaults, ...exhibit.config, seed: 5 }, page)).toBe('?degree=4&rope=true&seed=5');
  expect(writeLink(opened, defaults, { ...page, budget: 60 })).toBe('?degree=3&budget=60');
  expect(writeLink(opened, { ...defaults, degree: 4 }, page)).toBe('?degree=4');
});

test('what is asked and looked at is written and read back the same', () => {
  const own = '3,1|1,4|3,2|2,0/3,0=3,2,0';
  const asked: Partial<Page> = { own, accuracy: 'free', seeds: 3, within: 500 };
  const link = writeLink(description, defaults, { ...page, ...asked });
  expect(link).toBe('?own=3,1%7C1,4%7C3,2%7C2,0%2F3,0%3D3,2,0&view=free&seeds=3&within=500');
  const read = readLink(link);
  expect(read.page).toEqual(asked);
  expect(read.refused).toEqual([]);
});

test('what the page cannot take of a link is named, and the rest holds', () => {
  const { page: read, refused } = readLink(`?versus=a,b,c,d&view=both&own=${'1'.repeat(5000)}&seeds=101&within=0`);
  expect(refused.map(({ name }) => name)).toEqual(['versus', 'view', 'own', 'seeds', 'within']);
  expect(read).toEqual({ versus: ['a', 'b', 'c'], seeds: SEEDS.usual, within: null });
});

test('unknown and malformed keys go to the module, which says what is wrong with them', () => {
  expect(readLink('?degre=5&labels=&x').entries).toEqual([
    ['degre', '5'],
    ['labels', ''],
    ['x', ''],
  ]);
});

test('keys that trackers add to a link are passed over, and misspelt settings are not', () => {
  const tracked = [
    'fbclid',
    'gclid',
    'msclkid',
    'utm_source',
    'utm_medium',
    'mc_cid',
    'mc_eid',
    'ref',
    '_ga',
    'igshid',
  ];
  const read = readLink(`?${tracked.map((name) => `${name}=a1`).join('&')}&degre=5&refs=1`);
  expect(read.entries).toEqual([
    ['degre', '5'],
    ['refs', '1'],
  ]);
  expect(read.refused).toEqual([]);
  const options = [...config.matchAll(/\bFIELD\((\w+)\)/g)].map(([, name]) => name);
  expect(options).toContain('degree');
  for (const name of options) expect(readLink(`?${name}=1`).entries).toHaveLength(1);
});

test('of a key given twice no value is taken, and the link says so', () => {
  const read = readLink('?degree=2&labels=7&degree=4&budget=30&degree=2&lock=seed&lock=seed&utm_id=1&utm_id=2');
  expect(read.entries).toEqual([['labels', '7']]);
  expect(read.page).toEqual({ budget: 30 });
  expect(read.refused.map(({ name, value }) => `${name}=${value}`)).toEqual([
    'degree=2&degree=4&degree=2',
    'lock=seed&lock=seed',
  ]);
  for (const { name, message } of read.refused)
    expect(message).toHaveProperty('en', expect.stringContaining(`${name} is given twice`));
});

test.each(['-1', '1.5', '0', '1e3', '', '99999999999999999999', 'many'])(
  'budget=%s is refused with its range',
  (value) => {
    const { page: read, refused } = readLink(`?budget=${value}&graph=5`);
    expect(read).toEqual({ budget: BUDGET.usual, graph: 5 });
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ name: 'budget', value });
    expect(refused[0]?.message).toHaveProperty('en', expect.stringContaining('from 1 to 10,000,000'));
  },
);

test('a link has the parts of a lesson that are given, and keeps what it has of the others', () => {
  const link = () => new URLSearchParams('degree=5&hide=play&lock=seed&embed=race&lang=zh');
  expect(withLesson(link(), {})).toBe('?degree=5&hide=play&lock=seed&embed=race&lang=zh');
  expect(withLesson(link(), { hide: ['paper', 'watch'], lock: [], embed: null }, 'en')).toBe(
    '?degree=5&hide=paper,watch&lang=en',
  );
  expect(withLesson(new URLSearchParams(), { hide: [], lock: [] }, null)).toBe('');
});

test('a lesson’s link hides, locks and embeds, and what it names wrongly is said', () => {
  const lesson: Page = { ...page, hide: ['play', 'paper'], lock: ['seed', 'degree'], embed: 'race' };
  const link = writeLink(description, defaults, lesson, 'zh');
  expect(link).toBe('?hide=play,paper&lock=seed,degree&embed=race&lang=zh');
  const read = readLink(link);
  expect(read.page).toEqual({ hide: ['play', 'paper'], lock: ['seed', 'degree'], embed: 'race' });
  expect(read.entries).toEqual([]);
  const wrong = readLink('?hide=race,rice&embed=<script>&v=2');
  expect(wrong.page).toEqual({ hide: ['race'], embed: null });
  expect(wrong.refused.map(({ name, value }) => [name, value])).toEqual([
    ['hide', 'rice'],
    ['embed', '<script>'],
    ['v', '2'],
  ]);
});

test.each([
  ['15', { minutes: 15, step: 0 }],
  ['45.9', { minutes: 45, step: 9 }],
  ['90.11', { minutes: 90, step: 11 }],
] as const)('plan=%s opens a lesson plan, and is written back the same', (value, plan) => {
  const read = readLink(`?plan=${value}`);
  expect(read.page).toEqual({ plan });
  expect(read.refused).toEqual([]);
  expect(writeLink(description, defaults, { ...page, plan })).toBe(`?plan=${value}`);
});

test.each(['', '20', '15.0', '15.6', '45.1.2', '45.', '+15', '015', '1e1', '<script>'])(
  'plan=%s is refused, and told what there is',
  (value) => {
    const { page: read, refused } = readLink(`?plan=${value}&graph=5`);
    expect(read).toEqual({ plan: null, graph: 5 });
    expect(refused).toHaveLength(1);
    expect(refused[0]?.message).toHaveProperty(
      'en',
      expect.stringContaining('15, 45, 90, and their steps 15.1–15.5, '),
    );
  },
);

test('no more lanes than there are places', () => {
  expect(readLink('?versus=a,b,c,d').page.versus).toEqual(['a', 'b', 'c']);
});

test('the second lane has by default the objective after the default one', () => {
  expect(usualRival(description)).toBe('two');
});

test('whole numbers only, within the range', () => {
  expect(wholeNumber(' 12 ', 0, 20)).toBe(12);
  expect(wholeNumber('21', 0, 20)).toBeNull();
  expect(wholeNumber('0x10', 0, 20)).toBeNull();
});
