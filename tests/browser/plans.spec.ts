/* Lesson plans: opened, taught step by step, projected by keys, left, and printed. Nothing is trained. */
import type { Page } from '@playwright/test';
import { expect, keepPicture, open, scrollsSideways, smallTargets, test, violations } from './page';

const dock = (page: Page) => page.getByRole('complementary', { name: 'Lesson' });
const projector = (page: Page) => page.locator('.projector');
const chapters = (page: Page) =>
  page
    .locator('section.chapter')
    .filter({ visible: true })
    .evaluateAll((all) => all.map(({ id }) => id));

test('a plan is opened, taught, projected by keys, and left; a reload stays where it was', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  await page.getByRole('button', { name: 'For a lesson' }).click();
  await page.getByRole('dialog').getByRole('link', { name: '45 minutes' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Why it follows and does not choose');
  await expect(page).toHaveURL(/\/\?plan=45$/);
  expect(await chapters(page)).toEqual([]);
  await expect(page.locator('.plan-steps > li')).toHaveCount(9);
  /* From the committed results, which come after it. */
  await expect(page.locator('.plan-steps')).toContainText('0 of 20 seeds solve it within 1,500 steps');
  expect(await violations(page)).toEqual([]);
  await keepPicture(page, 'plan');

  await test.step('each step sets the page in place', async () => {
    await page.getByRole('button', { name: 'Begin the lesson' }).click();
    await expect(page).toHaveURL(/\?versus=teacherless,reverse&budget=1500&plan=45\.1$/);
    await expect(page.locator('#play h2')).toBeInViewport();
    await dock(page).getByRole('button', { name: 'Next' }).click();
    /* Folded, and fetched when it is asked for. */
    await expect(page.locator('.reads .answers')).toBeInViewport();
    await expect(page.locator('.reads .answers > *')).toHaveCount(3);
    await dock(page).getByRole('button', { name: 'Next' }).click();
    await expect(page.locator('#prediction')).toBeInViewport();
    expect(await violations(page)).toEqual([]);
  });

  await test.step('what is changed stays until it is set up again', async () => {
    await dock(page).getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Budget, steps').fill('700');
    await expect(page).toHaveURL(/budget=700&plan=45\.4$/);
    await page.reload();
    await expect(dock(page)).toContainText('Step 4 of 9 · Minutes 11–20');
    await expect(page.getByLabel('Budget, steps')).toHaveValue('700');
    await dock(page).getByRole('button', { name: 'Set up again' }).click();
    await expect(page.getByLabel('Budget, steps')).toHaveValue('1500');
    await keepPicture(page, 'plan-step');
  });

  await test.step('the projector is worked by keys', async () => {
    await dock(page).getByRole('button', { name: 'Projector view' }).click();
    await expect(projector(page).getByRole('heading')).toContainText('4/9 · The race');
    expect(await chapters(page)).toEqual(['race']);
    await expect(page.locator('.masthead')).toBeHidden();
    expect(await violations(page)).toEqual([]);
    await keepPicture(page, 'plan-projector');
    await page.keyboard.press('ArrowRight');
    await expect(projector(page)).toContainText('5/9 · Clever Hans');
    expect(await chapters(page)).toEqual(['watch']);
    /* What was clicked does not take the next key. */
    await page.getByRole('button', { name: '→ or Space: next' }).click();
    await page.keyboard.press('Space');
    await expect(projector(page)).toContainText('7/9');
    await expect(page.locator('#snowball-title')).toBeInViewport();
    await page.keyboard.press('Shift+Space');
    await page.keyboard.press('PageUp');
    await expect(projector(page)).toContainText('5/9');
    await page.keyboard.press('Escape');
    await expect(projector(page)).toHaveCount(0);
    await expect(dock(page)).toContainText('Step 5 of 9');
  });

  await dock(page).getByRole('button', { name: 'Leave the plan' }).click();
  await expect(dock(page)).toHaveCount(0);
  await expect(page).not.toHaveURL(/plan=/);
  await expect(page.locator('.masthead')).toBeVisible();
});

test('a step is reached by its link, on a phone and in Chinese; a link to none is refused', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('./?plan=90.9&lang=zh');
  await expect(page).toHaveURL(/\?heads=4&versus=nextlat&budget=1500&plan=90\.9&lang=zh$/);
  await expect(page.locator('.dock .title')).toHaveText('修复办法');
  await expect(page.locator('#repairs h2')).toBeInViewport();
  await page.locator('.dock').getByRole('button', { name: '教学提示' }).click();
  await expect(page.locator('.dock-notes')).toContainText('20 个种子、1,500 步');
  expect(await violations(page)).toEqual([]);
  for (const button of await page.locator('.dock button').all())
    expect((await button.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(43.5);
  await page.locator('.dock').getByRole('button', { name: '完整教案' }).click();
  await expect(page.locator('main.plan h1')).toBeInViewport();
  expect(await violations(page)).toEqual([]);
  expect(await smallTargets(page)).toEqual([]);
  expect(await scrollsSideways(page)).toBe(false);
  await keepPicture(page, 'plan-390');

  for (const plan of ['20', '45.10', '45.0', '<script>']) {
    await page.goto(`./?plan=${encodeURIComponent(plan)}&lang=en`);
    await expect(page.getByRole('alert')).toContainText('no lesson plan has that name; they are 15, 45, 90');
    await expect(page.locator('main.plan, .dock')).toHaveCount(0);
  }
});

test('the worksheet is printed alone, on A4 and on Letter, with the answers on a sheet of their own', async ({
  page,
}) => {
  await page.addInitScript(() => {
    window.print = () => {};
  });
  await page.emulateMedia({ colorScheme: 'dark' });
  const pagesOf = async (format: string) => {
    const pdf = await page.pdf({ format, margin: { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' } });
    return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  };
  const alone = (parts: readonly string[]) =>
    page.evaluate((wanted) => {
      for (const sheet of document.querySelectorAll('.sheet, .whole'))
        sheet.classList.toggle(
          'printed-alone',
          wanted.some((name) => sheet.matches(name)),
        );
    }, parts);
  /* How many sheets each worksheet takes, and its answers. */
  for (const [plan, sheets] of [
    [15, 1],
    [45, 2],
    [90, 2],
  ] as const) {
    await page.goto(`./?plan=${plan}`);
    await expect(page.locator('.answers')).toContainText('20 seeds');
    await page.getByRole('button', { name: 'Print worksheet and answers' }).click();
    await expect(page.locator('.printed-alone')).toHaveCount(2);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(page.locator('.worksheet')).toBeVisible();
    await expect(page.locator('.whole, .masthead').filter({ visible: true })).toHaveCount(0);
    await expect(page.locator('button').filter({ visible: true })).toHaveCount(0);
    const colours = await page.locator('.worksheet').evaluate((sheet) => {
      const { backgroundColor, color } = getComputedStyle(sheet);
      return { backgroundColor, color };
    });
    expect(colours).toEqual({ backgroundColor: 'rgb(255, 255, 255)', color: 'rgb(0, 0, 0)' });
    for (const format of ['A4', 'Letter']) {
      await alone(['.worksheet', '.answers']);
      const both = await pagesOf(format);
      await alone(['.worksheet']);
      const worksheet = await pagesOf(format);
      await alone(['.answers']);
      expect(both).toBe(worksheet + (await pagesOf(format)));
      expect(worksheet, `${plan} minutes on ${format}`).toBe(sheets);
    }
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
  }
});
