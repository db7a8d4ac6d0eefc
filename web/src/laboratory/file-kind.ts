/* What a file is, by what is in it; or why it is nothing that can be used here. */
import type { Both } from '../text/say';
import { problems } from './words';

export type Recognised =
  | { readonly kind: 'checkpoint'; readonly bytes: Uint8Array<ArrayBuffer>; readonly objective: string }
  | { readonly kind: 'config'; readonly text: string }
  | { readonly kind: 'graphs'; readonly lines: readonly string[]; readonly size: GraphSize | null }
  | { readonly kind: 'nothing'; readonly problem: Both };

/** Bytes a file may have, and lines one of graphs: what a tab can still take in without a long wait. */
export const MOST = { bytes: 256e6, config: 1e6, graphs: 16e6, lines: 20_000 } as const;

const nothing = (problem: Both): Recognised => ({ kind: 'nothing', problem });

export function recognise(name: string, bytes: Uint8Array<ArrayBuffer>): Recognised {
  const ending = /\.(\w+)$/.exec(name.toLowerCase())?.[1] ?? '';
  if (bytes.length === 0) return nothing(problems.empty);
  if (ending === 'safetensors' || bytes[8] === 0x7b)
    return { kind: 'checkpoint', bytes, objective: objectiveIn(bytes) };
  const text = textOf(bytes.length > MOST.graphs ? bytes.slice(0, MOST.graphs) : bytes);
  if (text === null) return nothing(ending === 'json' || ending === 'txt' ? problems.noText : problems.unknown);
  if (text.trim() === '') return nothing(problems.blank);
  if (ending === 'json' || /^\s*[{[]/.test(text))
    return bytes.length > MOST.config ? nothing(problems.configTooLarge(MOST.config)) : { kind: 'config', text };
  if (ending !== 'txt' && !/^[\d,|]+\/\d+,\d+=[\d,]+\s*$/m.test(text)) return nothing(problems.unknown);
  const lines = text.split('\n').map((line) => line.trim());
  while (lines.at(-1) === '') lines.pop();
  if (bytes.length > MOST.graphs || lines.length > MOST.lines) return nothing(problems.tooManyGraphs(MOST.lines));
  return { kind: 'graphs', lines, size: sizeOf(lines) };
}

/* Null where the bytes are no text. */
function textOf(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/* What a checkpoint's header says that it was trained with; '' where it says nothing readable. The core judges the file. */
function objectiveIn(bytes: Uint8Array<ArrayBuffer>): string {
  if (bytes.length < 8) return '';
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > BigInt(bytes.length - 8)) return '';
  try {
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + Number(length))));
    const objective: unknown = Reflect.get(Object(Reflect.get(Object(header), '__metadata__')), 'objective');
    return typeof objective === 'string' ? objective : '';
  } catch {
    return '';
  }
}

export interface GraphSize {
  readonly degree: number;
  readonly length: number;
  /** One more than the greatest label of all lines. */
  readonly labels: number;
}

/* The size of the first graph, as far as it can be read; the core judges the lines. */
function sizeOf(lines: readonly string[]): GraphSize | null {
  const match = /^([\d,|]+)\/(\d+),\d+=([\d,]+)$/.exec(lines[0] ?? '');
  const [, edges = '', start = '', path = ''] = match ?? [];
  if (!match) return null;
  const degree = edges.split('|').filter((edge) => edge.startsWith(`${start},`)).length;
  const greatest = lines.reduce((most, line) => Math.max(most, greatestIn(line)), 0);
  return { degree, length: path.split(',').length, labels: 1 + greatest };
}

/* By character codes: files are long, and a list of their numbers would be longer. */
function greatestIn(line: string): number {
  let greatest = 0;
  let value = 0;
  for (let index = 0; index < line.length; index++) {
    const digit = line.charCodeAt(index) - 48;
    value = digit >= 0 && digit <= 9 ? 10 * value + digit : 0;
    if (value > greatest) greatest = value;
  }
  return greatest;
}
