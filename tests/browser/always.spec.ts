import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import {
  bringReads,
  chooseData,
  controls,
  expect,
  keepPicture,
  scrollsSideways,
  startRace,
  takenAlong,
  test,
  violations,
} from './page';

/* A model and a graph small enough to be trained many times in a test. */
const SMALL = 'degree=2&path_length=3&labels=5&layers=2&width=16&batch=16';

async function openBench(page: Page, link: string): Promise<void> {
  await page.goto(`./?${link}#always`);
  await expect(page.locator('#always .seed-controls')).toBeVisible();
  await expect(page.locator('#always .rebuttal').first()).toBeVisible();
}

const fan = (page: Page, objective: string) => page.locator(`#always .fan[data-objective="${objective}"]`).first();

test('seeds run in the background and are counted with their interval', async ({ page }) => {
  await openBench(page, `${SMALL}&budget=150`);
  const bench = page.locator('#always');
  await expect(bench.getByLabel('Within steps')).toHaveValue('150');
  await bench.getByLabel('Seeds', { exact: true }).fill('3');
  await bench.getByRole('button', { name: 'Run 3 seeds of each' }).click();
  for (const objective of ['teacher_forcing', 'teacherless']) {
    await expect(fan(page, objective).locator('.marks .solved, .marks .unsolved')).toHaveCount(3, { timeout: 60_000 });
    await expect(fan(page, objective).locator('.tally')).toContainText(/\d of 3 solved it within 150 steps/);
    await expect(fan(page, objective).locator('.tally')).toContainText(/95\s% interval \d+/);
    /* Three seeds and their median, each a line with more than one point; drawn when in sight. */
    await fan(page, objective).locator('.plot').scrollIntoViewIfNeeded();
    await expect(fan(page, objective).locator('.plot .line')).toHaveCount(4);
    for (const line of await fan(page, objective).locator('.plot .line').all())
      expect(await line.getAttribute('d')).toMatch(/^M[^M]*L/);
    await expect(fan(page, objective).locator('.plot .level')).toHaveCount(1);
    await expect(fan(page, objective).locator('figcaption')).toContainText(
      /^Seeds that solved it within 150 steps: \d of 3 \(95\s% interval .*\)\. At the end the first step is right on \d/,
    );
  }

  const { svg, csv: rows } = await takenAlong(
    fan(page, 'teacher_forcing').locator('.figure'),
    'pathstar-seeds-teacher_forcing',
  );
  expect(svg.paths).toBeGreaterThanOrEqual(4);
  expect(rows[0]).toBe('step,seed 1,seed 2,seed 3,median');
  expect(rows).toHaveLength(1 + 1 + 150 / 25);

  await test.step('what is there is not run again', async () => {
    await bench.getByRole('button', { name: 'Run 3 seeds of each' }).click();
    await expect(bench.locator('.queue')).toContainText('Nothing runs in the background');
  });

  await test.step('and is still there after a reload, to be counted, not run again; until it is cleared', async () => {
    await page.reload();
    for (const objective of ['teacher_forcing', 'teacherless']) {
      await expect(fan(page, objective).locator('.marks .solved, .marks .unsolved')).toHaveCount(3);
      await expect(fan(page, objective).locator('.tally')).toContainText(/\d of 3 solved it within 150 steps/);
    }
    await expect(bench.locator('.kept-results')).toContainText('Runs kept in this browser: 6.');
    await bench.getByLabel('Seeds', { exact: true }).fill('3');
    await bench.getByRole('button', { name: 'Run 3 seeds of each' }).click();
    await expect(bench.locator('.queue')).toContainText('Nothing runs in the background');
    await bench.getByRole('button', { name: 'Clear these results' }).click();
    await expect(fan(page, 'teacherless')).toContainText('No seed has been run for so many steps here');
    await bench.locator('.kept-results').getByRole('button', { name: 'Undo' }).click();
    await expect(fan(page, 'teacherless').locator('.tally')).toContainText(/of 3 solved it/);
    await bench.getByRole('button', { name: 'Clear these results' }).click();
    await expect(bench.locator('.kept-results')).toContainText('Cleared 6 runs.');
    await page.reload();
    await expect(bench.locator('.seed-controls')).toBeVisible();
    await expect(bench.locator('.kept-results')).toHaveText('');
    await expect(fan(page, 'teacherless')).toContainText('No seed has been run for so many steps here');
    await bench.getByLabel('Seeds', { exact: true }).fill('3');
    await bench.getByRole('button', { name: 'Run 3 seeds of each' }).click();
    await expect(fan(page, 'teacher_forcing').locator('.tally')).toContainText('of 3 solved it', { timeout: 60_000 });
  });

  await test.step('a smaller budget counts the same runs as they stood then', async () => {
    await bench.getByLabel('Within steps').fill('50');
    await expect(fan(page, 'teacher_forcing').locator('.tally')).toContainText('of 3 solved it within 50 steps');
    await bench.getByLabel('Within steps').fill('151');
    await expect(fan(page, 'teacher_forcing')).toContainText('No seed has been run for so many steps here');
    await bench.getByLabel('Within steps').fill('0');
    await expect(bench.locator('.seed-controls .problem')).toContainText('must be a whole number from 1');
  });
});

test('what is expected of the seeds is drawn before they fall over it; two objectives are compared, and all is saved', async ({
  page,
}) => {
  await openBench(page, `${SMALL}&versus=reverse&budget=100&seeds=3`);
  const bench = page.locator('#always');
  const crowd = bench.locator('.crowd');
  const board = (objective: string) => crowd.getByRole('group', { name: `What you expect of ${objective}` });
  const point = (objective: string, step: number) =>
    board(objective).getByRole('slider', { name: `${objective}, solved by step ${step}` });

  await test.step('by keyboard, point by point: what was solved stays so', async () => {
    await point('Reverse', 50).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
    await page.keyboard.press('End');
    for (const [step, solved] of [
      [25, '0'],
      [50, '2'],
      [75, '3'],
      [100, '3'],
    ] as const)
      await expect(point('Reverse', step)).toHaveValue(solved);
    await expect(point('Reverse', 100)).toHaveAttribute('aria-valuetext', '3 of 3 seeds');
  });

  await test.step('by one stroke of the pointer', async () => {
    await board('Teacher forcing').scrollIntoViewIfNeeded();
    const box = await board('Teacher forcing').boundingBox();
    if (!box) throw new Error('no board');
    await page.mouse.move(box.x + 1, box.y + 4);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 3, box.y + box.height - 2);
    await page.mouse.up();
    await expect(point('Teacher forcing', 100)).toHaveValue('1');
    await expect(crowd.locator('.expected').first()).toHaveAttribute('d', /^M.*L/);
    expect(await violations(page)).toEqual([]);
  });

  await bench.getByRole('button', { name: 'Run 3 seeds of each' }).click();
  await expect(bench.locator('.queue')).toContainText('Nothing runs in the background', { timeout: 60_000 });
  await crowd.scrollIntoViewIfNeeded();
  await expect(board('Reverse')).toHaveCount(0);
  await expect(crowd.locator('.stream[d^="M"]')).toHaveCount(6);
  await expect(crowd.locator('.curve[d*="V"]')).toHaveCount(2);
  await expect(bench.locator('.expectations li')).toHaveText([
    /^Teacher forcing: you expected 1 of 3 seeds solved by step 100; it came to \d+\s%/,
    /^Reverse: you expected 3 of 3 seeds solved by step 100; it came to \d+\s% \(95\s% interval \d/,
  ]);
  const cells = await bench.locator('.paired td').allTextContents();
  expect(cells.reduce((sum, text) => sum + Number(text), 0)).toBe(3);
  await expect(bench.locator('.paired')).toContainText(/Teacher forcing alone solved \d, Reverse alone \d/);

  await test.step('as a table a row a seed, and as JSON all there is', async () => {
    const { csv } = await takenAlong(crowd, 'pathstar-crowd');
    expect(csv).toHaveLength(1 + 6);
    expect(csv[0]).toMatch(/^objective,seed,followed to step,outcome,.*,share unsolved,interval from,to,you expected,/);
    const [file] = await Promise.all([page.waitForEvent('download'), chooseData(crowd, 'Save as JSON')]);
    expect(file.suggestedFilename()).toBe('pathstar-crowd.json');
    const saved = JSON.parse(await readFile(await file.path(), 'utf8'));
    expect(saved.within).toBe(100);
    expect(saved.objectives[1].expected.solved).toEqual([0, 2 / 3, 1, 1]);
    expect(saved.objectives[1].seeds.map(({ seed }: { seed: number }) => seed).sort()).toEqual([1, 2, 3]);
    expect(saved.objectives[0].survival[0]).toMatchObject({ step: 0, atRisk: 3, unsolved: 1 });
    const { both, neither, onlyOne, onlyOther, one, other } = saved.pairs[0];
    expect([one, other, both + neither + onlyOne + onlyOther]).toEqual(['teacher_forcing', 'reverse', 3]);
  });

  await test.step('it outlives a reload; drawn again, it says that the seeds had been seen', async () => {
    await page.reload();
    await expect(bench.locator('.expectations li')).toHaveCount(2);
    await bench.getByRole('button', { name: 'Draw again' }).click();
    await expect(crowd.locator('.stream')).toHaveCount(0);
    await expect(fan(page, 'reverse')).toContainText('Seeds that are there already: 3');
    await bench.getByRole('button', { name: 'Show the 3 seeds run so far' }).click();
    await expect(bench.locator('.expectations li').last()).toContainText('You drew it when 3 seeds had been shown');
    await expect(crowd.locator('.stream')).toHaveCount(6);
  });
});

test('where nothing may be stored the bench says so and works', async ({ page, context }) => {
  await context.route('**/storage-worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      body: `Object.defineProperty(self, 'indexedDB', { value: undefined });${await response.text()}`,
    });
  });
  await openBench(page, `${SMALL}&versus=&budget=25`);
  await page.locator('#always').getByLabel('Seeds', { exact: true }).fill('1');
  await page.locator('#always').getByRole('button', { name: 'Run 1 seed of each' }).click();
  await expect(fan(page, 'teacher_forcing').locator('.tally')).toContainText('of 1 solved it', { timeout: 30_000 });
  await expect(page.locator('#always .kept-results')).toContainText('This browser keeps nothing for this page');
});

test('a star of the map is filled by keyboard; a switch is run and compared', async ({ page }) => {
  await openBench(page, `${SMALL}&versus=&budget=50`);
  const own = page.locator('#always .map.own');
  const star = (name: RegExp) => own.getByRole('button', { name });
  await star(/^3 arms of 4 nodes/).focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(star(/^2 arms of 2 nodes/)).toBeFocused();
  await page.keyboard.press('3');
  await expect(star(/^2 arms of 2 nodes, \d of 3 solved it within 50 steps/)).toBeVisible({ timeout: 30_000 });
  await expect(own.locator('.star-cell .told').first()).toHaveText(/^\d\/3$/);
  const detail = page.locator('#always .map-detail');
  await expect(detail).toContainText('G(2, 2)');
  await expect(detail).toContainText(/\d of 3 solved it/);

  const adamw = page.locator('[data-rebuttal="adamw"]');
  await adamw.getByRole('checkbox').check();
  await expect(page).toHaveURL(/optimizer=adamw/);
  await adamw.getByRole('button', { name: 'Run 5 seeds' }).click();
  await expect(adamw.locator('.compared td', { hasText: /of 5 solved it/ })).toHaveCount(1, { timeout: 60_000 });
  await expect(adamw.getByRole('link')).toHaveCount(2);
  await adamw.getByRole('checkbox').uncheck();
  await expect(page).not.toHaveURL(/optimizer=adamw/);
});

test('the laboratory’s runs stand beside the visitor’s, with source and budget, and say of what they are', async ({
  page,
}) => {
  await openBench(page, 'versus=&budget=25');
  const bench = page.locator('#always');
  const own = bench.locator('.map.own');
  await expect(bench.locator('.map').first()).toContainText(/committed sweep “map”: \d+ seeds a star, \d+ held-out/);
  await own.getByRole('button', { name: /^3 arms of 4 nodes/ }).focus();
  for (const key of ['ArrowLeft', 'ArrowUp', 'ArrowUp', '1']) await page.keyboard.press(key);
  const detail = bench.locator('.map-detail');
  await expect(detail).toContainText('G(2, 2)');
  const [laboratory, yours] = [detail.locator('dl > div').first(), detail.locator('dl > div').last()];
  await expect(yours.locator('.tally')).toContainText(/[01] of 1 solved it within 25 steps/, { timeout: 60_000 });
  await expect(laboratory.locator('dt')).toHaveText('Laboratory');
  await expect(laboratory.locator('.tally')).toContainText(/\d+ of \d+ solved it within [\d,]+ steps/);
  await expect(laboratory.locator('.tally')).toContainText(/95\s% interval/);
  await expect(laboratory.locator('code')).toHaveText('map');
  await expect(laboratory).toContainText(/seeds \d/);
  /* The same in the map's own picture, for who does not choose a star. */
  await expect(
    bench
      .locator('.map')
      .first()
      .getByRole('button', { name: /^2 arms of 2 nodes, \d+ of \d+ solved/ }),
  ).toHaveCount(1);

  const switches = await bench.locator('.rebuttal').all();
  expect(switches.length).toBeGreaterThanOrEqual(6);
  for (const rebuttal of switches) {
    const credit = rebuttal.locator('.credits a').first();
    await expect(credit).toHaveAttribute('href', /^https:\/\/(arxiv\.org|doi\.org|[\w.]+)\//);
    await expect(credit).toHaveAttribute('title', /\w+ \w+/);
    await expect(credit).toHaveText(/\d{4}$/);
  }

  const mamba = bench.locator('[data-rebuttal="mamba"]');
  await expect(mamba.locator('.laboratory li')).toHaveCount(3);
  await expect(mamba.locator('.laboratory li').first()).toContainText(
    /\d+ of \d+ solved it within [\d,]+ steps.*\(mamba\)/,
  );
  /* The laboratory's are of the program's defaults, in which the exhibit differs. */
  const beyond = mamba.locator('[data-value="beyond"]');
  await expect(beyond).toHaveText(
    /the settings on this page differ from theirs in Heads, Initialisation, Learning rate, Warm-up\.$/,
  );
  await bringReads(page);
  await page.getByLabel('Arms (degree)', { exact: true }).fill('2');
  await expect(beyond).toContainText('differ from theirs in Degree');
  await page.getByLabel('Arms (degree)', { exact: true }).fill('3');
  await mamba.getByRole('checkbox').check();
  await expect(page).toHaveURL(/architecture=mamba/);
  await expect(beyond).toHaveText(/differ from theirs in Heads, Initialisation, Learning rate, Warm-up\.$/);
});

test('the background waits for the race, or runs beside it if told to', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 2 }));
  /* At such rates no run ends by having solved its star. */
  await openBench(page, `${SMALL}&budget=100000&learning_rate=1e-6&muon_learning_rate=1e-6`);
  const bench = page.locator('#always');
  await startRace(page);
  await bench.getByLabel('Within steps').fill('50');
  await bench.getByLabel('Seeds', { exact: true }).fill('1');
  await bench.getByRole('button', { name: 'Run 1 seed of each' }).click();
  const queue = bench.locator('.queue');
  await expect(queue).toContainText('The race is using all 2 cores');
  await expect(queue).toContainText('0 training, 2 waiting');
  await queue.getByRole('button', { name: 'Run one at a time anyway' }).click();
  await expect(queue).toContainText('Nothing runs in the background', { timeout: 60_000 });
  await expect(fan(page, 'teacherless').locator('.tally')).toContainText('of 1 solved it');

  await test.step('the snowball prediction is drawn beside the measurement, as the race goes on', async () => {
    const snowball = bench.locator('.fan.snowball[data-objective="teacher_forcing"]');
    await expect(snowball.locator('[data-value="predicted"]')).toHaveText(/\d\s%/);
    await snowball.locator('.plot').scrollIntoViewIfNeeded();
    await expect(snowball.locator('.plot .line')).toHaveCount(2);
    await expect(bench.locator('.fan.snowball[data-objective="teacherless"]')).toContainText('nothing to pile up');
  });

  await test.step('a pause holds; cancelling ends', async () => {
    await controls(page).pause.click();
    await bench.getByLabel('Within steps').fill('100000');
    await bench.getByRole('button', { name: 'Run 1 seed of each' }).click();
    await expect(queue).toContainText('2 training, 0 waiting');
    await queue.getByRole('button', { name: 'Pause' }).click();
    await expect(queue).toContainText('0 training, 2 waiting');
    await queue.getByRole('button', { name: 'Continue' }).click();
    await queue.getByRole('button', { name: 'Cancel all' }).click();
    await expect(queue).toContainText('Nothing runs in the background');
  });
});

test('the bench reads well: both themes, a phone, Chinese, no accessibility violation', async ({ page }) => {
  await openBench(page, `${SMALL}&budget=50`);
  await page.locator('#always').getByLabel('Seeds', { exact: true }).fill('3');
  await page.locator('#always').getByRole('button', { name: 'Run 3 seeds of each' }).click();
  await expect(fan(page, 'teacherless').locator('.marks .solved, .marks .unsolved')).toHaveCount(3, {
    timeout: 60_000,
  });
  await keepPicture(page.locator('#always'), 'always-1440-light');
  expect(await violations(page, '#always')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.locator('#always .map.own svg').first()).toBeVisible();
  expect(await scrollsSideways(page)).toBe(false);
  await page.getByRole('button', { name: /中文/ }).click();
  await expect(page.locator('#always')).toContainText('用十个种子');
  expect(await scrollsSideways(page)).toBe(false);
  await keepPicture(page.locator('#always'), 'always-390-dark-zh');
  expect(await violations(page, '#always')).toEqual([]);
});
