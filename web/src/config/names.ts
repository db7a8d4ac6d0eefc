/* What people read for a name of the core's. */
import { say } from '../text/say';
import { NAMES } from './words';

/** "teacher_forcing" -> "Teacher forcing", in the page's language where it has a name there. */
export function nameOf(name: string): string {
  const known = NAMES[name];
  if (known) return say(known);
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
