/* JSON files that may come from anywhere, as their readers take them apart: whatever is not as it should be is refused by place,
 * key and what it must be instead. */
import type { Config, Description, Option, Value } from '../../engine/shared/description';
import { listed } from '../../text/list';
import type { Both } from '../../text/say';
import { demands, refusals } from './words';

/** The longest text that is read. */
export const TEXT_MOST = 10_000;

export class Refusal extends Error {
  readonly problem: Both;

  constructor(problem: Both) {
    super(problem.en);
    this.problem = problem;
  }
}

export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
export const isNothing = (value: unknown): value is null | undefined => value === null || value === undefined;
export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
export const isShare = (value: unknown): value is number => isNumber(value) && value >= 0 && value <= 1;
const isMeasured = (value: unknown): value is number | null => value === null || isShare(value);

/** That what is at a key is not what it must be. */
export const refusal = (place: Both, key: string, demand: Both): Both => refusals.must(place, key, demand);

/** An object of the file, and where it stands. */
export class Part {
  readonly json: Json;
  readonly place: Both;

  constructor(json: Json, place: Both) {
    this.json = json;
    this.place = place;
  }

  /* Own ones alone: every object has a `constructor`. */
  at(key: string): unknown {
    return Object.hasOwn(this.json, key) ? this.json[key] : undefined;
  }

  refuse(key: string, demand: Both): never {
    throw new Refusal(refusal(this.place, key, demand));
  }

  object(key: string): Part {
    const value = this.at(key);
    return isObject(value) ? new Part(value, this.place) : this.refuse(key, demands.object);
  }

  list(key: string): readonly unknown[] {
    const value = this.at(key);
    return isList(value) ? value : this.refuse(key, demands.list);
  }

  text(key: string): string {
    const value = this.at(key);
    const isGood = typeof value === 'string' && value !== '' && value.length <= TEXT_MOST;
    return isGood ? value : this.refuse(key, demands.text(TEXT_MOST));
  }

  number(key: string, least: number): number {
    const value = this.at(key);
    return isNumber(value) && value >= least ? value : this.refuse(key, demands.least(least));
  }

  /** `nothing` where there is none. */
  numberOr(nothing: number, key: string, least: number): number {
    return isNothing(this.at(key)) ? nothing : this.number(key, least);
  }

  share(key: string): number {
    const value = this.at(key);
    return isShare(value) ? value : this.refuse(key, demands.share);
  }

  /** NaN where there is none. */
  shareOrNaN(key: string): number {
    const value = this.at(key);
    if (isNothing(value)) return Number.NaN;
    return isShare(value) ? value : this.refuse(key, demands.shareOrNull);
  }

  /** A share for each position. */
  positions(key: string, length: number): readonly number[] {
    const value = this.at(key);
    return isShares(value, length) ? value : this.refuse(key, demands.positions(length));
  }

  /** A share or null for each point of a curve; null where the curve has no such column. */
  column(key: string, points: number): readonly number[] | null {
    const value = this.at(key);
    if (value === undefined) return null;
    if (!isList(value) || value.length !== points || !value.every(isMeasured))
      return this.refuse(key, demands.column(points));
    return value.map((share) => share ?? Number.NaN);
  }

  table(key: string, points: number, length: number): readonly (readonly number[])[] | null {
    const value = this.at(key);
    if (value === undefined) return null;
    const isRow = (row: unknown): row is readonly number[] => isShares(row, length);
    const isGood = isList(value) && value.length === points && value.every(isRow);
    return isGood ? value : this.refuse(key, demands.table(points, length));
  }
}

export function isShares(value: unknown, length: number): value is readonly number[] {
  return isList(value) && value.length === length && value.every(isShare);
}

/** Reads the text of a file; `problem` is why it cannot be used. */
export function readJson<T>(text: string, read: (json: unknown) => T): T | { readonly problem: Both } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (failure) {
    return { problem: refusals.notJson(failure instanceof Error ? failure.message : String(failure)) };
  }
  try {
    return read(json);
  } catch (failure) {
    if (failure instanceof Refusal) return { problem: failure.problem };
    throw failure;
  }
}

/** What a file says of a run's settings over the defaults, for those that it does not know yet. */
export function configIn(part: Part, said: Json, { options }: Description): Config {
  for (const key of Object.keys(said)) if (!options.some(({ name }) => name === key)) part.refuse(key, demands.setting);
  const entries = options.map((option): readonly [string, Value] => {
    const { name } = option;
    return [name, Object.hasOwn(said, name) ? valueIn(part, option, said[name]) : option.default];
  });
  return Object.fromEntries(entries);
}

function valueIn(part: Part, option: Option, value: unknown): Value {
  switch (option.type) {
    case 'int':
    case 'number': {
      const { name, minimum, maximum } = option;
      const whole = option.type === 'int';
      const isGood = isNumber(value) && value >= minimum && value <= maximum && (!whole || Number.isInteger(value));
      return isGood ? value : part.refuse(name, demands.between(whole, minimum, maximum));
    }
    case 'bool':
      return typeof value === 'boolean' ? value : part.refuse(option.name, demands.boolean);
    case 'choice':
      return typeof value === 'string' && option.choices.includes(value)
        ? value
        : part.refuse(option.name, demands.choice(listed(option.choices)));
  }
}
