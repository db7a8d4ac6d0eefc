/* The story - play, race, watch - is short; every other chapter is a door beside it: a title, what was measured in a line and
 * a picture, opened in place by whatever asks for it, and closed by its button alone. */
import type { Page } from '@playwright/test';
import { bringChapter, decoding, expect, open, startRace, test, unfold, violations } from './page';

const QUICK = 'degree=2&path_length=3&labels=5&layers=2&width=16&budget=60';
const DOORS = ['inside', 'always', 'repairs', 'paper', 'laboratory', 'sources'] as const;

const toggle = (page: Page, name: string) => page.locator(`#${name} > .door-head .toggle`);
const isOpen = (page: Page, name: string, open: boolean) =>
  expect(toggle(page, name)).toHaveAttribute('aria-expanded', String(open));
const rows = (page: Page) => page.locator('#paper .paper-row');

for (const [width, height, screens] of [
  [1440, 900, 4],
  [390, 844, 7],
] as const)
  for (const language of ['en', 'zh'])
    test(`with a finished race in it the story takes ${screens} screens of ${width} x ${height} at most: ${language}`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await open(page, `./?lang=${language}&layers=2&heads=2&width=16&batch=32&budget=100`);
      /* The puzzle solved, both ways: what it then says takes more room. */
      const asks = page.locator('.stage .asks');
      for (const node of [9, 4, 2]) await page.locator(`.stage [data-node="${node}"]`).click();
      await page.locator('.game .on button.primary').click();
      while ((await asks.count()) > 0) await asks.first().click();
      await expect(page.locator('.stage .star')).toBeVisible();
      for (const bet of await page.locator('.bet').all()) await bet.getByRole('radio').first().check();
      await startRace(page);
      await expect(page.locator('[data-value="digest"]')).toHaveCount(2, { timeout: 60_000 });
      await expect(page.locator('.verdict-on-prediction li')).toHaveCount(2);
      /* Every part of it there, and the doors below. */
      for (const objective of ['teacher_forcing', 'teacherless']) {
        await expect(async () => {
          await bringChapter(page, 'watch');
          await decoding(page, objective).scrollIntoViewIfNeeded({ timeout: 1000 });
        }).toPass();
        await expect(decoding(page, objective).locator('.verdict')).not.toBeEmpty();
        await expect(decoding(page, objective).locator('[data-value="tally"]')).not.toBeEmpty();
      }
      for (const name of DOORS) await isOpen(page, name, false);
      const bottom = await page
        .locator('#watch')
        .evaluate((chapter) => Math.ceil(chapter.getBoundingClientRect().bottom + scrollY));
      expect(bottom).toBeGreaterThan(2 * height);
      expect(bottom).toBeLessThanOrEqual(screens * height);
      /* Doors are small. */
      for (const name of DOORS) {
        const box = await page.locator(`#${name}`).boundingBox();
        expect(box?.height).toBeLessThan(0.3 * height);
      }
    });

test('each door shows a line and a picture of what was measured, and both languages say the same numbers', async ({
  page,
}) => {
  await open(page);
  await page.locator('#sources').scrollIntoViewIfNeeded();
  const numbersIn = (text: string) => (text.match(/\d+(,\d{3})*/g) ?? []).toSorted();
  const lines = page.locator('.door .takeaway');
  await expect(lines).toHaveCount(DOORS.length);
  for (const line of await lines.all()) await expect(line).toHaveText(/\d/);
  const english = (await lines.allTextContents()).map(numbersIn);
  for (const name of DOORS) {
    expect(await page.locator(`#${name} .thumb :is(rect, circle)`).count()).toBeGreaterThan(5);
    /* What is drawn stays within its field. */
    const outside = await page.locator(`#${name} .thumb`).evaluate((svg) => {
      const field = svg.getBoundingClientRect();
      return [...svg.querySelectorAll('*')].filter((part) => {
        const { left, right, top, bottom } = part.getBoundingClientRect();
        return left < field.left - 1 || right > field.right + 1 || top < field.top - 1 || bottom > field.bottom + 1;
      }).length;
    });
    expect(outside, name).toBe(0);
  }
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  expect((await lines.allTextContents()).map(numbersIn)).toEqual(english);
});

test('a door opens and closes by its button, by pointer and by keyboard, and the others stay as they are', async ({
  page,
}) => {
  await open(page);
  await page.locator('#paper').scrollIntoViewIfNeeded();
  await expect(rows(page).first()).toBeHidden();
  await page.locator('#paper .door-head').click();
  await expect(rows(page).first()).toBeVisible();
  await isOpen(page, 'repairs', false);
  /* The title is still a heading, and names the button. */
  await expect(page.getByRole('heading', { level: 2, name: 'The paper’s rows' })).toBeVisible();
  const button = page.getByRole('button', { name: 'The paper’s rows' });
  await button.press('Enter');
  await expect(rows(page).first()).toBeHidden();
  await isOpen(page, 'paper', false);
  await button.press('Space');
  await expect(rows(page).first()).toBeVisible();
  await expect(button).toBeFocused();
  /* What is closed is passed over. */
  await button.press('Enter');
  await page.keyboard.press('Tab');
  await expect(toggle(page, 'laboratory')).toBeFocused();
});

test('links open doors: the page’s address, the contents, a link again after it was closed, and Back', async ({
  page,
}) => {
  await open(page, './#paper');
  await expect(rows(page).first()).toBeVisible();
  await expect(page.locator('#paper h2')).toBeInViewport();
  const contents = page.getByRole('navigation', { name: 'Chapters' });
  await contents.getByRole('link', { name: 'Sources' }).click();
  await expect(page.locator('#sources .references li').first()).toBeVisible();
  await expect(page.locator('#sources h2')).toBeInViewport();
  await isOpen(page, 'paper', true);

  await toggle(page, 'sources').click();
  await isOpen(page, 'sources', false);
  await contents.getByRole('link', { name: 'Sources' }).click();
  await isOpen(page, 'sources', true);

  await toggle(page, 'paper').click();
  await isOpen(page, 'paper', false);
  await page.goBack();
  await expect(page).toHaveURL(/#paper$/);
  await isOpen(page, 'paper', true);
  await expect(page.locator('#paper')).toBeInViewport();

  await bringChapter(page, 'laboratory');
  await toggle(page, 'laboratory').click();
  await page.evaluate(() => {
    location.hash = 'play';
    location.hash = 'laboratory-draw';
  });
  /* A place behind a door opens it, too. */
  await isOpen(page, 'laboratory', true);
});

test('what is found by the browser’s search opens its door, and what is folded', async ({ page }) => {
  await open(page);
  /* Near the doors, chapters come by themselves, one after the other; searching fetches them at once. */
  await page.keyboard.press('Control+f');
  for (const [name, text] of [
    ['paper', '.paper-row'],
    ['sources', '.references li'],
    ['laboratory', '.settings'],
  ] as const) {
    await expect(page.locator(`#${name} ${text}`).first()).toBeAttached();
    await expect(page.locator(`#${name} ${text}`).first()).toBeHidden();
    await expect(page.locator(`#${name}-folded`)).toHaveAttribute('hidden', 'until-found');
    /* As the browser does that has found something there. */
    await page.locator(`#${name}-folded`).evaluate((region) => region.dispatchEvent(new Event('beforematch')));
    await isOpen(page, name, true);
    await expect(page.locator(`#${name} ${text}`).first()).toBeVisible();
  }
  await page.locator('#race-numbers-1').evaluate((region) => region.dispatchEvent(new Event('beforematch')));
  await expect(page.locator('.race-numbers .toggle')).toHaveAttribute('aria-expanded', 'true');
});

test('a link to a text opens the door that it is behind', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Control+f');
  await expect(page.locator('#sources .limits li').first()).toBeAttached();
  /* The browser itself finds it: the same search that a visitor starts. */
  const found = await page.evaluate(() => {
    const region = document.querySelector('#sources-folded');
    return region instanceof HTMLElement && 'onbeforematch' in region && region.hidden;
  });
  expect(found).toBe('until-found');
  await page.evaluate(() => {
    location.hash = 'sources-references';
  });
  await isOpen(page, 'sources', true);
  await expect(page.locator('#sources-references')).toBeInViewport();
});

test('chapters behind closed doors come while nothing else is to be done, once the doors are near', async ({
  page,
}) => {
  await open(page, `./?${QUICK}`);
  await page.locator('#inside').scrollIntoViewIfNeeded();
  for (const name of DOORS) {
    await expect(page.locator(`#${name} .later`)).toHaveCount(0, { timeout: 30_000 });
    await isOpen(page, name, false);
  }
  expect(await violations(page)).toEqual([]);
});

test('a chapter alone in a frame, or all that a lesson leaves, is no door', async ({ page }) => {
  await page.goto('./?embed=paper');
  await expect(rows(page).first()).toBeVisible();
  await expect(page.locator('.toggle')).toHaveCount(0);
  await page.goto('./?hide=play,race,watch,inside,always,repairs,laboratory,sources');
  await expect(rows(page).first()).toBeVisible();
  await expect(page.locator('.door')).toHaveCount(0);
  await page.goto('./?hide=play,race,watch,inside,always,repairs,laboratory');
  await expect(page.locator('.door')).toHaveCount(2);
  await isOpen(page, 'paper', false);
});

test('where the browser’s search does not look into what is hidden, a door is a plain disclosure', async ({ page }) => {
  /* Such a browser takes the unknown value for `hidden`. */
  await page.addInitScript(() => {
    Object.defineProperty(HTMLElement.prototype, 'hidden', {
      get() {
        return this.hasAttribute('hidden');
      },
      set(value) {
        if (value) this.setAttribute('hidden', '');
        else this.removeAttribute('hidden');
      },
    });
  });
  await open(page, './#paper');
  await expect(rows(page).first()).toBeVisible();
  await unfold(page, 'paper');
  await toggle(page, 'paper').click();
  await expect(rows(page).first()).toBeHidden();
  expect(await page.locator('#paper-folded').evaluate((region) => getComputedStyle(region).display)).toBe('none');
  await toggle(page, 'paper').click();
  await expect(rows(page).first()).toBeVisible();
});
