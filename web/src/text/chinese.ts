/* The Chinese of the first screens, apart from their English in what is built (chinese-plugin.ts): fetched before it is
 * said. While the page is developed, and in its tests, every text is where it stands in the source. */
import type { texts } from 'virtual:chinese';

let fetched: typeof texts | null = null;

export async function fetchChinese(): Promise<void> {
  fetched ??= (await import('virtual:chinese')).texts;
}

/** The text of a words file, made of its parts; what the build writes in place of it. Undefined before fetchChinese(). */
export function chineseText(file: string, index: number, parts: readonly unknown[]) {
  return fetched?.[file]?.[index]?.(...parts);
}
