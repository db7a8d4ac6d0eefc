/* On paper: black on white, every chapter, figures kept, nothing to press. */
import { expect, keepPicture, open, test } from './page';

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

  const colours = await page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.body);
    return { backgroundColor, color };
  });
  expect(colours).toEqual({ backgroundColor: 'rgb(255, 255, 255)', color: 'rgb(0, 0, 0)' });
  await expect(page.locator('svg.star').first()).toBeVisible();
  await expect(page.locator('#sources math').first()).toBeVisible();
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();

  const pressable = await page
    .locator('button:not(.term), select, input, summary, nav')
    .evaluateAll((controls) =>
      controls
        .filter((control) => control.getClientRects().length > 0)
        .map((control) => control.outerHTML.slice(0, 90)),
    );
  expect(pressable).toEqual([]);
  /* A glossary word still stands in its sentence; a source shows its address. */
  await expect(page.locator('.limits button.term').first()).toBeVisible();
  const address = await page
    .locator('.references a')
    .first()
    .evaluate((link) => getComputedStyle(link, '::after').content);
  expect(address).toContain('arxiv.org');
  await keepPicture(page, 'print');
});
