import type { Settings } from '../../engine/shared/description';
import { choosePreset, presetOf } from '../../state/adopt';
import { presetWords } from '../../state/config/presets';
import { type Fields, useFields } from '../../state/fields';
import { useSession } from '../../state/session';
import { say } from '../../text/say';
import { nodesOf } from '../../ui/graph/layout';
import { words } from './words';

/* What each clickable phrase of words.prose sets. */
const PHRASES: Readonly<Record<string, Settings>> = {
  two_arms: { degree: '2' },
  five_arms: { degree: '5' },
  five_long: { path_length: '5' },
  paper_layout: { layout: 'paper', positions: 'learned' },
  mamba: { architecture: 'mamba' },
  adamw: { optimizer: 'adamw' },
  fixed_set: { train_graphs: '1000' },
  positions: { positions: 'learned' },
  larger: { init: 'fan_in' },
  mlp: { mlp_ratio: '4' },
};

/** Settings as sentences: what is underlined can be clicked, and once more to undo it. */
export function Phrases() {
  const session = useSession();
  const presets = session.engine.description.value?.presets ?? [];
  const parts = say(words.prose).split(/\{(\w+):([^}]+)\}/);
  return (
    <div class="phrases">
      <p>
        {say(words.startFrom)}{' '}
        {presets.map((preset, index) => (
          <span key={preset.name}>
            {index > 0 && ' · '}
            <button
              type="button"
              aria-pressed={presetOf(session)?.name === preset.name}
              onClick={() => choosePreset(session, preset)}
            >
              {presetWords(preset).title}
            </button>
          </span>
        ))}
      </p>
      <p>
        {parts.map((part, index) => {
          if (index % 3 === 0) return part.slice(index === 0 ? 0 : stopAt(part).length);
          if (index % 3 === 2) return null;
          /* No line begins with the punctuation after a phrase. */
          return (
            <span class="kept" key={part}>
              <Phrase name={part} words={parts[index + 1] ?? ''} />
              {stopAt(parts[index + 2] ?? '')}
            </span>
          );
        })}
      </p>
    </div>
  );
}

/* The punctuation that a text begins with. */
const stopAt = (text: string) => /^[,.;，。；、]*/.exec(text)?.[0] ?? '';

function Phrase({ name, words: text }: { readonly name: string; readonly words: string }) {
  const { lesson } = useSession();
  const fields = useFields();
  const settings = Object.entries(PHRASES[name] ?? {});
  const on = settings.every(([option, value]) => fields.text(option) === value);
  const locked = settings.some(([option]) => lesson.isLocked(option));
  return (
    <button
      type="button"
      aria-pressed={on}
      aria-disabled={locked}
      onClick={() => {
        if (locked) return;
        for (const [option, value] of settings) take(fields, option, on ? null : value);
      }}
    >
      {text}
    </button>
  );
}

/* Null: back to the default. Labels that were just enough for the graph stay so; more of them stay as they are. */
function take(fields: Fields, name: string, value: string | null): void {
  const needed = () => nodesOf(Number(fields.text('degree')), Number(fields.text('path_length')));
  const before = needed();
  const labels = Number(fields.text('labels'));
  if (value === null) fields.reset(name);
  else fields.set(name, value);
  const after = needed();
  if (after !== before) fields.set('labels', String(labels === before ? after : Math.max(labels, after)));
}
