import { controls, decoding, expect, open, openSettings, shown, test, violations } from './page';

for (const scheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test(`axe finds nothing: ${scheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      await open(page);
      expect(await violations(page)).toEqual([]);

      await openSettings(page);
      await page.getByLabel('Arms (degree)', { exact: true }).fill('0');
      await expect(page.locator('.graph-controls .problem')).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.getByLabel('Arms (degree)', { exact: true }).fill('3');
      await expect(page.locator('.graph-controls .problem')).toHaveCount(0);

      await controls(page).start.click();
      await expect.poll(() => shown(page, 'teacher_forcing', 'step'), { timeout: 30_000 }).toBeGreaterThan(30);
      await controls(page).pause.click();
      await expect(page.locator('[data-value="digest"]')).toHaveCount(2);
      for (const table of await page.getByText('These numbers as a table').all()) await table.click();
      await decoding(page, 'teacherless').scrollIntoViewIfNeeded();
      await expect(decoding(page, 'teacherless').locator('.verdict')).not.toBeEmpty();
      expect(await violations(page)).toEqual([]);
    });
  }
}

test('the theme is the system’s until chosen, and the choice is remembered', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await open(page);
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.getByRole('button', { name: 'Dark theme' }).click();
  const dark = await paper();
  expect(dark).not.toBe(light);
  await page.reload();
  expect(await paper()).toBe(dark);
  await expect(page.getByRole('button', { name: 'Light theme' })).toBeVisible();
});

test('by keyboard alone: start, pause, decode', async ({ page }) => {
  await open(page);
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  const tabTo = async (reached: () => Promise<boolean>) => {
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press('Tab');
      if (await reached()) return;
    }
    throw new Error('not reached by Tab');
  };
  const onButton = (name: string) => async () => (await focused()) === name;

  await tabTo(onButton('Start'));
  const outline = await page.evaluate(() =>
    document.activeElement ? getComputedStyle(document.activeElement).outlineStyle : 'none',
  );
  expect(outline).not.toBe('none');
  await page.keyboard.press('Enter');
  await expect.poll(() => shown(page, 'teacher_forcing', 'step'), { timeout: 30_000 }).toBeGreaterThan(5);
  /* The button stays where it was and keeps the focus: the same key pauses. */
  expect(await focused()).toBe('Pause');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-value="digest"]')).toHaveCount(2);
  expect(await focused()).toBe('Continue');

  const radio = page.getByRole('radio', { name: 'let it choose' });
  await tabTo(() => radio.evaluate((element) => element === document.activeElement));
  const told = decoding(page, 'teacher_forcing');
  await expect(told.locator('.verdict')).not.toBeEmpty();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'hand it a wrong one' })).toBeChecked();
  await expect(told.locator('.said .given')).toHaveCount(1);

  await tabTo(onButton('Another graph'));
  const before = await told.locator('desc').textContent();
  await page.keyboard.press('Space');
  await expect(told.locator('desc')).not.toHaveText(before ?? '');
});

test('a screen reader hears how the training stands, and not at every step', async ({ page }) => {
  await open(page);
  const status = page.locator('.race-controls > [role="status"]');
  await page.evaluate(() => {
    const region = document.querySelector('.race-controls > [role="status"]');
    let said = 0;
    if (region)
      new MutationObserver(() => {
        said++;
        document.body.dataset.said = String(said);
      }).observe(region, { childList: true, characterData: true, subtree: true });
  });
  await controls(page).start.click();
  await expect.poll(() => shown(page, 'teacher_forcing', 'step'), { timeout: 30_000 }).toBeGreaterThan(50);
  await controls(page).pause.click();
  await expect(status).toContainText('Paused. Teacher forcing, step');
  await expect(status).toContainText('Teacherless, step');
  expect(Number(await page.evaluate(() => document.body.dataset.said))).toBeLessThan(12);
});
