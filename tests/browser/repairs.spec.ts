import type { Page } from '@playwright/test';
import {
  chooseData,
  expect,
  keepPicture,
  lane,
  open,
  scrollsSideways,
  startRace,
  test,
  unfold,
  violations,
} from './page';

const chapter = (page: Page) => page.locator('#repairs');
const rows = (page: Page) => chapter(page).locator('.league tbody tr');

/** Goes there without a guess. */
async function unguessed(page: Page): Promise<void> {
  await page.goto('./#repairs');
  await chapter(page).getByRole('button', { name: 'Show it without a guess' }).click({ timeout: 30_000 });
  await expect(rows(page).first()).toBeVisible();
}

test('nothing is told before the visitor guesses, by keyboard; then it is said what the guess was worth', async ({
  page,
}) => {
  await page.goto('./#repairs');
  const guess = chapter(page).getByRole('form', { name: 'First, your guess' });
  await expect(guess).toBeVisible({ timeout: 30_000 });
  await expect(chapter(page).locator('.league')).toHaveCount(0);
  await expect(chapter(page).locator('.ours')).toHaveCount(0);
  await guess.getByRole('button', { name: 'Show what came of it' }).press('Enter');
  await expect(guess.getByRole('alert')).toHaveText('Choose one of them first.');

  const offered = await guess.getByRole('radio').count();
  await guess.getByRole('radio', { name: 'Teacher forcing' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(guess.getByRole('radio', { name: 'Reverse' })).toBeChecked();
  await page.keyboard.press('Enter');
  await expect(rows(page).first()).toBeVisible();
  await expect(chapter(page).locator('#repairs-league')).toBeFocused();
  await expect(chapter(page).locator('.verdict-line')).toContainText(
    /You said Reverse: it solved \d+ of \d+ seeds\. (None solved more|The most)/,
  );
  /* Only what has been measured could be guessed. */
  await expect(rows(page).filter({ hasNotText: 'not measured yet' })).toHaveCount(offered);
});

test('the league table sorts by its heads, the best first, and back', async ({ page }) => {
  await unguessed(page);
  const head = (name: string) => chapter(page).getByRole('columnheader', { name });
  const by = (name: string) => head(name).getByRole('button');
  const objectives = () => rows(page).evaluateAll((all) => all.map((row) => row.getAttribute('data-objective')));
  await expect(head('Solved')).toHaveAttribute('aria-sort', 'descending');
  const solved = await rows(page)
    .locator('td:first-of-type b')
    .evaluateAll((cells) =>
      cells.map(({ textContent }) => {
        const [, some, all] = /(\d+)\D+(\d+)/.exec(textContent ?? '') ?? [];
        return Number(some) / Number(all);
      }),
    );
  expect(solved.every((share) => share >= 0 && share <= 1)).toBe(true);
  expect(solved).toEqual([...solved].sort((one, other) => other - one));

  for (const [column, name] of ['Steps to it', 'FLOPs to it', 'Cost of a step', 'Parameters'].entries()) {
    await by(name).press('Enter');
    await expect(head(name)).toHaveAttribute('aria-sort', 'ascending');
    await expect(head('Solved')).not.toHaveAttribute('aria-sort');
    const measured = rows(page).filter({ has: page.locator('td:nth-of-type(2)') });
    const values = await measured.evaluateAll(
      (all, at) => all.map((row) => row.querySelectorAll('td')[at]?.firstChild?.textContent ?? ''),
      column + 1,
    );
    const units = 'kMGTPE';
    const numbers = values.map((text) => {
      const [, number = '', unit = ''] = /^([\d.,]+)\s*([kMGTPE]?)/.exec(text) ?? [];
      return number === ''
        ? Number.POSITIVE_INFINITY
        : Number(number.replaceAll(',', '')) * 1000 ** (units.indexOf(unit) + 1);
    });
    expect(numbers, name).toEqual([...numbers].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0)));
  }
  await by('Solved').click();
  const best = await objectives();
  await by('Solved').click();
  await expect(head('Solved')).toHaveAttribute('aria-sort', 'ascending');
  if (solved.length > 1 && solved[0] !== solved.at(-1)) expect(await objectives()).not.toEqual(best);
});

test('every objective has its picture, its source and a race against teacher forcing', async ({ page }) => {
  await unguessed(page);
  const cards = chapter(page).locator('.card');
  await expect(cards).toHaveCount(await rows(page).count());
  for (const card of await cards.all()) {
    await expect(card.locator('.turns').first()).toBeAttached();
    await expect(card).toContainText('Published');
  }
  const card = chapter(page).locator('.card[data-objective="masked"]');
  await card.getByRole('button', { name: 'Race it' }).click();
  await expect(page.getByLabel('Budget, steps')).toHaveValue('1500');
  await expect(page).toHaveURL(/versus=masked/);
  for (const objective of ['teacher_forcing', 'masked']) await expect(lane(page, objective)).toBeVisible();
  await expect(lane(page, 'masked').locator('[data-value="step"]')).toBeVisible({ timeout: 30_000 });
});

test('the chapter can be read on a phone, in the dark, in Chinese', async ({ page }) => {
  await unguessed(page);
  await keepPicture(chapter(page), 'repairs-1440-light');
  expect(await violations(page, '#repairs')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: /中文/ }).click();
  await expect(chapter(page).locator('#repairs-told')).toHaveText('逐个来看');
  expect(await scrollsSideways(page)).toBe(false);
  await keepPicture(chapter(page), 'repairs-390-dark-zh');
  expect(await violations(page, '#repairs')).toEqual([]);
});

test('a slider hides true nodes where a lane reads it, by keyboard, and the link knows it', async ({ page }) => {
  await open(page, './?versus=teacherless#race');
  const dial = page.getByRole('slider', { name: /Mask rate/ });
  await expect(dial).toHaveCount(0);
  await page.getByLabel('Objective of lane 2').selectOption('masked');
  await expect(dial).toHaveValue('0.5');
  await dial.press('ArrowRight');
  await expect(page).toHaveURL(/mask_rate=0\.55/);
  await dial.press('End');
  await expect(page).toHaveURL(/mask_rate=1(&|#|$)/);
  await expect(page.locator('.mask-dial output')).toHaveText('1');
  await page.getByLabel('Objective of lane 2').selectOption('reverse');
  await expect(dial).toHaveCount(0);

  await test.step('not where a lesson locks it', async () => {
    await open(page, './?versus=hybrid&mask_rate=0.25&lock=mask_rate#race');
    await expect(dial).toHaveValue('0.25');
    await expect(dial).toBeDisabled();
  });
});

test('four lanes and their margins, in one figure, on a phone and on a desk', async ({ page }) => {
  await open(
    page,
    './?degree=2&path_length=3&labels=5&layers=2&width=16&batch=16&budget=50&versus=masked,teacherless,mtp_linear#race',
  );
  await expect(page.locator('.objectives optgroup').first()).toHaveAttribute('label', 'The path as it is');
  await expect(page.locator('.objectives .add')).toHaveCount(0);
  await expect(page.locator('.margins')).toHaveCount(0);
  await startRace(page);
  await expect(page.locator('[data-value="digest"]')).toHaveCount(4, { timeout: 60_000 });
  await unfold(page, 'race-numbers');
  const margins = page.locator('.margins');
  await margins.scrollIntoViewIfNeeded();
  await expect(margins.locator('.plot .lines .line')).toHaveCount(4);
  await expect(margins.locator('.plot .lines .band[d]:not([d=""])')).toHaveCount(4);
  await expect(margins.locator('.plot .level')).not.toHaveCount(0);
  await expect(margins.getByRole('img')).toHaveAttribute(
    'aria-label',
    /A Teacher forcing [+−]\d.*D Multi-token [+−]\d/,
  );
  await chooseData(margins, 'These numbers as a table');
  /* Steps 0, 25 and 50 of four lanes. */
  await expect(margins.locator('tbody tr')).toHaveCount(12);
  await expect(page.locator('.falls .lane-name')).toHaveCount(4);
  for (const width of [1440, 820, 390]) {
    await page.setViewportSize({ width, height: 844 });
    expect(await scrollsSideways(page)).toBe(false);
    await page.locator('.falls').scrollIntoViewIfNeeded();
    /* Of names and results none runs into another or over the edge; lines of one name share their leading. */
    await expect
      .poll(() =>
        page.locator('.falls').evaluate((svg) => {
          const edge = svg.getBoundingClientRect().right + 1;
          return ['.lane-name', '.result'].every((kind) => {
            const boxes = [...svg.querySelectorAll(kind)].map((text) => text.getBoundingClientRect());
            return boxes.every(
              (box, index) =>
                box.right <= edge &&
                boxes
                  .slice(index + 1)
                  .every(
                    (other) =>
                      other.left >= box.right - 1 || other.top >= box.bottom - 4 || box.top >= other.bottom - 4,
                  ),
            );
          });
        }),
      )
      .toBe(true);
    await keepPicture(page.locator('#race'), `four-lanes-${width}`);
  }
  expect(await violations(page, '#race')).toEqual([]);
});
