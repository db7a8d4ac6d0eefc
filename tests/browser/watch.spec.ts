import type { Locator, Page } from '@playwright/test';
import {
  bringChapter,
  chooseData,
  controls,
  decoding,
  expect,
  keepPicture,
  open,
  scrollsSideways,
  showTables,
  startRace,
  takenAlong,
  test,
  unfold,
  violations,
} from './page';

const QUICK = './?layers=2&heads=2&width=16&batch=32&budget=100';

/** A finished quick race, and the chapter in sight. */
async function trained(page: Page, link = QUICK): Promise<void> {
  await open(page, link);
  await startRace(page);
  await expect(page.locator('[data-value="digest"]')).toHaveCount(2, { timeout: 40_000 });
  await bringChapter(page, 'watch');
  /* A star is asked for, and drawn, once its place is in sight: on a phone that is further down. */
  await decoding(page, 'teacher_forcing').scrollIntoViewIfNeeded();
  await decoding(page, 'teacher_forcing').locator('.walk-star').scrollIntoViewIfNeeded();
}

const walk = (page: Page) => page.getByRole('group', { name: 'The walk' });
const time = (page: Page) => page.locator('#watch').getByRole('slider', { name: 'Time' });

test('walks position by position, and every node has its probability at each', async ({ page }) => {
  await trained(page);
  const told = decoding(page, 'teacher_forcing');
  await expect(told.locator('.said li')).toHaveCount(4);
  await expect(told.locator('.said .unsaid')).toHaveCount(0);

  await test.step('one step at a time, by keyboard, both lanes in step', async () => {
    await walk(page).getByRole('button', { name: 'Previous' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    for (const objective of ['teacher_forcing', 'teacherless']) {
      await expect(decoding(page, objective).locator('.said .unsaid')).toHaveCount(2);
      await expect(decoding(page, objective).locator('.verdict')).toContainText('Position 2, first step: it says');
    }
    await unfold(page, 'walk-numbers');
    const choice = page.locator('.choice[data-objective="teacher_forcing"]');
    await expect(choice.locator('h4')).toContainText('Position 2 (first step)');
    await expect(choice.locator('.bar')).toHaveCount(3);
    await walk(page).getByRole('button', { name: 'Next' }).press('Space');
    await expect(told.locator('.said .unsaid')).toHaveCount(1);
    await expect(told.locator('.said li').nth(2).locator('button')).toHaveAttribute('aria-current', 'step');
  });

  await test.step('the table has all labels, and each position’s column sums to 1', async () => {
    await chooseData(told.locator('.figure'), 'These numbers as a table');
    const rows = told.locator('.figure tbody tr');
    await expect(rows).toHaveCount(10);
    const cells = await rows.evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('td')].slice(2).map((cell) => cell.textContent ?? '')),
    );
    for (let position = 0; position < 4; position++) {
      const sum = cells.reduce((total, row) => total + (Number.parseFloat(row[position] ?? '') || 0), 0);
      expect(sum).toBeGreaterThan(85);
      expect(sum).toBeLessThan(106);
    }
  });

  await test.step('and the star is taken along as SVG and PNG, its numbers as CSV', async () => {
    const { svg, csv } = await takenAlong(told.locator('.figure'), 'pathstar-walk-teacher_forcing-step-100');
    /* Every node with its number, and every arm with its letter. */
    const used = csv.slice(1).filter((row) => !row.includes('not on the graph'));
    expect(svg.texts).toEqual(expect.arrayContaining([...used.map((row) => row.split(',')[0]), 'A', 'B', 'C']));
    expect(csv).toHaveLength(1 + 10);
  });
});

test('a model that learnt any order says the path from the start, from the goal, or the surest first', async ({
  page,
}) => {
  await trained(page, `${QUICK}&versus=any_order`);
  const told = decoding(page, 'any_order');
  const orders = told.getByRole('group', { name: 'It says the path' });
  await expect(orders.getByRole('radio')).toHaveCount(3);
  await expect(decoding(page, 'teacher_forcing').getByRole('group', { name: 'It says the path' })).toHaveCount(0);
  await expect(told.locator('ol.said .pass')).toHaveCount(0);
  await expect(told.locator('[data-value="tally"]')).toHaveCount(1);
  await orders.getByRole('radio', { name: 'from the goal' }).check();
  await expect(told.locator('ol.said .pass')).toHaveText(['pass 4', 'pass 3', 'pass 2', 'pass 1']);
  await expect(told).toContainText('the order in which it said the path');
  /* How it did on all graphs was asked from the start. */
  await expect(told.locator('[data-value="tally"]')).toHaveCount(0);
  await orders.getByRole('radio', { name: 'from the goal' }).press('ArrowRight');
  await expect(orders.getByRole('radio', { name: 'the surest node first' })).toBeChecked();
  await expect(told).toContainText('the order in which it said the path');
  const passes = await told.locator('ol.said .pass').allTextContents();
  expect([...passes].sort()).toEqual(['pass 1', 'pass 2', 'pass 3', 'pass 4']);
  expect(await violations(page, '#watch')).toEqual([]);
  await page.getByRole('radio', { name: 'hand it a wrong one' }).check();
  await expect(told.locator('ol.said .pass')).toHaveCount(3);
  await orders.getByRole('radio', { name: 'from the start' }).check();
  await expect(told.locator('ol.said .pass')).toHaveCount(0);
});

test('where scores are no probabilities ranks are shown, and the loss is called a hinge', async ({ page }) => {
  await trained(page, `${QUICK}&versus=ritf`);
  const told = decoding(page, 'ritf');
  await expect(page.locator('#watch .section-head')).toContainText('Ranked path has no probabilities, only an order');
  await told.locator('.walk-star').scrollIntoViewIfNeeded();
  const said = told.locator('ol.said li');
  for (let at = 0; at < 4; at++) {
    const right = (await said.nth(at).getAttribute('class'))?.includes('right');
    await expect(said.nth(at).locator('.sureness')).toHaveText(right ? '#1' : /^#\d+$/);
  }
  await expect(told.locator('.walk-star')).not.toContainText('%');
  await expect(told.locator('figcaption').first()).toContainText('Its scores are no probabilities');
  await walk(page).getByRole('button', { name: 'Previous' }).press('Enter');
  await expect(told.locator('.verdict')).toContainText('which it ranks first.');
  await unfold(page, 'walk-numbers');
  const choice = page.locator('.choice[data-objective="ritf"]');
  await expect(choice.locator('h4')).toContainText('where it ranks each arm’s node');
  for (const place of await choice.locator('b').allTextContents()) expect(place).toMatch(/^#\d+$/);
  await chooseData(told.locator('.figure'), 'These numbers as a table');
  const cells = await told
    .locator('.figure tbody tr')
    .evaluateAll((all) => all.map((row) => row.querySelectorAll('td')[2]?.textContent ?? ''));
  expect([...new Set(cells)].sort((one, other) => Number(one.slice(1)) - Number(other.slice(1)))).toContain('#10');
  await expect(decoding(page, 'teacher_forcing').locator('.said .sureness').first()).toContainText('%');

  /* In the race, and inside. */
  await expect(page.locator('#race .margins')).toContainText('only its sign compares with the others');
  await expect(page.locator('#race svg.falls')).toContainText('hinge');
  await expect(page.locator('.lane[data-objective="ritf"]')).not.toContainText('nats');
  await expect(page.locator('.lane[data-objective="teacher_forcing"]')).toContainText('nats');
  await bringChapter(page, 'inside');
  await expect(page.locator('.supervision [data-objective="ritf"]')).toContainText('no cross-entropy', {
    timeout: 20_000,
  });
});

test('time goes back to the untrained weights and on to now, by keyboard', async ({ page }) => {
  await trained(page);
  const told = decoding(page, 'teacher_forcing');
  const asked = told.locator('[data-value="asked-step"]');
  await expect(asked).toHaveAttribute('data-step', '100');
  await expect(told.locator('.said .unsaid')).toHaveCount(0);
  await time(page).focus();
  await page.keyboard.press('Home');
  for (const objective of ['teacher_forcing', 'teacherless'])
    await expect(decoding(page, objective).locator('[data-value="asked-step"]')).toHaveAttribute('data-step', '0');
  await expect(asked).toHaveText('untrained weights, step 0');
  await expect(time(page)).toHaveAttribute('aria-valuetext', 'step 0');
  /* Untrained, no node is certain at any position. */
  for (const sure of await told.locator('.said .sureness').allTextContents())
    expect(Number.parseFloat(sure)).toBeLessThan(60);
  await page.keyboard.press('ArrowRight');
  await expect(asked).toHaveAttribute('data-step', '25');
  await page.keyboard.press('End');
  await expect(asked).toHaveAttribute('data-step', '100');

  await test.step('played as a film from the first kept step to now', async () => {
    /* What is out of sight is not asked: the star stays in the window, to which a click would bring the button. */
    await told.locator('.star').scrollIntoViewIfNeeded();
    const seen = async (element: Locator, attribute: string) =>
      element.evaluateHandle((node, name) => {
        const values: (string | null)[] = [];
        new MutationObserver(() => values.push(node.getAttribute(name))).observe(node, { attributeFilter: [name] });
        return values;
      }, attribute);
    const moments = await seen(time(page), 'aria-valuetext');
    const answers = await seen(asked, 'data-step');
    await page.locator('#watch').getByRole('button', { name: 'Play the training' }).dispatchEvent('click');
    const all = ['step 0', 'step 25', 'step 50', 'step 75', 'step 100', 'now, step 100'];
    await expect.poll(() => moments.jsonValue()).toEqual(all);
    /* A machine that is busy may not have shown the answers of them all. */
    await expect(asked).toHaveAttribute('data-step', '100');
    const steps = (await answers.jsonValue()).map(Number);
    expect(steps.length).toBeGreaterThan(1);
    expect(steps).toEqual([...steps].sort((one, other) => one - other));
    await expect(time(page)).toHaveAttribute('aria-valuetext', 'now, step 100');
  });
});

test('the film plays on while the models train', async ({ page }) => {
  await open(page, QUICK.replace('budget=100', 'budget=100000'));
  await startRace(page);
  await bringChapter(page, 'watch');
  const at = async () => Number((await time(page).getAttribute('aria-valuetext'))?.replaceAll(/\D/g, ''));
  await expect.poll(at, { timeout: 30_000 }).toBeGreaterThan(100);
  await page.locator('#watch').getByRole('button', { name: 'Play the training' }).click();
  await expect(time(page)).toHaveAttribute('aria-valuetext', /^step/);
  const first = await at();
  await expect.poll(at, { timeout: 4000 }).toBeGreaterThan(first);
  const second = await at();
  await expect.poll(at, { timeout: 4000 }).toBeGreaterThan(second);
  await expect(controls(page).pause).toBeEnabled();
});

test('any arm can be handed over on the star; the meter counts over many graphs', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await trained(page);
  const told = decoding(page, 'teacher_forcing');
  await expect(told.locator('.said .unsaid')).toHaveCount(0);
  const hand = told.getByRole('button', { name: /^Hand over node \d+, arm C/ });
  const node = /node (\d+)/.exec((await hand.getAttribute('aria-label')) ?? '')?.[1] ?? '';
  await hand.focus();
  await page.keyboard.press('Enter');
  await expect(told.locator('.said .given b')).toHaveText(node);
  await expect(hand).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('radio', { name: 'arm C, by your hand' })).toBeChecked();
  await expect(told.locator('.verdict')).toContainText('Handed a first step on arm C');
  await expect(decoding(page, 'teacherless').getByRole('button', { name: /^Hand over/ })).toHaveCount(0);
  await hand.click();
  await expect(told.locator('.said .given')).toHaveCount(0);
  await expect(page.getByRole('radio', { name: 'let it choose' })).toBeChecked();

  const meter = page.locator('.meter[data-objective="teacher_forcing"]');
  await unfold(page, 'walk-numbers');
  await meter.scrollIntoViewIfNeeded();
  await expect(meter.locator('[data-value="meter"]')).toHaveText(/%$/);
  await expect(meter).toContainText('at step 100');
  await expect(page.locator('.meter[data-objective="teacherless"]')).toContainText('Not defined');
  await time(page).press('Home');
  await expect(meter).toContainText('at step 0');
});

test('asks about a pasted graph, and says what is wrong with one that is none', async ({ page }) => {
  await trained(page);
  const told = decoding(page, 'teacher_forcing');
  await expect(told.locator('.verdict')).not.toBeEmpty();
  const own = page.locator('.own-graph');
  await own.locator('summary').click();
  const field = own.getByRole('textbox');
  await own.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(own.getByRole('alert')).toHaveText('Type or paste a line first.');
  await field.fill('1,2|2,3/1,3=1,2,3');
  await own.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(own.getByRole('alert')).not.toBeEmpty();
  await expect(field).toHaveAttribute('aria-invalid', 'true');

  await field.fill('0,1|1,2|2,3|0,4|4,5|5,6|0,7|7,8|8,9/0,6=0,4,5,6');
  await own.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(told.locator('.star title').first()).toHaveText('Your graph and the walk on it');
  await expect(own.getByRole('alert')).toHaveCount(0);
  await expect(own.getByRole('status')).toContainText(/side of the split/);
  await own.getByRole('button', { name: 'Back to held-out graphs' }).click();
  await expect(told.locator('.star title').first()).toContainText('Held-out graph');
});

for (const [width, scheme] of [
  [1440, 'light'],
  [390, 'dark'],
] as const) {
  test(`axe finds nothing at ${width} px, ${scheme}, in Chinese too`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await trained(page);
    await expect(decoding(page, 'teacherless').locator('.verdict')).not.toBeEmpty();
    await decoding(page, 'teacher_forcing').locator('.said button').nth(1).click();
    await page.locator('.own-graph summary').click();
    await unfold(page, 'walk-numbers');
    await showTables(page.locator('#watch'));
    expect(await violations(page, '#watch')).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    await keepPicture(page.locator('#watch'), `watch-${width}-${scheme}`);
    await page.getByRole('button', { name: /中文/ }).click();
    await expect(page.locator('#hans-title')).toHaveText('“聪明的汉斯”仪表');
    expect(await violations(page, '#watch', 'of all but colour')).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
  });
}
