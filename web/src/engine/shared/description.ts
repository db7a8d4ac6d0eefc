/* What the module says about itself. Forms, URL keys and their limits are made from this and from nothing else. */
import { arrayOf, either, type Guarded, is, isBoolean, isNull, isNumber, isString, object, recordOf } from './guard';

const isValue = either(isString, isNumber, isBoolean);

/* The option is read only where others have one of these values. */
const isCondition = recordOf(arrayOf(isString));

const isNumericOption = object({
  name: isString,
  type: is('int', 'number'),
  minimum: isNumber,
  maximum: isNumber,
  default: isNumber,
  group: isString,
  help: isString,
  when: isCondition,
});

const isSwitchOption = object({
  name: isString,
  type: is('bool'),
  default: isBoolean,
  group: isString,
  help: isString,
  when: isCondition,
});

const isChoiceOption = object({
  name: isString,
  type: is('choice'),
  choices: arrayOf(isString),
  default: isString,
  group: isString,
  help: isString,
  when: isCondition,
});

const isOption = either(isNumericOption, isSwitchOption, isChoiceOption);

const isPreset = object({ name: isString, title: isString, note: isString, config: recordOf(isValue) });

/* `each`: a number for each target position. */
const isMetric = object({ name: isString, each: isBoolean });

export const isDescription = object({
  version: isString,
  options: arrayOf(isOption),
  presets: arrayOf(isPreset),
  metrics: arrayOf(isMetric),
});
export const isConfig = recordOf(isValue);

export type Value = Guarded<typeof isValue>;
export type Option = Guarded<typeof isOption>;
export type Preset = Guarded<typeof isPreset>;
export type Description = Guarded<typeof isDescription>;
export type Config = Guarded<typeof isConfig>;

/** Values as the text the module reads, by option name. Options left out have their default. */
export type Settings = Readonly<Record<string, string>>;

const isToken = object({
  text: isString,
  role: is('edge', 'parent', 'child', 'separator', 'start', 'goal', 'equals', 'path', 'dummy'),
  node: either(isNumber, isNull),
  arm: either(isNumber, isNull),
  target: either(isNumber, isNull),
  position: either(isNumber, isNull),
});

/** A graph, and the tokens that the configured layout and objective show the model. */
export const isGraph = object({
  start: isNumber,
  goal: isNumber,
  goal_arm: isNumber,
  arms: arrayOf(arrayOf(isNumber)),
  tokens: arrayOf(isToken),
  text: isString,
  /* The side of the split its edges are on: a model may have seen a graph of the training side. */
  split: is('train', 'held_out'),
});

export const isDecoding = object({
  correct: isBoolean,
  steps: arrayOf(
    object({
      position: isNumber,
      token: isNumber,
      text: isString,
      target: isNumber,
      /* The pass over the model that said it, from 1; 0: handed over. */
      round: isNumber,
      probabilities: arrayOf(isNumber),
    }),
  ),
});

/** What surgery can change; layer and head from 1. */
export const isPart = object({
  name: isString,
  kind: is('head', 'mlp', 'mixer'),
  layer: isNumber,
  head: either(isNumber, isNull),
});
export const isParts = arrayOf(isPart);

export type Part = Guarded<typeof isPart>;
export type Token = Guarded<typeof isToken>;
export type Graph = Guarded<typeof isGraph>;
export type Decoding = Guarded<typeof isDecoding>;

/** A number of the config by name; the module's defaults are complete, so a missing one is a broken module. */
export function numberOf(config: Config, name: string): number {
  const value = config[name];
  if (typeof value !== 'number') throw new Error(`The module names no number "${name}".`);
  return value;
}

export function optionOf(description: Description, name: string): Option {
  const option = description.options.find((candidate) => candidate.name === name);
  if (!option) throw new Error(`The module has no option "${name}".`);
  return option;
}

/** The settings of a preset, as the module reads them. */
export const settingsOf = ({ config }: Preset): Settings =>
  Object.fromEntries(Object.entries(config).map(([name, value]) => [name, String(value)]));

/** What the page opens with: the first preset. */
export const exhibitOf = ({ presets }: Description): Settings => (presets[0] ? settingsOf(presets[0]) : {});

/** Whether the core reads the option at all, given the text of the others. */
export function applies({ when }: Option, textOf: (name: string) => string): boolean {
  return Object.entries(when).every(([name, values]) => values.includes(textOf(name)));
}

/**
 * The depth (edges from the start) that each target position asks for: 0 1 2 3, or 3 2 1 0 where the objective writes
 * the path from the goal. Read off the graph's own targets, so that no objective is known by name here.
 */
export function targetDepths(graph: Graph): readonly number[] {
  const path = graph.arms[graph.goal_arm] ?? [];
  return graph.tokens.flatMap(({ position, target }) =>
    position !== null && target !== null ? [path.indexOf(target)] : [],
  );
}
