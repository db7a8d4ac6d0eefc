/* Recordings as the page reads them. The file may come from anywhere: see ../sweep/part.ts. */
import { type Config, type Description, type Graph, numberOf } from '../../engine/shared/description';
import { byPosition, measurements } from '../../engine/shared/measurements';
import type { Reason } from '../../engine/shared/reason';
import type { Both } from '../../text/say';
import { configIn, isList, isNumber, isObject, type Json, Part, readJson, refusal } from '../sweep/part';
import { places as filePlaces, demands as usual } from '../sweep/words';
import { quantisedLength } from './quantised';
import { FORMAT, type Moment, type Recording, STOPS, type Walk } from './recording';
import { demands, places } from './words';

/** The most that is read of a file. */
export const MOST = { evaluations: 1000, moments: 64, shown: 8, steps: 1e9 } as const;

/** A recording whose graphs are still lines. */
type Told = Omit<Recording, 'shown'> & { readonly shown: readonly string[] };

/** The held-out graph of that index with those settings, or why there is none. */
export type GraphOf = (config: Config, index: number) => Promise<Graph | { readonly refusal: Reason }>;

/** Reads the text of a file; `problem` or `refusal` is why it cannot be used. */
export async function readRecording(
  text: string,
  description: Description,
  graphOf: GraphOf,
): Promise<Recording | { readonly problem: Both } | { readonly refusal: Reason }> {
  const told = readJson(text, (json) => recordingOf(json, description));
  if ('problem' in told) return told;
  const shown: Graph[] = [];
  for (const [index, line] of told.shown.entries()) {
    const graph = await graphOf(told.config, index);
    if ('refusal' in graph) return graph;
    if (graph.text !== line) return { problem: refusal(filePlaces.file, 'shown', demands.graph(graph.text)) };
    shown.push(graph);
  }
  return attentionFits({ ...told, shown });
}

function recordingOf(json: unknown, description: Description): Told {
  const file = new Part(isObject(json) ? json : {}, filePlaces.file);
  if (file.at('format') !== FORMAT) file.refuse('format', usual.format(FORMAT));
  const config = configIn(file, file.object('config').json, description);
  const length = numberOf(config, 'path_length');
  const every = wholeIn(file, 'evaluate_every', 0, MOST.steps);
  const graphs = wholeIn(file, 'graphs', 1, MOST.steps);
  const unhandable = matchIn(file, 'unhandable', /^[A-Z_]{1,40}$/, demands.reason, true);
  const shown = linesIn(file);
  const names = namesIn(file, description, length);
  const rows = evaluationsIn(file, names);
  const hands = unhandable !== null ? 1 : config.degree === 1 ? 2 : 3;
  const moments = momentsIn(file, config, shown.length, hands);
  const last = rows.at(-1)?.[0] ?? 0;
  if (file.at('steps') !== last) file.refuse('steps', demands.last(last));
  const stopped = STOPS.find((way) => way === file.at('stopped')) ?? null;
  if (stopped === null && file.at('stopped') !== null) file.refuse('stopped', demands.stopped(STOPS.join(', ')));
  const table = measurements(names, rows);
  const column = (name: string) => table.columns[names.indexOf(name)] ?? new Float64Array();
  const kept = names.filter((name) => name !== 'train_loss');
  const trained = rows.flatMap((row) => (row[0] ? [[row[0], row[1] ?? Number.NaN]] : []));
  return {
    config,
    trainsOn: matchIn(file, 'trains_on', /^([0-9a-f]{16})?$/, demands.graphsDigest, false) ?? '',
    every,
    graphs,
    unhandable,
    shown,
    held: { names: kept, columns: kept.map(column) },
    train: measurements(['step', 'loss'], trained),
    moments,
    steps: last,
    digest: matchIn(file, 'digest', /^[0-9a-f]{16}-(no)?fma$/, demands.digest, false) ?? '',
    stopped,
  };
}

function wholeIn(part: Part, key: string, least: number, most: number): number {
  const value = part.at(key);
  const isGood = isNumber(value) && Number.isInteger(value) && value >= least && value <= most;
  return isGood ? value : part.refuse(key, usual.between(true, least, most));
}

/* A text of that form; null where that may be. */
function matchIn(part: Part, key: string, form: RegExp, demand: Both, orNull: boolean): string | null {
  const value = part.at(key);
  if (orNull && value === null) return null;
  return typeof value === 'string' && form.test(value) ? value : part.refuse(key, demand);
}

function linesIn(file: Part): readonly string[] {
  const value = file.at('shown');
  const isLine = (line: unknown): line is string => typeof line === 'string' && line.length < 10_000;
  const isGood = isList(value) && value.length > 0 && value.length <= MOST.shown && value.every(isLine);
  return isGood ? value : file.refuse('shown', demands.lines(MOST.shown));
}

/* The first two are `step` and `train_loss`. */
function namesIn(file: Part, { metrics }: Description, length: number): readonly string[] {
  const value = file.list('names');
  const known = new Set(['step', 'train_loss']);
  for (const { name, each } of metrics) for (const one of each ? byPosition(name, length) : [name]) known.add(one);
  const names = value.map((name) =>
    typeof name === 'string' && known.delete(name) ? name : file.refuse('names', demands.known(String(name))),
  );
  const needed = [
    'loss',
    'path',
    'path_low',
    'path_high',
    ...byPosition('forced', length),
    ...byPosition('free', length),
  ];
  if (names[0] !== 'step' || names[1] !== 'train_loss') file.refuse('names', demands.needed('step, train_loss'));
  for (const name of needed) if (!names.includes(name)) file.refuse('names', demands.needed(name));
  return names;
}

const SHARE = /^(path|path_low|path_high|first_step|later|said_\w+|hans|hans_inner|(forced|free)_\d+)$/;

function evaluationsIn(file: Part, names: readonly string[]): readonly (readonly number[])[] {
  const rows = file.list('evaluations');
  if (rows.length === 0 || rows.length > MOST.evaluations)
    return file.refuse('evaluations', demands.rows(MOST.evaluations));
  const isCell = (value: unknown): value is number | null => value === null || isNumber(value);
  let before = -1;
  return rows.map((row, index) => {
    if (!isList(row) || row.length !== names.length || !row.every(isCell))
      return file.refuse('evaluations', demands.row(index + 1, names.length));
    before = risenTo(file, 'evaluations', row[0], before);
    for (const [at, name] of names.entries()) {
      const [least, most] = SHARE.test(name) ? [0, 1] : [-1e9, 1e9];
      const value = row[at];
      if (value !== null && (value === undefined || value < least || value > most))
        file.refuse('evaluations', demands.range(name, least, most));
    }
    return row.map((value) => value ?? Number.NaN);
  });
}

function risenTo(part: Part, key: string, step: unknown, before: number): number {
  const isGood = isNumber(step) && Number.isInteger(step) && step > before && step <= MOST.steps;
  return isGood ? step : part.refuse(key, demands.rising(MOST.steps));
}

function momentsIn(file: Part, config: Config, graphs: number, hands: number): readonly Moment[] {
  const list = file.list('moments');
  if (list.length === 0 || list.length > MOST.moments) return file.refuse('moments', demands.rows(MOST.moments));
  let before = -1;
  const moments = list.map((json) => {
    if (!isObject(json)) return file.refuse('moments', usual.objects);
    before = risenTo(file, 'moments', json.step, before);
    return momentOf(new Part(json, places.moment(String(before))), before, config, graphs, hands);
  });
  if (new Set(moments.map(({ attention }) => attention === null)).size > 1) file.refuse('attention', demands.allOrNone);
  return moments;
}

function momentOf(part: Part, step: number, config: Config, graphs: number, hands: number): Moment {
  const walks = part.list('walks');
  if (walks.length !== graphs) return part.refuse('walks', demands.ofGraphs(graphs));
  const attention = part.at('attention') === undefined ? null : part.list('attention');
  if (attention !== null && attention.length !== graphs) return part.refuse('attention', demands.ofGraphs(graphs));
  const isText = (value: unknown): value is string => typeof value === 'string';
  return {
    step,
    walks: walks.map((list) => {
      if (!isList(list) || list.length !== hands || !list.every(isObject))
        return part.refuse('walks', demands.hands(hands));
      return list.map((json) => walkOf(json, part.place, config));
    }),
    attention: attention && (attention.every(isText) ? attention : part.refuse('attention', demands.ofGraphs(graphs))),
  };
}

function walkOf(json: Json, place: Both, config: Config): Walk {
  const part = new Part(json, place);
  const length = numberOf(config, 'path_length');
  const labels = numberOf(config, 'labels');
  const wholes = (key: string, least: number, most: number) => {
    const value = part.at(key);
    const isWhole = (one: unknown): one is number =>
      isNumber(one) && Number.isInteger(one) && one >= least && one <= most;
    const isGood = isList(value) && value.length === length && value.every(isWhole);
    return isGood ? value : part.refuse(key, demands.whole(length, least, most));
  };
  const probabilities = part.at('probabilities');
  const isGood = typeof probabilities === 'string' && quantisedLength(probabilities) === length * labels;
  return {
    tokens: wholes('tokens', 0, labels + 3),
    rounds: wholes('rounds', 0, length),
    probabilities: isGood ? probabilities : part.refuse('probabilities', demands.quantised(length * labels)),
  };
}

/* How many tokens a graph has, only the engine knows. */
function attentionFits(recording: Recording): Recording | { readonly problem: Both } {
  const { config, shown, moments } = recording;
  const rows = ['layers', 'heads', 'path_length'].reduce((product, name) => product * numberOf(config, name), 1);
  for (const { step, attention } of moments)
    for (const [index, text] of (attention ?? []).entries()) {
      const count = rows * (shown[index]?.tokens.length ?? 0);
      if (quantisedLength(text) !== count)
        return { problem: refusal(places.moment(String(step)), 'attention', demands.quantised(count)) };
    }
  return recording;
}
