import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import {
  bringReads,
  controls,
  expect,
  keepPicture,
  lane,
  open,
  scrollsSideways,
  startRace,
  test,
  violations,
} from './page';

const SMALL = 'degree=2&path_length=3&labels=6&layers=2&width=16&batch=32';
const program = process.env.PATHSTAR ?? fileURLToPath(new URL('../../build/native/pathstar', import.meta.url));

const part = (page: Page, name: string) => page.locator(`section[aria-labelledby="laboratory-${name}"]`);
const field = (page: Page, name: string) =>
  page.locator('.settings .field').filter({ has: page.locator('label code', { hasText: new RegExp(`^${name}$`) }) });

async function openLaboratory(page: Page, link: string): Promise<void> {
  await open(page, `./?${link}#laboratory`);
  await expect(part(page, 'draw')).toBeVisible();
}

async function train(page: Page, steps: number): Promise<void> {
  await startRace(page);
  const again = page.locator('.race-controls').getByRole('button', { name: `Train ${steps} more` });
  await expect(again).toBeEnabled({ timeout: 30_000 });
}

test('sentences change settings, and once more undo it', async ({ page }) => {
  await openLaboratory(page, '');
  const settings = part(page, 'settings');
  const phrase = (name: string) => settings.getByRole('button', { name, exact: true });
  await phrase('two arms').click();
  await expect(page).toHaveURL(
    /\?degree=2&labels=7&heads=2&positions=none&init=reference&learning_rate=0.0003&warmup=50#/,
  );
  await phrase('five nodes long').click();
  await expect(page).toHaveURL(/\?degree=2&path_length=5&labels=9&/);
  await phrase('as the paper does').click();
  await phrase('Mamba instead of attention').click();
  await expect(page).toHaveURL(
    /layout=paper&architecture=mamba&heads=2&init=reference&learning_rate=0.0003&warmup=50#/,
  );
  await expect(phrase('Mamba instead of attention')).toHaveAttribute('aria-pressed', 'true');
  for (const name of ['two arms', 'five nodes long', 'as the paper does', 'Mamba instead of attention'])
    await phrase(name).click();
  await expect(page).toHaveURL(/\/#laboratory$/);
  await phrase('Too hard within the budget').click();
  await expect(page).toHaveURL(/\?path_length=5&labels=13#/);
  await expect(phrase('Too hard within the budget')).toHaveAttribute('aria-pressed', 'true');
});

test('settings are found by word, marked where changed, put back one by one', async ({ page }) => {
  await openLaboratory(page, 'width=64&rope=true&heads=2&learning_rate=0.0003&warmup=50');
  await page.getByText('All settings').click();
  const fields = page.locator('.settings .field');
  const all = await fields.count();
  await page.getByLabel('Find').fill('rotary');
  await expect(fields).toHaveCount(1);
  await expect(part(page, 'settings')).toContainText(`1 of ${all} settings`);
  await page.getByLabel('Find').fill('');
  /* Changed is what differs from the exhibit that the page opens with: of a link with settings, also what has the engine's default. */
  await page.getByLabel('changed ones only').check();
  await expect(fields).toHaveCount(4);
  await page.getByRole('button', { name: 'Put Width back to 32' }).click();
  await page.getByRole('button', { name: 'Put Positions back to None' }).click();
  await page.getByRole('button', { name: 'Put Initialisation back to Reference' }).click();
  await expect(fields).toHaveCount(1);
  await expect(page).toHaveURL(/\?heads=2&positions=none&rope=true&init=reference&learning_rate=0.0003&warmup=50#/);
  /* What keeps a run from starting is not hidden by what is looked for. */
  await page.getByLabel('changed ones only').uncheck();
  await field(page, 'heads').locator('input').first().fill('5');
  await expect(fields.getByText(/must divide/).last()).toBeVisible();
  await page.getByLabel('Find').fill('rotary');
  await expect(fields).toHaveCount(2);
  await expect(page.locator('.settings .problem')).toBeVisible();
});

test('what a lesson locks says so and cannot be changed', async ({ page }) => {
  await openLaboratory(page, 'width=64&lock=width,layout');
  await page.getByText('All settings').click();
  await expect(field(page, 'width').getByRole('textbox')).toBeDisabled();
  await expect(field(page, 'width')).toContainText('Locked by this lesson’s link.');
  const phrase = page.getByRole('button', { name: 'as the paper does' });
  await expect(phrase).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'AdamW instead of Muon' }).click();
  await page.getByRole('button', { name: 'Restore every default' }).click();
  await expect(page).toHaveURL(
    /\?heads=2&width=64&positions=none&init=reference&learning_rate=0.0003&warmup=50&lock=width,layout#/,
  );
});

test('the copied command comes to the same digest in the native program', async ({ page, context }) => {
  test.skip(!existsSync(program), `no native program at ${program}: build it, or name it in PATHSTAR`);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openLaboratory(page, `${SMALL}&rope=true&learning_rate=0.002&optimizer=adamw&seed=11&budget=30`);
  await train(page, 30);
  for (const objective of ['teacher_forcing', 'teacherless']) {
    const digest = (await lane(page, objective).locator('[data-value="digest"]').textContent()) ?? '';
    expect(digest).toMatch(/^[0-9a-f]{16}-(no)?fma$/);
    await page.locator(`.take-run[data-run="${objective}"]`).getByRole('button', { name: 'Copy' }).click();
    await expect(page.locator(`.take-run[data-run="${objective}"]`)).toContainText('Copied');
    const [name, ...flags] = (await page.evaluate(() => navigator.clipboard.readText())).split(' ');
    expect(name).toBe('pathstar');
    const { stdout } = await promisify(execFile)(program, flags);
    expect(stdout).toContain(`digest ${digest}`);
  }
});

test('runs: what differs, rename, overlay, compare, delete and have back', async ({ page }) => {
  await openLaboratory(page, `${SMALL}&budget=30`);
  await train(page, 30);
  await controls(page).reset.click();
  await bringReads(page);
  await page.getByLabel('Seed', { exact: true }).fill('5');
  await train(page, 30);
  const runs = part(page, 'runs');
  const rows = runs.locator('tbody tr[data-run]');
  await expect(rows).toHaveCount(4);
  await expect(runs.locator('.runs-table thead')).toHaveText(/Objective\s*Seed\s*Step/);
  await expect(runs).toContainText('keeps the last 30 runs');
  const digests = await runs.locator('.runs-table code').allTextContents();
  expect(new Set(digests).size).toBe(4);

  const name = rows.first().getByRole('textbox');
  await name.fill('first try');
  await name.press('Enter');
  await expect(rows.first().getByRole('checkbox', { name: 'Overlay first try' })).toBeVisible();

  await rows.nth(0).getByRole('checkbox').check();
  await rows.nth(2).getByRole('checkbox').check();
  const overlay = page.locator('.overlay');
  await expect(overlay.locator('.plot .lines path.line[d^="M"]')).toHaveCount(2);
  await expect(overlay.locator('.plot .level')).toHaveCount(1);
  await expect(overlay.locator('.plot .ends text')).toHaveText(['A', 'B']);
  const dashes = await overlay
    .locator('.plot .lines path.line')
    .evaluateAll((lines) => lines.map((line) => line.getAttribute('stroke-dasharray')));
  expect(new Set(dashes).size).toBe(2);
  for (const measure of ['whole path', 'loss']) {
    await overlay.getByRole('radio', { name: measure }).check();
    await expect(overlay.locator('.plot .lines path.line[d^="M"]')).toHaveCount(2);
    await expect(overlay.locator('.plot .level')).toHaveCount(1);
  }
  await expect(page.locator('.differences')).toContainText('first try');
  await expect(page.locator('.differences tbody tr').first()).toHaveText(/Seed\s*2\s*5/);
  await keepPicture(runs, 'laboratory-runs-1440-light');

  await expect(rows.nth(2).getByRole('button', { name: /^Delete/ })).toHaveCount(0);
  await rows.first().getByRole('button', { name: 'Delete first try' }).click();
  await expect(rows).toHaveCount(3);
  await runs.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(4);
  await rows.first().getByRole('button', { name: 'Delete first try' }).click();
  await rows
    .first()
    .getByRole('button', { name: /^Delete/ })
    .click();
  await expect(rows).toHaveCount(2);
  await runs.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(3);
});

test('a graph drawn by pointer is judged, asked, and the same as its lists', async ({ page }) => {
  await openLaboratory(page, SMALL);
  const draw = part(page, 'draw');
  const sheet = draw.getByRole('group', { name: 'Your graph' });
  await draw.getByRole('button', { name: 'Empty sheet' }).click();
  await expect(draw).toContainText('There are no nodes. It takes 5 nodes');
  await sheet.scrollIntoViewIfNeeded();
  /* Chapters above may still be arriving, which moves the sheet. */
  const at = async (x: number, y: number) => {
    const box = await sheet.boundingBox();
    if (!box) throw new Error('no sheet');
    const side = Math.min(box.width, box.height);
    return { x: box.x + box.width / 2 + x * side, y: box.y + box.height / 2 + y * side };
  };
  const drag = async (from: readonly [number, number], to: readonly [number, number]) => {
    const [begin, end] = [await at(...from), await at(...to)];
    await page.mouse.move(begin.x, begin.y);
    await page.mouse.down();
    await page.mouse.move((begin.x + end.x) / 2, (begin.y + end.y) / 2);
    await page.mouse.move(end.x, end.y);
    await page.mouse.up();
  };
  const start = await at(0, 0);
  await page.mouse.click(start.x, start.y);
  await expect(sheet.getByRole('button', { name: 'Node 0, no edge from it' })).toBeVisible();
  /* Into the void: node and edge at once. */
  await drag([0, 0], [-0.2, 0.1]);
  await drag([-0.2, 0.1], [-0.35, 0.2]);
  await drag([0, 0], [0.2, 0.1]);
  const far = await at(0.35, 0.2);
  await page.mouse.click(far.x, far.y);
  await expect(draw).toContainText('No edge leads to 4');
  await drag([0.2, 0.1], [0.35, 0.2]);
  await expect(draw).toContainText('No goal is marked.');
  await draw.getByRole('button', { name: 'Make it the goal' }).click();
  await expect(draw).toContainText('A path-star graph, as the model knows them.');
  await page.keyboard.press('Escape');
  await expect(draw.locator('[data-value="own-graph"]')).toHaveText(/\/0,4=0,3,4$/);
  await expect(draw.getByLabel('Arm A', { exact: true })).toHaveValue('1, 2');
  await drag([0, 0], [0.2, 0.1]);
  await expect(draw).toContainText('The start 0 has 1 arm');
  await draw.getByLabel('Arm A', { exact: true }).fill('5, 2');
  await draw.getByLabel('Arm A', { exact: true }).press('Enter');
  await draw.getByLabel('Add an arm').fill('3, 4');
  await draw.getByLabel('Add an arm').press('Enter');
  await draw.getByRole('radio', { name: 'The goal is the end of arm B' }).check();
  await expect(draw.locator('[data-value="own-graph"]')).toHaveText(/\/0,4=0,3,4$/);
  await draw.getByRole('button', { name: 'Ask the model' }).click();
  await expect(page).toHaveURL(/#watch$/);
});

test('the same by keyboard alone', async ({ page }) => {
  await openLaboratory(page, SMALL);
  const draw = part(page, 'draw');
  const sheet = draw.getByRole('group', { name: 'Your graph' });
  await draw.getByRole('button', { name: 'Empty sheet' }).press('Enter');
  const add = draw.getByRole('button', { name: 'Add a node' });
  for (let node = 0; node < 5; node++) await add.press('Enter');
  const node = (label: number) => sheet.getByRole('button', { name: new RegExp(`^Node ${label},`) });
  await node(4).press('Escape');
  for (const [from, to] of [
    [0, 1],
    [1, 2],
    [0, 3],
    [3, 4],
  ] as const) {
    await node(from).press('Enter');
    await node(to).press('Enter');
    await node(to).press('Escape');
  }
  await node(2).press('g');
  await expect(draw.locator('[data-value="own-graph"]')).toHaveText(/\/0,2=0,1,2$/);
  await node(4).press('5');
  await expect(node(5)).toBeFocused();
  await expect(draw.locator('[data-value="own-graph"]')).toContainText('3,5');
  await node(5).press('Delete');
  await expect(draw).toContainText('The arm that begins at 3 has 2 nodes with the start; it takes 3.');
});

test('keys that come faster than the page is rendered are all taken', async ({ page }) => {
  await openLaboratory(page, SMALL);
  const draw = part(page, 'draw');
  const sheet = draw.getByRole('group', { name: 'Your graph' });
  await draw.getByRole('button', { name: 'Empty sheet' }).click();
  for (let node = 0; node < 3; node++) await draw.getByRole('button', { name: 'Add a node' }).click();
  await expect(sheet.getByRole('button')).toHaveCount(3);
  await sheet.getByRole('button', { name: /^Node 2,/ }).press('Escape');
  await sheet.evaluate((sheet) => {
    const nodes = [...sheet.querySelectorAll('.sketch-node')];
    for (const stroke of ['0 Enter', '1 Enter', '1 Escape', '0 Enter', '2 Enter', '2 Escape', '2 g']) {
      const [node, key] = stroke.split(' ');
      const pressed = nodes.find(({ textContent }) => textContent === node);
      pressed?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }
  });
  await expect(sheet.getByRole('button', { name: 'Node 0, edge to 1, 2' })).toBeVisible();
  await expect(sheet.getByRole('button', { name: 'Node 2, the goal, no edge from it' })).toBeVisible();
  /* Nor is who has moved on called back to the node that was chosen. */
  await sheet.evaluate((sheet) => {
    const [first, second] = sheet.querySelectorAll<SVGGElement>('.sketch-node');
    first?.focus();
    first?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    second?.focus();
  });
  await expect(sheet.getByRole('button', { name: /^Node 0,/ })).toHaveAttribute('aria-pressed', 'true');
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await expect(sheet.getByRole('button', { name: /^Node 1,/ })).toBeFocused();
});

for (const [width, scheme] of [
  [1440, 'light'],
  [768, 'light'],
  [390, 'dark'],
] as const)
  test(`axe finds nothing, and nothing scrolls sideways: ${width} px, ${scheme}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const language = width === 768 ? '&lang=zh' : '';
    await openLaboratory(page, `${SMALL}&budget=10${language}`);
    await startRace(page);
    await expect(page.locator('.take-run[data-run]')).toHaveCount(2);
    await expect(page.locator('.runs-table tbody code')).toHaveCount(2);
    await page.locator('.settings summary').click();
    await page.locator('.runs-table').getByRole('checkbox').first().check();
    await page.locator('.runs-table').getByRole('checkbox').last().check();
    await page.locator('.sheet .sketch-node').first().press('Enter');
    await page.locator('input[type="file"]').setInputFiles([
      { name: 'graphs.txt', mimeType: 'text/plain', buffer: Buffer.from('3,1|1,0|3,2|2,4/3,0=3,1,0\n') },
      { name: 'odd.json', mimeType: 'application/json', buffer: Buffer.from(`{"degree": 2, "colour": "red"}`) },
      { name: 'cut.safetensors', mimeType: '', buffer: Buffer.from('abc') },
    ]);
    await expect(page.locator('.arrival')).toHaveCount(3);
    await page.locator('.arrival', { hasText: 'graphs.txt' }).getByRole('button').nth(1).click();
    await expect(page.locator('.evaluated tbody tr')).toHaveCount(2);
    expect(await violations(page, '#laboratory')).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    const small = await page
      .locator('#laboratory')
      .locator('button, select, summary, input:not([type="radio"], [type="checkbox"], [type="file"]), label:has(input)')
      .evaluateAll((elements) =>
        elements
          .map((element) => ({ element, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.height > 0 && (box.height < 43.5 || box.width < 43.5))
          .map(({ element, box }) => `${element.outerHTML.slice(0, 80)} ${box.width} x ${box.height}`),
      );
    expect(width === 390 ? small : []).toEqual([]);
    for (const name of ['settings', 'runs', 'take', 'bring', 'draw'])
      await keepPicture(part(page, name), `laboratory-${name}-${width}-${scheme}`);
  });
