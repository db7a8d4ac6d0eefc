/* The names and help texts against what the built core says of itself. */
import { describe, expect, it } from 'vitest';
import { builtEngine } from '../../engine/worker/built-module';
import { NAMES, PRESETS } from '../../state/config/words';
import { HELP } from './help';

const engine = await builtEngine();
const description = engine?.describe();
const options = description?.options ?? [];

describe.skipIf(!engine)('what the core describes (skipped: web/public/engine/pathstar.wasm is not built)', () => {
  it('has options', () => expect(options.length).toBeGreaterThan(30));

  it.each(options)('$name has a name and the core’s help text', ({ name, group, help }) => {
    expect(NAMES).toHaveProperty(name);
    expect(NAMES).toHaveProperty(group);
    expect(HELP[name]?.en).toBe(help);
  });

  it.each(options.flatMap((option) => (option.type === 'choice' ? option.choices : [])))(
    'choice %s has a name',
    (name) => expect(NAMES).toHaveProperty(name),
  );

  const numbersOf = (text: string) => new Set(text.match(/\d[\d,]*(\.\d+)?/g));

  it.each(description?.presets ?? [])(
    'preset $name has a Chinese title, and the numbers of the core’s note',
    (preset) => {
      const known = PRESETS[preset.name];
      expect(known?.title(preset.title).zh).toMatch(/\p{Script=Han}/u);
      expect(numbersOf(known?.note(preset.note).zh ?? '')).toEqual(numbersOf(preset.note));
    },
  );
});
