/* Chapter 8: sources, limits, formulae, glossary, how to cite; and the glossary's words in running text. */
import { expect, keepPicture, open, scrollsSideways, test, violations } from './page';

for (const [width, scheme] of [
  [1440, 'light'],
  [390, 'dark'],
] as const) {
  test(`chapter 8 is whole at ${width} px, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await open(page, './#sources');
    const chapter = page.locator('#sources');
    await expect(chapter.locator('.glossary dt')).toHaveCount(34);
    await expect(chapter.locator('.references li')).toHaveCount(20);
    await expect(chapter.locator('.limits li')).toHaveCount(8);
    /* Set by the browser: a fraction's parts are above one another. */
    await expect(chapter.locator('math')).toHaveCount(4);
    for (const formula of await chapter.locator('math').all())
      expect((await formula.boundingBox())?.height).toBeGreaterThan(20);
    expect(await scrollsSideways(page)).toBe(false);
    expect(await violations(page, '#sources')).toEqual([]);
    await keepPicture(chapter, `sources-${width}-${scheme}`);
  });
}

test('links to sources are whole addresses', async ({ page }) => {
  await open(page, './#sources');
  const links = page.locator('.references a');
  await expect(links).toHaveCount(20);
  for (const address of await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? '')))
    expect(new URL(address).protocol).toBe('https:');
});

test('a word of the glossary opens where it stands, by pointer and by keyboard', async ({ page }) => {
  await open(page, './#sources');
  const word = page.locator('.limits').getByRole('button', { name: 'budget' });
  const note = page.locator('.term-note:popover-open');
  await word.click();
  await expect(note).toContainText('Step and budget');
  await expect(note).toContainText('within this budget');
  await expect(note).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await expect(note).toHaveCount(0);

  await word.focus();
  await page.keyboard.press('Enter');
  await expect(note).toContainText('Step and budget');
  expect(await violations(page, '#sources')).toEqual([]);
  await page.keyboard.press('Tab');
  await expect(note.getByRole('link')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(note).toHaveCount(0);
  await expect(word).toBeFocused();
});

test('the citation is copied, and says which page and engine', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, './#sources');
  await page.getByRole('button', { name: 'Copy BibTeX: This page' }).click();
  await expect(page.locator('.citations').getByText('Copied.')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(`\\url{${baseURL}}`);
  expect(copied).toMatch(/Engine \d+\.\d+\.\d+; visited \d{4}-\d\d-\d\d/);
});

test('where copying is not allowed it says so', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  await open(page, './#sources');
  await page.getByRole('button', { name: 'Copy BibTeX: The paper' }).click();
  await expect(page.locator('.citations').getByText('select the text instead')).toBeVisible();
});
