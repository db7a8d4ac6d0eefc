/* The Chinese of the first screens, apart from their English in what is built (chinese-plugin.ts): fetched before it is
 * said. While the page is developed, and in its tests, every text is where it stands in the source. */
import type { texts } from 'virtual:chinese';

let fetched: typeof texts | null = null;

export async function fetchChinese(): Promise<void> {
  fetched ??= (await import('virtual:chinese')).texts;
}

/** What the build writes in place of the texts of a words file: each in both languages, from its English, its number there
 * and its parts. The Chinese is undefined before fetchChinese(). */
export const chineseOf =
  (file: number) =>
  (en: unknown, index: number, ...parts: readonly unknown[]) => ({
    en,
    get zh() {
      return fetched?.[file]?.[index]?.(...parts);
    },
  });
