/* A run that the native program recorded (`pathstar train --record`): what the page plays. docs/recordings.md has the file. */
import type { Config, Graph } from '../../engine/shared/description';
import type { Measurements } from '../../engine/shared/measurements';

export const FORMAT = 'pathstar-recording-1';

/** Whether a JSON text says that it is a recording, of this version or another. */
export const saysRecording = (text: string): boolean => /"format"\s*:\s*"pathstar-recording-/.test(text);

/** Bytes that a file may have: the program writes no more. */
export const RECORDING_MOST = 300_000;

/** What the model said of one graph, by target position. */
export interface Walk {
  readonly tokens: readonly number[];
  /** The pass over the model that said it, from 1; 0: handed over. */
  readonly rounds: readonly number[];
  /** (positions, labels), as quantised.ts reads them. */
  readonly probabilities: string;
}

export interface Moment {
  readonly step: number;
  /** Of each graph: by itself; handed the right first step; a wrong one. */
  readonly walks: readonly (readonly Walk[])[];
  /** Of each graph (layers, heads, positions, tokens), quantised; null: not recorded. */
  readonly attention: readonly string[] | null;
}

export const STOPS = ['done', 'interrupted', 'path reached', 'diverged'] as const;

export interface Recording {
  readonly config: Config;
  /** Digest of the graphs it was given; empty: they were drawn. */
  readonly trainsOn: string;
  /** Steps between evaluations, and held-out graphs that each asked about. */
  readonly every: number;
  readonly graphs: number;
  /** Id of the reason why the model cannot be handed a first step; null: it can. */
  readonly unhandable: string | null;
  /** The held-out graphs 0, 1, ... that it was asked about at each moment. */
  readonly shown: readonly Graph[];
  readonly held: Measurements;
  readonly train: Measurements;
  readonly moments: readonly Moment[];
  readonly steps: number;
  readonly digest: string;
  /** Why it went no further; null: it did, and was not recorded to its end. */
  readonly stopped: (typeof STOPS)[number] | null;
}
