/* Two languages: chosen by the browser, by the visitor or by the link; complete in every chapter; the layout holds. */
import type { Page } from '@playwright/test';
import { bringChapter, bringReads, expect, keepPicture, open, scrollsSideways, startRace, test } from './page';

const html = (page: Page) => page.locator('html');

/* The switch names the language it leads to. */
const toChinese = (page: Page) => page.getByRole('button', { name: '中文' });
const toEnglish = (page: Page) => page.getByRole('button', { name: 'English' });

test.describe('in a Chinese browser', () => {
  test.use({ locale: 'zh-CN' });

  test('the page is Chinese, its title and description too', async ({ page }) => {
    await open(page);
    await expect(html(page)).toHaveAttribute('lang', 'zh-Hans');
    await expect(page).toHaveTitle('Pathstar：步步皆对，唯独第一步');
    await expect(page.locator('meta[name="description"]')).toHaveAttribute('content', /教师强制/);
    await expect(page.getByRole('navigation')).toContainText('对比训练');
  });

  test('English, once chosen, is remembered', async ({ page }) => {
    await open(page);
    await toEnglish(page).click();
    await expect(html(page)).toHaveAttribute('lang', 'en');
    await expect(page).toHaveTitle('Pathstar: every step but the first');
    await page.reload();
    await expect(html(page)).toHaveAttribute('lang', 'en');
  });
});

test('Chinese, once chosen, is remembered; a link’s language comes first', async ({ page }) => {
  await open(page);
  await expect(html(page)).toHaveAttribute('lang', 'en');
  await toChinese(page).click();
  await expect(html(page)).toHaveAttribute('lang', 'zh-Hans');
  await page.reload();
  await expect(html(page)).toHaveAttribute('lang', 'zh-Hans');
  await page.goto('./?lang=en');
  await expect(html(page)).toHaveAttribute('lang', 'en');
  await page.goto('./?lang=zh-Hant-TW');
  await expect(html(page)).toHaveAttribute('lang', 'zh-Hans');
});

test('refusals are Chinese: of the form, of a link, of the engine in training', async ({ page }) => {
  await open(page, './?lang=zh&layers=99&colour=red&hide=attic&seed=7');
  const notice = page.getByRole('alert');
  await expect(notice.locator('li')).toHaveCount(3);
  await expect(notice).toContainText('“层数”（layers）必须是 1 到 12 之间的整数，而不是“99”');
  await expect(notice).toContainText('没有名为“colour”的设置');
  await expect(notice).toContainText('没有这一章');
  await expect(notice).not.toContainText('引擎的原话');
  await notice.getByRole('button').click();
  await bringReads(page);
  const degree = page.locator('.graph-controls input').first();
  await degree.fill('99');
  await expect(page.locator('.graph-controls')).toContainText('“度（臂数）”（degree）必须是 1 到 20 之间的整数');
  await toEnglish(page).click();
  await expect(page.locator('.graph-controls')).toContainText('degree must be an integer in 1..20, not "99"');
});

/* Names and notations that are the same in every language. */
const ALLOWED = [
  /The Pitfalls of Next-Token Prediction|Belief State Transformer/g,
  /Gregor Bachmann|Vaishnavh Nagarajan|Bachmann and Nagarajan|Clever Hans/g,
  /Chrome, Edge|WebAssembly SIMD|service worker/g,
];
const THREE_WORDS = /[A-Za-z][a-z’'-]+(?:[\s,]+[A-Za-z][a-z’'-]+){2,}/;

/** Texts and names of a chapter that read as English, without code and what is marked as English. */
async function leftovers(page: Page, chapter: string): Promise<string[]> {
  const texts = await page.locator(`#${chapter}`).evaluate((root) => {
    const own = 'code, pre, kbd, samp, script, style, math, textarea, [lang="en"], [translate="no"]';
    const found: string[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (!node.parentElement?.closest(own)) found.push(node.textContent ?? '');
    for (const element of root.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
      if (!element.closest(own))
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(element.getAttribute(name) ?? '');
    return found;
  });
  return texts.filter((text) =>
    THREE_WORDS.test(ALLOWED.reduce((rest, allowed) => rest.replaceAll(allowed, '，'), text)),
  );
}

const FORMULA = /起点,目标=路径|G\([^)]*\)|\(1 − e\)\^\(l − 1\)/g;

/** Blocks of a chapter in which the punctuation of English stands beside a Chinese character, or a space after Chinese
 * punctuation before one. */
async function halfWidth(page: Page, chapter: string): Promise<string[]> {
  const texts = await page.locator(`#${chapter}`).evaluate((root) => {
    const blocks = 'p, li, dt, dd, h2, h3, h4, h5, legend, caption, figcaption, td, th, label, button';
    const own = 'code, pre, svg, script, style, math, textarea, select, [lang="en"]';
    return [...root.querySelectorAll(blocks)]
      .filter((block) => !block.querySelector(blocks) && !block.closest(own))
      .map((block) => {
        const copy = block.cloneNode(true);
        if (copy instanceof Element) for (const part of copy.querySelectorAll(own)) part.replaceWith('x');
        return (copy.textContent ?? '').trim();
      });
  });
  return texts
    .map((text) => text.replace(FORMULA, 'x'))
    .filter((text) =>
      /\p{Script=Han}\s*[,;:()]|[,;:()]\s*\p{Script=Han}|\p{Script=Han}\.(\s|$)|[，。；：！？]\s+\p{Script=Han}/u.test(
        text,
      ),
    );
}

/** Where a line ends within 第一步. */
const brokenWords = (page: Page, chapter: string) =>
  page.locator(`#${chapter}`).evaluate((section) => {
    const found: string[] = [];
    const walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? '';
      for (let at = text.indexOf('第一步'); at >= 0; at = text.indexOf('第一步', at + 1)) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 3);
        if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1)
          found.push(node.parentElement?.closest('p, li, h2, h3, h4, figcaption, dd, td')?.textContent ?? text);
      }
    }
    return found;
  });

test('no English sentence is left in any chapter, and nothing scrolls sideways at 390 px', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, './?lang=zh&degree=2&path_length=3&labels=5&layers=2&width=16&budget=60');
  await startRace(page);
  await expect(page.locator('[data-value="digest"]')).toHaveCount(2, { timeout: 30_000 });
  const found: Record<string, string[]> = {};
  const marks: Record<string, string[]> = {};
  const broken: Record<string, string[]> = {};
  const chapters = await page.locator('section.chapter').evaluateAll((all) => all.map(({ id }) => id));
  expect(chapters).toContain('sources');
  for (const chapter of chapters) {
    await bringChapter(page, chapter);
    await page.locator(`#${chapter} details`).evaluateAll((all) => {
      for (const details of all) if (details instanceof HTMLDetailsElement) details.open = true;
    });
    const left = await leftovers(page, chapter);
    if (left.length > 0) found[chapter] = left;
    const narrow = await halfWidth(page, chapter);
    if (narrow.length > 0) marks[chapter] = narrow;
    const words = await brokenWords(page, chapter);
    if (words.length > 0) broken[chapter] = words;
    await keepPicture(page.locator(`#${chapter}`), `${chapter}-390-chinese`);
  }
  expect(found).toEqual({});
  expect(marks).toEqual({});
  expect(broken).toEqual({});
  expect(await scrollsSideways(page)).toBe(false);
  const outside = await page.evaluate(() => document.title + document.querySelector('header')?.textContent);
  expect(outside).not.toMatch(THREE_WORDS);
});

test('a Chinese heading breaks after a comma or where its words say so, not within a word', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, './?lang=zh&degree=2&path_length=3&labels=5&layers=2&width=16&budget=60');
  await startRace(page);
  await expect(page.locator('[data-value="digest"]')).toHaveCount(2, { timeout: 30_000 });
  await bringChapter(page, 'watch');
  await bringChapter(page, 'inside');
  const broken = () =>
    page.locator('h1, h2, h3').evaluateAll((headings) =>
      headings.flatMap((heading) => {
        const found: string[] = [];
        const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const text = node.textContent ?? '';
          const range = document.createRange();
          let last = Number.NaN;
          for (let at = 0; at < text.length; at++) {
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const { top, width } = range.getBoundingClientRect();
            if (width === 0) continue;
            if (top > last + 8 && /\p{Script=Han}/u.test(text[at - 1] ?? ''))
              found.push(`${text.slice(0, at)}|${text.slice(at)}`);
            last = top;
          }
        }
        return found;
      }),
    );
  for (const width of [390, 768]) {
    await page.setViewportSize({ width, height: 844 });
    expect(await broken(), `${width} px`).toEqual([]);
  }
});
