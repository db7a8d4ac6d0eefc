/* Figures and what is written: a menu for each figure's numbers and files, captions that begin with what is seen, and letters
 * that can be read on a phone. */
import type { Page } from '@playwright/test';
import { bringChapter, controls, decoding, expect, open, shown, startRace, test, unfold } from './page';

const QUICK = 'layers=2&heads=2&width=16&batch=32&budget=50';

test('a figure’s menu is opened, walked through and left by keyboard', async ({ page }) => {
  await open(page, './?budget=2');
  await startRace(page);
  await expect(page.locator('[data-value="digest"]')).toHaveCount(2);
  const figure = page.locator('.falls-figure');
  const button = figure.getByRole('button', { name: 'Data', exact: true });
  const focused = page.locator(':focus');
  await button.press('Enter');
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await expect(figure.getByRole('menu', { name: 'Data' })).toBeVisible();
  await expect(focused).toHaveText('These numbers as a table');
  for (const [key, item] of [
    ['ArrowDown', 'Save as PNG'],
    ['End', 'Save as CSV'],
    ['ArrowDown', 'These numbers as a table'],
    ['ArrowUp', 'Save as CSV'],
    ['Home', 'These numbers as a table'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(focused).toHaveText(item);
  }
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  await expect(figure.getByRole('menu')).toHaveCount(0);
  await expect(button).toHaveAttribute('aria-expanded', 'false');

  await page.keyboard.press('Enter');
  await expect(focused).toHaveAttribute('aria-checked', 'false');
  await page.keyboard.press('Enter');
  await expect(figure.locator('table')).toBeVisible();
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(focused).toHaveAttribute('aria-checked', 'true');
  /* Who goes on leaves it. */
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(figure.getByRole('menu')).toHaveCount(0);
  await button.click();
  await page.locator('#race h2').click();
  await expect(figure.getByRole('menu')).toHaveCount(0);
});

test('captions begin with what the figure shows', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, `./?${QUICK}`);
  await startRace(page);
  await expect(page.locator('[data-value="digest"]')).toHaveCount(2, { timeout: 30_000 });
  const first = Math.round(100 * (await shown(page, 'teacher_forcing', 'first-step')));
  await expect(page.locator('.falls-figure figcaption')).toContainText(
    new RegExp(`^The first step is right on ${first}\\s% \\(Teacher forcing\\), .* at step 50\\. `),
  );
  await unfold(page, 'race-numbers');
  await expect(page.locator('.margins figcaption')).toContainText(/^Now, on average: Teacher forcing [+−]\d/);
  await bringChapter(page, 'watch');
  const told = decoding(page, 'teacher_forcing');
  await told.scrollIntoViewIfNeeded();
  await expect(told.locator('figcaption')).toContainText(/^Teacher forcing says \d+ at position 4 \(goal\), to which/);
  await unfold(page, 'walk-numbers');
  await expect(page.locator('.meter figcaption').first()).toContainText(
    /^Teacher forcing follows .* on .*% at step 50/,
  );
  await bringChapter(page, 'inside');
  const supervision = page.locator('.shares[data-objective="teacher_forcing"]');
  await supervision.scrollIntoViewIfNeeded();
  await expect(supervision.locator('figcaption').first()).toContainText(/^\d+(\.\d)?\s% of the remaining loss sits on/);
  const inner = page.locator('.inner[data-objective="teacher_forcing"]');
  await inner.scrollIntoViewIfNeeded();
  for (const seen of [
    /^Heads that give the right arm more than chance \(33\s%\)/,
    /^The edge \d → \d gets the most/,
    /^The darkest cell/,
  ])
    await expect(inner.locator('figcaption').filter({ hasText: seen })).toHaveCount(1);
  await expect(page.locator('.contrast figcaption')).toContainText(/^The strongest cell: at position \d/);
  await bringChapter(page, 'always');
  await expect(page.locator('.phase-map figcaption').first()).toContainText(
    /^Stars solved by all of their seeds: \d+ of 20;/,
  );
  await expect(page.locator('.map.own figcaption')).toContainText(/^No star has been run yet\. /);
});

/** Texts that are seen and smaller than 11 pixels. */
const smallTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = new Set<string>();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { parentElement: element, textContent } = texts.currentNode;
      if (!element || !textContent?.trim() || element.getClientRects().length === 0) continue;
      if (element.closest('.unseen, option') || !element.checkVisibility()) continue;
      const matrix = element instanceof SVGGraphicsElement ? element.getScreenCTM() : null;
      const size =
        Number.parseFloat(getComputedStyle(element).fontSize) * (matrix ? Math.hypot(matrix.a, matrix.b) : 1);
      if (size < 10.95)
        found.add(`${size.toFixed(1)} px: ${element.getAttribute('class') ?? element.tagName} “${textContent}”`);
    }
    return [...found];
  });

test('no text is smaller than 11 px on a phone, with runs in every chapter', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, `./?${QUICK}`);
  await startRace(page);
  await expect(page.locator('[data-value="digest"]')).toHaveCount(2, { timeout: 30_000 });
  for (const part of ['reads', 'teacher', 'race-numbers']) await unfold(page, part);
  for (const chapter of ['watch', 'inside', 'always', 'repairs', 'paper', 'laboratory', 'sources'])
    await bringChapter(page, chapter);
  await unfold(page, 'walk-numbers');
  await decoding(page, 'teacher_forcing').scrollIntoViewIfNeeded();
  await expect(decoding(page, 'teacher_forcing').locator('.walk-star .percent').first()).toBeAttached();
  await page.locator('.inner').first().scrollIntoViewIfNeeded();
  await expect(page.locator('.inner .head-grid input').first()).toBeAttached();
  expect(await smallTexts(page)).toEqual([]);
});

test('on the star of a walk no share covers a node’s number, nor runs over another', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await open(page, `./?${QUICK}`);
    await startRace(page);
    await expect(page.locator('[data-value="digest"]')).toHaveCount(2, { timeout: 30_000 });
    await bringChapter(page, 'watch');
    const told = decoding(page, 'teacher_forcing');
    await told.scrollIntoViewIfNeeded();
    await expect(told.locator('.said li')).toHaveCount(4);
    for (let position = 0; position < 4; position++) {
      await told.locator('.said li').nth(position).getByRole('button').click();
      const over = await told.locator('.walk-star').evaluate((star) => {
        const boxes = (selector: string) =>
          [...star.querySelectorAll(selector)].map((part) => part.getBoundingClientRect());
        const meets = (one: DOMRect, other: DOMRect) =>
          one.left < other.right - 1 &&
          other.left < one.right - 1 &&
          one.top < other.bottom - 3 &&
          other.top < one.bottom - 3;
        const shares = boxes('.percent');
        return {
          numbers: shares.filter((share) => boxes('.label').some((label) => meets(share, label))).length,
          shares: shares.filter((share, at) => shares.slice(at + 1).some((other) => meets(share, other))).length,
        };
      });
      expect(over, `${width} px, position ${position + 1}`).toEqual({ numbers: 0, shares: 0 });
    }
  }
});

test('the serif is upright wherever it is used: no family lends its italics to another', async ({ page }) => {
  await open(page, './?budget=2');
  await startRace(page);
  await expect(page.locator('[data-value="digest"]')).toHaveCount(2);
  const slanted = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .map((element) => ({ element, style: getComputedStyle(element) }))
      .filter(({ style }) => /Iowan/.test(style.fontFamily) && style.fontStyle !== 'normal')
      .map(({ element }) => element.outerHTML.slice(0, 80)),
  );
  expect(slanted).toEqual([]);
});

test('at 768 px the phases have their names, and the contents end within the window', async ({ page }) => {
  await page.setViewportSize({ width: 768, height: 1024 });
  await open(page, './?budget=100');
  const contents = page.getByRole('navigation', { name: 'Chapters' });
  const within = await contents.evaluate((nav) => {
    const last = [...nav.querySelectorAll('a')].at(-1)?.getBoundingClientRect();
    return last !== undefined && last.right <= nav.getBoundingClientRect().right;
  });
  expect(within).toBe(true);
  await startRace(page);
  await expect(page.locator('[data-value="digest"]')).toHaveCount(2, { timeout: 30_000 });
  await expect(page.locator('.falls .phase').first()).toHaveText(/copying|plateau/);
  await expect(controls(page).reset).toBeEnabled();
});

test('on a phone the puzzle’s sentence and its whole graph are in the window, from landing to the end', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const language of ['en', 'zh']) {
    await open(page, `./?lang=${language}`);
    const together = async () => {
      await expect(page.locator('.game .lead')).toBeInViewport({ ratio: 1 });
      for (const dot of await page.locator('.stage .dot').filter({ visible: true }).all())
        await expect(dot).toBeInViewport({ ratio: 0.99 });
    };
    await together();
    for (const node of [9, 4, 2]) {
      await page.locator(`.stage [data-node="${node}"]`).click();
      await together();
    }
  }
});
