import {
  bringChapter,
  bringReads,
  controls,
  decoding,
  expect,
  open,
  openSettings,
  passes,
  scrollsSideways,
  showTables,
  startRace,
  test,
  unfold,
  violations,
  violationsInBothThemes,
} from './page';

/* Who has chosen a budget is given no smaller preset where the machine happens to be busy. */
const CHOSEN = './?budget=1000';

test('what moves by itself ends within five seconds', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.goto('./');
  const ends = () =>
    page.evaluate(() => document.getAnimations().map(({ effect }) => Number(effect?.getComputedTiming().endTime)));
  await expect.poll(async () => (await ends()).length).toBeGreaterThan(0);
  expect(Math.max(...(await ends()))).toBeLessThanOrEqual(5000);
});

test('axe finds nothing while the engine is on its way', async ({ page }) => {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route('**/*.wasm', async (route) => {
    await arrived;
    await route.continue();
  });
  await page.goto('./');
  await expect(page.locator('#race h2')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  arrive();
  await expect(page.locator('[data-value="headline"]')).toHaveText('Which will find the first step?');
  expect(await violations(page)).toEqual([]);
});

for (const width of [1440, 390]) {
  test(`axe finds nothing: light and dark, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    const nothing = async (when: string, part?: string) =>
      expect(await violationsInBothThemes(page, part), when).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await open(page, CHOSEN);
    await nothing('before a race');

    await openSettings(page);
    await bringReads(page);
    await page.getByLabel('Arms (degree)', { exact: true }).fill('0');
    await expect(page.locator('.graph-controls .problem')).toBeVisible();
    await nothing('with a setting that does not hold');
    await page.getByLabel('Arms (degree)', { exact: true }).fill('3');
    await expect(page.locator('.graph-controls .problem')).toHaveCount(0);

    await startRace(page);
    await passes(page, 'teacher_forcing', 30);
    await controls(page).pause.click();
    await expect(page.locator('[data-value="digest"]')).toHaveCount(2);
    await unfold(page, 'race-numbers');
    await showTables(page.locator('#race'));
    await decoding(page, 'teacherless').scrollIntoViewIfNeeded();
    await expect(decoding(page, 'teacherless').locator('.verdict')).not.toBeEmpty();
    await nothing('in a race', '#race, #watch');
  });
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
  /* Late, so that the Tab key is there before it. */
  await page.route('**/assets/watch-*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await route.continue();
  });
  await open(page, CHOSEN);
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  const tabTo = async (reached: () => Promise<boolean>) => {
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press('Tab');
      if (await reached()) return;
      /* A chapter that is on its way is not passed over. */
      await expect(page.locator('.later:focus')).toHaveCount(0);
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
  await passes(page, 'teacher_forcing', 5);
  /* The button stays where it was and keeps the focus: the same key pauses. */
  expect(await focused()).toBe('Pause');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-value="digest"]')).toHaveCount(2);
  expect(await focused()).toBe('Continue');

  const radio = page.getByRole('radio', { name: 'let it choose' });
  /* The chapter is fetched as the focus comes near. */
  await tabTo(async () => (await radio.and(page.locator(':focus')).count()) > 0);
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
  await startRace(page);
  await passes(page, 'teacher_forcing', 50);
  await controls(page).pause.click();
  await expect(status).toContainText('Paused. Teacher forcing, step');
  await expect(status).toContainText('Teacherless, step');
  expect(Number(await page.evaluate(() => document.body.dataset.said))).toBeLessThan(12);
});

/* Two models that train in no time: what is looked at is the page around them. */
const QUICK = 'degree=2&path_length=3&labels=5&layers=2&width=16&budget=60';

for (const [scheme, language, width] of [
  ['light', 'en', 1440],
  ['dark', 'zh', 390],
  ['light', 'zh', 768],
  ['dark', 'en', 768],
] as const) {
  test(`axe finds nothing in any chapter after a training: ${scheme}, ${language}, ${width} px`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await open(page, `./?lang=${language}&${QUICK}`);
    await startRace(page);
    await expect(page.locator('[data-value="digest"]')).toHaveCount(2, { timeout: 30_000 });
    const chapters = await page.locator('section.chapter').evaluateAll((all) => all.map(({ id }) => id));
    expect(chapters).toContain('sources');
    await page.locator('#sources').scrollIntoViewIfNeeded();
    await expect(page.locator('.door .takeaway').last()).not.toBeEmpty();
    await expect(page.locator('.door .toggle[aria-expanded="false"]')).toHaveCount(6);
    expect(await violations(page)).toEqual([]);
    for (const chapter of chapters) await bringChapter(page, chapter);
    for (const part of ['reads', 'teacher', 'race-numbers', 'walk-numbers']) await unfold(page, part);
    await expect(page.locator('.toggle[aria-expanded="false"]')).toHaveCount(0);
    await page.locator('details').evaluateAll((all) => {
      for (const details of all) if (details instanceof HTMLDetailsElement) details.open = true;
    });
    /* One look at the whole page finds what a look at each part would, and duplicate ids as well. */
    expect(await violations(page)).toEqual([]);
  });
}

test('with a system’s own few colours everything is still there to see', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await open(page, `./?${QUICK}`);
  expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
  const start = controls(page).start;
  const border = await start.evaluate((button) => {
    const { borderTopWidth, borderTopStyle, borderTopColor, backgroundColor } = getComputedStyle(button);
    return { borderTopWidth, borderTopStyle, seen: borderTopColor !== backgroundColor };
  });
  expect(border).toEqual({ borderTopWidth: '1px', borderTopStyle: 'solid', seen: true });
  await bringReads(page);
  /* The star's lines and names are not of the colour behind them. */
  const hidden = await page
    .locator('svg.star')
    .first()
    .evaluate((star) => {
      const behind = getComputedStyle(document.body).backgroundColor;
      const lines = [...star.querySelectorAll('line, circle')].map((part) => getComputedStyle(part).stroke);
      const names = [...star.querySelectorAll('text')].map((part) => getComputedStyle(part).fill);
      return {
        lines: lines.filter((colour) => colour === behind).length,
        names: names.filter((c) => c === behind).length,
      };
    });
  expect(hidden).toEqual({ lines: 0, names: 0 });
  /* By key: where a pointer was used last, a focus that is given need not be shown. */
  await page.keyboard.press('Tab');
  await start.focus();
  expect(await start.evaluate((button) => getComputedStyle(button).outlineStyle)).toBe('solid');
});

test('reduced motion: nothing moves by itself in any chapter', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, `./?${QUICK}`);
  await startRace(page);
  await expect(page.locator('[data-value="digest"]')).toHaveCount(2, { timeout: 30_000 });
  for (const chapter of await page.locator('section.chapter').evaluateAll((all) => all.map(({ id }) => id))) {
    await bringChapter(page, chapter);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  }
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)).toBe('auto');
});

test('where the system chooses colours, the chapter that is read is marked and the start is filled', async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await open(page);
  const line = (link: Element) => getComputedStyle(link).borderBottomColor;
  const contents = page.getByRole('navigation', { name: 'Chapters' });
  await contents.getByRole('link', { name: 'Race' }).click();
  await expect(contents.locator('[aria-current]')).toHaveCount(1);
  const current = await contents.locator('[aria-current]').evaluate(line);
  const others = await contents
    .locator('a:not([aria-current])')
    .evaluateAll((links) => [...new Set(links.map((link) => getComputedStyle(link).borderBottomColor))]);
  expect(others).toHaveLength(1);
  expect(others).not.toContain(current);
  const fill = (node: Element) => getComputedStyle(node).backgroundColor;
  const start = await page.locator('.stage .origin').evaluate(fill);
  expect(start).not.toBe(await page.locator('.stage .dot:not(.origin)').first().evaluate(fill));
  expect(start).not.toBe(await page.locator('body').evaluate(fill));
});

test('a document that is read from right to left is no wider for it', async ({ page }) => {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    await open(page);
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    expect(await scrollsSideways(page)).toBe(false);
    await page.keyboard.press('Tab');
    await expect(page.locator('.skip')).toBeFocused();
    await expect(page.locator('.skip')).toBeInViewport();
    expect(await scrollsSideways(page)).toBe(false);
  }
});
