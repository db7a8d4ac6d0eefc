/* The way of someone who has never been here: land, play, predict, race, watch, break it, share. */
import type { Page } from '@playwright/test';
import {
  bringChapter,
  bringReads,
  decoding,
  expect,
  keepPicture,
  open,
  passes,
  test,
  unfold,
  violationsInBothThemes,
} from './page';

const LIMIT_S = 180;

const stage = (page: Page) => page.locator('.stage');
const dot = (page: Page, node: number) => stage(page).locator(`[data-node="${node}"]`);
const asks = (page: Page) => stage(page).locator('.asks');
const answer = (page: Page) => page.locator('.game .lead');
const raceButton = (page: Page, name: string | RegExp) => page.locator('#race').getByRole('button', { name });

/* Presses whatever can be asked until the walk ends, somewhere. */
async function walk(page: Page, press: (node: string) => Promise<void>, most = 8): Promise<void> {
  for (let questions = 0; questions < most && (await asks(page).count()) > 0; questions++)
    await press((await asks(page).first().getAttribute('data-node')) ?? '');
}

test('under three minutes, by mouse, with the default settings', async ({ page, context }) => {
  test.setTimeout(240_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const begun = Date.now();
  const seconds = () => (Date.now() - begun) / 1000;
  const told: string[] = [];
  const part = async (name: string, act: () => Promise<void>) => {
    const from = seconds();
    await test.step(name, act);
    told.push(`${name} ${(seconds() - from).toFixed(1)} s`);
  };

  await part('land', async () => {
    await page.goto('./');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Every step but the first');
    await expect(dot(page, 9)).toBeInViewport({ ratio: 1 });
    await expect(dot(page, 0)).toBeInViewport({ ratio: 1 });
  });

  await part('play', async () => {
    await dot(page, 9).click();
    await expect(answer(page)).toContainText('One of them is the first step to 0. Which?');
    await expect(asks(page)).toHaveCount(3);
    await dot(page, 4).click();
    await expect(answer(page)).toContainText('4 leads to 2, and nowhere else');
    await dot(page, 2).click();
    await expect(answer(page)).toContainText('Every step was easy but the first');
    await page.getByRole('button', { name: 'Now from the goal' }).click();
    await walk(page, (node) => dot(page, Number(node)).click());
    await expect(answer(page)).toContainText('3 questions, no guess');
    await expect(page.locator('.rounds li')).toContainText(['1 guess, 2 easy steps', '0 guesses, 3 easy steps']);
    await expect(stage(page).locator('.star')).toBeVisible();
  });

  await part('predict', async () => {
    await page.getByRole('button', { name: 'Now predict' }).click();
    await page.getByRole('group', { name: 'Teacher forcing' }).getByText('will keep guessing').click();
    await page.getByRole('group', { name: 'Teacherless' }).getByText('will keep guessing').click();
    await page.getByRole('button', { name: 'Start the race' }).click();
  });

  await part('race', async () => {
    await expect(page.locator('#race')).toBeInViewport();
    await expect(page.locator('#race')).toContainText('Teacherless will keep guessing');
    await expect(raceButton(page, /^Train .* more$/)).toBeVisible({ timeout: 150_000 });
    const verdict = page.locator('.verdict-on-prediction');
    await expect(verdict).toContainText('You were right about 1 of 2');
    await expect(verdict.locator('[data-objective="teacher_forcing"]')).toHaveAttribute('data-outcome', 'guesses');
    await expect(verdict.locator('[data-objective="teacher_forcing"]')).toContainText('As you predicted');
    await expect(verdict.locator('[data-objective="teacherless"]')).toHaveAttribute('data-outcome', 'learnt');
    await expect(verdict.locator('[data-objective="teacherless"]')).toContainText('You predicted otherwise');
    await keepPicture(verdict, 'play-verdict');
  });

  await part('watch', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Watch it fail' }).click();
    /* The graph that the page opens with was chosen for this, as the limits say. */
    const forced = decoding(page, 'teacher_forcing');
    await expect(forced.locator('.verdict')).toHaveText(
      /^It followed arm [AC] from end to end without a fault\. The goal is on arm B\.$/,
      { timeout: 15_000 },
    );
    await expect(forced.locator('[data-value="tally"]')).toContainText(/Of 250 held-out ones .* walk (2|3|4)\d.% /);
    await expect(decoding(page, 'teacherless').locator('.verdict')).toHaveText('It walked arm B to the goal.');
    await page.locator('#watch').getByRole('radio', { name: 'hand it a wrong one' }).check();
    await decoding(page, 'teacher_forcing').scrollIntoViewIfNeeded();
    await expect(page.locator('#watch')).toContainText(/Handed a first step on arm [ABC], it followed arm/, {
      timeout: 15_000,
    });
  });

  await part('break it', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Play' }).click();
    await unfold(page, 'reads');
    await page.getByRole('button', { name: 'two arms of four' }).click();
    await expect(page).toHaveURL(/degree=2/);
    await raceButton(page, 'Reset').click();
    await raceButton(page, 'Start').click();
    await passes(page, 'teacherless', 25);
  });

  await part('share', async () => {
    const race = page.getByRole('navigation').getByRole('link', { name: 'Race' });
    await race.click();
    await expect(race).toHaveAttribute('aria-current', 'true');
    await page.getByRole('button', { name: 'Share' }).click();
    await expect(page.getByRole('button', { name: 'Link copied' })).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(
      /\?degree=2&labels=7&heads=2&positions=none&init=reference&batch=64&learning_rate=0.0003&warmup=50#race$/,
    );
    const friend = await context.newPage();
    await friend.goto(link);
    await expect(friend.locator('#race')).toBeInViewport();
    await bringReads(friend);
    await expect(friend.locator('.reads .star desc')).toHaveText(
      (await page.locator('.reads .star desc').textContent()) ?? '',
    );
    await friend.close();
  });

  const whole = seconds();
  console.log(`newcomer: ${whole.toFixed(0)} s (${told.join(', ')})`);
  test.info().annotations.push({ type: 'seconds', description: `${whole.toFixed(1)}: ${told.join(', ')}` });
  expect(whole).toBeLessThan(LIMIT_S);
});

test('the whole story by keyboard alone', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, './?degree=2&path_length=3&labels=5&layers=2&width=16&budget=60');
  const press = (key: string) => page.keyboard.press(key);
  const tabTo = async (wanted: ReturnType<Page['locator']>) => {
    for (let presses = 0; presses < 90; presses++) {
      await press('Tab');
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`not reached by Tab: ${wanted}`);
  };
  const focused = page.locator(':focus');

  await test.step('play', async () => {
    await tabTo(asks(page).first());
    await press('Enter');
    /* Taken along to a node that can be asked; arrows go to the other one. */
    await expect(asks(page)).toHaveCount(2);
    const one = await focused.getAttribute('data-node');
    await press('ArrowRight');
    await expect(focused).not.toHaveAttribute('data-node', one ?? '');
    await press('Enter');
    await expect(answer(page)).toContainText('but the first');
    await expect(focused).toHaveText('Now from the goal');
    await press('Enter');
    await expect(answer(page)).toContainText('begin at the goal');
    await walk(page, async (node) => {
      await expect(focused).toHaveAttribute('data-node', node);
      await press('Enter');
    });
    await expect(answer(page)).toContainText('2 questions, no guess');
  });

  await test.step('predict and start', async () => {
    await expect(focused).toHaveText('Now predict');
    await press('Enter');
    await expect(page.getByRole('group', { name: 'Teacher forcing' }).getByRole('radio').first()).toBeFocused();
    await press('ArrowDown');
    await expect(page.getByRole('group', { name: 'Teacher forcing' }).getByLabel('will keep guessing')).toBeChecked();
    await tabTo(page.getByRole('button', { name: 'Start the race' }));
    await press('Enter');
    await expect(raceButton(page, /^Train .* more$/)).toBeVisible({ timeout: 30_000 });
    await expect(page.locator('.verdict-on-prediction')).toContainText('Teacher forcing');
  });

  await test.step('watch', async () => {
    await bringChapter(page, 'watch');
    const radio = page.locator('#watch').getByRole('radio', { name: 'let it choose' });
    await expect(radio).toBeVisible();
    await tabTo(radio);
    await press('ArrowDown');
    await press('ArrowDown');
    await expect(page.locator('#watch').getByRole('radio', { name: 'hand it a wrong one' })).toBeChecked();
    await expect(decoding(page, 'teacher_forcing').locator('.verdict')).toContainText('Handed a first step');
  });

  await test.step('break it', async () => {
    await page.locator('.skip').focus();
    await tabTo(page.getByRole('button', { name: 'What a model reads' }));
    await press('Enter');
    await tabTo(page.getByRole('button', { name: 'three arms of four nodes' }));
    await press('Enter');
    await expect(page).toHaveURL(/budget=60$/);
    await expect(page.locator('#race')).toContainText('from the next Reset and Start on');
  });

  await test.step('share', async () => {
    await page.locator('.skip').focus();
    await tabTo(page.getByRole('button', { name: 'Share' }));
    await press('Enter');
    await expect(page.getByRole('button', { name: 'Link copied' })).toBeFocused();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/\/\?(.*&)?budget=60(#\w+)?$/);
    const friend = await context.newPage();
    await friend.goto(link);
    await bringReads(friend);
    await expect(friend.locator('.reads .star desc')).toHaveText(
      (await page.locator('.reads .star desc').textContent()) ?? '',
    );
  });
});

test('the puzzle is there and solvable before the engine, and stays when it comes', async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('./');
  await expect(page.locator('.game')).toContainText('An example that is written into the page');
  const nodes = () =>
    stage(page)
      .locator('.dot')
      .evaluateAll((dots) => dots.map((each) => each.getAttribute('style')));
  const before = await nodes();
  await dot(page, 9).click();
  await dot(page, 4).click();
  release();
  await expect(page.locator('.game')).toContainText('Held-out graph 3: no model here trains on it');
  /* The examples are what the engine itself draws: nothing moves, nothing is lost. */
  expect((await nodes()).length).toBe(before.length);
  await expect(answer(page)).toContainText('4 leads to 2');
  await dot(page, 2).click();
  await page.getByRole('button', { name: 'Try another arm' }).click();
  await expect(asks(page)).toHaveCount(2);
  await page.reload();
  await expect(page.locator('.game')).toContainText('Held-out graph 3');
  expect(await nodes()).toEqual(before);
});

test('a node that cannot be asked says so; graphs without a choice are not played', async ({ page }) => {
  await open(page);
  await dot(page, 0).click({ force: true });
  await expect(page.locator('.told')).toContainText('press a ringed node');
  await bringReads(page);
  await page.getByLabel('Arms (degree)', { exact: true }).fill('1');
  await expect(page.locator('.game')).toContainText('a graph of your settings has no choice in it');
  await expect(dot(page, 9)).toHaveClass(/asks/);
});

for (const width of [1440, 390])
  test(`axe finds nothing in the puzzle, the lesson and a frame: light and dark, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    const nothing = async (where: string) => expect(await violationsInBothThemes(page), where).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await open(page, './?degree=2&path_length=3&labels=5');
    await asks(page).first().click();
    await nothing('a puzzle that is begun');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await keepPicture(page, `play-${width}-${colorScheme}`);
    }
    await walk(page, (node) => dot(page, Number(node)).click());
    await page.getByRole('button', { name: 'Now from the goal' }).click();
    await walk(page, (node) => dot(page, Number(node)).click());
    await nothing('a puzzle that is solved');
    await page.getByRole('button', { name: 'For a lesson' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await nothing('the lesson plans');
    await page.getByRole('button', { name: 'Make your own' }).click();
    await nothing('a lesson of one’s own');
    await page.goto('./?embed=play&lang=zh');
    await expect(stage(page)).toBeVisible();
    /* The bar over a frame, with the heading, comes right after the first paint. */
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
    await nothing('the puzzle in a frame');
    const quick = 'degree=2&path_length=3&labels=5&layers=2&width=16&budget=25';
    await page.goto(`./?embed=race&${quick}`);
    await raceButton(page, 'Start').click();
    await expect(page.locator('[data-value="digest"]')).toHaveCount(2, { timeout: 30_000 });
    await nothing('the race in a frame');
    await page.goto(`./?embed=watch&${quick}`);
    await page.getByRole('button', { name: 'Train the models' }).click();
    await decoding(page, 'teacher_forcing').scrollIntoViewIfNeeded();
    await expect(decoding(page, 'teacher_forcing').locator('.verdict')).not.toBeEmpty();
    await nothing('the walks in a frame');
  });

test('a lesson leaves out chapters, locks settings and says so', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, './?degree=2&labels=7');
  await page.getByRole('button', { name: 'For a lesson' }).click();
  await page.getByRole('button', { name: 'Make your own' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a link for a lesson' });
  /* One chapter has to stay. */
  const leaveOut = dialog.getByRole('group', { name: 'Leave out these chapters' }).getByRole('checkbox');
  await expect(leaveOut).toHaveCount(9);
  for (const box of (await leaveOut.all()).slice(1)) await box.check();
  await expect(leaveOut.first()).toBeDisabled();
  for (const box of (await leaveOut.all()).slice(1)) await box.uncheck();
  await dialog.getByRole('checkbox', { name: 'Laboratory' }).check();
  await dialog.getByRole('checkbox', { name: 'Degree' }).check();
  await dialog.getByLabel('Open at').selectOption('race');
  const link = await dialog.getByLabel('Link', { exact: true }).inputValue();
  expect(link).toMatch(/\/\?degree=2&labels=7&hide=laboratory&lock=degree#race$/);
  const snippet = await dialog.getByLabel('To paste into your page').inputValue();
  expect(snippet).toContain('?degree=2&amp;labels=7&amp;lock=degree&amp;embed=race" width="600" height="500"');
  await dialog.getByRole('button', { name: 'Copy' }).first().click();
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  await page.goto(link);
  await bringReads(page);
  await expect(page.locator('.reads .star')).toBeAttached();
  await expect(page.locator('#laboratory')).toHaveCount(0);
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Laboratory' })).toHaveCount(0);
  const degree = page.getByLabel('Arms (degree)', { exact: true });
  await expect(degree).toHaveJSProperty('readOnly', true);
  await expect(page.getByRole('button', { name: 'Arms (degree): one more' })).toHaveAttribute('aria-disabled', 'true');
  await expect(page.locator('.presets button').first()).toHaveAttribute('aria-disabled', 'true');
  await expect(page.locator('.graph-controls')).toContainText('Locked by this lesson’s link');
  await expect(page.getByRole('button', { name: 'Labels: one more' })).toHaveAttribute('aria-disabled', 'false');
});

test('one chapter in a frame of 600 x 500, with the way to the whole page', async ({ page }) => {
  await page.setViewportSize({ width: 600, height: 500 });
  await page.goto('./?embed=race&degree=2&labels=7');
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(1);
  await expect(page.locator('.contents, .masthead, #play')).toHaveCount(0);
  const whole = page.getByRole('link', { name: 'Pathstar — open the whole page' });
  await expect(whole).toHaveAttribute('href', /\/\?degree=2&labels=7#race$/);
  await expect(whole).toHaveAttribute('target', '_blank');
  await expect(raceButton(page, 'Start')).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(600);
  await keepPicture(page, 'embed-race');

  await page.goto('./?embed=watch&degree=2&path_length=3&labels=5&layers=2&width=16&budget=25');
  await page.getByRole('button', { name: 'Train the models' }).click();
  await decoding(page, 'teacher_forcing').scrollIntoViewIfNeeded();
  await expect(decoding(page, 'teacher_forcing').locator('.verdict')).not.toBeEmpty();
});

test('a lesson is made as chosen while a setting on the page does not hold, of those that held last', async ({
  page,
}) => {
  await open(page, './?degree=2&labels=7&hide=watch');
  await bringReads(page);
  await page.getByLabel('Arms (degree)', { exact: true }).fill('99');
  await expect(page.locator('.graph-controls .problem')).toBeVisible();
  await page.getByRole('button', { name: 'For a lesson' }).click();
  await page.getByRole('button', { name: 'Make your own' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: 'Watch' }).uncheck();
  await dialog.getByRole('checkbox', { name: 'Laboratory' }).check();
  await dialog.getByRole('checkbox', { name: 'Degree' }).check();
  await dialog.getByLabel('Language').selectOption('zh');
  await expect(dialog.getByLabel('Link', { exact: true })).toHaveValue(
    /\/\?degree=2&labels=7&hide=laboratory&lock=degree&lang=zh$/,
  );
  await expect(dialog.getByLabel('To paste into your page')).toHaveValue(
    /\?degree=2&amp;labels=7&amp;lock=degree&amp;embed=race&amp;lang=zh"/,
  );
});

/* Over plain http, as in a classroom's network, there is none. */
for (const [what, denied] of [
  ['nothing may be copied', true],
  ['there is no clipboard', false],
] as const) {
  test(`where ${what}, the link is a field to copy it from`, async ({ page }) => {
    await page.addInitScript((isThere) => {
      const value = isThere ? { writeText: () => Promise.reject(new Error('denied')) } : undefined;
      Object.defineProperty(navigator, 'clipboard', { value });
    }, denied);
    await open(page, './?degree=2&labels=7');
    await page.getByRole('button', { name: 'Share' }).click();
    const field = page.getByLabel('copy it from here');
    await expect(field).toHaveValue(/\/\?degree=2&labels=7(#play)?$/);
    expect(await page.evaluate(() => String(getSelection()))).toContain('degree=2');
    await page.getByRole('button', { name: 'For a lesson' }).click();
    await page.getByRole('button', { name: 'Make your own' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Copy' }).first().click();
    await expect(dialog.getByRole('button', { name: 'Copy it by hand' })).toBeVisible();
    expect(await page.evaluate(() => String(getSelection()))).toContain('degree=2');
  });
}
