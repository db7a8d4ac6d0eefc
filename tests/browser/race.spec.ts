import { controls, decoding, expect, lane, open, pause, shown, test } from './page';

/* The claim of the default exhibit, for real: the same start, the same graphs, two objectives. */
test('teacher forcing learns every step but the first; teacherless solves it', async ({ page }) => {
  await open(page);
  await controls(page).start.click();

  await expect
    .poll(
      async () => ({
        later: (await shown(page, 'teacher_forcing', 'later')) >= 0.95,
        first: Math.abs((await shown(page, 'teacher_forcing', 'first-step')) - 1 / 3) <= 0.1,
        path: (await shown(page, 'teacherless', 'path')) > 0.9,
      }),
      { timeout: 60_000, intervals: [500] },
    )
    .toEqual({ later: true, first: true, path: true });

  await pause(page);
  /* For teacherless the question of a handed first step does not arise, and the page says so. */
  expect(await shown(page, 'teacher_forcing', 'hans-inner')).toBeGreaterThan(0.95);
  expect(await shown(page, 'teacher_forcing', 'hans')).not.toBeNaN();
  await expect(lane(page, 'teacherless').locator('[data-value="hans"]')).toContainText('not defined');
  await expect(lane(page, 'teacher_forcing').locator('dl')).toContainText('n = 250');

  await test.step('handed a wrong first step it follows that arm', async () => {
    const told = decoding(page, 'teacher_forcing');
    await told.scrollIntoViewIfNeeded();
    await page.getByRole('radio', { name: 'hand it a wrong one' }).check();
    await expect(told.locator('.said .given')).toHaveCount(1);
    /* To that arm's end, or up to it: the last node it may instead copy from the question. */
    await expect(told.locator('.verdict')).toHaveText(
      /Handed a first step on arm ([ABC]), it followed arm \1 (from end to end without a fault|and then said the goal)/,
    );
    await expect(told.locator('.walk .leg')).toHaveCount(3);

    await page.getByRole('radio', { name: 'hand it the right one' }).check();
    await expect(told.locator('.verdict')).toHaveText(
      /Handed a first step on arm [ABC], it walked arm [ABC] to the goal/,
    );
    await expect(page.locator('.chapter.watch')).toContainText('Teacherless: ');
  });
});

test('step, pause and reset: the same seed gives the same weights twice', async ({ page }) => {
  await open(page);
  const { start, step, reset } = controls(page);
  const digests = async () => page.locator('[data-value="digest"]').allTextContents();
  const steps = async (count: number) => {
    for (let done = 0; done < count; done++) {
      await step.click();
      await expect.poll(() => shown(page, 'teacher_forcing', 'step')).toBe(done + 1);
      await expect.poll(() => shown(page, 'teacherless', 'step')).toBe(done + 1);
    }
    await expect(page.locator('[data-value="digest"]')).toHaveCount(2);
    return digests();
  };

  const first = await steps(3);
  expect(new Set(first).size).toBe(2);
  for (const digest of first) expect(digest).toMatch(/^[0-9a-f]{16}-(no)?fma$/);

  await reset.click();
  await expect(start).toBeVisible();
  await expect(page.locator('[data-value="digest"]')).toHaveCount(0);
  expect(await steps(3)).toEqual(first);

  await reset.click();
  await page.getByLabel('Seed', { exact: true }).fill('77');
  await expect(page).toHaveURL(/\?seed=77$/);
  expect(await steps(3)).not.toEqual(first);
});

test('a pause holds the step; continuing goes on from it; the budget ends the run', async ({ page }) => {
  await open(page, './?budget=60');
  const { start, step } = controls(page);
  await start.click();
  const bar = page.locator('.race-controls');
  await expect(bar.getByRole('button', { name: 'Train 60 more' })).toBeEnabled({ timeout: 30_000 });
  expect(await shown(page, 'teacher_forcing', 'step')).toBe(60);
  expect(await shown(page, 'teacherless', 'step')).toBe(60);
  await step.click();
  await expect.poll(() => shown(page, 'teacherless', 'step')).toBe(61);

  await page.getByLabel('Budget, steps').fill('80');
  await bar.getByRole('button', { name: 'Continue' }).click();
  await expect(bar.getByRole('button', { name: 'Train 80 more' })).toBeEnabled({ timeout: 30_000 });
  expect(await shown(page, 'teacherless', 'step')).toBe(80);
  await bar.getByRole('button', { name: 'Train 80 more' }).click();
  await expect.poll(() => shown(page, 'teacherless', 'step'), { timeout: 30_000 }).toBe(160);
});

test('the same steps in one go or with pauses between them: the same digest', async ({ page }) => {
  await open(page, './?budget=40');
  const bar = page.locator('.race-controls');
  const again = bar.getByRole('button', { name: 'Train 40 more' });
  const digests = async () => page.locator('[data-value="digest"]').allTextContents();
  await controls(page).start.click();
  await expect(again).toBeEnabled({ timeout: 30_000 });
  const whole = await digests();

  await controls(page).reset.click();
  for (let done = 1; done <= 5; done++) {
    await controls(page).step.click();
    await expect.poll(() => shown(page, 'teacherless', 'step')).toBe(done);
    await expect.poll(() => shown(page, 'teacher_forcing', 'step')).toBe(done);
  }
  await controls(page).continue.click();
  await expect(again).toBeEnabled({ timeout: 30_000 });
  expect(await digests()).toEqual(whole);
});

test('a diverged run says so and keeps weights that can be asked', async ({ page }) => {
  await open(page, './?optimizer=adamw&learning_rate=10&weight_decay=10&warmup=0');
  await controls(page).start.click();
  const state = lane(page, 'teacher_forcing').getByRole('alert');
  await expect(state).toContainText(/Stopped at step .*finite/, { timeout: 30_000 });
  await expect(state).toContainText('The last good weights are kept');
  const told = decoding(page, 'teacher_forcing');
  await told.scrollIntoViewIfNeeded();
  await expect(told.locator('.said li')).toHaveCount(4);
  await expect(controls(page).start).toHaveAttribute('aria-disabled', 'true');
  await controls(page).reset.click();
  await expect(controls(page).start).toHaveAttribute('aria-disabled', 'false');
});

test('a browser without relaxed SIMD gets the base module, whose digests say so', async ({ page }) => {
  await page.addInitScript(() => {
    const { validate } = WebAssembly;
    /* The relaxed probe is the one that holds the opcode fd 85 02. */
    WebAssembly.validate = (bytes) =>
      !new Uint8Array(bytes instanceof ArrayBuffer ? bytes : bytes.buffer).join(' ').includes('253 133 2') &&
      validate(bytes);
  });
  await open(page);
  await controls(page).step.click();
  const digests = page.locator('[data-value="digest"]');
  await expect(digests).toHaveCount(2);
  for (const digest of await digests.allTextContents()) expect(digest).toMatch(/-nofma$/);
});

test('the charts’ words follow the switch and the pointer', async ({ page }) => {
  await open(page, './?budget=60');
  await controls(page).start.click();
  await expect(page.getByRole('button', { name: 'Train 60 more' }).last()).toBeEnabled({ timeout: 30_000 });
  const chart = lane(page, 'teacher_forcing').locator('.chart').first();
  await expect(chart.locator('figcaption')).toContainText('250 held-out graphs, true path given');
  await page.getByRole('radio', { name: 'on the model’s own path' }).check();
  await expect(chart.locator('figcaption')).toContainText('on its own path');

  await expect(chart.locator('.legend p')).toHaveText('at step 60');
  const plot = chart.locator('.u-over');
  await plot.hover({ position: { x: 2, y: 60 } });
  await expect(chart.locator('.legend p')).toHaveText('at step 0');
  await page.mouse.move(0, 0);
  await expect(chart.locator('.legend p')).toHaveText('at step 60');
});
