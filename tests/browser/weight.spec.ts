/* How much is fetched before anyone scrolls or starts a run, and what is painted while the engine is not there yet. */
import { gzipSync } from 'node:zlib';
import type { Response } from '@playwright/test';
import { controls, expect, open, test } from './page';

const MOST = 120_000;

test('all that is fetched before a run is at most 120 kB, gzipped', async ({ page }) => {
  const bodies = new Map<string, Promise<Buffer>>();
  const came = (response: Response) => {
    if (response.ok()) bodies.set(new URL(response.url()).pathname, response.body());
  };
  page.on('response', came);
  await open(page);
  await expect(controls(page).start).toHaveAttribute('aria-disabled', 'false');
  await page.waitForLoadState('networkidle');
  /* Workers for the next race may still ask for the script that is counted. */
  page.off('response', came);
  const sizes: [string, number][] = [];
  for (const [path, body] of bodies) sizes.push([path, gzipSync(new Uint8Array(await body), { level: 9 }).length]);
  sizes.sort(([, one], [, other]) => other - one);
  const listed = sizes.map(([path, size]) => `${String(size).padStart(6)} ${path}`).join('\n');
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  /* Nothing that counts is overlooked: the page, its script, the engine and the worker it runs in. */
  for (const part of [/^\/$/, /index-.*\.js$/, /\.css$/, /worker-.*\.js$/, /\.wasm$/])
    expect(
      sizes.some(([path]) => part.test(path)),
      `${part} in\n${listed}`,
    ).toBe(true);
  console.log(`${listed}\n${String(total).padStart(6)} in all`);
  expect(total, listed).toBeLessThanOrEqual(MOST);
});

test('the page is painted and can be read while the engine is still on its way', async ({ page }) => {
  let held = 0;
  await page.route('**/*.wasm', () => {
    held++; /* never answered */
  });
  await page.goto('./');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const paint = () =>
    page.evaluate(() => performance.getEntriesByName('first-contentful-paint').map(({ startTime }) => startTime));
  await expect.poll(paint).toHaveLength(1);
  expect(held).toBeGreaterThan(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect((await page.locator('main').textContent())?.length).toBeGreaterThan(400);
  /* Usable: chapters open, the language and the theme change. */
  await page.getByRole('button', { name: /中文/ }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await page.getByRole('navigation').getByRole('link').last().click();
  await expect(page.locator('#sources .references li').first()).toBeVisible();
});
