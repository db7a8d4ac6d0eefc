/* On paper: black on white, every chapter, figures kept and up to date, nothing to press. */
import { controls, expect, keepPicture, open, startRace, test } from './page';

test.use({ viewport: { width: 794, height: 1123 } });

test('prints black on white with its figures, and without its controls', async ({ page }) => {
  await open(page);
  await page.evaluate(() => {
    document.documentElement.dataset.theme = 'dark';
  });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  /* What a browser says before it prints: chapters further down are fetched. */
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await expect(page.locator('#sources .glossary dt').first()).toBeVisible();
  await expect(page.locator('.later')).toHaveCount(0);

  /* Every door is open on paper, and what is folded too; on the screen they stay as they were. */
  for (const part of [
    '.paper-row',
    '.league, .guess',
    '#inside .insides',
    '.seeds',
    '.reads',
    '.teacher',
    '.race-numbers .engine',
  ])
    await expect(page.locator(part).first()).toBeVisible();
  await expect(page.locator('.toggle[aria-expanded="true"]')).toHaveCount(0);

  const colours = await page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.body);
    return { backgroundColor, color };
  });
  expect(colours).toEqual({ backgroundColor: 'rgb(255, 255, 255)', color: 'rgb(0, 0, 0)' });
  await expect(page.locator('svg.star').first()).toBeVisible();
  await expect(page.locator('#sources math').first()).toBeVisible();
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();

  const pressable = await page
    .locator('button:not(.term, .phrases button), select, input:not(.runs-table .name), summary, nav')
    .evaluateAll((controls) =>
      controls
        .filter((control) => control.getClientRects().length > 0)
        .map((control) => control.outerHTML.slice(0, 90)),
    );
  expect(pressable).toEqual([]);
  await expect(page.locator('.bring, .drawing').locator('p:visible')).toHaveCount(0);
  /* A glossary word still stands in its sentence, and so does a phrase that sets something; a source shows its address. */
  await expect(page.locator('.phrases button').first()).toBeVisible();
  await expect(page.locator('.limits button.term').first()).toBeVisible();
  const address = await page
    .locator('.references a')
    .first()
    .evaluate((link) => getComputedStyle(link, '::after').content);
  expect(address).toContain('arxiv.org');
  await keepPicture(page, 'print');
});

test('a race that was trained out of sight is on paper as it stands', async ({ page }) => {
  await open(page, './?degree=2&path_length=3&labels=5&layers=2&width=16&batch=16&budget=8000');
  await expect(controls(page).start).toHaveAttribute('aria-disabled', 'false');
  const picture = page.locator('.falls');
  await picture.scrollIntoViewIfNeeded();
  await expect(picture.locator('.axis')).toBeAttached();
  /* Start brings the race into the window, which is then left. */
  await startRace(page);
  await expect(page.locator('#race h2')).toBeInViewport();
  await page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }));
  await expect(picture).not.toBeInViewport();
  expect(await page.locator('[data-value="digest"]').count()).toBe(0);
  await expect(page.locator('[data-value="digest"]')).toHaveCount(2, { timeout: 60_000 });
  await expect(picture).not.toBeInViewport();
  /* As a browser does: what is drawn later is not on paper. */
  const printed = await page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'));
    return [...document.querySelectorAll('.falls .edge')].map((edge) => edge.getAttribute('d') ?? '');
  });
  expect(printed.length).toBeGreaterThan(0);
  for (const line of printed) expect(line).toMatch(/^M.*L/);
  await picture.scrollIntoViewIfNeeded();
  await page.waitForTimeout(500);
  const seen = await picture.locator('.edge').evaluateAll((edges) => edges.map((edge) => edge.getAttribute('d')));
  expect(printed).toEqual(seen);
  await page.emulateMedia({ media: 'print' });
  await keepPicture(picture, 'print-race');
  /* Of the table of runs, all columns and the names fit. */
  const table = page.locator('.runs-table');
  await expect(table.locator('.name').first()).toBeVisible();
  const right = await table.evaluate((element) => element.getBoundingClientRect().right);
  expect(right).toBeLessThanOrEqual(794);
});
