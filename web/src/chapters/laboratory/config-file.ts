/* A config file: one JSON object of setting names and values, as the program's --config reads it. */
import type { Description } from '../../engine/shared/description';
import type { Refused } from '../../state/url';
import type { Both } from '../../text/say';
import { problems } from './words';

export type ConfigFile =
  | { readonly entries: readonly (readonly [string, string])[]; readonly refused: readonly Refused[] }
  | { readonly problem: Both };

/** Entries for the module to judge, and those that need no judge. A file of metrics has its config inside. */
export function readConfig(text: string, description: Description): ConfigFile {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (failure) {
    return { problem: problems.noJson(failure instanceof Error ? failure.message : String(failure)) };
  }
  const twin = twinKey(text);
  if (twin !== null) return { problem: problems.twice(twin) };
  const lost = lostNumber(text);
  if (lost !== null) return { problem: problems.tooSmall(lost) };
  if (!isObject(read)) return { problem: problems.noObject };
  const object = !isOption(description, Object.keys(read)) && isObject(read.config) ? read.config : read;
  const entries: (readonly [string, string])[] = [];
  const refused: Refused[] = [];
  for (const [name, value] of Object.entries(object)) {
    const written = typeof value === 'string' ? value : JSON.stringify(value);
    if (!isOption(description, [name])) refused.push({ name, value: written, message: problems.noSetting });
    else if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      refused.push({ name, value: written, message: problems.noValue });
    else entries.push([name, String(value)]);
  }
  return entries.length + refused.length === 0 ? { problem: problems.noSettings } : { entries, refused };
}

/* The first key that an object of a JSON text has twice, of which JSON.parse() takes the last. */
function twinKey(text: string): string | null {
  const within: Set<string>[] = [];
  for (const [token, string, isKey] of text.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}[\]]/g))
    if (string === undefined) {
      if (token === '{' || token === '[') within.push(new Set());
      else within.pop();
    } else if (isKey) {
      /* As it reads: a letter may be written as its number. */
      const key = String(JSON.parse(string));
      if (within.at(-1)?.has(key)) return key;
      within.at(-1)?.add(key);
    }
  return null;
}

/* The first number of a JSON text that JSON.parse() makes 0 of though it is not. */
function lostNumber(text: string): string | null {
  const numbers = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""').match(/-?\d[\d.]*(?:e[-+]?\d+)?/gi) ?? [];
  return numbers.find((number) => Number(number) === 0 && /^[-0.]*[1-9]/.test(number)) ?? null;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isOption = ({ options }: Description, names: readonly string[]) =>
  names.some((name) => options.some((option) => option.name === name));
