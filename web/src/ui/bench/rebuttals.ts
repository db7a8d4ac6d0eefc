/* What has been blamed for the failure, or used to get round it: each a change of settings that the engine may have. */
import type { Description, Settings, Value } from '../../engine/shared/description';
import { type Reference, references } from '../references';
import type { rebuttals as texts } from './words';

export interface Rebuttal {
  readonly name: keyof typeof texts;
  /** Settings that make the change; `text` gives those of the page now. */
  readonly change: (text: (name: string) => string) => Settings;
  readonly credits: readonly Reference[];
  /** Committed sweeps that made this change and no other, by objective (experiments/SPEC.json). */
  readonly committed?: readonly CommittedChange[];
}

export interface CommittedChange {
  readonly spec: string;
  readonly wanted: Readonly<Record<string, Value>>;
}

const ablated = (wanted: CommittedChange['wanted']): readonly CommittedChange[] => [
  { spec: 'ablations_forcing', wanted: { ...wanted, objective: 'teacher_forcing' } },
  { spec: 'ablations', wanted: { ...wanted, objective: 'teacherless' } },
];

export const REBUTTALS: readonly Rebuttal[] = [
  {
    name: 'paper',
    /* Its tokens say nothing of where they stand. */
    change: () => ({ layout: 'paper', positions: 'learned' }),
    credits: [references.pitfalls, references.mystery],
    committed: ablated({ layout: 'paper' }),
  },
  { name: 'arms', change: () => ({ edge_order: 'arms' }), credits: [references.mystery] },
  { name: 'first', change: () => ({ question: 'first' }), credits: [references.mystery] },
  { name: 'goals', change: (text) => ({ goals: text('degree') }), credits: [references.mystery] },
  { name: 'fixed', change: () => ({ train_graphs: '1000' }), credits: [references.pitfalls] },
  {
    name: 'mamba',
    change: () => ({ architecture: 'mamba', positions: 'none', conv: '1' }),
    credits: [references.pitfalls, references.mamba],
    committed: ['teacher_forcing', 'teacherless', 'reverse'].map((objective) => ({
      spec: 'mamba',
      wanted: { objective },
    })),
  },
  {
    name: 'adamw',
    change: () => ({ optimizer: 'adamw' }),
    credits: [references.pitfalls, references.muon],
    committed: ablated({ optimizer: 'adamw', learning_rate: 0.001 }),
  },
];

/** Those whose options and values the engine has. */
export function possible(description: Description, text: (name: string) => string): readonly Rebuttal[] {
  return REBUTTALS.filter(({ change }) =>
    Object.entries(change(text)).every(([name, value]) => {
      const option = description.options.find((candidate) => candidate.name === name);
      return option !== undefined && (option.type !== 'choice' || option.choices.includes(value));
    }),
  );
}

export function isOn({ change }: Rebuttal, text: (name: string) => string): boolean {
  return Object.entries(change(text)).every(([name, value]) => text(name) === value);
}

/** The draft with the change. */
export const withChange = ({ change }: Rebuttal, draft: Settings, text: (name: string) => string): Settings => ({
  ...draft,
  ...change(text),
});

/** The draft without the change: its options are what they usually are. */
export const withoutChange = (
  { change }: Rebuttal,
  draft: Settings,
  text: (name: string) => string,
  usual: (name: string) => string,
): Settings => ({ ...draft, ...Object.fromEntries(Object.keys(change(text)).map((name) => [name, usual(name)])) });
