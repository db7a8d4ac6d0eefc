/* How the tables write what was measured: as EXPERIMENTS.md does, with shares as percentages. */
import type { Value } from '../../../engine/shared/description';
import { nameOf } from '../../../state/config/names';
import { type Group, type Grouping, tellingOf } from '../../../state/sweep/groups';
import { type MeasureName, measured, measureOf, type Spread } from '../../../state/sweep/measures';
import { list } from '../../../text/list';
import { count, minus, percentSign } from '../../../text/numbers';
import { say } from '../../../text/say';
import { scaled } from '../../../ui/scaled';
import { words } from './words';

const NONE = '–';

/** 0.3333 -> "33 %", with as many decimals as are asked for. */
export const share = (value: number, decimals = 0): string =>
  Number.isNaN(value) ? NONE : `${(100 * value).toFixed(decimals)}${percentSign()}`;

export function valueText(name: MeasureName, value: number): string {
  if (Number.isNaN(value)) return NONE;
  const { kind, decimals } = measureOf(name);
  switch (kind) {
    case 'share':
      return share(value, decimals);
    case 'scaled':
      return scaled(value);
    case 'number':
      return decimals === 0 ? count(Math.round(value)) : minus(value.toFixed(decimals));
  }
}

/** The median, and the range where there is one to tell. */
export interface Told {
  readonly middle: string;
  readonly range: string | null;
}

export function spreadText({ count: known, low, median, high }: Spread, text: (value: number) => string): Told {
  if (known === 0) return { middle: NONE, range: null };
  return { middle: text(median), range: say(words.range(text(low), text(high))) };
}

export function measureText(name: MeasureName, group: Group): Told {
  const spread = measured(name, group);
  const told = spreadText(spread, (value) => valueText(name, value));
  return measureOf(name).given && spread.low === spread.high ? { ...told, range: null } : told;
}

/** A setting's value as people read it. */
export const settingText = (value: Value | undefined): string =>
  typeof value === 'string' ? nameOf(value) : String(value ?? NONE);

/* What names itself; of a number one must know what it is of. */
const NAMED = ['objective', 'architecture'];

export function settingsText(settings: readonly (readonly [name: string, Value | undefined])[]): string {
  return list(
    settings.map(([name, value]) =>
      NAMED.includes(name) ? settingText(value) : `${nameOf(name)} = ${settingText(value)}`,
    ),
  );
}

/** "Teacherless, Degree = 3"; what tells a group from the others. */
export function titleOf(grouping: Grouping, group: Group): string {
  const telling = tellingOf(grouping, group);
  if (telling.length === 0) return say(grouping.fields.length > 0 ? words.asMost : words.allRuns);
  return settingsText(telling.map((name) => [name, group.config[name]] as const));
}

/** "1,500", or "1,500 to 3,000". */
export function rangeText(low: number, high: number): string {
  return low < high ? say(words.range(count(low), count(high))) : count(low);
}
