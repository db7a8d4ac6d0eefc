import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import {
  bringReads,
  chooseData,
  controls,
  decoding,
  expect,
  keepPicture,
  lane,
  open,
  passes,
  pause,
  scrollsSideways,
  shown,
  startRace,
  test,
  unfold,
  violations,
} from './page';

const OBJECTIVES = ['teacher_forcing', 'teacherless', 'reverse'] as const;

/* The claim of the default exhibit, for real: the same start, the same graphs, two objectives. */
test('teacher forcing learns every step but the first; teacherless solves it', async ({ page }) => {
  await open(page);
  await startRace(page);

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
  await bringReads(page);
  await page.getByLabel('Seed', { exact: true }).fill('77');
  await expect(page).toHaveURL(/\?heads=2&positions=none&init=reference&learning_rate=0.0003&warmup=50&seed=77$/);
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
  await startRace(page);
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
  await startRace(page);
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

/* Quick to train, and solved by two of the three. */
const SMALL = 'degree=2&path_length=3&labels=5&layers=2&width=16&versus=teacherless,reverse';

async function finished(page: Page, budget: number): Promise<void> {
  const again = page.locator('.race-controls').getByRole('button', { name: `Train ${budget} more` });
  await expect(again).toBeEnabled({ timeout: 60_000 });
}

test('three lanes side by side, a headline from the data, phases in words', async ({ page }) => {
  await open(page, `./?${SMALL}&budget=250`);
  const headline = page.locator('[data-value="headline"]');
  await expect(headline).toHaveText('Which will find the first step?');
  /* Looked for in every frame: such a race may end within a second. */
  const meanwhile = page.waitForFunction(
    () =>
      /None of three has found the first step yet|(One|Two) of three ha(s|ve) found/.test(
        document.querySelector('[data-value="headline"]')?.textContent ?? '',
      ),
    null,
    { polling: 'raf' },
  );
  await startRace(page);
  await meanwhile;
  await finished(page, 250);

  const found = (await Promise.all(OBJECTIVES.map((name) => shown(page, name, 'first-step')))).filter(
    (share) => share >= 0.95,
  ).length;
  const number = ['None', 'One', 'Two', 'Three'][found] ?? '';
  await expect(headline).toHaveText(`${number} of three ${found === 1 ? 'finds' : 'find'} the first step`);
  await expect(page.locator('[data-value="left"]')).toHaveCount(0);

  /* The words say what the numbers show. */
  for (const objective of OBJECTIVES) {
    const phases = lane(page, objective).locator('.phases [data-phase]');
    const names = await phases.evaluateAll((items) => items.map((item) => item.getAttribute('data-phase') ?? ''));
    expect(names).toEqual(['copying', 'plateau', 'jump', 'solved'].filter((name) => names.includes(name)));
    if ((await shown(page, objective, 'path')) >= 0.95) expect(names).toContain('solved');
    if (names.includes('solved')) expect(names).toContain('jump');
    if (names.at(-1) === 'plateau') expect(await shown(page, objective, 'first-step')).toBeLessThan(0.65);
    if (names.at(-1) === 'jump') expect(await shown(page, objective, 'first-step')).toBeGreaterThan(0.5);
  }
  /* Three lanes, each with its streams and its result, at the same height. */
  const names = page.locator('.falls .lane-name');
  await expect(names).toHaveText(['Teacher forcing', 'Teacherless', 'Reverse']);
  const boxes = await names.evaluateAll((texts) => texts.map((text) => text.getBoundingClientRect()));
  expect(new Set(boxes.map(({ y }) => Math.round(y))).size).toBe(1);
  await expect(page.locator('.falls .stream[d]')).toHaveCount(9);
  await expect(page.locator('.falls .result')).toHaveCount(3);
  await expect(page.locator('.falls .chance-name')).toHaveText(['1/2', '1/2', '1/2']);
});

test('phases are named as they occur: while it trains, in words and in the picture', async ({ page }) => {
  /* Of large batches, so that no phase is over before the page, which words things anew a few times a second, can say it. */
  await open(page, './?versus=&budget=100000&batch=512');
  /* Every moment is noted from within. What is named, how it is dated, and that
   * training goes on. */
  await page.evaluate(() => {
    const moments = new Set<string>();
    const note = () => {
      const training = document.querySelector('.race-controls .start')?.textContent === 'Pause';
      const named = [...document.querySelectorAll('.lane .phases [data-phase]')].map(
        (phase) => `${phase.getAttribute('data-phase')}${phase.textContent?.includes('since step') ? ' still' : ''}`,
      );
      const drawn = [...document.querySelectorAll('.falls .phase')].map(({ textContent }) => textContent);
      if (training) moments.add(JSON.stringify({ named, drawn }));
      document.body.dataset.moments = `[${[...moments].join()}]`;
    };
    new MutationObserver(note).observe(document.querySelector('#race') ?? document.body, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });
  await startRace(page);
  /* Drawn while it is in sight. */
  await page.locator('.falls').evaluate((picture) => picture.scrollIntoView({ block: 'center' }));
  const moments = () => page.evaluate((): unknown => JSON.parse(document.body.dataset.moments ?? '[]'));
  const moment = (named: string[], drawn: string[]) => ({ named, drawn: expect.arrayContaining(drawn) });
  await expect
    .poll(moments, { timeout: 60_000 })
    .toEqual(
      expect.arrayContaining([moment(['copying still'], []), moment(['copying', 'plateau still'], ['plateau'])]),
    );
});

test('once it has warmed up it says how long the rest of the budget takes', async ({ page }) => {
  await open(page, './?budget=100000');
  await startRace(page);
  const left = page.locator('[data-value="left"]');
  await expect(left).toHaveText('estimating the time …');
  await expect(left).toHaveText(/^about\s\d+\s(h\s\d+\smin|min\s\d+\ss) left of this budget$/, { timeout: 60_000 });
  expect(await shown(page, 'teacherless', 'step')).toBeGreaterThanOrEqual(50);
  await controls(page).pause.click();
  await expect(left).toHaveCount(0);
});

test('a shared race tells what it came to, marked as sent, and is run again to the same digests', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, `./?${SMALL}&budget=40#race`);
  await startRace(page);
  await expect(page.locator('[data-value="digest"]')).toHaveCount(3, { timeout: 30_000 });
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('button', { name: 'Link copied' })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/budget=40&sent=40_\d+_\d+_[0-9a-f]{16}-(no)?fma,40_/);

  const friend = await context.newPage();
  await friend.goto(link);
  const sent = friend.locator('.sent');
  const verdict = sent.locator('[data-value="sent"]');
  await expect(verdict).toContainText('was not computed here');
  for (const digest of await page.locator('[data-value="digest"]').allTextContents())
    await expect(sent).toContainText(digest);
  await expect(sent.getByRole('listitem').first()).toContainText(/Teacher forcing after 40 steps: .* \d/);
  expect(await violations(friend)).toEqual([]);
  await sent.getByRole('button', { name: 'Run it yourself' }).click();
  await expect(verdict).toContainText('ended at the same digests', { timeout: 30_000 });
  await expect(friend).toHaveURL(/sent=40_/);

  await test.step('numbers that were changed on the way are found out', async () => {
    await friend.goto(link.replace(/_[0-9a-f]{8}/, '_00000000'));
    await sent.getByRole('button', { name: 'Run it yourself' }).click();
    await expect(verdict).toContainText('ended at other digests', { timeout: 30_000 });
  });

  await test.step('other settings are no longer what was sent', async () => {
    await friend.goto(link);
    await expect(verdict).toBeVisible();
    await friend.getByLabel('Objective of lane 2').selectOption('reverse');
    await expect(sent).toHaveCount(0);
    await expect(friend).not.toHaveURL(/sent=/);
  });
});

test('an objective that needs positions says so where there are none, with what mends it', async ({ page }) => {
  await open(page, './?versus=mlm#race');
  const alike = page.locator('[data-value="alike"]');
  await expect(alike).toContainText('only positions tell apart');
  await alike.getByRole('button', { name: 'Add positions' }).click();
  await expect(alike).toHaveCount(0);
  await expect(page).toHaveURL(/\?heads=2&init=reference&learning_rate=0.0003&warmup=50&versus=mlm/);
});

test('lanes come and go; what is changed under way waits for Reset', async ({ page }) => {
  await open(page, './?budget=40');
  const lanes = page.locator('.lane');
  await expect(lanes).toHaveCount(2);
  await page.getByRole('button', { name: 'Add reverse' }).click();
  await expect(lanes).toHaveCount(3);
  await expect(page).toHaveURL(/versus=teacherless,reverse/);
  const add = page.getByRole('button', { name: /^Add / });
  await expect(add).toHaveCount(1);
  await add.click();
  await expect(lanes).toHaveCount(4);
  await expect(add).toHaveCount(0);
  await page.getByRole('button', { name: 'Remove lane 4' }).click();
  await page.getByRole('button', { name: 'Remove lane 2' }).click();
  await expect(lanes).toHaveCount(2);
  await expect(lane(page, 'reverse')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove lane 1' })).toHaveCount(0);

  await controls(page).step.click();
  await expect.poll(() => shown(page, 'reverse', 'step')).toBe(1);
  const word = page.locator('.race-controls .word');
  await expect(word).toBeEmpty();
  await page.getByLabel('Objective of lane 2').selectOption('teacherless');
  await expect(word).toContainText('from the next Reset and Start on');
  /* The run is still the one that was started. */
  await expect(lane(page, 'reverse')).toBeVisible();
  await expect(page.locator('.falls .lane-name')).toHaveText(['Teacher forcing', 'Reverse']);
  await page.getByLabel('Objective of lane 2').selectOption('reverse');
  await expect(word).toBeEmpty();
  await page.getByRole('button', { name: 'Remove lane 2' }).click();
  await expect(word).toContainText('from the next Reset and Start on');
  await expect(lanes).toHaveCount(2);
  await controls(page).reset.click();
  await expect(lanes).toHaveCount(1);
  await expect(word).toBeEmpty();
  await expect(page.locator('.falls .lane-name')).toHaveText(['Teacher forcing']);
  await startRace(page);
  await finished(page, 40);
  await expect(page.locator('.falls .stream[d]')).toHaveCount(4);
  await expect(page.locator('[data-value="headline"]')).toHaveText('It did not find the first step');
});

test('the picture is taken along as SVG and PNG, its numbers as CSV', async ({ page }) => {
  await open(page, `./?${SMALL}&budget=60`);
  /* Without a scroll: what is out of sight has not been drawn, and is whole in the files all the same. */
  await controls(page).start.dispatchEvent('click');
  await finished(page, 60);
  const figure = page.locator('.falls-figure');
  const taken = async (kind: string) => {
    const download = page.waitForEvent('download');
    await figure.getByRole('button', { name: 'Data', exact: true }).dispatchEvent('click');
    await figure.getByRole('menuitem', { name: `Save as ${kind}` }).dispatchEvent('click');
    const file = await download;
    expect(file.suggestedFilename()).toBe(`pathstar-race.${kind.toLowerCase()}`);
    return readFile(await file.path());
  };

  const svg = (await taken('SVG')).toString();
  /* By another page, whose policy allows to parse it. */
  const reader = await page.context().newPage();
  const parsed = await reader.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    return {
      name: root.nodeName,
      lanes: [...root.querySelectorAll('.lane-name')].map(({ textContent }) => textContent),
      streams: root.querySelectorAll('.stream[d]').length,
      words: root.querySelector('title')?.textContent ?? '',
    };
  }, svg);
  await reader.close();
  expect(parsed).toEqual({
    name: 'svg',
    lanes: ['Teacher forcing', 'Teacherless', 'Reverse'],
    streams: 9,
    words:
      'Accuracy of every step of the path over training, Teacher forcing, Teacherless, Reverse side by side. In words below.',
  });
  /* Colours that only browsers know, and style sheets, stay behind. */
  expect(svg).not.toMatch(/oklch|oklab|color-mix|light-dark|var\(/);

  const png = await taken('PNG');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const { width = 0 } = (await figure.locator('svg').boundingBox()) ?? {};
  expect(png.readUInt32BE(16)).toBe(Math.round(2 * width));

  const [head = '', ...rows] = (await taken('CSV')).toString().trim().split('\r\n');
  const columns = head.split(',').length;
  expect(head).toContain('"first step, true path given"');
  /* Steps 0, 25, 50 and 60 of three lanes: lane, step, loss, margin and quartiles, path and interval, three places twice, two
   * of Clever Hans, four that are said instead of the first step. */
  expect(rows).toHaveLength(12);
  const cells = rows.map((row) => row.split(','));
  expect(cells.map(([name, step]) => `${name} ${step}`).slice(3, 6)).toEqual([
    '1 Teacher forcing 60',
    '2 Teacherless 0',
    '2 Teacherless 25',
  ]);
  for (const row of cells) {
    expect(row).toHaveLength(9 + 2 * 3 + 2 + 4);
    expect(columns).toBeGreaterThanOrEqual(row.length);
    const [, step, loss, margin = Number.NaN, low, high, ...shares] = row.map(Number);
    expect(Number.isFinite(margin)).toBe(true);
    expect(low).toBeLessThanOrEqual(high ?? Number.NaN);
    expect((shares[4] ?? 0) + shares.slice(-4).reduce((sum, share) => sum + share)).toBeCloseTo(1);
    expect(step).toBeLessThanOrEqual(60);
    expect(loss).toBeGreaterThan(0);
    for (const share of shares) expect(share >= 0 && share <= 1).toBe(true);
  }
});

test('the accuracy on the model’s own path is another picture', async ({ page }) => {
  await open(page, './?budget=60');
  await startRace(page);
  await finished(page, 60);
  const stream = page.locator('.falls .lane-picture').first().locator('.stream').nth(2);
  /* Steps 0, 25, 50 and 60, and back: it is drawn a little later than it is told. */
  await expect(stream).toHaveAttribute('d', /^M([^L]+L){5}[^L]+Z$/);
  const given = await stream.getAttribute('d');
  await unfold(page, 'race-numbers');
  await page.getByRole('radio', { name: 'on the model’s own path' }).check();
  await expect(stream).not.toHaveAttribute('d', given ?? '');
  await page.getByRole('radio', { name: 'given the true path so far' }).check();
  await expect(stream).toHaveAttribute('d', given ?? '');
});

test('the data table follows the race', async ({ page }) => {
  await open(page, './?budget=60');
  await controls(page).step.click();
  await expect.poll(() => shown(page, 'teacherless', 'step')).toBe(1);
  const figure = page.locator('.falls-figure');
  await chooseData(figure, 'These numbers as a table');
  await expect(figure.locator('tbody tr')).toHaveCount(4);
  await controls(page).step.click();
  await expect(figure.locator('tbody tr')).toHaveCount(6);
  await expect(figure.locator('tbody tr').last()).toContainText('2 Teacherless');
});

for (const [width, scheme] of [
  [1440, 'light'],
  [390, 'dark'],
] as const) {
  test(`a finished race at ${width} px, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await open(page, `./?${SMALL}&budget=400`);
    await startRace(page);
    await finished(page, 400);
    await page.locator('.falls').scrollIntoViewIfNeeded();
    await expect(page.locator('.falls .stream[d]')).toHaveCount(9);
    expect(await scrollsSideways(page)).toBe(false);
    expect(await violations(page)).toEqual([]);
    /* The loss of each lane: a strip with its number, on a phone the number. */
    const losses = page.locator(width < 600 ? '.falls .loss-now' : '.falls .lane-picture > .loss-line + text');
    await expect(losses).toHaveText(width < 600 ? Array(3).fill(/^loss \d+\.\d\d$/) : Array(3).fill(/^\d+\.\d\d$/));
    /* Side by side at any width, and nothing of one over another. */
    const edges = await page.locator('.falls .lane-picture').evaluateAll((groups) =>
      groups.map((group) => {
        const beds = [...group.querySelectorAll('.bed')].map((bed) => bed.getBoundingClientRect());
        return { left: Math.min(...beds.map(({ left }) => left)), right: Math.max(...beds.map(({ right }) => right)) };
      }),
    );
    for (const [index, { left }] of edges.slice(1).entries()) expect(left).toBeGreaterThan(edges[index]?.right ?? 0);
    expect(edges.at(-1)?.right).toBeLessThanOrEqual(width);
    await keepPicture(page.locator('#race'), `race-${width}-${scheme}`);
  });
}

test('a budget that is raised in mid-run holds at once; one that is used up is added, and the button says so', async ({
  page,
}) => {
  await open(page, './?degree=2&path_length=3&labels=5&layers=2&width=16&budget=100000');
  await startRace(page);
  await passes(page, 'teacherless', 25);
  const budget = page.getByLabel('Budget, steps');
  await pause(page);
  const reach = Math.max(await shown(page, 'teacher_forcing', 'step'), await shown(page, 'teacherless', 'step'));
  await budget.fill('10');
  const more = page.getByRole('button', { name: 'Train 10 more' });
  await expect(more).toBeVisible();
  await more.click();
  await expect(page.locator('.lane .state b').first()).toHaveText((reach + 10).toLocaleString('en'));
  await expect(page.locator('.lane .state b').nth(1)).toHaveText((reach + 10).toLocaleString('en'));

  await budget.fill('100000');
  await page.getByRole('button', { name: 'Train 100,000 more' }).click();
  await expect(controls(page).pause).toBeVisible();
  const end = Math.ceil((await shown(page, 'teacherless', 'step')) / 1000) * 1000 + 5000;
  await budget.fill(String(end));
  await budget.press('Enter');
  await expect(page.locator('.lane .state b').nth(1)).toHaveText(end.toLocaleString('en'), { timeout: 60_000 });
});
