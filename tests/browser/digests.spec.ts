import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from '../native/digests.mjs';
import { nativeDigest } from './native';
import { expect, lane, open, startRace, test } from './page';

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/* In a Worker, as the page runs a module. */
const WORKER = `
  import { differences } from '/tests/native/digests.mjs';
  self.onmessage = async ({ data: { url, list } }) => {
    try {
      const module = await WebAssembly.compileStreaming(fetch(url));
      self.postMessage(differences(module, list));
    } catch (failure) {
      self.postMessage([String(failure)]);
    }
  };`;

for (const name of ['pathstar.wasm', 'pathstar-relaxed.wasm']) {
  test(`the listed digests come out of ${name} in this browser`, async ({ page }) => {
    await page.route('/tests/**', (route) => {
      const path = new URL(route.request().url()).pathname;
      if (path === '/tests/worker.mjs') return route.fulfill({ contentType: 'text/javascript', body: WORKER });
      if (path === '/tests/blank.html') return route.fulfill({ contentType: 'text/html', body: '<!doctype html>' });
      return route.fulfill({ contentType: 'text/javascript', path: file(path.slice(1)) });
    });
    await page.goto('/tests/blank.html');
    const list = await readFile(file('tests/native/digests.txt'), 'utf8');
    expect(parse(list).length).toBeGreaterThan(0);
    const found = await page.evaluate(
      (request) =>
        new Promise<string[]>((resolve, reject) => {
          const worker = new Worker('/tests/worker.mjs', { type: 'module' });
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => reject(new Error(`the worker did not start: ${message}`));
          worker.postMessage(request);
        }),
      { url: `/engine/${name}`, list },
    );
    expect(found).toEqual([]);
  });
}

/* Not a preset: another layout, model and optimiser than the page's defaults, and two lanes of it. */
const CONFIG: Readonly<Record<string, string>> = {
  degree: '2',
  path_length: '3',
  labels: '6',
  layout: 'pairs',
  optimizer: 'adamw',
  layers: '2',
  heads: '2',
  width: '16',
  mlp_ratio: '2',
  rope: 'true',
  batch: '21',
  seed: '77',
};
const STEPS = '40';

test('the page shows the digest that the native program prints for its config', async ({ page }) => {
  await open(page, `./?${new URLSearchParams({ ...CONFIG, budget: STEPS })}`);
  await startRace(page);
  const again = page.locator('.race-controls').getByRole('button', { name: `Train ${STEPS} more` });
  await expect(again).toBeEnabled({ timeout: 30_000 });
  for (const objective of ['teacher_forcing', 'teacherless']) {
    const digest = await lane(page, objective).locator('[data-value="digest"]').textContent();
    expect(digest).toMatch(/^[0-9a-f]{16}-(no)?fma$/);
    expect(digest).toBe(await nativeDigest(`${new URLSearchParams(CONFIG)}`, objective, Number(STEPS), digest));
  }
});
