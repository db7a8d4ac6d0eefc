/* What leaves the page as a file, and what comes in as one. */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Download, Locator, Page } from '@playwright/test';
import { nativeDigest } from './native';
import { bringReads, controls, expect, lane, open, pause, shown, startRace, test, violations } from './page';

const SMALL = 'degree=2&path_length=3&labels=6&layers=2&width=16&batch=32';
const GRAPHS = ['3,1|1,0|3,2|2,4/3,0=3,1,0', '5,4|0,1|4,2|5,0/5,1=5,0,1'];

async function openLaboratory(page: Page, link: string): Promise<void> {
  await open(page, `./?${link}#laboratory`);
  await expect(page.locator('.bring')).toBeVisible();
}

/** Trains on to the end of the budget. */
async function train(page: Page, button: Locator, steps: number): Promise<void> {
  await button.click();
  await expect(
    page.locator('.lane .state', { hasText: `Budget used up at step ${steps.toLocaleString('en')}` }).first(),
  ).toBeVisible({
    timeout: 30_000,
  });
  await expect(controls(page).pause).toHaveCount(0);
}

const digestOf = (page: Page, objective: string) =>
  lane(page, objective).locator('[data-value="digest"]').textContent();

const take = (page: Page, objective: string) => page.locator(`.take-run[data-run="${objective}"]`);

async function download(page: Page, button: Locator): Promise<Download> {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return file;
}

const bytesOf = async (file: Download) => readFile(await file.path());

interface Dropped {
  readonly name: string;
  readonly bytes: Buffer;
}

const choose = (page: Page, { name, bytes }: Dropped) =>
  page.locator('.bring input[type="file"]').setInputFiles({ name, mimeType: '', buffer: bytes });

/** Drags a file over the page, and lets go of it there. */
async function drop(page: Page, { name, bytes }: Dropped): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([file, base64 = '']) => {
      const data = new DataTransfer();
      const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      data.items.add(new File([content], file ?? ''));
      return data;
    },
    [name, bytes.toString('base64')] as const,
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await expect(page.getByText('Drop it anywhere')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await expect(page.getByText('Drop it anywhere')).toHaveCount(0);
}

/** Runs whose weights are kept, read as another script would. */
function weightsKept(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const [found] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith('pathstar'));
    if (!found?.name) return 0;
    const { name } = found;
    return new Promise<number>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const counting = opening.result.transaction('weights').objectStore('weights').count();
        counting.onsuccess = () => {
          opening.result.close();
          resolve(counting.result);
        };
      };
    });
  });
}

const arrival = (page: Page, name: string) => page.getByRole('article', { name });

test('weights round trip: 40 steps, out, in, on to 80, as if uninterrupted', async ({ page }) => {
  await openLaboratory(page, `${SMALL}&budget=80`);
  await train(page, controls(page).start, 80);
  const uninterrupted = await digestOf(page, 'teacherless');
  await controls(page).reset.click();

  await page.getByLabel('Budget, steps').fill('40');
  await train(page, controls(page).start, 40);
  const halfway = await digestOf(page, 'teacherless');
  const file = await download(page, take(page, 'teacherless').getByRole('button', { name: 'Weights of Teacherless' }));
  expect(file.suggestedFilename()).toBe('pathstar-teacherless-seed2-step40.safetensors');
  const bytes = await bytesOf(file);
  const header = JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0))).toString());
  expect(header.__metadata__).toMatchObject({ objective: 'teacherless', step: '40', width: '16' });
  expect(header['embed_tokens.weight'].dtype).toBe('F32');
  await controls(page).reset.click();

  await bringReads(page);
  await page.getByLabel('Labels', { exact: true }).fill('9');
  await drop(page, { name: 'mine.safetensors', bytes });
  const came = arrival(page, 'mine.safetensors');
  await expect(came).toContainText('A checkpoint of Teacherless at step 40');
  await expect(came).toContainText(halfway ?? 'a digest');
  await came.getByRole('button', { name: 'Open it in the race' }).click();
  await expect(page.locator('.lane')).toHaveCount(1);
  await expect.poll(() => shown(page, 'teacherless', 'step')).toBe(40);
  /* Its config is the draft. */
  await expect(page.getByLabel('Labels', { exact: true })).toHaveValue('6');
  await page.getByLabel('Budget, steps').fill('80');
  await train(page, controls(page).continue, 80);
  expect(await digestOf(page, 'teacherless')).toBe(uninterrupted);
});

test('a past run of the table is taken along and opened again at its step, after a reload too', async ({ page }) => {
  await openLaboratory(page, `${SMALL}&versus=teacherless&budget=40`);
  await train(page, controls(page).start, 40);
  const digest = (await digestOf(page, 'teacherless')) ?? 'a digest';
  await expect.poll(() => weightsKept(page)).toBe(2);
  await controls(page).reset.click();
  await page.reload();
  await expect(page.locator('.bring')).toBeVisible();
  const row = page.locator('.runs-table tr[data-run="teacherless"]');
  await expect(row).toContainText(digest);
  await row.getByRole('button', { name: 'Open or take along Teacherless' }).click();
  const past = page.getByRole('region', { name: 'Teacherless, a past run' });
  const button = (name: string) => past.getByRole('button', { name: `${name} of Teacherless` });

  const file = await download(page, button('Weights'));
  expect(file.suggestedFilename()).toBe('pathstar-teacherless-seed2-step40.safetensors');
  const bytes = await bytesOf(file);
  const header = JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0))).toString());
  expect(header.__metadata__).toMatchObject({ objective: 'teacherless', step: '40' });
  const json = JSON.parse((await bytesOf(await download(page, button('Metrics, JSON')))).toString());
  expect(json).toMatchObject({ step: 40, digest, held_out: { step: [0, 25, 40] } });
  const table = (await bytesOf(await download(page, button('Metrics, CSV')))).toString().trimEnd().split('\r\n');
  expect(table).toHaveLength(4);
  expect(await violations(page)).toEqual([]);

  await expect(past).toContainText('A checkpoint of Teacherless at step 40');
  await expect(past.locator('code', { hasText: digest }).first()).toBeVisible();
  await past.getByRole('button', { name: 'Open it in the race' }).click();
  await expect(page.locator('.lane')).toHaveCount(1);
  await expect.poll(() => shown(page, 'teacherless', 'step')).toBe(40);
  expect(await digestOf(page, 'teacherless')).toBe(digest);
  /* The budget of 40 is behind it. */
  await train(page, page.getByRole('button', { name: 'Train 40 more' }), 80);
});

test('metrics leave as CSV and JSON, settings as a config that comes back', async ({ page }) => {
  await openLaboratory(page, `${SMALL}&rope=true&budget=50`);
  await train(page, controls(page).start, 50);
  const run = take(page, 'teacher_forcing');
  const button = (name: string) => run.getByRole('button', { name: `${name} of Teacher forcing` });

  const table = (await bytesOf(await download(page, button('Metrics, CSV')))).toString().trimEnd().split('\r\n');
  const rows = table.map((line) => line.split(','));
  const column = (name: string) => rows.slice(1).map((row) => row[rows[0]?.indexOf(name) ?? -1]);
  expect(column('step')).toEqual(['0', '25', '50']);
  expect(column('config_rope')).toEqual(['true', 'true', 'true']);
  for (const share of [...column('forced_2'), ...column('free_3'), ...column('path')]) {
    expect(Number(share)).toBeGreaterThanOrEqual(0);
    expect(Number(share)).toBeLessThanOrEqual(1);
  }

  const json = JSON.parse((await bytesOf(await download(page, button('Metrics, JSON')))).toString());
  expect(json.held_out.forced_2).toEqual(column('forced_2').map(Number));
  expect(json).toMatchObject({ step: 50, digest: await digestOf(page, 'teacher_forcing'), config: { rope: true } });

  const config = await bytesOf(await download(page, button('Config')));
  expect(JSON.parse(config.toString())).toMatchObject({ degree: 2, rope: true, objective: 'teacher_forcing' });
  await page.getByRole('button', { name: 'The default exhibit' }).click();
  await expect(page).toHaveURL(/\?budget=50#/);
  await choose(page, { name: 'config.json', bytes: config });
  await expect(arrival(page, 'config.json')).toContainText('A config');
  await expect(page).toHaveURL(/degree=2&path_length=3&labels=6&layers=2&width=16&rope=true&batch=32&budget=50/);
  await arrival(page, 'config.json').getByRole('button', { name: 'Undo' }).click();
  await expect(page).toHaveURL(/\?budget=50#/);
  /* The runs went on being there all the while. */
  await expect(page.locator('.take-run[data-run]')).toHaveCount(2);
});

test('a run leaves as a notebook, whose cells run in PyTorch and say what the page says', async ({ page }, info) => {
  /* Debian's PyTorch serves Debian's Python, which need not be the first on the PATH. Looked for, not imported: that takes seconds. */
  const hasTorch = 'import importlib.util, sys; sys.exit(not importlib.util.find_spec("torch"))';
  const python = ['python3', '/usr/bin/python3'].find((name) => spawnSync(name, ['-c', hasTorch]).status === 0);
  test.skip(python === undefined, 'PyTorch is not here: apt install python3-torch (make test does)');
  await openLaboratory(page, `${SMALL}&versus=&objective=teacherless&graph=2&budget=50`);
  await train(page, controls(page).start, 50);
  const run = take(page, 'teacherless');
  const saved = (name: string) =>
    download(page, run.getByRole('button', { name: `${name} of Teacherless`, exact: true }));
  const [weights, notebook, markdown] = [
    await saved('Weights'),
    await saved('Notebook'),
    await saved('Notebook as Markdown'),
  ];
  expect(notebook.suggestedFilename()).toBe('pathstar-teacherless-seed2-step50.ipynb');
  const { cells } = JSON.parse((await bytesOf(notebook)).toString());
  const digest = (await digestOf(page, 'teacherless')) ?? 'a digest';
  expect(cells[0].source.join('')).toContain(digest);
  expect((await bytesOf(markdown)).toString()).toContain(cells[1].source.join(''));

  const code = cells.filter(({ cell_type }: { cell_type: string }) => cell_type === 'code');
  const program = code.map(({ source }: { source: readonly string[] }) => source.join('')).join('\n\n');
  const folder = info.outputPath('notebook');
  await mkdir(folder);
  await weights.saveAs(`${folder}/${weights.suggestedFilename()}`);
  const loader = fileURLToPath(new URL('../../python/', import.meta.url));
  /* The plot's package need not be here. */
  const before = 'import sys\nfrom unittest.mock import MagicMock\nsys.dont_write_bytecode = True\n';
  const plot = "sys.modules.update({'matplotlib': MagicMock(), 'matplotlib.pyplot': MagicMock()})\n";
  const [, last = ''] = /\n(\[.*\]) {2}#.*$/.exec(program) ?? [];
  await writeFile(`${folder}/cells.py`, `${before}${plot}${program}\nprint([said for _, _, said in ${last}])\n`);
  const said = execFileSync(python ?? '', ['cells.py'], { cwd: folder, env: { ...process.env, PYTHONPATH: loader } });
  const shownPath = page.locator('.decoding[data-objective="teacherless"] ol.said li');
  await page.goto(`${new URL(page.url()).pathname}${new URL(page.url()).search}#watch`);
  await expect(shownPath).toHaveCount(3);
  const nodes = (await shownPath.allTextContents()).map((text) => Number(/\d+/.exec(text)?.[0]));
  expect(JSON.parse(said.toString())).toEqual(nodes);
});

test('a checkpoint joins the runs of its config, or takes the place of others', async ({ page }) => {
  await openLaboratory(page, `${SMALL}&versus=&budget=20`);
  await train(page, controls(page).start, 20);
  const bytes = await bytesOf(await download(page, take(page, 'teacher_forcing').getByRole('button').first()));
  await choose(page, { name: 'again.safetensors', bytes });
  await arrival(page, 'again.safetensors').getByRole('button', { name: 'Open it beside the runs' }).click();
  await expect(page.locator('.lane')).toHaveCount(2);

  await controls(page).reset.click();
  await bringReads(page);
  await page.getByLabel('Seed', { exact: true }).fill('9');
  await train(page, controls(page).start, 20);
  await choose(page, { name: 'other.safetensors', bytes });
  const other = arrival(page, 'other.safetensors');
  await expect(other).toContainText('It does not fit beside them');
  await expect(other.getByRole('button', { name: 'Open it beside the runs' })).toHaveCount(0);
  await other.getByRole('button', { name: 'Open it in place of the 2 runs there' }).click();
  await expect(page.locator('.lane')).toHaveCount(1);
  await expect(page.getByLabel('Seed', { exact: true })).toHaveValue('2');
});

test('graphs are evaluated, refused by line, asked about, and set the size', async ({ page }) => {
  await openLaboratory(page, `${SMALL}&budget=20`);
  await choose(page, { name: 'early.txt', bytes: Buffer.from(GRAPHS.join('\n')) });
  await expect(arrival(page, 'early.txt')).toContainText('There is no model to ask');
  await train(page, controls(page).start, 20);

  const many = `${Array.from({ length: 5000 }, (_, index) => GRAPHS[index % 2]).join('\n')}\n`;
  await choose(page, { name: 'many.txt', bytes: Buffer.from(many) });
  const came = arrival(page, 'many.txt');
  await expect(came).toContainText('Graphs: 5,000');
  await expect(came).toContainText('2 arms, 3 nodes a path');
  await came.getByRole('button', { name: 'Ask the runs about all of them' }).click();
  await expect(came.locator('.evaluated tbody tr')).toHaveCount(2, { timeout: 30_000 });
  await expect(came.locator('.evaluated tbody tr').first()).toHaveText(/Teacher forcing\s*20\s*5,000\s*\d+.*50\s%/);
  /* Each of the two graphs is half of the file: its share is a multiple of a half. */
  for (const cell of await came.locator('.evaluated tbody td:nth-child(6)').allTextContents())
    expect(['0', '50', '100']).toContain(cell.replace(/\s%/, ''));

  await choose(page, { name: 'wrong.txt', bytes: Buffer.from([...GRAPHS, '3,1|1,0|3,2|2,1/3,0=3,1,0'].join('\n')) });
  const wrong = arrival(page, 'wrong.txt');
  await wrong.getByRole('button', { name: 'Ask the runs about all of them' }).click();
  await expect(wrong.getByRole('alert').first()).toContainText(/line 3/);

  await came.getByLabel('Line', { exact: true }).fill('5001');
  await expect(came).toContainText('There are lines 1 to 5,000.');
  await came.getByLabel('Line', { exact: true }).fill('2');
  await expect(came.locator('code')).toHaveText(GRAPHS[1] ?? '');
  await came.getByRole('button', { name: 'Ask about this one' }).click();
  await expect(page).toHaveURL(/#watch$/);
  await page.getByRole('button', { name: 'The default exhibit' }).click();
  await came.getByRole('button', { name: 'Set the race to this size' }).click();
  await expect(page).toHaveURL(
    /\?degree=2&path_length=3&labels=6&heads=2&positions=none&init=reference&learning_rate=0.0003&warmup=50&budget=20/,
  );

  /* A size that no race can have is said here, and changes nothing. */
  const vast = '99999999999,1|1,0|99999999999,2|2,4/99999999999,0=99999999999,1,0';
  await choose(page, { name: 'vast.txt', bytes: Buffer.from(vast) });
  await arrival(page, 'vast.txt').getByRole('button', { name: 'Set the race to this size' }).click();
  await expect(arrival(page, 'vast.txt').getByRole('alert')).toContainText(/labels must be .* 2\.\.512/);
  await expect(page).toHaveURL(
    /\?degree=2&path_length=3&labels=6&heads=2&positions=none&init=reference&learning_rate=0.0003&warmup=50&budget=20/,
  );
  await expect(controls(page).reset).toHaveAttribute('aria-disabled', 'false');
  await expect(page.locator('#draft-problems')).toHaveCount(0);
});

/* Two arms of three nodes: the first five labels of the six in an order of their own, the goal now here, now there. */
function ownGraph(index: number): string {
  const labels = [0, 1, 2, 3, 4, 5];
  const [start, a, b, c, d] = [6, 5, 4, 3, 2].map((left) => labels.splice((7 * index + (index >> 2)) % left, 1)[0]);
  const path = index % 2 === 0 ? [a, b] : [c, d];
  return `${c},${d}|${start},${a}|${start},${c}|${a},${b}/${start},${path[1]}=${start},${path.join()}`;
}

const OWN_LINES = Array.from({ length: 40 }, (_, index) => `${ownGraph(index)}\n`);
const OWN = Buffer.from(OWN_LINES.join(''));
const ofRace = (page: Page) => page.locator('.given-graphs');

test('a race trains on the graphs of a file, as the native program does, and goes on with them after a reload', async ({
  page,
}, info) => {
  const graphs = info.outputPath('my graphs.txt');
  await writeFile(graphs, OWN_LINES);
  await openLaboratory(page, `${SMALL}&budget=40`);
  await expect(ofRace(page)).toHaveCount(0);
  await choose(page, { name: 'my graphs.txt', bytes: OWN });
  const came = arrival(page, 'my graphs.txt');
  await came.getByRole('button', { name: 'Train on them' }).click();
  for (const place of [came, ofRace(page)]) {
    await expect(place).toContainText('The next race trains on the 40 graphs of my graphs.txt instead of drawn ones');
    await expect(place).toContainText(/held-out side of the split/);
  }
  await train(page, controls(page).start, 40);
  await expect(ofRace(page)).toContainText('This race trains on the 40 graphs of my graphs.txt');
  for (const objective of ['teacher_forcing', 'teacherless']) {
    const digest = await digestOf(page, objective);
    expect(digest).toBe(await nativeDigest(SMALL, objective, 40, digest, ['--train-on', graphs]));
    await expect(take(page, objective).locator('code')).toContainText("--train-on='my graphs.txt' --steps=40");
  }
  expect(await violations(page)).toEqual([]);

  await page.getByLabel('Budget, steps').fill('2500');
  await page.getByRole('button', { name: 'Train 2,500 more' }).click();
  await pause(page);
  const step = await shown(page, 'teacherless', 'step');
  expect(step).toBeLessThan(2500);
  await page.reload();
  await expect(page.getByText(/Your race is back at step/)).toBeVisible();
  await expect(ofRace(page)).toContainText('This race trains on the 40 graphs of my graphs.txt');
  await train(page, controls(page).continue, 2500);
  const digest = await digestOf(page, 'teacherless');
  expect(digest).toBe(await nativeDigest(SMALL, 'teacherless', 2500, digest, ['--train-on', graphs]));

  await ofRace(page).getByRole('button', { name: 'Train on drawn graphs again' }).click();
  await expect(page.getByText('These lanes go on as they began')).not.toHaveCount(0);
  await controls(page).reset.click();
  await expect(ofRace(page)).toHaveCount(0);
  await page.getByLabel('Budget, steps').fill('20');
  await train(page, controls(page).start, 20);
  const table = page.locator('.runs-table');
  await table.scrollIntoViewIfNeeded();
  await expect(table.getByRole('columnheader', { name: 'Trained on' })).toBeVisible();
  await expect(table.getByRole('cell', { name: /^my graphs.txt [0-9a-f]{16}$/ })).toHaveCount(2);
  await expect(table.getByRole('cell', { name: 'drawn graphs' })).toHaveCount(2);
});

test('a checkpoint of a run on a file’s graphs names what it waits for, and goes on once it has it', async ({
  page,
}, info) => {
  const graphs = info.outputPath('mine.txt');
  await writeFile(graphs, OWN_LINES);
  await openLaboratory(page, `${SMALL}&versus=&budget=40`);
  await choose(page, { name: 'mine.txt', bytes: OWN });
  await arrival(page, 'mine.txt').getByRole('button', { name: 'Train on them' }).click();
  await train(page, controls(page).start, 40);
  const bytes = await bytesOf(await download(page, take(page, 'teacher_forcing').getByRole('button').first()));
  await controls(page).reset.click();
  await arrival(page, 'mine.txt').getByRole('button', { name: 'Train on drawn graphs again' }).click();
  await expect(ofRace(page)).toHaveCount(0);

  await choose(page, { name: 'mine.safetensors', bytes });
  const came = arrival(page, 'mine.safetensors');
  await expect(came).toContainText(/trained on the graphs of a file, .* the digest alone: [0-9a-f]{16}\./);
  await choose(page, { name: 'half.txt', bytes: Buffer.from(OWN_LINES.slice(20).join('')) });
  await arrival(page, 'half.txt').getByRole('button', { name: 'Train on them' }).click();
  await expect(came.getByRole('alert')).toContainText('are not those that the run has been trained on');

  /* Without its graphs it can be asked, but goes no step further. */
  await came.getByRole('button', { name: 'Open it in the race' }).click();
  await expect.poll(() => shown(page, 'teacher_forcing', 'step')).toBe(40);
  await page.getByLabel('Budget, steps').fill('80');
  await controls(page).continue.click();
  await expect(lane(page, 'teacher_forcing').getByRole('alert')).toContainText(
    /is trained on given graphs \(digest [0-9a-f]{16}\): it must be given them again/,
  );
  await controls(page).reset.click();

  await arrival(page, 'mine.txt').getByRole('button', { name: 'Train on them' }).click();
  await choose(page, { name: 'again.safetensors', bytes });
  const again = arrival(page, 'again.safetensors');
  await expect(again).toContainText('It was trained on the graphs of mine.txt, and goes on with them.');
  await again.getByRole('button', { name: 'Open it in the race' }).click();
  await train(page, controls(page).continue, 80);
  const digest = await digestOf(page, 'teacher_forcing');
  expect(digest).toBe(await nativeDigest(SMALL, 'teacher_forcing', 80, digest, ['--train-on', graphs]));
});

test('graphs that are not of the settings on the page are refused by line, before a race and by it', async ({
  page,
}) => {
  await openLaboratory(page, `${SMALL}&budget=20`);
  await choose(page, { name: 'wrong.txt', bytes: Buffer.from([...GRAPHS, '3,1|1,0|3,2|2,1/3,0=3,1,0'].join('\n')) });
  await arrival(page, 'wrong.txt').getByRole('button', { name: 'Train on them' }).click();
  await expect(ofRace(page).getByRole('alert')).toContainText(/no graphs of the settings on the page: line 3: node 1/);
  await startRace(page);
  await expect(lane(page, 'teacherless').getByRole('alert')).toContainText(/^line 3: node 1 has two parents/);
  await controls(page).reset.click();
  await ofRace(page).getByRole('button', { name: 'Train on drawn graphs again' }).click();
  await train(page, controls(page).start, 20);
});

/* Little-endian header length, then the header. */
const safetensors = (header: string, length = BigInt(header.length)) => {
  const bytes = Buffer.alloc(8 + header.length);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, length));
  bytes.write(header, 8);
  return bytes;
};

const HOSTILE: readonly (readonly [string, Buffer, RegExp])[] = [
  ['empty.txt', Buffer.alloc(0), /The file is empty/],
  ['blank.txt', Buffer.from('\n \n'), /nothing but blank lines/],
  ['empty.safetensors', Buffer.alloc(0), /The file is empty/],
  ['short.safetensors', Buffer.from('abc'), /no checkpoint that can be opened.*3 bytes/],
  ['negative.safetensors', safetensors('{}', -5n), /no checkpoint that can be opened.*longer than the file/],
  ['long.safetensors', safetensors('{}', 1n << 40n), /no checkpoint that can be opened.*longer than the file/],
  ['nan.safetensors', safetensors('{"__metadata__":{"step":NaN}}'), /no checkpoint that can be opened/],
  ['foreign.safetensors', safetensors('{"__metadata__":{"format":"pt"}}'), /no checkpoint of this program/],
  ['prototype.safetensors', safetensors('{"__proto__":{"objective":1}}'), /no checkpoint that can be opened/],
  ['picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0]), /neither a checkpoint/],
  ['binary.txt', Buffer.from([1, 2, 0, 255]), /no text/],
  ['latin.txt', Buffer.from([0xe9, 0x2c, 0x31]), /no text/],
  ['broken.json', Buffer.from('{"degree": NaN}'), /not JSON/],
  ['list.json', Buffer.from('[1, 2]'), /one JSON object/],
  ['nothing.json', Buffer.from('{}'), /names no setting/],
  ['deep.json', Buffer.from('['.repeat(100_000)), /not JSON/],
  ['large.json', Buffer.from(`{"a":"${'x'.repeat(1_100_000)}"}`), /at most 1 MB/],
  ['lines.txt', Buffer.from('1,2/1,2=1,2\n'.repeat(20_001)), /at most 20,000 graphs/],
  [
    'keys.json',
    Buffer.from('{"__proto__": {"degree": 2}, "constructor": 1, "labels": [9], "degree": 1e999, "layers": -1}'),
    /__proto__.*no setting.*constructor.*no setting.*labels.*a value is a number/s,
  ],
];

test('hostile files are refused in plain words, and nothing is lost', async ({ page }) => {
  await openLaboratory(page, `${SMALL}&budget=10`);
  await train(page, controls(page).start, 10);
  const before = await page.evaluate(() => location.search);
  const digest = await digestOf(page, 'teacherless');
  for (const [name, bytes, words] of HOSTILE) {
    await choose(page, { name, bytes });
    await expect(arrival(page, name), name).toContainText(words);
    await expect(arrival(page, name).getByRole('alert'), name).not.toBeEmpty();
    await arrival(page, name)
      .getByRole('button', { name: `Close ${name}` })
      .click();
    await expect(arrival(page, name)).toHaveCount(0);
  }
  /* A folder comes as a file that cannot be read; its entry tells what it is. */
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File([], 'results'));
    Object.defineProperty(DataTransferItem.prototype, 'webkitGetAsEntry', { value: () => ({ isDirectory: true }) });
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await expect(arrival(page, 'results')).toContainText('This is a folder');
  await arrival(page, 'results').getByRole('button', { name: 'Close results' }).click();
  /* More than a tab takes in, said by its size alone. */
  await page.locator('.bring input[type="file"]').evaluate((input) => {
    const file = new File([], 'huge.safetensors');
    Object.defineProperty(file, 'size', { value: 3e9 });
    Object.defineProperty(input, 'files', { value: [file] });
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await expect(arrival(page, 'huge.safetensors')).toContainText('3.0 GB; a tab can take in up to 256 MB');
  expect(await page.evaluate(() => location.search)).toBe(before);
  expect(await digestOf(page, 'teacherless')).toBe(digest);
  await expect(page.locator('.lane')).toHaveCount(2);
});

test('where a lesson has no laboratory, a dropped file goes nowhere and the page stays', async ({ page }) => {
  await open(page, './?hide=laboratory');
  const prevented = await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['{}'], 'config.json'));
    return ['dragover', 'drop'].map(
      (type) =>
        !document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true })),
    );
  });
  expect(prevented).toEqual([true, true]);
  await expect(page.getByText('Drop it anywhere')).toHaveCount(0);
  await expect(page).not.toHaveURL(/#/);
});
