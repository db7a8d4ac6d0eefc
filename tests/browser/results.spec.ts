/* What sweeps found, opened in the laboratory: tables, maps and curves, on the screen, on paper and as files. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import {
  chooseData,
  expect,
  keepPicture,
  open,
  scrollsSideways,
  smallTargets,
  takenAlong,
  test,
  violations,
} from './page';

const COMMITTED = new URL('../../experiments/results/', import.meta.url);

async function committed(name: string) {
  return { name: `${name}.json`, bytes: await readFile(new URL(`${name}.json`, COMMITTED)) };
}

/** Lets go of files over the page, all at once. */
async function drop(page: Page, files: readonly { readonly name: string; readonly bytes: Buffer }[]): Promise<void> {
  const transfer = await page.evaluateHandle(
    (given) => {
      const data = new DataTransfer();
      for (const [name, base64] of given)
        data.items.add(new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], name));
      return data;
    },
    files.map(({ name, bytes }) => [name, bytes.toString('base64')] as const),
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

async function openLaboratory(page: Page, link = './'): Promise<void> {
  await open(page, `${link}#laboratory`);
  await expect(page.locator('.bring')).toBeVisible();
}

/** Two seeds of one objective, enough where every element is looked at. */
async function few(name: string) {
  const { bytes, ...file } = await committed(name);
  const results = JSON.parse(bytes.toString());
  results.runs = results.runs.filter(
    ({ config }: { config: { objective: string; seed: number } }) => config.objective === 'reverse' && config.seed <= 2,
  );
  return { ...file, bytes: Buffer.from(JSON.stringify(results)) };
}

const arrival = (page: Page, name: string) => page.getByRole('article', { name: `${name}.json` });

test('two files are dropped: their tables, their figures, and their way onto paper', async ({ page }) => {
  await openLaboratory(page);
  await drop(page, [await committed('objectives'), await committed('map')]);
  const objectives = arrival(page, 'objectives');
  await expect(objectives.locator('.claim')).toContainText('it is the objective that fails', { timeout: 30_000 });
  await expect(objectives).toContainText('Budget: 1,500 steps a run. Runs: 60; parameters: 18,240.');

  /* The row of EXPERIMENTS.md. */
  const results = objectives.getByRole('region', { name: 'Results of objectives' });
  const row = results.getByRole('row', { name: /^Teacherless/ });
  await expect(row).toContainText('20 of 2084 % to 100 %'.replaceAll(' %', '\u00a0%'));
  await expect(row).toContainText('450375 to 575');
  await expect(row).toContainText('94\u00a0G78.3\u00a0G to 120\u00a0G');
  await objectives.getByText('What the columns mean').click();
  await expect(objectives.getByText('1/d: what guessing an arm reaches')).toBeVisible();
  await objectives.getByText('Every run and its digest').click();
  const runs = objectives.getByRole('region', { name: 'Runs of objectives' });
  await expect(runs.getByRole('row')).toHaveCount(61);
  await expect(runs).toContainText('12069b403a850c77-fma');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    objectives.getByRole('button', { name: 'Save every run as CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('objectives-runs.csv');
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(61);
  expect(lines[0]).toContain('id,objective,seed,steps,reached,status,budget');

  /* Errors do not pile up: every run has its mark. */
  const scatter = objectives.locator('figure', { hasText: 'Every run: across' });
  await expect(scatter.locator('.picture .mark')).toHaveCount(60);
  const points = await takenAlong(scatter, 'objectives-snowball');
  expect(points.csv).toHaveLength(61);
  expect(points.svg.paths).toBeGreaterThan(60);

  /* Three groups, of which one has no hans test. */
  await expect(objectives.locator('.group .chart figure')).toHaveCount(8);
  const chart = objectives.locator('figure', { hasText: 'Accuracy of each position' }).first();
  await chart.scrollIntoViewIfNeeded();
  await expect(chart.locator('.plot .line').first()).toHaveAttribute('d', /^M/);
  /* Twenty runs and a median, of four positions. */
  await expect(chart.locator('.plot .line')).toHaveCount(84);
  const curves = await takenAlong(chart, 'objectives-1-positions');
  expect(curves.csv[0]).toContain('"first step, median","first step, from","first step, to"');
  expect(curves.csv).toHaveLength(61);
  await chooseData(chart, 'These numbers as a table');
  await expect(chart.getByRole('row')).toHaveCount(25);

  const map = arrival(page, 'map');
  await expect(map.locator('.star-map')).toHaveCount(3);
  const stars = map.locator('figure', { hasText: 'Teacherless: seeds that reached the goal' });
  await expect(stars.locator('.star-cell')).toHaveCount(20);
  await expect(stars.locator('.star-cell', { hasText: '10/10' }).first().locator('.note')).toHaveText(
    /^\d[\d,]* steps$/,
  );
  await expect(stars.locator('.star-cell', { hasText: '0/10' }).last().locator('.note')).toHaveText(/^1st \d+/);
  await chooseData(stars, 'These numbers as a table');
  await expect(stars.getByRole('row')).toHaveCount(21);
  await expect(map).toContainText('The file holds no curves.');
  await keepPicture(map, 'results-map');
  await keepPicture(objectives, 'results-objectives');

  /* From the list to either, by keyboard. */
  const list = page.getByRole('navigation', { name: 'Results opened here' });
  await list.getByRole('button', { name: /^map / }).focus();
  await page.keyboard.press('Enter');
  await expect(map).toBeFocused();

  /* On paper, those results and nothing else. */
  await page.evaluate(() => {
    window.print = () => {};
  });
  await map.getByRole('button', { name: 'Print these results' }).click();
  await page.emulateMedia({ media: 'print' });
  await expect(map.locator('.claim')).toBeVisible();
  await expect(map.locator('.star-map').first()).toBeVisible();
  await expect(objectives.locator('.claim')).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toBeHidden();
  await expect(page.locator('main button:visible, main summary:visible')).toHaveCount(0);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(objectives.locator('.claim')).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  await list.getByRole('button', { name: 'Print all results' }).click();
  await page.emulateMedia({ media: 'print' });
  await expect(objectives.locator('.claim')).toBeVisible();
  await expect(map.locator('.claim')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeHidden();
});

for (const [scheme, width, language] of [
  ['light', 1440, 'en'],
  ['dark', 390, 'zh'],
] as const)
  test(`axe finds nothing, and nothing is too wide: ${scheme}, ${width} px, ${language}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await openLaboratory(page, `./?lang=${language}`);
    await drop(page, [await few('paper_2_3'), await few('map')]);
    const paper = arrival(page, 'paper_2_3');
    await expect(paper.getByRole('region')).toHaveCount(2, { timeout: 30_000 });
    await expect(paper.getByRole('region').last()).toContainText('deg_2_path_3_nodes_10_test_2000.txt');
    await expect(arrival(page, 'map').locator('.star-map')).toHaveCount(1);
    for (const details of await page.locator('.report details').all()) await details.locator('summary').first().click();
    await paper.locator('.plot').first().scrollIntoViewIfNeeded();
    await expect(paper.locator('.plot .line').first()).toHaveAttribute('d', /^M/);
    expect(await violations(page, '#laboratory')).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    /* But words of the glossary, which stand in a sentence. */
    expect((await smallTargets(page)).filter((target) => !target.includes('class="term"'))).toEqual([]);
    await keepPicture(paper, `results-${scheme}-${width}`);
  });

test('what is no such file is refused by name, and takes nothing along', async ({ page }) => {
  await openLaboratory(page);
  const { bytes } = await committed('objectives');
  const text = bytes.toString();
  const files = {
    version: text.replace('results-1', 'results-2'),
    range: text.replace('"degree":3', '"degree":99'),
    nan: text.replace('"reached":null', '"reached":NaN'),
    large: text + ' '.repeat(8_000_000),
  };
  await drop(
    page,
    Object.entries(files).map(([name, content]) => ({ name: `${name}.json`, bytes: Buffer.from(content) })),
  );
  await expect(arrival(page, 'version')).toContainText('“format” must be “pathstar-results-1”.');
  await expect(arrival(page, 'range')).toContainText('In run 1, “degree” must be a whole number from 1 to 20.');
  await expect(arrival(page, 'nan')).toContainText('Not taken. The file is not JSON');
  await expect(arrival(page, 'large')).toContainText('Results have at most 8 MB here');
  await expect(page.locator('.report')).toHaveCount(0);
  await expect(page.getByRole('navigation', { name: 'Results opened here' })).toHaveCount(0);
  /* The mended file is taken. */
  await page.locator('.bring input[type="file"]').setInputFiles({ name: 'mended.json', mimeType: '', buffer: bytes });
  await expect(arrival(page, 'mended').locator('.claim')).toBeVisible();
  await arrival(page, 'mended').getByRole('button', { name: 'Close mended.json' }).click();
  await expect(page.locator('.report')).toHaveCount(0);
});
