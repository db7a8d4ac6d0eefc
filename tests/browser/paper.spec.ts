import {
  bringChapter,
  bringReads,
  expect,
  keepPicture,
  lane,
  open,
  scrollsSideways,
  startRace,
  test,
  violations,
} from './page';

test('a row of the paper sets up the race with its settings, objectives and budget', async ({ page }) => {
  await page.goto('./?seed=3#paper');
  const row = page.locator('[data-row="mamba"]');
  await expect(row).toContainText('What differs from the paper', { timeout: 20_000 });
  await row.getByRole('button', { name: 'Run it here' }).click();
  await expect(page).toHaveURL(/architecture=mamba/);
  await expect(page).toHaveURL(/seed=3/);
  await expect(page.getByLabel('Budget, steps')).toHaveValue('2000');
  for (const objective of ['teacher_forcing', 'teacherless', 'reverse'])
    await expect(lane(page, objective)).toBeVisible();
  await expect(lane(page, 'reverse').locator('[data-value="step"]')).toBeVisible({ timeout: 30_000 });
});

test('where a setting on the page does not hold, a row starts with its own, and nothing is lost to what cannot start', async ({
  page,
}) => {
  await open(page, './?degree=2&path_length=3&labels=5&layers=2&width=16&batch=16&budget=50#paper');
  await startRace(page);
  await expect(page.locator('[data-value="digest"]')).toHaveCount(2, { timeout: 40_000 });
  const digests = await page.locator('[data-value="digest"]').allTextContents();
  const labels = page.locator('.graph-controls').getByLabel('Labels', { exact: true });
  await bringReads(page);
  await labels.fill('2');
  await expect(page.locator('.graph-controls .problem')).toBeVisible();

  await bringChapter(page, 'always');
  const adamw = page.locator('[data-rebuttal="adamw"]');
  await adamw.getByRole('button', { name: 'Race with it' }).click();
  await expect(adamw.getByRole('alert')).toContainText('Not started: labels must be in 5..');
  expect(await page.locator('[data-value="digest"]').allTextContents()).toEqual(digests);
  await expect(labels).toHaveValue('2');
  await expect(adamw.getByRole('checkbox')).not.toBeChecked();

  await page.locator('[data-row="mamba"]').getByRole('button', { name: 'Run it here' }).click();
  await expect(page).toHaveURL(/architecture=mamba/);
  await expect(lane(page, 'reverse').locator('[data-value="step"]')).toBeVisible({ timeout: 30_000 });
  await expect(adamw.getByRole('alert')).toHaveCount(0);

  await test.step('nor to a budget that is none', async () => {
    /* Folded where three lanes want the room. */
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await page.getByLabel('Budget, steps').fill('many');
    await adamw.getByRole('button', { name: 'Race with it' }).click();
    await expect(adamw.getByRole('alert')).toContainText('Not started: budget must be a whole number');
    await expect(lane(page, 'reverse')).toBeVisible();
  });
});

test('every row says what differs and where its result is from, in both languages', async ({ page }) => {
  await page.goto('./#paper');
  const rows = page.locator('#paper .paper-row');
  await expect(rows.first()).toContainText('What differs from the paper', { timeout: 20_000 });
  const found = page.locator('#paper .paper-row .found');
  for (const part of await found.all())
    await expect(part).toContainText(/Native program, sweep “\w+”, seeds [\d–, ]+|have not been committed yet/);
  await keepPicture(page.locator('#paper'), 'paper-1440-light');
  expect(await violations(page, '#paper')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: /中文/ }).click();
  await expect(rows.first()).toContainText('与论文的不同');
  expect(await scrollsSideways(page)).toBe(false);
  await keepPicture(page.locator('#paper'), 'paper-390-dark-zh');
  expect(await violations(page, '#paper')).toEqual([]);
});

test('a lesson that locks a setting keeps a row from changing it', async ({ page }) => {
  await page.goto('./?lock=architecture#paper');
  const row = page.locator('[data-row="mamba"]');
  await expect(row.locator('.differs')).toBeVisible({ timeout: 20_000 });
  await expect(row).toContainText('locks a setting');
  await row.getByRole('button', { name: 'Run it here' }).click({ force: true });
  await expect(page.locator('.lane [data-value="step"]')).toHaveCount(0);
});
