import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import {
  bringChapter,
  bringReads,
  controls,
  decoding,
  expect,
  keepPicture,
  lane,
  open,
  openSettings,
  scrollsSideways,
  shown,
  showTables,
  smallTargets,
  startRace,
  test,
  unfold,
  violations,
} from './page';
import { dist, SUB_PATH, WITHOUT_MODULE } from './serve';

/** The options the built module describes, asked without the page. */
async function optionNames(): Promise<string[]> {
  const module = await WebAssembly.compile(new Uint8Array(await readFile(`${dist}engine/pathstar.wasm`)));
  const { exports } = await WebAssembly.instantiate(module);
  if (!(exports.memory instanceof WebAssembly.Memory)) throw new Error('not the module');
  const call = (name: string) => {
    const found = exports[name];
    return typeof found === 'function' ? Number(found()) : 0;
  };
  call('_initialize');
  const address = call('describe');
  const bytes = new Uint8Array(exports.memory.buffer).subarray(address);
  const json = new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)));
  return JSON.parse(json).options.map(({ name }: { name: string }) => name);
}

test('a new graph is another graph, and settings are in the address', async ({ page }) => {
  await open(page);
  await bringReads(page);
  const words = page.locator('.reads .star desc');
  const before = await words.textContent();
  await page.getByRole('button', { name: 'New graph' }).click();
  await expect(words).not.toHaveText(before ?? '');
  await expect(page).toHaveURL(/\?graph=4$/);

  await page.getByRole('button', { name: 'Arms (degree): one less' }).click();
  await expect(words).not.toContainText('Arm C');
  await expect(page).toHaveURL(
    /\?degree=2&heads=2&positions=none&init=reference&learning_rate=0.0003&warmup=50&graph=4$/,
  );

  await page.reload();
  await bringReads(page);
  await expect(page.getByLabel('Arms (degree)', { exact: true })).toHaveValue('2');
  await expect(words).not.toContainText('Arm C');
});

test('a preset sets the form, and a changed field is no longer the preset', async ({ page }) => {
  await open(page);
  await bringReads(page);
  const presets = page.locator('.presets');
  const prose = presets.getByRole('button');
  await expect(prose).toHaveText([
    'three arms of four nodes',
    'two arms of four',
    'two arms of five',
    'five arms of four',
    'three arms of five, too hard for one of them',
    'another architecture, Mamba',
  ]);
  await expect(prose.nth(0)).toHaveAttribute('aria-pressed', 'true');
  await prose.nth(1).click();
  await expect(page.getByLabel('Labels', { exact: true })).toHaveValue('7');
  await expect(page).toHaveURL(/degree=2/);
  await expect(prose.nth(1)).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Labels: one more' }).click();
  await expect(presets.locator('[aria-pressed="true"]')).toHaveCount(0);
  await expect(presets).toContainText('none of the presets');
});

test('an invalid value is explained in the module’s words and holds the start', async ({ page }) => {
  await open(page);
  const { start } = controls(page);
  await bringReads(page);
  await page.getByLabel('Arms (degree)', { exact: true }).fill('99');
  const message = 'degree must be an integer in 1..20, not "99"';
  await expect(page.locator('.graph-controls .problem')).toHaveText(message);
  await expect(page.getByLabel('Arms (degree)', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await expect(start).toHaveAttribute('aria-disabled', 'true');
  await start.click({ force: true });
  await expect(start).toBeVisible();

  await page.getByLabel('Arms (degree)', { exact: true }).fill('5');
  await expect(page.locator('.graph-controls .problem')).toContainText('labels must be in 16..512');
  await page.getByLabel('Labels', { exact: true }).fill('16');
  await expect(page.locator('.graph-controls .problem')).toHaveCount(0);
  await expect(start).toHaveAttribute('aria-disabled', 'false');

  await openSettings(page);
  const width = page.locator('.settings .field').filter({ has: page.locator('code', { hasText: /^width$/ }) });
  await width.getByRole('textbox').fill('31');
  await expect(width.locator('.problem')).toContainText('width must be a multiple of heads');
  await expect(start).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Restore every default' }).click();
  await expect(start).toHaveAttribute('aria-disabled', 'false');
  await expect(page).toHaveURL(/\/$/);
});

test('every option of the core has its control, with its range and help', async ({ page }) => {
  await open(page);
  await openSettings(page);
  const fields = page.locator('.settings .field');
  const names = () => fields.locator('label code').allTextContents();
  const elsewhere = ['degree', 'path_length', 'labels', 'seed', 'objective'];
  const transformer = await names();
  await page.getByRole('combobox', { name: 'Architecture' }).selectOption('mamba');
  const mamba = await names();
  /* What only some objectives read is offered with them. */
  const own: string[] = [];
  for (const [objective, its] of [
    ['top', ['aux_weight']],
    ['mtp_linear', ['horizon', 'aux_weight']],
    ['mtp_block', ['horizon', 'aux_weight']],
    ['mtp_chain', ['horizon', 'aux_weight']],
    ['nextlat', ['aux_weight']],
    ['ritf', ['rank_said']],
    ['masked', ['mask', 'mask_rate']],
    ['hybrid', ['mask_rate']],
  ] as const) {
    await page.getByLabel('Objective of lane 2').selectOption(objective);
    await expect.poll(async () => (await names()).filter((name) => !mamba.includes(name))).toEqual(its);
    own.push(...its);
  }
  expect([...new Set([...transformer, ...mamba, ...own, ...elsewhere])].sort()).toEqual((await optionNames()).sort());
  expect(mamba.filter((name) => !transformer.includes(name))).toEqual(['expand', 'state', 'conv']);
  await page.getByRole('combobox', { name: 'Architecture' }).selectOption('transformer');
  await expect(fields.filter({ hasText: 'beta2' })).toContainText('0 to 0.9999999; default 0.98');
  await expect(fields.filter({ hasText: 'tied_head' }).getByRole('checkbox')).not.toBeChecked();
});

test('a bad link explains itself and loads the rest', async ({ page }) => {
  await open(page, './?degree=4&labels=13&layers=99&colour=red&versus=sideways&budget=-5&learning_rate=fast');
  const notice = page.getByRole('alert').filter({ hasText: 'Part of this link was not taken' });
  await expect(notice.locator('li')).toHaveCount(5);
  await expect(notice).toContainText('layers must be an integer in 1..12, not "99"');
  await expect(notice).toContainText('unknown field "colour"');
  await expect(notice).toContainText('objective must be');
  await expect(notice).toContainText('budget = "-5": must be a whole number from 1');
  await expect(notice).toContainText('learning_rate must be a number in 0..10');
  await bringReads(page);
  await expect(page.getByLabel('Arms (degree)', { exact: true })).toHaveValue('4');
  await expect(page.getByLabel('Labels', { exact: true })).toHaveValue('13');
  await expect(page).toHaveURL(/\?degree=4&labels=13$/);
  await notice.getByRole('button', { name: 'Understood' }).click();
  await expect(notice).toHaveCount(0);
  await expect(controls(page).start).toHaveAttribute('aria-disabled', 'false');
});

test('values that hold only together are taken together', async ({ page }) => {
  await open(page, './?degree=6&labels=30&versus=reverse');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await bringReads(page);
  await expect(page.locator('.reads .star desc')).toContainText('Arm F');
  await expect(lane(page, 'reverse')).toBeVisible();
});

test('works under a sub-path, with no request to anyone else', async ({ page, baseURL }) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(SUB_PATH, baseURL).href)) elsewhere.push(request.url());
  });
  await open(page, `.${SUB_PATH}`);
  await controls(page).step.click();
  await expect.poll(() => shown(page, 'teacherless', 'step')).toBe(1);
  expect(elsewhere).toEqual([]);
});

test.describe('without the training module', () => {
  test.use({ expectedErrors: [/404/] });
  test('says so plainly, and the page still stands', async ({ page }) => {
    await page.goto(`.${WITHOUT_MODULE}`);
    await expect(page.getByRole('alert')).toContainText('engine/pathstar.wasm');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(controls(page).start).toHaveAttribute('aria-disabled', 'true');
  });
});

test('without WebAssembly SIMD it says what can be done', async ({ page }) => {
  await page.addInitScript(() => {
    WebAssembly.validate = () => false;
  });
  await page.goto('./');
  await expect(page.getByRole('alert')).toContainText('WebAssembly with SIMD');
});

test('without Workers it says so', async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'Worker');
  });
  await page.goto('./');
  await expect(page.getByRole('alert')).toContainText('Workers');
});

test('memory that cannot be had is a message, not a blank page', async ({ page }) => {
  await open(page, './?layers=12&width=1024&batch=4096&labels=512&degree=20&path_length=20&heads=16&mlp_ratio=4');
  await startRace(page);
  await expect(page.locator('.lane [role="alert"]').first()).toContainText(/MiB, which could not be had/, {
    timeout: 30_000,
  });
  await controls(page).reset.click();
  await expect(controls(page).start).toHaveAttribute('aria-disabled', 'false');
});

test('changed settings wait for the next reset', async ({ page }) => {
  await open(page);
  await controls(page).step.click();
  await expect.poll(() => shown(page, 'teacherless', 'step')).toBe(1);
  await bringReads(page);
  await page.getByLabel('Seed', { exact: true }).fill('77');
  await expect(page.locator('.race-controls')).toContainText('from the next Reset and Start on');
  /* What is said of the runs stays true of them, and they go on even where the new settings do not hold. */
  await expect(page.locator('.race')).toContainText('this seed (2)');
  await page.getByLabel('Labels', { exact: true }).fill('1');
  await expect(page.locator('.race-controls .problem')).toBeVisible();
  await controls(page).step.click();
  await expect.poll(() => shown(page, 'teacherless', 'step')).toBe(2);
  await expect(controls(page).continue).toHaveAttribute('aria-disabled', 'false');
  await page.getByLabel('Labels', { exact: true }).fill('10');
  await controls(page).reset.click();
  await expect(page.locator('.race-controls')).not.toContainText('from the next Reset');
});

test('a link’s graph is the one that is decoded; its bars are of one scale', async ({ page }) => {
  await open(page, './?graph=5');
  await controls(page).step.click();
  const told = decoding(page, 'teacher_forcing');
  await told.scrollIntoViewIfNeeded();
  await expect(told.locator('.star > title')).toContainText('Held-out graph 5 ');
  await bringReads(page);
  const words = await page.locator('.reads .star desc').textContent();
  await expect(told.locator('.star > desc')).toHaveText(words ?? '');
  await unfold(page, 'walk-numbers');
  const bars = page.locator('.choice[data-objective="teacher_forcing"] .bar');
  await expect(bars).toHaveCount(3);
  const widths = await bars.evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width));
  expect(new Set(widths.map(Math.round)).size).toBe(1);
});

test('reverse decodes from the goal; both lanes may have the same objective', async ({ page }) => {
  await open(page);
  await page.getByLabel('Objective of lane 1').selectOption('reverse');
  await page.getByLabel('Objective of lane 2').selectOption('reverse');
  await expect(page).toHaveURL(
    /\?objective=reverse&heads=2&positions=none&init=reference&learning_rate=0.0003&warmup=50&versus=reverse$/,
  );
  await controls(page).step.click();
  await expect.poll(() => page.locator('[data-value="digest"]').count()).toBe(2);
  const [one, two] = await page.locator('[data-value="digest"]').allTextContents();
  expect(one).toBe(two);
  await decoding(page, 'reverse').first().scrollIntoViewIfNeeded();
  await expect(decoding(page, 'reverse').first().locator('.said li')).toHaveCount(4);
});

test('reduced motion: the walk is there at once', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  await controls(page).step.click();
  const told = decoding(page, 'teacher_forcing');
  await told.scrollIntoViewIfNeeded();
  await expect(told.locator('.verdict')).not.toBeEmpty();
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  /* Again is from its start, a step at a time. */
  const back = page.getByRole('button', { name: 'Previous' });
  await expect(back).toHaveAttribute('aria-disabled', 'false');
  await page.getByRole('button', { name: 'Walk again' }).click();
  await expect(back).toHaveAttribute('aria-disabled', 'true');
});

for (const width of [390, 768, 1440]) {
  test(`no sideways scrolling at ${width} px, before, during and after a run`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await open(page);
    expect(await scrollsSideways(page)).toBe(false);
    await openSettings(page);
    expect(await scrollsSideways(page)).toBe(false);
    await controls(page).step.click();
    await expect.poll(() => page.locator('[data-value="digest"]').count()).toBe(2);
    await bringChapter(page, 'watch');
    await decoding(page, 'teacherless').scrollIntoViewIfNeeded();
    await expect(decoding(page, 'teacherless').locator('.verdict')).not.toBeEmpty();
    await unfold(page, 'race-numbers');
    await unfold(page, 'walk-numbers');
    await showTables(page);
    await expect(page.locator('.falls-figure table')).toHaveCount(1);
    expect(await scrollsSideways(page)).toBe(false);
  });
}

test('a budget that is less than it usually takes says so, before the race and after', async ({ page }) => {
  await open(page, './?budget=2');
  await page.locator('.race-controls').scrollIntoViewIfNeeded();
  const short = page.locator('#race [data-value="short"]');
  await expect(short).toHaveText(/This budget is short: Teacherless usually takes about \d+ steps here/);
  await startRace(page);
  await expect(page.locator('[data-value="digest"]')).toHaveCount(2);
  await expect(short).toHaveCount(1);
  await controls(page).reset.click();
  await page.getByLabel('Budget, steps').fill('1000');
  await expect(short).toHaveCount(0);
});

for (const [width, height] of [
  [1440, 900],
  [768, 1024],
  [390, 844],
] as const)
  test(`headline, controls and picture of a race fit a window of ${width} x ${height}, from its start to its end`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await open(page, './?layers=2&heads=2&width=16&batch=32&budget=100');
    await page.locator('.race-controls').scrollIntoViewIfNeeded();
    await startRace(page);
    const contents = page.getByRole('navigation', { name: 'Chapters' });
    const fits = async () => {
      const over = await contents.evaluate((element) => element.getBoundingClientRect().bottom);
      const top = await page.locator('.race-head').evaluate((element) => element.getBoundingClientRect().top);
      const bottom = await page.locator('.falls').evaluate((element) => element.getBoundingClientRect().bottom);
      return over <= top && bottom <= height;
    };
    await expect.poll(fits).toBe(true);
    await expect(page.locator('[data-value="digest"]')).toHaveCount(2);
    await expect.poll(fits).toBe(true);
    /* What was predicted is judged in sight of it, and in full further down. */
    const score = page.locator('.race-head .score').getByRole('link');
    await expect(score).toHaveText('What came of it');
    await expect(score).toBeInViewport();
    if (width < 400) {
      const budget = page.getByLabel('Budget, steps');
      await expect(budget).toBeHidden();
      await page.getByRole('button', { name: 'Settings', exact: true }).click();
      await expect(budget).toBeVisible();
    }
    await score.click();
    await expect(page.locator('#verdict-title')).toBeInViewport();

    /* Three and four lanes, too: their settings are folded. */
    for (const versus of ['teacherless,reverse', 'teacherless,reverse,waypoint', 'teacherless,reverse,masked']) {
      await open(page, `./?layers=2&heads=2&width=16&batch=32&budget=50&versus=${versus}`);
      await page.locator('.race-controls').scrollIntoViewIfNeeded();
      await startRace(page);
      await expect.poll(fits, versus).toBe(true);
      await expect(page.locator('[data-value="digest"]')).toHaveCount(1 + versus.split(',').length);
      await expect.poll(fits, versus).toBe(true);
      await expect(page.getByLabel('Budget, steps')).toBeHidden();
    }
  });

for (const width of [800, 390])
  test(`a race in a frame of ${width} x 600 is not scrolled in, from its start to its end`, async ({ page }) => {
    const small = 'layers=2&heads=2&width=16&batch=32&budget=100';
    await page.setViewportSize({ width, height: 600 });
    const { start } = controls(page);
    const fits = () =>
      page.evaluate(() => {
        const { scrollHeight, scrollWidth } = document.documentElement;
        return scrollHeight <= innerHeight && scrollWidth <= innerWidth;
      });
    const whole = async () => {
      await expect.poll(fits).toBe(true);
      for (const part of ['.embed-bar a', '.headline', '.race-controls .start', '.falls'])
        await expect(page.locator(part)).toBeInViewport({ ratio: 0.99 });
    };
    for (const link of ['./?embed=race', './?embed=race&lang=zh', `./?embed=race&${small}`]) {
      await open(page, link);
      await expect(page.locator('.race-controls .start')).toHaveAttribute('aria-disabled', 'false');
      await expect(page.locator('.falls .lane-name').first()).toBeAttached();
      await whole();
    }
    await start.click();
    await whole();
    await expect(page.locator('[data-value="digest"]')).toHaveCount(2);
    await expect(page.locator('[data-value="headline"]')).not.toHaveText('Which will find the first step?');
    await whole();
    expect(await violations(page)).toEqual([]);
    await keepPicture(page, `embed-race-${width}`);

    const budget = page.getByLabel('Budget, steps');
    await expect(budget).toBeHidden();
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await expect(budget).toBeVisible();
    /* Why a lane has stopped is worth scrolling. */
    await open(page, `./?embed=race&${small}&optimizer=adamw&learning_rate=10&weight_decay=10&warmup=0`);
    await startRace(page);
    await expect(lane(page, 'teacher_forcing').getByRole('alert')).toBeVisible({ timeout: 30_000 });
  });

/** The fonts of the text on the first screen, and of all text within `selector`. */
const fontsOf = (page: Page, selector: string): Promise<string[]> =>
  page.evaluate((selector) => {
    const fonts = new Set<string>();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { parentElement: element } = texts.currentNode;
      if (!element || !texts.currentNode.textContent?.trim() || element.getClientRects().length === 0) continue;
      if (!element.closest(selector) && element.getBoundingClientRect().top > innerHeight) continue;
      const { fontStyle, fontWeight, fontSize, fontFamily } = getComputedStyle(element);
      fonts.add(`${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`);
    }
    return [...fonts].sort();
  }, selector);

test('the first screen’s fonts are looked up while the script is on its way', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  const used = await fontsOf(page, '.predict');
  expect(used.length).toBeGreaterThan(10);
  await page.route('./', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(/<script.*<\/script>/, '') });
  });
  await page.goto('./');
  await expect(page.locator('.fonts')).toBeAttached();
  const before = await fontsOf(page, '.fonts');
  expect(used.filter((font) => !before.includes(font))).toEqual([]);
});

test('touch targets are at least 44 px on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await controls(page).step.click();
  await expect.poll(() => page.locator('[data-value="digest"]').count()).toBe(2);
  await openSettings(page);
  expect(await smallTargets(page)).toEqual([]);
});

test('and so they are in every chapter once models answer, in the lesson dialog and in a frame', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, './?layers=2&heads=2&width=16&batch=32&budget=50');
  await startRace(page);
  await expect(page.locator('[data-value="digest"]')).toHaveCount(2, { timeout: 60_000 });
  for (const chapter of ['watch', 'inside', 'always', 'repairs', 'paper', 'laboratory', 'sources']) {
    await bringChapter(page, chapter);
  }
  await decoding(page, 'teacher_forcing').scrollIntoViewIfNeeded();
  const star = decoding(page, 'teacher_forcing').locator('.walk-star');
  await star.scrollIntoViewIfNeeded();
  await expect(star.locator('.hand')).toHaveCount(3);
  /* Three nodes of the first choice are far enough apart for a thumb each. */
  for (const hand of await star.locator('.hand').all())
    expect((await hand.boundingBox())?.width ?? 0).toBeGreaterThanOrEqual(43.5);
  await page.locator('.inner').first().scrollIntoViewIfNeeded();
  await expect(page.locator('.inner .head-grid input').first()).toBeAttached();
  await page.locator('.sheet').scrollIntoViewIfNeeded();
  await expect(page.locator('.sketch-node')).not.toHaveCount(0);
  expect(await smallTargets(page)).toEqual([]);
  await page.getByRole('button', { name: 'For a lesson' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await smallTargets(page)).toEqual([]);
  await page.getByRole('button', { name: 'Make your own' }).click();
  expect(await smallTargets(page)).toEqual([]);

  await page.goto('./?embed=watch&degree=12&layers=2&width=16&batch=16&labels=40&budget=25');
  await page.getByRole('button', { name: 'Train the models' }).click();
  await decoding(page, 'teacher_forcing').scrollIntoViewIfNeeded();
  const crowded = decoding(page, 'teacher_forcing').locator('.hand');
  await expect(crowded).toHaveCount(12, { timeout: 30_000 });
  expect(await smallTargets(page)).toEqual([]);
});

/* Corners of what the core allows; the fixture fails on any error in the console. */
for (const link of [
  'degree=1&path_length=2&labels=2',
  'degree=1&path_length=5&labels=5',
  'degree=20&path_length=2&labels=512&layout=paper',
  'degree=2&path_length=9&labels=17&layout=pairs&rope=true&positions=none&objective=reverse',
  'layers=1&width=8&heads=1&batch=1&mlp_ratio=2&biases=true&tied_head=true&optimizer=adamw&init=reference',
]) {
  test(`trains and decodes with ${link}`, async ({ page }) => {
    await open(page, `./?${link}`);
    await expect(page.getByRole('alert')).toHaveCount(0);
    await controls(page).step.click();
    await expect(page.locator('[data-value="digest"]')).toHaveCount(2);
    await page.getByRole('radio', { name: 'hand it the right one' }).check();
    for (const told of await page.locator('.decoding').all()) {
      await told.scrollIntoViewIfNeeded();
      await expect(told.locator('.verdict')).not.toBeEmpty();
    }
    expect(await scrollsSideways(page)).toBe(false);
  });
}
