/* What people read for what the core names: in the page's language where it has a name there, else in the core's words. */
import type { Preset } from '../../engine/shared/description';
import { say } from '../../text/say';
import { NAMES, PRESETS } from './words';

/** "teacher_forcing" -> "Teacher forcing", "教师强制" */
export function nameOf(name: string): string {
  const known = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  if (known) return say(known);
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A preset's title and what was measured with it. */
export function presetWords({ name, title, note }: Preset): { readonly title: string; readonly note: string } {
  const known = Object.hasOwn(PRESETS, name) ? PRESETS[name] : undefined;
  return known ? { title: say(known.title(title)), note: say(known.note(note)) } : { title, note };
}
