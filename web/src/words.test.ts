/* Every text of the page is there in both languages. The compiler demands both keys; this looks at what is in them. */
import { isValidElement } from 'preact';
import { describe, expect, it } from 'vitest';
import { HELP } from './ui/fields/help';
import { references } from './ui/references';

const modules = import.meta.glob<Readonly<Record<string, unknown>>>('./**/*words.{ts,tsx}', { eager: true });

/* Characters, and the marks of their own width that stand between them. */
const CHINESE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
/* Arguments for texts that are functions: numbers and strings both print. */
const SAMPLES = [2, 2, 2, 2, 2, 2];

function textOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(textOf).join(' ');
  if (isValidElement(value)) return textOf(Reflect.get(Object(value.props), 'children'));
  return '';
}

interface Entry {
  readonly name: string;
  readonly value: unknown;
}

function entriesOf(name: string, value: unknown): Entry[] {
  if (typeof value === 'function') return [{ name, value: value(...SAMPLES) }];
  if (typeof value !== 'object' || value === null || isValidElement(value)) return [];
  if ('en' in value || 'zh' in value) return [{ name, value }];
  return Object.entries(value).flatMap(([key, inner]) => entriesOf(`${name}.${key}`, inner));
}

/* Words that stand by what they are of. */
const others = { help: HELP, references };

const entries = Object.entries({ ...modules, others }).flatMap(([file, exported]) =>
  Object.entries(exported).flatMap(([name, value]) => entriesOf(`${file} ${name}`, value)),
);

/* One word a concept: what stands on the right of each is what the page says. */
const UNSAID: readonly (readonly [RegExp, string])[] = [
  [/None of two/, 'neither'],
  [/(went|go) the other way/, 'which prediction'],
  [/Hold fast|Put away|One back/, 'Lock, Close, Previous'],
  [/explains? (itself )?away/, 'what the teacher shows'],
  [/您/, '你'],
  [/第[ 0-9一二三四]+道/, '第 1 组'],
  [/尚未进行/, '还没玩'],
  [/准确率/, '正确率'],
  [/判定余量/, '决策间隔'],
  [/扫描/, '实验'],
];

describe('texts', () => {
  it('are found', () => {
    expect(entries.length).toBeGreaterThan(40);
  });

  it.each(entries)('$name is in both languages', ({ value }) => {
    const both = typeof value === 'object' && value !== null ? value : {};
    const english = textOf(Reflect.get(both, 'en'));
    const chinese = textOf(Reflect.get(both, 'zh'));
    expect(english.trim()).not.toBe('');
    expect(english).not.toMatch(CHINESE);
    expect(chinese).toMatch(CHINESE);
    expect(chinese).not.toMatch(/\d\s+%/);
    for (const [word, instead] of UNSAID)
      expect(`${english} ${chinese}`, `not ${word}, but ${instead}`).not.toMatch(word);
  });
});
