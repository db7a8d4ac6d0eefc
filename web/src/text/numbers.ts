/* How the page writes numbers, in the visitor's language. */
import { say } from './say';
import { words } from './words';

const THIN = '\u00a0';

/** 12345 -> "12,345", at most three decimals. By hand: both languages write it so, and a browser takes longer to make its
 * first formatter than to paint the first screen. */
export function count(value: number): string {
  const [whole = '', decimals] = String(Math.round(1000 * value) / 1000).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** After a number. */
export const percentSign = (): string => say({ en: `${THIN}%`, zh: '%' });

/** 0.3333 -> "33 %", unbreakable, "33%" in Chinese; one decimal near the ends, so that 99.6 % does not read as all. */
export function percent(share: number): string {
  if (Number.isNaN(share)) return say(words.notMeasured);
  const value = 100 * share;
  const unit = percentSign();
  if (value > 0 && value < 0.05) return say(words.under(`0.1${unit}`));
  if (value > 99.95 && value < 100) return say(words.over(`99.9${unit}`));
  const nearEnd = (value > 0 && value < 1) || (value > 99 && value < 100);
  return `${value.toFixed(nearEnd ? 1 : 0)}${unit}`;
}

/** "-1.5" -> "−1.5" */
export const minus = (text: string): string => text.replace('-', '−');

/** -1.04 -> "−1.0" */
export const signed = (value: number): string => `${value <= -0.05 ? '−' : '+'}${Math.abs(value).toFixed(1)}`;

/** Seconds as a reader says them: "8 s", "2 min 05 s", "1 h 10 min". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  if (whole < 60) return say(words.seconds(String(whole)));
  if (whole < 3600) return say(words.minutes(String(Math.floor(whole / 60)), two(whole % 60)));
  return say(words.hours(count(Math.floor(whole / 3600)), two(Math.floor((whole % 3600) / 60))));
}

/** 2152960 -> "2.2 MB" */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = value < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  const scaled = value / 1000 ** power;
  return `${scaled.toFixed(power > 0 && scaled < 10 ? 1 : 0)}${THIN}${units[power]}`;
}
