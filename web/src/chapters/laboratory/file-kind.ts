/* What a file is, by what is in it; or why it is nothing that can be used here. */
import { RECORDING_MOST, saysRecording } from '../../state/recording/recording';
import { saysResults } from '../../state/sweep/format';
import type { Both } from '../../text/say';
import { problems } from './words';

export type Recognised =
  | { readonly kind: 'checkpoint'; readonly bytes: Uint8Array<ArrayBuffer>; readonly objective: string }
  | { readonly kind: 'config'; readonly text: string }
  | { readonly kind: 'results'; readonly text: string }
  | { readonly kind: 'recording'; readonly text: string }
  | { readonly kind: 'graphs'; readonly lines: readonly string[]; readonly size: GraphSize | null }
  | { readonly kind: 'nothing'; readonly problem: Both };

/** Bytes a file may have, and lines one of graphs: what a tab can still take in without a long wait. */
export const MOST = { bytes: 256e6, config: 1e6, results: 8e6, header: 4e6, graphs: 16e6, lines: 20_000 } as const;

/** Bytes of text read at a time: a few milliseconds, so that no frame waits for a large file. */
export const SLICE = 1 << 19;

const nothing = (problem: Both): Recognised => ({ kind: 'nothing', problem });
const otherWork = () => new Promise<void>((resume) => setTimeout(resume));

/** `between` slices the page may do other things. */
export async function recognise(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  between: () => Promise<void> = otherWork,
): Promise<Recognised> {
  const ending = /\.(\w+)$/.exec(name.toLowerCase())?.[1] ?? '';
  if (bytes.length === 0) return nothing(problems.empty);
  if (isCheckpoint(ending, bytes)) return { kind: 'checkpoint', bytes, objective: metadataIn(bytes, 'objective') };
  const noText = nothing(ending === 'json' || ending === 'txt' ? problems.noText : problems.unknown);
  const head = textOf(bytes.subarray(0, SLICE), bytes.length > SLICE);
  if (head === null) return noText;
  if (ending === 'json' ? head.trim() !== '' : /^\s*[{[]/.test(head)) {
    const results = saysResults(head);
    const recording = saysRecording(head);
    if (recording && bytes.length > RECORDING_MOST) return nothing(problems.recordingTooLarge(RECORDING_MOST));
    if (!results && isLineOfResults(head)) return nothing(problems.linesOfResults);
    if (!results && bytes.length > MOST.config) return nothing(problems.configTooLarge(MOST.config));
    if (bytes.length > MOST.results) return nothing(problems.resultsTooLarge(MOST.results));
    const text = textOf(bytes);
    if (text === null) return noText;
    return { kind: recording ? 'recording' : results ? 'results' : 'config', text };
  }
  const known = ending === 'txt' || head.trim() === '' || /^[\d,|]+\/\d+,\d+=[\d,]+\s*$/m.test(head);
  if (!known) return nothing(problems.unknown);
  if (bytes.length > MOST.graphs) return nothing(problems.tooManyGraphs(MOST.lines));
  return graphsIn(bytes, noText, between);
}

/* A line of results.jsonl, which a sweep's folder has: a run with its budget and its end. */
const isLineOfResults = (text: string): boolean => /^\{"id":"[^"]*".*"budget":/.test(text);

/* What is named as text is text; anything else is a checkpoint if it begins as one: a length, and that much JSON. */
function isCheckpoint(ending: string, bytes: Uint8Array<ArrayBuffer>): boolean {
  if (ending === 'safetensors') return true;
  return ending !== 'json' && ending !== 'txt' && bytes[8] === 0x7b && headerOf(bytes) !== null;
}

async function graphsIn(
  bytes: Uint8Array<ArrayBuffer>,
  noText: Recognised,
  between: () => Promise<void>,
): Promise<Recognised> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const lines: string[] = [];
  let greatest = 0;
  let unended = '';
  for (let from = 0; from < bytes.length; from += SLICE) {
    const more = from + SLICE < bytes.length;
    const text = textOf(bytes.subarray(from, from + SLICE), more, decoder);
    if (text === null) return noText;
    const ended = (unended + text).split('\n');
    unended = more ? (ended.pop() ?? '') : '';
    for (const line of ended) {
      lines.push(line.trimEnd());
      greatest = Math.max(greatest, greatestIn(line));
    }
    if (more) await between();
  }
  while (lines.at(-1) === '') lines.pop();
  if (lines.length === 0) return nothing(problems.blank);
  if (lines.length > MOST.lines) return nothing(problems.tooManyGraphs(MOST.lines));
  return { kind: 'graphs', lines, size: sizeOf(lines[0] ?? '', greatest) };
}

/* Null where the bytes are no text; of text that goes on, a character may be cut. */
function textOf(bytes: Uint8Array, goesOn = false, decoder = new TextDecoder('utf-8', { fatal: true })): string | null {
  if (bytes.includes(0)) return null;
  try {
    return decoder.decode(bytes, { stream: goesOn });
  } catch {
    return null;
  }
}

/* A checkpoint's header; null where the file cannot have one of such a length. */
function headerOf(bytes: Uint8Array<ArrayBuffer>): Uint8Array | null {
  if (bytes.length < 8) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  return length > BigInt(Math.min(bytes.length - 8, MOST.header)) ? null : bytes.subarray(8, 8 + Number(length));
}

/** What a checkpoint's header says of its run: "objective", "step"; '' where it says nothing readable. The core judges the
 * file. */
export function metadataIn(bytes: Uint8Array<ArrayBuffer>, name: string): string {
  const written = headerOf(bytes);
  if (written === null) return '';
  try {
    const header: unknown = JSON.parse(new TextDecoder().decode(written));
    const said: unknown = Reflect.get(Object(Reflect.get(Object(header), '__metadata__')), name);
    return typeof said === 'string' ? said : '';
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
function sizeOf(first: string, greatest: number): GraphSize | null {
  const match = /^([\d,|]+)\/(\d+),\d+=([\d,]+)$/.exec(first);
  const [, edges = '', start = '', path = ''] = match ?? [];
  if (!match) return null;
  const degree = edges.split('|').filter((edge) => edge.startsWith(`${start},`)).length;
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
