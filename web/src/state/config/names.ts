/* What people read for what the core names: in the page's language where it has a name there, else in the core's words. */
import { say } from '../../text/say';
import { NAMES } from './words';

/** "teacher_forcing" -> "Teacher forcing", "教师强制" */
export function nameOf(name: string): string {
  const known = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  if (known) return say(known);
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
