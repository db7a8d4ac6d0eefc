/* Links as teachers make them - chapters left out, settings locked, one chapter in a frame - and as nobody should. */
import { bringChapter, bringReads, controls, expect, open, openSettings, scrollsSideways, test, unfold } from './page';

test('chapters that a lesson leaves out are neither there nor in the contents', async ({ page }) => {
  await open(page, './?hide=watch,laboratory');
  const contents = page.getByRole('navigation', { name: 'Chapters' });
  const listed = () =>
    contents.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')?.slice(1)));
  const there = () => page.locator('section.chapter').evaluateAll((chapters) => chapters.map(({ id }) => id));
  await expect(page.locator('#watch')).toHaveCount(0);
  await expect(page.locator('#laboratory')).toHaveCount(0);
  expect(await listed()).not.toContain('watch');
  expect(await listed()).not.toContain('laboratory');
  expect(await listed()).toContain('sources');
  expect(await there()).toContain('race');
  await expect(page.getByRole('alert')).toHaveCount(0);
  /* The lesson stays one when its settings change. */
  await bringReads(page);
  await page.getByRole('button', { name: 'New graph' }).click();
  await expect(page).toHaveURL(/graph=4&hide=watch,laboratory$/);
});

test('a lesson opens at its chapter, fetched though it is far down', async ({ page }) => {
  await open(page, './?hide=watch#laboratory');
  await expect(page.locator('#laboratory')).toBeInViewport();
  await expect(page.locator('#laboratory .field').first()).toBeAttached();
});

for (const width of [1440, 390])
  test(`a chapter’s link brings it to the top at ${width} px, whatever comes above it meanwhile`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    const marked = page.getByRole('navigation').locator('[aria-current]');
    for (const chapter of ['watch', 'paper', 'sources']) {
      await open(page);
      const link = page.getByRole('navigation').locator(`a[href="#${chapter}"]`);
      const top = () => page.locator(`#${chapter}`).evaluate((element) => element.getBoundingClientRect().top);
      const arrived = async () => {
        await expect.poll(top).toBeCloseTo(64, -0.5);
        await expect(marked).toHaveAttribute('href', `#${chapter}`);
      };
      await link.click();
      await expect(page.locator(`#${chapter} .later`)).toHaveCount(0);
      await page.waitForLoadState('networkidle');
      await arrived();
      /* And to where the address is already. */
      await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
      await link.click();
      await arrived();
    }
  });

test('a window that changes its width keeps to what is read', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 844 });
  await open(page);
  await page.getByRole('navigation').locator('a[href="#race"]').click();
  const begins = () => page.locator('#race').evaluate((element) => element.getBoundingClientRect().top);
  await expect.poll(begins).toBeCloseTo(64, -0.5);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(begins).toBeCloseTo(64, -0.5);
  /* In the midst of a chapter, the same share of it is above. */
  await page.setViewportSize({ width: 1440, height: 844 });
  await page.mouse.move(700, 500);
  await page.mouse.wheel(0, 300);
  const above = () =>
    page.locator('#race').evaluate((element) => {
      const { top, height } = element.getBoundingClientRect();
      return -top / height;
    });
  await expect.poll(above).toBeGreaterThan(0.1);
  const before = await above();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.waitForTimeout(500);
  expect(Math.abs((await above()) - before)).toBeLessThan(0.02);
});

test('Back leads to where one was, not to the top of that chapter', async ({ page }) => {
  await open(page);
  const link = (chapter: string) => page.getByRole('navigation').locator(`a[href="#${chapter}"]`);
  const top = (chapter: string) =>
    page.locator(`#${chapter}`).evaluate((element) => Math.round(element.getBoundingClientRect().top));
  await link('paper').click();
  await expect(page.locator('#paper .paper-row').first()).toBeVisible();
  await page.waitForLoadState('networkidle');
  await expect.poll(() => top('paper')).toBe(64);
  await page.mouse.move(700, 500);
  await page.mouse.wheel(0, 500);
  await expect.poll(() => top('paper')).toBe(64 - 500);
  await link('laboratory').click();
  await expect.poll(() => top('laboratory')).toBe(64);
  await page.goBack();
  await expect(page).toHaveURL(/#paper$/);
  /* The browser may be on its way elsewhere for more than a second. */
  await page.waitForTimeout(2000);
  expect(Math.abs((await top('paper')) - (64 - 500))).toBeLessThan(20);
});

test('Back changes no settings, and the address keeps to them', async ({ page }) => {
  await open(page, './?budget=60');
  await page.getByRole('navigation').locator('a[href="#race"]').click();
  await page.locator('#race select[aria-label*="bjective"]').nth(1).selectOption('reverse');
  await expect(page).toHaveURL(/\?versus=reverse&budget=60#race$/);
  await page.goBack();
  await expect(page).toHaveURL(/\?versus=reverse&budget=60$/);
  await expect(page.locator('#race select[aria-label*="bjective"]').nth(1)).toHaveValue('reverse');
});

test('a lesson without the race trains where models are shown, and asks for no prediction', async ({ page }) => {
  await page.goto('./?hide=race,inside&degree=2&path_length=3&labels=5&layers=2&width=16&budget=25#watch');
  await page.locator('#watch').getByRole('button', { name: 'Train the models' }).click();
  await page.locator('#watch .decoding').first().scrollIntoViewIfNeeded();
  await expect(page.locator('#watch .decoding .verdict').first()).not.toBeEmpty({ timeout: 30_000 });
  await expect(page.locator('.stage')).toBeAttached();
  await expect(page.locator('.predict')).toHaveCount(0);
});

test('what a lesson locks cannot be changed, and says why', async ({ page }) => {
  await open(page, './?seed=7&lock=seed,width,objective#laboratory');
  await bringReads(page);
  const seed = page.locator('.graph-controls').getByLabel('Seed', { exact: true });
  await expect(seed).toHaveValue('7');
  await expect(seed).not.toBeEditable();
  await expect(page.locator('.graph-controls')).toContainText(/lesson/);
  await expect(page.locator('.graph-controls').getByLabel('Labels', { exact: true })).toBeEditable();
  await page.getByRole('button', { name: 'Seed: one more' }).click({ force: true });
  await expect(seed).toHaveValue('7');

  await openSettings(page);
  const width = page.locator('#laboratory .field').filter({ has: page.locator('code', { hasText: /^width$/ }) });
  await expect(width.getByRole('textbox')).toBeDisabled();
  await expect(width).toContainText(/lesson/);
  await expect(page.locator('#race select[aria-label*="bjective"]').first()).toBeDisabled();
  await expect(page).toHaveURL(/\?seed=7&lock=seed,width,objective#laboratory$/);
  await expect(controls(page).start).toHaveAttribute('aria-disabled', 'false');
});

test('with everything locked, no setting of the engine can be changed anywhere', async ({ page }) => {
  await open(page, './?seed=7&labels=12&lock=all#laboratory');
  await page.locator('#laboratory .field').first().waitFor({ state: 'attached' });
  await bringReads(page);
  const changeable = page.locator('#laboratory .field :is(input, select):enabled, .number-field input:not([readonly])');
  await expect(changeable).toHaveCount(0);
  await controls(page).step.click();
  await expect(page.locator('[data-value="digest"]')).toHaveCount(2);
  await expect(page).toHaveURL(/\?labels=12&seed=7&lock=all#laboratory$/);

  await test.step('nor what is the page’s own: budget, graph, the bench’s numbers and objectives', async () => {
    await expect(page.getByLabel('Budget, steps')).not.toBeEditable();
    const graph = page.getByRole('button', { name: 'New graph' });
    await expect(graph).toHaveAttribute('aria-disabled', 'true');
    await graph.dispatchEvent('click');
    for (const chapter of ['watch', 'inside'] as const) {
      await bringChapter(page, chapter);
      const another = page.locator(`#${chapter}`).getByRole('button', { name: 'Another graph' });
      await expect(another).toHaveAttribute('aria-disabled', 'true');
      await another.dispatchEvent('click');
    }
    await bringChapter(page, 'always');
    const bench = page.locator('#always');
    await expect(bench.getByLabel('Seeds', { exact: true })).not.toBeEditable();
    await expect(bench.getByLabel('Within steps')).not.toBeEditable();
    await expect(bench.locator('.seed-controls')).toContainText(/lesson/);
    const objectives = bench.getByRole('group', { name: 'Trained by' }).getByRole('radio');
    await expect(objectives.and(page.locator(':enabled'))).toHaveCount(1);
    await expect(page).toHaveURL(/\?labels=12&seed=7&lock=all#laboratory$/);
  });
});

test('the skip link goes to the race, or where there is none to the first chapter there is', async ({ page }) => {
  for (const [link, name, to] of [
    ['./', 'Skip to: Race', 'race'],
    ['./?hide=race', 'Skip to: Play', 'play'],
    ['./?hide=play,race,watch', 'Skip to: Look inside', 'inside'],
  ] as const) {
    await page.goto(link);
    const skip = page.getByRole('link', { name });
    await expect(skip).toHaveAttribute('href', `#${to}`);
    await skip.focus();
    await page.keyboard.press('Enter');
    await expect(page.locator(`#${to}`)).toBeInViewport();
  }
});

test('one chapter for a frame in another page: no masthead, no contents', async ({ page }) => {
  await page.goto('./?embed=race&hide=race&lock=all');
  await expect(controls(page).start).toHaveAttribute('aria-disabled', 'false');
  expect(await page.locator('section.chapter').evaluateAll((chapters) => chapters.map(({ id }) => id))).toEqual([
    'race',
  ]);
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(page.locator('.masthead')).toHaveCount(0);
  await controls(page).step.click();
  await expect(page.locator('[data-value="digest"]')).toHaveCount(2);
});

test('what a lesson gets wrong is explained, and the rest of it holds', async ({ page }) => {
  await open(page, './?hide=nowhere,watch&lock=colour,seed&embed=attic&v=2&budget=NaN&graph=-1&lang=xx');
  const notice = page.getByRole('alert').filter({ hasText: 'Part of this link was not taken' });
  await expect(notice.locator('li')).toHaveCount(7);
  await expect(notice).toContainText('hide = "nowhere": no chapter has that name');
  await expect(notice).toContainText('embed = "attic": no chapter has that name');
  await expect(notice).toContainText('lock = "colour": the engine has no option of that name');
  await expect(notice).toContainText('v = "2": must be a whole number from 1 to 1');
  await expect(notice).toContainText('budget = "NaN": must be a whole number');
  await expect(notice).toContainText('graph = "-1": must be a whole number');
  await expect(notice).toContainText('lang = "xx": the page has no such language');
  await expect(page.locator('#watch')).toHaveCount(0);
  await bringReads(page);
  await expect(page.locator('.graph-controls').getByLabel('Seed', { exact: true })).not.toBeEditable();
  await expect(page.locator('#race')).toBeVisible();
});

const many = (count: number, entry: (index: number) => string) => Array.from({ length: count }, (_, i) => entry(i));

const HOSTILE: Readonly<Record<string, string>> = {
  'a script as a value': '?degree=<script>window.hit=1</script>&seed=%22%3E%3Cimg%20src=x%20onerror=window.hit=1%3E',
  'a script as a name': '?%3Cscript%3Ewindow.hit=1%3C/script%3E=1&javascript:window.hit=1',
  'a script as a list': '?hide=<svg/onload=window.hit=1>&lock=<b>x</b>&versus=<i>,<u>&embed=<iframe>&lang=<script>',
  'a script as a graph': '?own=<script>window.hit=1</script>&view=<b>&seeds=-1&within=%00',
  'a graph of 10,000 letters': `?own=${'1'.repeat(10_000)}`,
  'a value of 10,000 digits': `?seed=${'9'.repeat(10_000)}`,
  'a name of 10,000 letters': `?${'x'.repeat(10_000)}=1`,
  'a list of 4,000': `?lock=${many(1500, (i) => `o${i}`).join()}&hide=${many(1500, (i) => `c${i}`).join()}`,
  '700 unknown names': `?${many(700, (i) => `k${i}=${i}`).join('&')}`,
  'other scripts': '?degree=３&层=1&😀=😀&seed=٣&labels=‮10&d%C3%A9gr%C3%A9=2',
  'names of every object': '?__proto__=1&constructor=2&toString=3&hasOwnProperty=4&__proto__[seed]=9&valueOf=',
  'lists of names of every object': '?hide=__proto__,constructor&lock=__proto__,toString&versus=__proto__,constructor',
  'no numbers': '?learning_rate=NaN&clip=Infinity&budget=NaN&graph=NaN&degree=1e1&seed=0x10&width=3.2e1',
  'negative numbers': '?degree=-3&budget=-1&graph=-1&seed=-1&train_graphs=-0&clip=-1e-30',
  'encoded line breaks and zeros': '?degree=3%0Alabels=9&layout=edge%00x&seed=2%0D%0Awidth=64&%00=1&%0A=2',
  'broken encoding': '?%=%&%ZZ=%ff&degree=%E0%A4%A&seed=%C0%80',
  'nothing in many ways': '?=&==&&&&hide=,,,&lock=,&versus=,,&embed=&lang=&budget=&v=',
  'one name 500 times': `?${many(500, () => 'degree=2').join('&')}&labels=7&labels=x&labels=7`,
  'everything at once': '?v=1&v=99&embed=sources&embed=nowhere&embed=race,play&hide=play,watch,inside&lock=all,all',
};

/* Nothing of these is refused. */
const ODD: Readonly<Record<string, string>> = {
  'a hash that is no name': '?degree=2&labels=7#%E0%A4%A"]<script>',
};

test('what is asked and looked at is in the link', async ({ page }) => {
  const own = '3,1|1,4|4,5|3,2|2,0|0,6|3,7|7,8|8,9/3,6=3,2,0,6';
  await open(page, `./?own=${encodeURIComponent(own)}&view=free&seeds=3&within=200#always`);
  await expect(page.getByLabel('Seeds', { exact: true })).toHaveValue('3');
  await expect(page.getByLabel('Within steps')).toHaveValue('200');
  await page.getByLabel('Seeds', { exact: true }).fill('4');
  await expect(page).toHaveURL(/seeds=4&within=200/);
  await unfold(page, 'race-numbers');
  await expect(page.getByLabel('on the model’s own path')).toBeChecked();
  await page.getByLabel('given the true path so far').check();
  await expect(page).not.toHaveURL(/view=/);
  await controls(page).step.click();
  await bringChapter(page, 'watch');
  await expect(page.locator('.own-graph textarea')).toHaveValue(own);
  await page.getByRole('button', { name: 'Back to held-out graphs' }).click();
  await expect(page).not.toHaveURL(/own=/);
});

test('hostile links do no harm, and the page is usable under each', async ({ page }) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [what, link] of Object.entries({ ...ODD, ...HOSTILE })) {
    await test.step(what, async () => {
      await page.goto(`./${link}`);
      await expect(controls(page).start).toHaveAttribute('aria-disabled', 'false');
      if (what in HOSTILE) await page.getByRole('button', { name: 'Understood' }).click();
      await expect(page.getByRole('alert')).toHaveCount(0);
      expect(await scrollsSideways(page)).toBe(false);
      const traces = await page.evaluate(() => [Reflect.get(window, 'hit'), Reflect.get({}, 'seed')]);
      expect(traces).toEqual([undefined, undefined]);
      expect(dialogs).toEqual([]);
    });
  }
  /* And trains, under the last of them. */
  await controls(page).step.click();
  await expect(page.locator('[data-value="digest"]').first()).toBeVisible();
});

test('a long list of what was not taken is shortened, and does not scroll sideways', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, `./?seed=${'9'.repeat(5000)}&${many(40, (i) => `k${i}=${i}`).join('&')}`);
  const notice = page.getByRole('alert');
  await expect(notice.locator('li')).toHaveCount(12);
  await expect(notice).toContainText('and 29 more');
  expect((await notice.textContent())?.length).toBeLessThan(4000);
  expect(await scrollsSideways(page)).toBe(false);
});
