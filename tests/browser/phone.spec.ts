/* The way of a newcomer on a phone: each next thing is in the window before it is wanted, and nobody has to scroll for it. */
import type { Locator } from '@playwright/test';
import { decoding, expect, test } from './page';

test('land, solve, predict, race, watch and share on a phone, without scrolling', async ({ page, context }) => {
  test.setTimeout(180_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.setViewportSize({ width: 390, height: 844 });
  const begun = Date.now();
  const inSight = (...what: Locator[]) => Promise.all(what.map((thing) => expect(thing).toBeInViewport({ ratio: 1 })));
  /* A click at a page that still scrolls makes Playwright scroll, too, and stops the page on its way. */
  const atRest = () =>
    page.evaluate(async () => {
      for (let still = 0, was = -1; still < 6; was = scrollY) {
        await new Promise(requestAnimationFrame);
        still = scrollY === was ? still + 1 : 0;
      }
    });
  const press = async (what: Locator) => {
    await atRest();
    await inSight(what);
    await what.click();
  };

  const node = (name: number) => page.locator(`.stage [data-node="${name}"]`);
  const lead = page.locator('.game .lead');
  const button = (name: string) => page.getByRole('button', { name });

  await test.step('land and solve', async () => {
    await page.goto('./');
    await inSight(page.getByRole('heading', { level: 1 }), lead, node(9), node(0));
    await press(node(9));
    for (const name of [4, 2]) await press(node(name));
    await inSight(lead);
    await press(button('Now from the goal'));
    await inSight(lead);
    const asks = page.locator('.stage .asks');
    for (let asked = 0; asked < 8 && (await asks.count()) > 0; asked++) await press(asks.first());
    await expect(lead).toContainText('3 questions, no guess');
    await inSight(lead);
  });

  await test.step('predict', async () => {
    await press(button('Now predict'));
    await inSight(
      page.getByRole('heading', { name: 'Which training will learn the first step?' }),
      button('Start the race'),
    );
    for (const objective of ['Teacher forcing', 'Teacherless'])
      await press(page.getByRole('group', { name: objective }).getByText('will keep guessing'));
    await press(button('Start the race'));
  });

  await test.step('race and verdict', async () => {
    const race = page.locator('#race');
    await inSight(race.locator('.headline'), race.locator('svg.falls'), button('Pause'));
    await expect(race.getByRole('button', { name: /^Train .* more$/ })).toBeVisible({ timeout: 120_000 });
    await inSight(race.getByRole('link', { name: 'You were right about 1 of 2' }), race.locator('.headline'));
  });

  await test.step('watch a wrong walk', async () => {
    await press(page.getByRole('link', { name: 'See each model walk a graph' }));
    const walk = decoding(page, 'teacher_forcing');
    await expect(walk.locator('.verdict')).toContainText('It followed arm', { timeout: 15_000 });
    await inSight(walk.locator('.verdict'));
  });

  await test.step('share', async () => {
    await press(button('Share'));
    await expect(button('Link copied')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/sent=/);
  });

  /* Not held to a limit: it depends on what else the machine does. */
  console.log(`newcomer on a phone: ${((Date.now() - begun) / 1000).toFixed(0)} s`);
});
