/* What fails is said, with what can be done about it; the rest of the page stands. Engine, SIMD, Workers and memory:
 * page.spec.ts. A run that crashes, storage: keep.spec.ts. */
import type { Page } from '@playwright/test';
import { bringReads, controls, expect, open, shown, test, unfold, violations } from './page';

test.use({ expectedErrors: [/ERR_FAILED|on purpose|Failed to fetch dynamically imported module/] });

test('a page whose script does not come is not blank', async ({ page }) => {
  await page.route('**/assets/index-*.js', (route) => route.abort());
  await page.goto('./');
  const waiting = page.locator('.waiting');
  await expect(waiting).not.toBeVisible();
  await expect(waiting).toBeVisible({ timeout: 10_000 });
  await expect(waiting).toContainText('Reload it');
});

test('a chapter that does not come says so, and the others go on without it', async ({ page }) => {
  await page.route('**/assets/sources-*.js', (route) => route.abort());
  await open(page);
  await unfold(page, 'sources');
  await expect(page.locator('#sources').getByRole('alert')).toContainText('Check the connection and reload the page');
  await controls(page).step.click();
  await expect.poll(() => shown(page, 'teacherless', 'step')).toBe(1);
  expect(await violations(page)).toEqual([]);
});

test('a refusal whose sentence does not come is shown by its name, with the fields at fault', async ({ page }) => {
  await page.route('**/assets/english-*.js', (route) => route.abort());
  await open(page);
  await bringReads(page);
  await page.getByLabel('Arms (degree)', { exact: true }).fill('99');
  await expect(page.locator('.graph-controls .problem')).toHaveText('TEXT_NOT_INTEGER: degree, 1, 20, 99');
});

test('a fault in one chapter stays there, and can be tried again', async ({ page }) => {
  await page.route('**/assets/sources-*.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `let faults = 0;
        export const SourcesChapter = () => {
          if (faults++ === 0) throw new Error('broken on purpose');
          return null;
        };`,
    }),
  );
  await open(page);
  await unfold(page, 'sources');
  const fault = page.locator('#sources').getByRole('alert');
  await expect(fault).toContainText('This part of the page has failed');
  await expect(fault).toContainText('broken on purpose');
  expect(await violations(page)).toEqual([]);
  await controls(page).step.click();
  await expect.poll(() => shown(page, 'teacherless', 'step')).toBe(1);
  await fault.getByRole('button', { name: 'Try again' }).click();
  await expect(fault).toHaveCount(0);
});

test('without an engine, a file says that nothing can read it', async ({ page }) => {
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto('./#laboratory');
  const header = '{"__metadata__":{"objective":"reverse"}}';
  const checkpoint = Buffer.from(`\0\0\0\0\0\0\0\0${header}`);
  checkpoint.writeUInt32LE(header.length);
  await page.locator('.bring input[type="file"]').setInputFiles([
    { name: 'config.json', mimeType: '', buffer: Buffer.from('{"degree": 2}') },
    { name: 'a.safetensors', mimeType: '', buffer: checkpoint },
  ]);
  for (const name of ['config.json', 'a.safetensors'])
    await expect(page.getByRole('article', { name }).getByRole('alert')).toContainText(
      'The engine that would read it is not there',
    );
});

test('a worker whose script does not come is a message', async ({ page, context }) => {
  await context.route('**/assets/worker-*.js', (route) => route.abort());
  await page.goto('./');
  await expect(page.getByRole('alert')).toContainText('The worker could not be started');
  await expect(page.getByRole('alert')).toContainText('Reload the page');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

/* As on a device ten times slower: how long a step takes is read from the page's clock. */
async function slowed(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const now = performance.now.bind(performance);
    performance.now = () => 10 * now();
  });
}

test('a race that would take long here, as measured, comes with the offer of a smaller one', async ({ page }) => {
  await slowed(page);
  await open(page, './?budget=1500');
  await page.mouse.wheel(0, 300);
  const offer = page.locator('.keep-note');
  await expect(offer).toContainText(/a training step takes about [\d,]+.ms, measured just now/, { timeout: 45_000 });
  await expect(offer).toContainText(/would take about .+ With the smaller preset, two arms and half the batch, about/);
  expect(await violations(page)).toEqual([]);
  await offer.getByRole('button', { name: 'Use the smaller preset' }).click();
  await expect(page).toHaveURL(/degree=2/);
  await expect(offer).toHaveCount(0);
});

test('who has chosen nothing is given the smaller race where the usual one would take long, with a way back', async ({
  page,
}) => {
  await slowed(page);
  /* Nor did who came by a link that something was added to. */
  await open(page, './?utm_source=friend');
  await page.mouse.wheel(0, 300);
  const note = page.locator('.keep-note');
  await expect(note).toContainText(/So the smaller preset, two arms and half the batch, is set instead: about/, {
    timeout: 45_000,
  });
  await expect(page).toHaveURL(/degree=2/);
  expect(await violations(page)).toEqual([]);
  /* It says so for the budget there is. */
  const told = await note.textContent();
  await page.locator('.budget input').fill('500000');
  await expect(note).not.toHaveText(told ?? '');
  await note.getByRole('button', { name: 'Use the usual preset' }).click();
  await expect(page).not.toHaveURL(/degree=2/);
  await expect(page).toHaveURL(/budget=500000/);
  await expect(note).toHaveCount(0);
});
