/* Two languages. A folder's words are in its words.ts(x), each text in both languages side by side, so that neither can be
 * forgotten; say() picks one. What the core says of itself is English; its names and help texts are in state/config/words.ts. */
import { effect, signal } from '@preact/signals';
import { fetchChinese } from './chinese';

export const LOCALES = ['en', 'zh'] as const;

export type Locale = (typeof LOCALES)[number];

/** A text in every language. */
export interface Both<T = string> {
  readonly en: T;
  readonly zh: T;
}

const KEY = 'pathstar-language';

/** The language of the page: the link's, else the visitor's earlier choice, else the browser's. */
export const locale = signal<Locale>(linkedLocale() ?? remembered() ?? preferred());

export const LOCALE_NAMES: Readonly<Record<Locale, string>> = { en: 'English', zh: '中文' };

export function say<T>(text: Both<T>): T {
  return text[locale.value];
}

/** Fetches what the page has to say in that language, where it is not there yet; rejects where that does not come. */
export async function readyToSay(wanted: Locale): Promise<void> {
  if (wanted === 'zh') await fetchChinese();
}

/** Rejects where the texts do not come: the language is then the one before. */
export async function chooseLocale(chosen: Locale): Promise<void> {
  await readyToSay(chosen);
  locale.value = chosen;
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    /* Storage is blocked: the choice lasts as long as the page. */
  }
}

effect(() => {
  if (typeof document !== 'undefined') document.documentElement.lang = locale.value === 'zh' ? 'zh-Hans' : 'en';
});

export function asLocale(text: string | null): Locale | null {
  if (text === null) return null;
  return /^zh\b/i.test(text) ? 'zh' : /^en\b/i.test(text) ? 'en' : null;
}

/** The language that the link gives; null where it gives none, or several. */
export function linkedLocale(): Locale | null {
  const [given = null, ...others] =
    typeof location === 'undefined' ? [] : new URLSearchParams(location.search).getAll('lang');
  return others.length > 0 ? null : asLocale(given);
}

function remembered(): Locale | null {
  try {
    return asLocale(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

function preferred(): Locale {
  if (typeof navigator === 'undefined') return 'en';
  for (const language of navigator.languages) {
    const known = asLocale(language);
    if (known) return known;
  }
  return 'en';
}
