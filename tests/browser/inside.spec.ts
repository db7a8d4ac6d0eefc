import type { Locator, Page } from '@playwright/test';
import {
  bringChapter,
  chooseData,
  expect,
  keepPicture,
  open,
  scrollsSideways,
  showTables,
  startRace,
  takenAlong,
  test,
  violations,
} from './page';

const QUICK = './?layers=2&heads=2&width=16&batch=32&budget=200';

const inner = (page: Page, objective: string) => page.locator(`.inner[data-objective="${objective}"]`);

async function trained(page: Page, link = QUICK): Promise<void> {
  await open(page, link);
  await startRace(page);
  await expect(page.locator('[data-value="digest"]')).toHaveCount(2, { timeout: 60_000 });
  await bringChapter(page, 'inside');
  await page.locator('.inner').first().scrollIntoViewIfNeeded();
}

async function tableOf(figure: Locator): Promise<number[][]> {
  await chooseData(figure, 'These numbers as a table');
  /* The table is fetched when it is first opened. */
  await expect(figure.locator('tbody tr')).not.toHaveCount(0);
  return figure
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent?.replaceAll(',', '')))),
    );
}

test('attention of every head from any position, both objectives abreast', async ({ page }) => {
  await trained(page);
  for (const objective of ['teacher_forcing', 'teacherless']) {
    await expect(inner(page, objective).locator('.small-star')).toHaveCount(4);
    await expect(inner(page, objective).locator('.attention-star')).toBeVisible();
    await expect(inner(page, objective).locator('[data-value="right-arm"]')).toHaveText(/%$|none on edges/);
  }
  const forced = inner(page, 'teacher_forcing');

  await test.step('rows of the matrix sum to 1', async () => {
    const rows = await tableOf(forced.locator('.matrix'));
    expect(rows).toHaveLength(4);
    for (const [, , ...weights] of rows)
      expect(Math.abs(weights.reduce((sum, weight) => sum + weight, 0) - 1)).toBeLessThan(0.02);
  });

  await test.step('heads by arrow keys, the same in both lanes', async () => {
    await forced.getByRole('radio', { name: /^layer 1, head 1:/ }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(forced.getByRole('radio', { name: /^layer 1, head 2:/ })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    for (const objective of ['teacher_forcing', 'teacherless']) {
      await expect(inner(page, objective).getByRole('radio', { name: /^layer 2, head 2:/ })).toBeChecked();
      await expect(inner(page, objective).locator('.looking')).toContainText('layer 2, head 2');
    }
    await forced.getByRole('radio', { name: 'the mean of all heads' }).check();
    await expect(inner(page, 'teacherless').locator('.looking')).toContainText('the mean of all heads');
  });

  await test.step('another position looks elsewhere', async () => {
    const cells = () =>
      forced.locator('.attention-star .looked').evaluateAll((all) => all.map((line) => line.outerHTML));
    const before = await cells();
    await page.getByRole('radio', { name: '4: goal' }).check();
    await expect(forced.locator('.looking')).toContainText('Position 4, goal: the answer is');
    await expect(forced.locator('.matrix .chosen .row-name')).toHaveText('4 goal');
    expect(await cells()).not.toEqual(before);
  });

  await test.step('a sentence compares the two, from the numbers that each shows of the mean', async () => {
    await page.getByRole('radio', { name: '3: step 2' }).check();
    const compared = page.locator('#inside [data-value="contrast"]');
    await expect(compared).toContainText('At position 3 (step 2)');
    for (const objective of ['teacher_forcing', 'teacherless']) {
      const share = (await inner(page, objective).locator('[data-value="needed"]').textContent()) ?? '';
      const name = (await inner(page, objective).locator('h3').textContent()) ?? '';
      await expect(compared).toContainText(`${share} from ${name}`);
    }
    const difference = page.locator('#inside .contrast .matrix');
    await expect(difference.locator('figcaption')).toContainText(
      'filled where Teacher forcing looks more, outlined where Teacherless',
    );
    /* Nine edges, start and goal, and what follows them, in both; no path. */
    const [head, row] = [await difference.locator('.token-name').count(), (await tableOf(difference))[2] ?? []];
    expect(row).toHaveLength(2 + head);
    const both = await Promise.all(
      ['teacher_forcing', 'teacherless'].map(async (objective) => {
        const figure = inner(page, objective).locator('.matrix');
        if ((await figure.locator('tbody').count()) === 0) await tableOf(figure);
        return figure.locator('tbody tr').nth(2).locator('td').nth(2).textContent();
      }),
    );
    expect(Math.abs(Number(both[0]) - Number(both[1]) - (row[2] ?? Number.NaN))).toBeLessThan(0.002);
    await expect(compared).toContainText(/puts the most there, \d+ percentage points more|are about alike/);
    await page.getByRole('radio', { name: '1: start' }).check();
    await expect(compared).toContainText('no edge holds its answer');
    await page.getByRole('radio', { name: '4: goal' }).check();
  });

  await test.step('and at any kept step', async () => {
    const asked = forced.locator('[data-value="looked-step"]');
    await expect(asked).toHaveAttribute('data-step', '200');
    await page.locator('#inside').getByRole('slider', { name: 'Time' }).press('Home');
    await expect(asked).toHaveAttribute('data-step', '0');
    await expect(inner(page, 'teacherless').locator('[data-value="looked-step"]')).toHaveText(/untrained/);
  });
});

test('tells which position took the supervision', async ({ page }) => {
  await trained(page);
  for (const objective of ['teacher_forcing', 'teacherless']) {
    const shares = page.locator(`.shares[data-objective="${objective}"]`);
    await shares.scrollIntoViewIfNeeded();
    await expect(shares.locator('.newest')).toContainText(/the first step holds \d.*% of the loss/);
    await expect(shares.locator('.stack .share')).toHaveCount(8);
    const rows = await tableOf(shares.locator('.figure').first());
    expect(rows[0]?.[0]).toBe(0);
    for (const row of rows) for (const loss of row.slice(1)) expect(loss).toBeGreaterThanOrEqual(0);
    /* Untrained, a guess among 14 tokens is what each position costs: about 2.6 nats. */
    for (const loss of rows[0]?.slice(1) ?? []) expect(Math.abs(loss - Math.log(14))).toBeLessThan(1);

    const gradient = shares.locator('.figure').nth(1);
    await expect(gradient.locator('figcaption')).toContainText('gradient norms that each target position has');
    const norms = await tableOf(gradient);
    expect(norms.map(([step]) => step)).toEqual(rows.map(([step]) => step));
    for (const row of norms) {
      expect(row).toHaveLength(5);
      for (const norm of row.slice(1)) expect(norm).toBeGreaterThan(0);
    }
    /* The key says the newest row's shares, and the sentence the first step's. */
    const [, ...newest] = norms.at(-1) ?? [];
    const whole = newest.reduce((sum, norm) => sum + norm, 0);
    const told = await gradient.locator('.stack-key li b').allTextContents();
    const expected = newest.map((norm) => (100 * norm) / whole).reverse();
    told.map(Number.parseFloat).forEach((share, index) => {
      expect(Math.abs(share - (expected[index] ?? 0))).toBeLessThan(1.5);
    });
    await expect(shares.locator('.newest')).toContainText(`${told[2]} of the gradient norms`);
  }
});

test('star and heads are taken along as SVG and PNG, their numbers as CSV', async ({ page }) => {
  await trained(page);
  const forced = inner(page, 'teacher_forcing');
  const star = forced.locator('.figure', { has: page.locator('.attention-star') });
  const { svg, csv } = await takenAlong(star, 'pathstar-attention-star-teacher_forcing-step-200');
  expect(svg.lines).toBe(2 * 9);
  expect(csv).toHaveLength(1 + 10);
  const heads = forced.locator('.figure.head-grid');
  const grid = await takenAlong(heads, 'pathstar-heads-teacher_forcing-step-200');
  expect(grid.svg.texts).toEqual(['layer 1', 'layer 2', ...(await heads.locator('svg .share').allTextContents())]);
  expect(grid.csv).toHaveLength(1 + 4);
});

test('any part is switched off or patched, and both models are asked again', async ({ page }) => {
  await trained(page, './?layers=2&heads=2&width=16&batch=32&mlp_ratio=1&budget=50');
  const surgery = page.locator('.surgery');
  const lane = (objective: string) => surgery.locator(`.lane-parts[data-objective="${objective}"]`);
  const [forced, teacherless] = [lane('teacher_forcing'), lane('teacherless')];
  const digests = await page.locator('[data-value="digest"]').allTextContents();
  await forced.scrollIntoViewIfNeeded();

  await test.step('all parts are ranked in one go, of both', async () => {
    for (const parts of [forced, teacherless]) {
      await expect(parts.getByRole('checkbox')).toHaveCount(6);
      await expect(parts.locator('[data-value="finding"]')).toContainText('first step');
      await expect(parts.locator('[data-value="operated-step"]')).toHaveAttribute('data-step', '50');
    }
    const { csv } = await takenAlong(forced.locator('.part-ranks'), 'pathstar-parts-off-teacher_forcing-step-50');
    expect(csv).toHaveLength(1 + 6);
    const firsts = csv.slice(1).map((line) => line.split(',').slice(5, 8).map(Number));
    for (const [share = -1, low = 1, high = 0] of firsts)
      expect(low <= share && share <= high && low < high).toBe(true);
    const shares = firsts.map(([share]) => share ?? Number.NaN);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  await test.step('some are changed together, by keys, in both', async () => {
    const chosen = forced.getByRole('checkbox', { name: /^layer 1, head 2:/ });
    await chosen.focus();
    await page.keyboard.press('Space');
    await expect(chosen).toBeChecked();
    await expect(chosen).toBeFocused();
    await teacherless.getByRole('checkbox', { name: /^layer 2, MLP:/ }).check();
    for (const parts of [forced, teacherless])
      await expect(parts.locator('[data-value="changed"]')).toContainText(
        'With layer 1, head 2 + layer 2, MLP switched off, the first step',
      );
    const { svg, csv } = await takenAlong(
      teacherless.locator('.changed-answers'),
      'pathstar-changed-off-teacherless-step-50',
    );
    expect(svg.texts).toContain('2 first step');
    expect(csv).toHaveLength(1 + 4);
  });

  await test.step('or patched from another graph', async () => {
    await page.getByRole('radio', { name: 'patched from another graph' }).check();
    for (const parts of [forced, teacherless])
      await expect(parts.locator('[data-value="changed"]')).toContainText(
        'the other graph’s first step is said instead',
      );
    expect(await violations(page, '#inside')).toEqual([]);
    await keepPicture(surgery, 'surgery');
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await scrollsSideways(page)).toBe(false);
    await page.getByRole('button', { name: /中文/ }).click();
    await expect(page.locator('#surgery-title')).toHaveText('每个部件有什么用？');
    expect(await violations(page, '#inside')).toEqual([]);
    await page.getByRole('button', { name: '全部恢复' }).click();
    await expect(surgery.locator('.changed-answers')).toHaveCount(0);
  });
  expect(await page.locator('[data-value="digest"]').allTextContents()).toEqual(digests);
});

test('Mamba has no attention, and says so; its supervision is measured all the same', async ({ page }) => {
  await trained(page, './?architecture=mamba&layers=1&width=16&batch=16&budget=30');
  await expect(page.locator('.inner [data-value="refusal"]')).toHaveCount(2);
  await expect(page.locator('.inner [data-value="refusal"]').first()).toContainText('has no attention');
  await page.locator('.lane-parts').first().scrollIntoViewIfNeeded();
  await expect(page.getByRole('checkbox', { name: /^layer 1, mixer: \d/ })).toHaveCount(2);
  await expect(page.locator('.shares .newest')).toHaveCount(2);
  expect(await violations(page, '#inside')).toEqual([]);
});

for (const [width, scheme] of [
  [1440, 'light'],
  [390, 'dark'],
] as const) {
  test(`axe finds nothing at ${width} px, ${scheme}, in Chinese too`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 900 });
    await trained(page);
    await inner(page, 'teacherless').scrollIntoViewIfNeeded();
    await expect(inner(page, 'teacherless').locator('.matrix')).toBeVisible();
    /* All figures are there before their tables are opened one after the other. */
    for (const objective of ['teacher_forcing', 'teacherless']) {
      const parts = page.locator(`.lane-parts[data-objective="${objective}"]`);
      await parts.scrollIntoViewIfNeeded();
      await expect(parts.locator('.part-ranks')).toBeVisible();
    }
    await showTables(page.locator('#inside'));
    expect(await violations(page, '#inside')).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    await keepPicture(page.locator('#inside'), `inside-${width}-${scheme}`);
    await page.getByRole('button', { name: /中文/ }).click();
    await expect(page.locator('#supervision-title')).toHaveText('谁得到了监督信号？');
    expect(await violations(page, '#inside', 'of all but colour')).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
  });
}
