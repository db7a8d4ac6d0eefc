/* The page's state as a link: `?degree=2&labels=7&versus=reverse`. Keys are the module's option names, for those that
 * differ from their default, and three of the page's own. The module judges its own; the page's are judged here. */
import type { Config, Description } from '../engine/description';

/** What a link says beyond the config. */
export interface Page {
  /** The second lane's objective; the config's own is the first lane's. */
  readonly versus: string;
  /** Steps to train before stopping to ask. */
  readonly budget: number;
  /** Index of the held-out graph that is shown. */
  readonly graph: number;
}

export interface Refused {
  readonly name: string;
  readonly value: string;
  readonly message: string;
}

export interface Link {
  /** For the module to judge, in the order given; the last of equal names counts. */
  readonly entries: readonly (readonly [string, string])[];
  readonly page: Partial<Page>;
  readonly refused: readonly Refused[];
}

export const BUDGET = { least: 1, most: 10_000_000, usual: 2000 } as const;
export const GRAPH_MOST = 1_000_000;

/** The whole number that `text` writes, or null where it is none or out of range. */
export function wholeNumber(text: string, least: number, most: number): number | null {
  if (!/^\d{1,15}$/.test(text.trim())) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}

export function readLink(search: string): Link {
  const entries = new Map<string, string>();
  const refused: Refused[] = [];
  const page: { versus?: string; budget?: number; graph?: number } = {};
  const number = (name: 'budget' | 'graph', value: string, least: number, most: number) => {
    const read = wholeNumber(value, least, most);
    if (read === null) {
      const message = `${name} = "${value}": must be a whole number from ${least} to ${most.toLocaleString('en')}`;
      refused.push({ name, value, message });
    } else page[name] = read;
  };
  for (const [name, value] of new URLSearchParams(search)) {
    if (name === 'versus') page.versus = value;
    else if (name === 'budget') number(name, value, BUDGET.least, BUDGET.most);
    else if (name === 'graph') number(name, value, 0, GRAPH_MOST);
    else entries.set(name, value);
  }
  return { entries: [...entries], page, refused };
}

export function writeLink(description: Description, config: Config, page: Page): string {
  const link = new URLSearchParams();
  for (const option of description.options) {
    const value = config[option.name];
    if (value !== undefined && value !== option.default) link.set(option.name, String(value));
  }
  if (page.versus !== usualRival(description)) link.set('versus', page.versus);
  if (page.budget !== BUDGET.usual) link.set('budget', String(page.budget));
  if (page.graph !== 0) link.set('graph', String(page.graph));
  const text = link.toString();
  return text === '' ? '' : `?${text}`;
}

/** The objective that the second lane has when a link names none: the one after the default in the module's list. */
export function usualRival(description: Description): string {
  const option = description.options.find(({ name }) => name === 'objective');
  if (option?.type !== 'choice') throw new Error('The module has no choice of objectives.');
  const { choices } = option;
  return choices[(choices.indexOf(option.default) + 1) % choices.length] ?? option.default;
}
