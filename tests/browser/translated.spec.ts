/* The page goes on working while its browser translates it. */
import type { Page } from '@playwright/test';
import { bringChapter, decoding, expect, lane, open, passes, shown, startRace, test } from './page';

const OBJECTIVES = ['teacher_forcing', 'teacherless'];
const LINK = './?degree=2&path_length=3&labels=5&layers=2&width=16&batch=16&budget=1000000';

/**
 * Translates as Chrome does: a moment after a text has come, two <font> elements are put before it, and it is taken out, or
 * taken into them. What they say is the text in brackets. Told `original`, it shows the page as it was.
 */
const translate = (page: Page, way: 'taken out' | 'taken in') =>
  page.addInitScript((way) => {
    const translated = new Map<HTMLElement, Text>();
    const say = (text: Text) => {
      const font = document.createElement('font');
      const inner = font.appendChild(document.createElement('font'));
      text.parentNode?.insertBefore(font, text);
      inner.textContent = `⟦${text.data}⟧`;
      if (way === 'taken in') {
        text.data = `⟦${text.data}⟧`;
        inner.replaceChildren(text);
      } else {
        text.parentNode?.removeChild(text);
        translated.set(font, text);
      }
    };
    const all = () => {
      const found: Text[] = [];
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const text = texts.currentNode;
        if (!(text instanceof Text) || text.data.trim() === '') continue;
        if (!text.parentElement?.closest('font, script, style, [translate="no"]')) found.push(text);
      }
      for (const text of found) say(text);
    };
    let soon: ReturnType<typeof setTimeout> | undefined;
    const watch = new MutationObserver(() => {
      soon ??= setTimeout(() => {
        soon = undefined;
        all();
      }, 30);
    });
    const everything = { childList: true, characterData: true, subtree: true };
    addEventListener('DOMContentLoaded', () => watch.observe(document.body, everything));
    addEventListener('original', () => {
      watch.disconnect();
      clearTimeout(soon);
      for (const [font, text] of translated) font.parentNode?.replaceChild(text, font);
    });
  }, way);

for (const way of ['taken out', 'taken in'] as const)
  test(`labels change, counters move and verdicts come where texts are ${way}`, async ({ page }) => {
    await translate(page, way);
    await open(page, LINK);
    const main = page.locator('.race-controls button').first();
    await expect(main).toHaveText('⟦Start⟧');
    await expect(page.locator('.predict h3')).toHaveText(/^⟦.*⟧$/);
    for (const bet of await page.locator('.bet').all()) await bet.getByText('will keep guessing').click();

    await startRace(page);
    await expect(main).toHaveText('⟦Pause⟧');
    const state = lane(page, 'teacherless').locator('.state');
    await expect(state).toHaveText(/^⟦Step⟧ [\d,]+ [\d.,]+ steps\/s$/);
    const step = await shown(page, 'teacherless', 'step');
    await passes(page, 'teacherless', step);
    await main.click();
    await expect(main).toHaveText('⟦Continue⟧');
    await expect(page.locator('.lane .state', { hasText: '⟦Paused at step⟧' })).toHaveCount(2);
    const last = 50 + Math.max(...(await Promise.all(OBJECTIVES.map((objective) => shown(page, objective, 'step')))));
    await page.getByLabel('Budget, steps').fill(String(last));
    await main.click();
    const further = `⟦Train ${last.toLocaleString('en')} more⟧`;
    await expect(main).toHaveText(further, { timeout: 60_000 });
    /* With nothing left of what it said before. */
    await expect(state).toHaveText(/^⟦Budget used up at step⟧ [\d,]+ ⟦weights⟧ [0-9a-f]{16}-(no)?fma$/);
    expect(await shown(page, 'teacherless', 'step')).toBe(last);
    const verdict = page.locator('.verdict-on-prediction');
    await expect(verdict.locator('h3')).toHaveText(/^⟦[^⟦⟧]*(predict|right|coming)[^⟦⟧]*⟧$/);
    await expect(verdict.locator('li')).toHaveCount(2);
    const kept = page.locator('code, .token, .lane b[data-value]').filter({ has: page.locator('font') });
    expect(await kept.evaluateAll((elements) => elements.map(({ outerHTML }) => outerHTML))).toEqual([]);
    await bringChapter(page, 'watch');
    const told = decoding(page, 'teacher_forcing');
    await told.scrollIntoViewIfNeeded();
    await expect(told.locator('.verdict')).not.toBeEmpty();
    await page.getByRole('radio', { name: 'hand it a wrong one' }).check();
    await expect(told.locator('.verdict')).toContainText('Handed a first step');
    await expect(told.locator('.verdict')).not.toContainText('Position');

    /* All texts at once. */
    const title = async () => (await page.locator('h1').textContent())?.replaceAll(/[⟦⟧]/g, '');
    await page.getByRole('button', { name: '中文' }).click();
    await expect.poll(title).toBe('步步皆对，唯独第一步');
    await expect(main).toHaveText(/^⟦[^⟦⟧a-z]*⟧$/);
    await page.getByRole('button', { name: 'English' }).click();
    await expect.poll(title).toBe('Every step but the first');
    await expect(main).toHaveText(further);

    if (way === 'taken out') {
      await page.evaluate(() => dispatchEvent(new Event('original')));
      await expect(page.locator('font')).toHaveCount(0);
      await expect(page.locator('body')).not.toContainText(/[⟦⟧]/);
      expect(await title()).toBe('Every step but the first');
      await expect(main).toHaveText(further.replaceAll(/[⟦⟧]/g, ''));
    }
    await page.locator('.race-controls').getByRole('button', { name: 'Reset' }).click();
    await expect(main).toHaveText(way === 'taken out' ? 'Start' : '⟦Start⟧');
  });
