/* The names and help texts against what the built core says of itself. */
import { describe, expect, it } from 'vitest';
import { builtEngine } from '../engine/built-module';
import { HELP } from './help';
import { NAMES, PRESETS } from './words';

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

  it.each(description?.presets ?? [])('preset $name has the core’s title and note', ({ name, title, note }) => {
    expect(PRESETS[name]?.title.en).toBe(title);
    expect(PRESETS[name]?.note.en).toBe(note);
  });
});
