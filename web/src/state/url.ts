/* The page's state as a link: `?degree=2&labels=7&versus=reverse#race`. Keys are the module's option names, for those that
 * differ from their default, and the page's own. The module judges its own; the page's are judged here. A link
 * without `v` is of version 1. */
import { type Config, type Description, exhibitOf, type Option, type Settings } from '../engine/shared/description';
import type { Cause } from '../engine/shared/reason';
import { listed } from '../text/list';
import { asLocale, type Both, LOCALES } from '../text/say';
import { CHAPTERS, type Chapter, isChapter } from './chapters';
import { MINUTES, type OpenPlan, readPlan, STEPS, writePlan } from './plan';
import { readSent, type SentLane, writeSent } from './sent';
import { words } from './words';

/** Whether each step is asked with the true path before it, or with the model's own. */
export type AccuracyView = 'forced' | 'free';

/** What a link says beyond the config. */
export interface Page {
  /** The objectives of the lanes after the first, whose objective is the config's. */
  readonly versus: readonly string[];
  /** Steps to train before stopping to ask. */
  readonly budget: number;
  /** Index of the held-out graph that is shown. */
  readonly graph: number;
  /** A line of the reference's text format, to ask about instead of held-out graphs. */
  readonly own: string | null;
  readonly accuracy: AccuracyView;
  /** How many seeds the sceptic's bench runs, and for how many steps; null: for as many as the race. */
  readonly seeds: number;
  readonly within: number | null;
  /** For lessons: chapters that are left out, and options that cannot be changed ("all": none can). */
  readonly hide: readonly Chapter[];
  readonly lock: readonly string[];
  /** What the race came to where the link is from; null: it tells of none. */
  readonly sent: readonly SentLane[] | null;
  /** The one chapter to show, for a frame in another page. */
  readonly embed: Chapter | null;
  /** The lesson plan that is open. */
  readonly plan: OpenPlan | null;
}

export interface Refused {
  readonly name: string;
  readonly value: string;
  /** The page's own words, or the engine's reason (config/refusal.ts). */
  readonly message: Cause | Both;
}

export interface ReadLink {
  /** For the module to judge, in the order given. */
  readonly entries: readonly (readonly [string, string])[];
  readonly page: Partial<Page>;
  readonly refused: readonly Refused[];
}

export const VERSION = 1;
export const LANES_MOST = 4;
export const BUDGET = { least: 1, most: 10_000_000, usual: 1000 } as const;
/* A held-out graph on which teacher forcing, in the default race, walks a wrong arm to its end (sources/words.tsx says so). */
export const GRAPH = { usual: 3, most: 1_000_000 } as const;
export const SEEDS = { least: 1, most: 100, usual: 10 } as const;
/* Letters of a graph: what a browser's address still takes, encoded. */
const OWN_MOST = 4000;

/** The whole number that `text` writes, or null where it is none or out of range. */
export function wholeNumber(text: string, least: number, most: number): number | null {
  if (!/^\d{1,15}$/.test(text.trim())) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}

/* As a link names the steps of each plan. */
const STEP_RANGES = MINUTES.map((minutes) => `${minutes}.1–${minutes}.${STEPS[minutes]}`);

/* What mail programs, social networks and advertisers add to links: no concern of the visitor's. */
export const isTracker = (name: string): boolean => /^(utm_|mc_|_g|ref$|igshid)|clk?id$|braid$/.test(name);

export function readLink(search: string): ReadLink {
  const entries: [string, string][] = [];
  const refused: Refused[] = [];
  const page: { -readonly [K in keyof Page]?: Page[K] } = {};
  const refuse = (name: string, value: string, message: Both) => refused.push({ name, value, message });
  const number = (name: string, value: string, least: number, most: number) => {
    const read = wholeNumber(value, least, most);
    if (read === null) refuse(name, value, words.wholeNumber(name, value, least, most.toLocaleString('en')));
    return read;
  };
  const chapters = (name: string, value: string) =>
    list(value).filter((entry): entry is Chapter => {
      const known = isChapter(entry);
      if (!known) refuse(name, entry, words.noChapter(name, entry, listed(CHAPTERS)));
      return known;
    });
  const link = new URLSearchParams(search);
  for (const name of new Set(link.keys())) {
    if (isTracker(name)) continue;
    const [value = '', ...others] = link.getAll(name);
    if (others.length > 0) refuse(name, [value, ...others].join(`&${name}=`), words.twice(name));
    else if (name === 'versus') {
      const rivals = list(value);
      page.versus = rivals.slice(0, LANES_MOST - 1);
      if (rivals.length >= LANES_MOST) refuse(name, value, words.tooMany(name, value, LANES_MOST - 1));
    } else if (name === 'view') {
      if (value === 'free') page.accuracy = value;
      else if (value !== 'forced') refuse(name, value, words.noView(name, value));
    } else if (name === 'own') {
      if (value.length <= OWN_MOST) page.own = value.trim() || null;
      else refuse(name, `${value.slice(0, 40)}…`, words.tooLong(name, OWN_MOST));
    } else if (name === 'seeds') page.seeds = number(name, value, SEEDS.least, SEEDS.most) ?? SEEDS.usual;
    else if (name === 'within') page.within = number(name, value, BUDGET.least, BUDGET.most);
    else if (name === 'budget') page.budget = number(name, value, BUDGET.least, BUDGET.most) ?? BUDGET.usual;
    else if (name === 'graph') page.graph = number(name, value, 0, GRAPH.most) ?? GRAPH.usual;
    else if (name === 'hide') page.hide = chapters(name, value);
    else if (name === 'lock') page.lock = list(value);
    else if (name === 'embed') page.embed = chapters(name, value)[0] ?? null;
    else if (name === 'plan') {
      page.plan = readPlan(value);
      if (page.plan === null) refuse(name, value, words.noPlan(name, value, listed(MINUTES), listed(STEP_RANGES)));
    } else if (name === 'sent') {
      page.sent = readSent(value);
      if (page.sent === null) refuse(name, value, words.noSent(name));
    } else if (name === 'v') number(name, value, VERSION, VERSION);
    else if (name === 'lang') {
      if (asLocale(value) === null) refuse(name, value, words.noLanguage(name, value, listed(LOCALES)));
    } else entries.push([name, value]);
  }
  return { entries, page, refused };
}

export function writeLink(
  description: Description,
  config: Config,
  page: Page,
  language: string | null = null,
): string {
  const link = new URLSearchParams();
  const text = ({ name, default: usual }: Option) => String(config[name] ?? usual);
  const differing = (from: Settings) =>
    description.options.filter((option) => text(option) !== (from[option.name] ?? String(option.default)));
  /* A link without settings is to the exhibit; one to the defaults has to say one of them. */
  const set = differing({});
  const others = differing(exhibitOf(description));
  if (others.length > 0)
    for (const option of set.length > 0 ? set : others.slice(0, 1)) link.set(option.name, text(option));
  if (page.versus.join() !== usualRival(description)) link.set('versus', page.versus.join());
  if (page.budget !== BUDGET.usual) link.set('budget', String(page.budget));
  if (page.graph !== GRAPH.usual) link.set('graph', String(page.graph));
  if (page.own !== null && page.own.length <= OWN_MOST) link.set('own', page.own);
  if (page.accuracy !== 'forced') link.set('view', page.accuracy);
  if (page.seeds !== SEEDS.usual) link.set('seeds', String(page.seeds));
  if (page.within !== null) link.set('within', String(page.within));
  if (page.sent !== null) link.set('sent', writeSent(page.sent));
  return withLesson(link, page, language);
}

/** The link with those parts of a lesson, and that language, which are given; the others as they are in it. */
export function withLesson(
  link: URLSearchParams,
  { hide, lock, embed, plan }: Partial<Page>,
  language?: string | null,
): string {
  const given = { hide: hide?.join(), lock: lock?.join(), embed, plan: plan && writePlan(plan), lang: language };
  for (const [name, text] of Object.entries(given))
    if (text) link.set(name, text);
    else if (text !== undefined) link.delete(name);
  const text = link.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

/** The objective that the second lane has when a link names none: the one after the default in the module's list. */
export function usualRival(description: Description): string {
  const option = description.options.find(({ name }) => name === 'objective');
  if (option?.type !== 'choice') throw new Error('The module has no choice of objectives.');
  const { choices } = option;
  return choices[(choices.indexOf(option.default) + 1) % choices.length] ?? option.default;
}

/** "a,b" -> [a, b]; each once. */
const list = (value: string): string[] => [
  ...new Set(
    value
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  ),
];
