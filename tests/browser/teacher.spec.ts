/* Breaking the teacher: the visitor moves the two weights of a toy, and nothing is trained. What its numbers are is tested
 * beside it; here, that they are on the page and that all of it goes by keyboard. */
import { chooseData, expect, keepPicture, open, scrollsSideways, smallTargets, test, unfold, violations } from './page';

for (const [width, scheme] of [
  [1440, 'light'],
  [390, 'dark'],
] as const)
  test(`with the tokens shown the arrows end at a guess, hidden at the plan: by keyboard, ${width} px, ${scheme}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await open(page);
    await page.locator('#teacher-title').scrollIntoViewIfNeeded();
    await unfold(page, 'teacher');
    const toy = page.locator('.teacher');
    const told = toy.getByRole('status');
    const caption = toy.locator('figcaption');
    const shortcut = toy.getByRole('slider', { name: 'Shortcut' });
    const plan = toy.getByRole('slider', { name: 'Plan' });
    const step = toy.getByRole('button', { name: 'Follow both arrows' });
    const losses = toy.locator('.bar text:first-of-type');
    const BEGUN = ['1.63', '2.07', '1.58', '1.23'];

    /* Where it begins, as the formula has it: its mean, and the three positions. */
    await expect(losses).toHaveText(BEGUN);
    await expect(toy.locator('[data-weight="shortcut"] [data-value="gradient"]')).toHaveText(
      'Gradient −0.279: raise it.',
    );
    await expect(shortcut).toHaveAttribute('aria-valuetext', /^−2\.0, 11\s% of attention$/);

    await test.step('by hand', async () => {
      await shortcut.focus();
      for (let presses = 0; presses < 5; presses++) await page.keyboard.press('ArrowRight');
      await expect(toy.locator('[data-weight="shortcut"] [data-value="weight"]')).toHaveText('−1.5');
      expect(Number(await losses.first().textContent())).toBeLessThan(1.63);
      await toy.getByRole('button', { name: 'Start over' }).press('Enter');
      await expect(losses).toHaveText(BEGUN);
    });

    await test.step('shown: stuck at a guess among three arms', async () => {
      for (let presses = 0; presses < 5; presses++) await step.press('Enter');
      await expect(told).toContainText('Stuck: later steps are right, the first step is a guess among 3.');
      await expect(caption).toContainText(
        /^The first step has 89\s% of the loss, the shortcut 90\s% of the gradient\./,
      );
      await expect(toy.locator('[data-weight="plan"] [data-value="gradient"]')).toHaveText(
        /^Gradient \+0\.\d+: lower it\.$/,
      );
      expect(await toy.locator('.before').allTextContents()).toEqual(['9', '1', '8']);
      expect(await violations(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      expect(await smallTargets(page)).toEqual([]);
      await keepPicture(toy, `teacher-stuck-${width}-${scheme}`);
    });

    await test.step('hidden: only the plan is left, and found', async () => {
      await toy.getByRole('radio', { name: 'shown' }).focus();
      await page.keyboard.press('ArrowDown');
      await expect(toy.getByRole('radio', { name: 'hidden' })).toBeChecked();
      expect(await toy.locator('.before').allTextContents()).toEqual(['_', '_', '_']);
      await expect(told).toContainText('Nothing to follow now');
      for (let presses = 0; presses < 10; presses++) await step.press('Enter');
      await expect(told).toContainText('All steps are right, the first step too.');
      await expect(plan).toHaveAttribute('aria-valuetext', /9\d\s% of attention$/);
      await expect(caption).toContainText(/the plan \d\d\s% of the gradient/);
    });

    await test.step('its numbers, its formula, and the same in Chinese', async () => {
      await chooseData(toy.locator('figure'), 'These numbers as a table');
      await expect(toy.locator('tbody tr')).toHaveCount(4);
      await toy.locator('summary').press('Enter');
      await expect(toy.locator('math')).toHaveCount(3);
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: /中文/ }).click();
      await expect(told).toContainText('每一步都对');
      expect(await scrollsSideways(page)).toBe(false);
    });
  });
