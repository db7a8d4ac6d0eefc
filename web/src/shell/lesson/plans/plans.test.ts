/* Every plan holds: its time, its links, its figures and its two languages. */
import { describe, expect, it } from 'vitest';
import { exhibitOf } from '../../../engine/shared/description';
import { builtEngine } from '../../../engine/worker/built-module';
import { isChapter } from '../../../state/chapters';
import { MINUTES, STEPS } from '../../../state/plan';
import { PAGE } from '../../../state/session.fixture';
import { readLink, usualRival, writeLink } from '../../../state/url';
import type { Both } from '../../../text/say';
import { type Figures, figuresOf } from './figures';
import type { Text } from './plan';
import { plans } from './plans';
import { EDGES, PUZZLE } from './puzzle';

const { specs } = await import('virtual:committed');
const committed = figuresOf(specs);
const engine = await builtEngine();

/* In place of every figure its name, so that it can be found in a text. */
const named = (path: string): Figures =>
  new Proxy(Object.create(null), {
    get: (_, key) =>
      key === Symbol.toPrimitive ? () => `⟦${path}⟧` : named(path ? `${path}.${String(key)}` : String(key)),
  });

const all = MINUTES.map((minutes) => plans[minutes]);

const textsOf = (plan: (typeof all)[number]): readonly (readonly [where: string, text: Text])[] => [
  ...[...plan.before, ...plan.needs, ...plan.aims, ...plan.otherwise].map((text, i) => [`fact ${i}`, text] as const),
  ...plan.steps.flatMap(({ title, does, asks, sees }, i) =>
    [title, ...does, ...asks, ...sees].map((text, j) => [`step ${i + 1}, ${j}`, text] as const),
  ),
  ...plan.questions.flatMap(({ asks, answer, grid, filled }, i) =>
    [asks, answer, ...(grid?.head ?? []), ...(grid?.rows ?? []), ...(filled?.flat() ?? [])].map(
      (text, j) => [`question ${i + 1}, ${j}`, text] as const,
    ),
  ),
];
const entries = all.flatMap((plan) =>
  textsOf(plan).map(([where, text]) => ({ name: `${plan.minutes} minutes, ${where}`, text })),
);
function told(text: Text, figures: Figures): Both {
  const { en, zh } = typeof text === 'function' ? text(figures) : text;
  /* A text may be a figure and nothing else. */
  return { en: `${en}`, zh: `${zh}` };
}

/* Names of the page's controls, and what stands between quotation marks in what the teacher does. */
const modules = import.meta.glob<Readonly<Record<string, unknown>>>('../../../**/*words.{ts,tsx}', { eager: true });
function labelsOf(value: unknown): string[] {
  if (typeof value === 'function') return labelsOf(value('10', '10', '10', '10'));
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null && !('props' in value)
    ? Object.values(value).flatMap(labelsOf)
    : [];
}
const sources = import.meta.glob<string>('../../../chapters/*/*.tsx', {
  eager: true,
  query: '?raw',
  import: 'default',
});

describe.each(all)('the plan of $minutes minutes', (plan) => {
  it('takes them, step by step', () => {
    expect(plan.steps.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(plan.minutes);
    expect(plan.steps.every(({ minutes }) => Number.isInteger(minutes) && minutes > 0)).toBe(true);
    expect(plan.steps).toHaveLength(STEPS[plan.minutes]);
  });

  it('asks and expects something in each step, and has a worksheet', () => {
    for (const { does, asks, sees } of plan.steps)
      expect(Math.min(does.length, asks.length, sees.length)).toBeGreaterThan(0);
    expect(plan.questions.length).toBeGreaterThan(4);
    for (const { lines, grid, filled } of plan.questions) {
      expect(lines > 0 || grid !== undefined).toBe(true);
      if (filled) expect(filled.map((row) => row.length)).toEqual(grid?.rows.map(() => grid.head.length - 1));
    }
  });

  it.each(plan.steps)('opens $opens, which the page takes as it stands, at a part that is there', ({ opens, part }) => {
    const [query = '', chapter = ''] = opens.split('#');
    expect(readLink(query).refused).toEqual([]);
    expect(isChapter(chapter)).toBe(true);
    if (part === undefined) return;
    const written = Object.entries(sources).flatMap(([path, text]) => (path.includes(`/${chapter}/`) ? [text] : []));
    const fold = part.replace(/-folded$/, '');
    const expected = fold === part ? `id="${part}"` : `<Fold id="${fold}"`;
    expect(written.some((text) => text.includes(expected))).toBe(true);
  });

  it.skipIf(!engine).each([...new Set(plan.steps.map(({ opens }) => opens.split('#')[0] ?? ''))])(
    'opens settings that the engine takes: “%s” (skipped: web/public/engine/pathstar.wasm is not built)',
    (query) => {
      if (!engine) throw new Error('not built');
      const description = engine.describe();
      const read = readLink(query);
      const set = Object.fromEntries(read.entries);
      engine.configure(read.entries.length > 0 ? set : exhibitOf(description));
      const page = { ...PAGE, versus: [usualRival(description)], ...read.page };
      expect(writeLink(description, engine.config(), page)).toBe(query);
      for (const objective of page.versus) engine.configure({ ...set, objective });
    },
  );

  it('speaks of steps and questions that there are, in both languages of the same', () => {
    for (const [where, text] of textsOf(plan)) {
      const { en, zh } = told(text, named(''));
      const stepsIn = [...en.matchAll(/\b[Ss]teps? (\d+)/g)].map(([, step]) => Number(step));
      const questionsIn = [...en.matchAll(/\b[Qq]uestions? (\d+)/g)].map(([, question]) => Number(question));
      expect(Math.max(0, ...stepsIn), where).toBeLessThanOrEqual(plan.steps.length);
      expect(Math.max(0, ...questionsIn), where).toBeLessThanOrEqual(plan.questions.length);
      for (const step of stepsIn) expect(zh, where).toMatch(new RegExp(`第 ${step}\\D.*?步`));
      for (const question of questionsIn) expect(zh, where).toMatch(new RegExp(`第 ${question}\\D.*?题`));
    }
  });
});

describe('the texts of the plans', () => {
  it('quote figures that the committed results have', () => expect(committed).not.toBeNull());

  it.each(entries)('$name: is in both languages, with the same figures', ({ text }) => {
    const { en, zh } = told(text, named(''));
    const figuresIn = (said: string) => (said.match(/⟦.*?⟧/g) ?? []).toSorted();
    expect(en.trim()).not.toBe('');
    expect(figuresIn(zh)).toEqual(figuresIn(en));
    expect(en).not.toMatch(/[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u);
    /* A number is the same in both. */
    if (/\p{Letter}{2}/u.test(en.replaceAll(/⟦.*?⟧/g, ''))) expect(zh).toMatch(/\p{Script=Han}/u);
    if (!committed) throw new Error('no figures');
    const said = told(text, committed);
    expect(`${said.en} ${said.zh}`).not.toMatch(/NaN|Infinity|undefined|not measured|\[object/);
  });

  const labels = new Set(Object.values(modules).flatMap(labelsOf));
  const does = all.flatMap((plan) => [...plan.needs, ...plan.steps.flatMap((step) => step.does)]);
  it.each(does.map((text) => told(text, named(''))).filter(({ en }) => en.includes('“')))(
    'name controls of the page: $en',
    ({ en, zh }) => {
      for (const said of [en, zh])
        for (const [, label = ''] of said.matchAll(/“(.+?)”/g)) {
          /* The horse, and its questioner’s face, are none. */
          if (label !== '聪明的汉斯') expect(labels).toContain(label);
        }
    },
  );

  it('are never typed figures: no share stands in them but through the results', () => {
    for (const { name, text } of entries) {
      const typed = told(text, named('')).en.match(/\d[\d.,]*\s*%/g) ?? [];
      expect(
        typed.filter((share) => !['95 %', '100 %'].includes(share)),
        name,
      ).toEqual([]);
    }
  });
});

describe('the puzzle of the worksheets', () => {
  it('has every edge of its star, in another order, and no other', () => {
    const edges = PUZZLE.arms.flatMap((arm) => arm.slice(1).map((node, at) => `${arm[at]} ${node}`));
    const written = EDGES.map(([from, to]) => `${from} ${to}`);
    expect(written.toSorted()).toEqual(edges.toSorted());
    expect(written).not.toEqual(edges);
    expect(PUZZLE.arms[PUZZLE.goal_arm]?.at(-1)).toBe(PUZZLE.goal);
  });
});
