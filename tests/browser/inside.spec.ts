import type { Locator, Page } from '@playwright/test';
import { controls, expect, keepPicture, open, scrollsSideways, test, violations } from './page';

const QUICK = './?layers=2&heads=2&width=16&batch=32&budget=200';

const inner = (page: Page, objective: string) => page.locator(`.inner[data-objective="${objective}"]`);

async function trained(page: Page, link = QUICK): Promise<void> {
  await open(page, link);
  await controls(page).start.click();
  await expect(page.locator('[data-value="digest"]')).toHaveCount(2, { timeout: 60_000 });
  await page.locator('#inside').scrollIntoViewIfNeeded();
  await page.locator('.inner').first().scrollIntoViewIfNeeded();
}

async function tableOf(figure: Locator): Promise<number[][]> {
  await figure.getByText('These numbers as a table').click();
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
  }
});

test('Mamba has no attention, and says so; its supervision is measured all the same', async ({ page }) => {
  await trained(page, './?architecture=mamba&layers=1&width=16&batch=16&budget=30');
  await expect(page.locator('.inner [data-value="refusal"]')).toHaveCount(2);
  await expect(page.locator('.inner [data-value="refusal"]').first()).toContainText('has no attention');
  await expect(page.locator('.shares .newest')).toHaveCount(2);
  expect(await violations(page)).toEqual([]);
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
    for (const table of await page.locator('#inside .figure summary').all()) await table.click();
    expect(await violations(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    await keepPicture(page.locator('#inside'), `inside-${width}-${scheme}`);
    await page.getByRole('button', { name: /中文/ }).click();
    await expect(page.locator('#supervision-title')).toHaveText('谁得到了监督信号？');
    expect(await violations(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
  });
}
