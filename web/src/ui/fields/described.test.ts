/* The names and help texts against what the built core says of itself. */
import { describe, expect, it } from 'vitest';
import { exhibitOf } from '../../engine/shared/description';
import { builtEngine } from '../../engine/worker/built-module';
import { EXHIBIT } from '../../state/config/exhibit';
import { PRESETS } from '../../state/config/presets';
import { about, IDEAS, NAMES } from '../../state/config/words';
import { HELP } from './help';

const engine = await builtEngine();
const description = engine?.describe();
const options = description?.options ?? [];

/* The page's module has no texts to read: they are taken from where the core's program has them. */
const sources = import.meta.glob<string>('../../../../core/task/{config,presets}.c', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const core = Object.values(sources).join('\n');
const ENGLISH = String.raw`PS_ENGLISH\(((?:\s*"(?:[^"\\]|\\.)*")+)\s*\)`;
const plain = (texts = '') => texts.replaceAll(/"\s*"/g, '').trim().slice(1, -1);
const helps = new Map(
  [...core.matchAll(new RegExp(String.raw`(\w+)\),\s*"\w+",[^{}]*?${ENGLISH}\}`, 'g'))].map(
    ([, name = '', text]) => [name, plain(text)] as const,
  ),
);
const presets = new Map(
  [...core.matchAll(new RegExp(String.raw`\{"(\w+)",\s*${ENGLISH},\s*${ENGLISH},`, 'g'))].map(
    ([, name = '', title, note]) => [name, { title: plain(title), note: plain(note) }] as const,
  ),
);

describe.skipIf(!engine)('what the core describes (skipped: web/public/engine/pathstar.wasm is not built)', () => {
  it('has options', () => expect(options.length).toBeGreaterThan(30));

  it('has the default exhibit as its first preset', () =>
    expect(description && exhibitOf(description)).toEqual(EXHIBIT));

  it.each(options)('$name has a name and the core’s help text', ({ name, group }) => {
    expect(NAMES).toHaveProperty(name);
    expect(NAMES).toHaveProperty(group);
    expect(helps.get(name)).toBeTruthy();
    expect(HELP[name]?.en).toBe(helps.get(name));
  });

  it.each(options.flatMap((option) => (option.type === 'choice' ? option.choices : [])))(
    'choice %s has a name',
    (name) => expect(NAMES).toHaveProperty(name),
  );

  it.each(options.flatMap((o) => (o.type === 'choice' && o.name === 'objective' ? o.choices : [])))(
    'objective %s has a sentence beside its name',
    (name) => {
      expect(about).toHaveProperty([name, 'en']);
      expect(about).toHaveProperty([name, 'zh'], expect.stringMatching(/\p{Script=Han}/u));
    },
  );

  it('groups every objective once', () => {
    const objectives = options.flatMap((o) => (o.type === 'choice' && o.name === 'objective' ? o.choices : []));
    expect(IDEAS.flatMap(([, ...members]) => members).sort()).toEqual([...objectives].sort());
  });

  const numbersOf = (text: string) => new Set(text.match(/\d+(,\d{3})*(\.\d+)?/g));

  it.each(description?.presets ?? [])(
    'preset $name has the core’s words, and Chinese with the same numbers',
    ({ name }) => {
      const { title, note } = presets.get(name) ?? {};
      const known = PRESETS[name];
      expect(known?.title.en).toBe(title);
      expect(known?.title.zh).toMatch(/\p{Script=Han}/u);
      expect(known?.note.en).toBe(note);
      expect(numbersOf(known?.note.zh ?? '')).toEqual(numbersOf(note ?? ''));
    },
  );
});
