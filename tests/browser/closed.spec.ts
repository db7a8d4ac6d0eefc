/* A closed box: under the policy that hosts are told to send, all of the page works, it does nothing against the policy, asks
 * no other site for anything, and runs no text as a script. That the counts count is tested, too. */
import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from '@playwright/test';
import { CSP } from '../../web/csp';
import {
  bringChapter,
  bringReads,
  controls,
  expect,
  open,
  passes,
  pause,
  shown,
  startRace,
  takenAlong,
  test,
} from './page';
import { CLOSED, PORT, PROVOKED, REPORTS } from './serve';

const HOST = `http://127.0.0.1:${PORT}`;
const SMALL = 'degree=2&path_length=3&labels=6&layers=2&width=16&batch=32&budget=200000';

/** What a browser has kept pages and workers under a mount from doing. */
async function violationsUnder(page: Page, mount: string): Promise<string[]> {
  return (await page.request.get(`${mount}${REPORTS}`)).json();
}

/** Addresses of other sites that any page or worker of the context asks for. */
function foreignRequests(context: BrowserContext): readonly string[] {
  const foreign: string[] = [];
  context.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(`${HOST}/`)) foreign.push(request.url());
  });
  return foreign;
}

/** Counts what is run as a script though it was a text, by files of the page: Playwright does so, too. */
async function countEvals(page: Page): Promise<void> {
  await page.addInitScript((host) => {
    const evals: string[] = [];
    const heard = (parts: unknown[]) => {
      if (new Error().stack?.includes(`${host}/`)) evals.push(String(parts.at(-1)));
    };
    const counted = <F extends (...parts: never[]) => unknown>(evaluate: F): F =>
      new Proxy(evaluate, {
        apply(target, self, parts) {
          heard(parts);
          return Reflect.apply(target, self, parts);
        },
        construct(target, parts) {
          heard(parts);
          return Reflect.construct(target, parts);
        },
      });
    /* Each kind of function has a constructor that makes it of text. */
    for (const kind of [() => {}, async () => {}, function* () {}, async function* () {}]) {
      const prototype = Object.getPrototypeOf(kind);
      Object.defineProperty(prototype, 'constructor', { value: counted(prototype.constructor) });
    }
    Object.defineProperties(window, {
      eval: { value: counted(Reflect.get(window, 'eval')) },
      Function: { value: counted(Function) },
      evals: { value: evals },
    });
  }, HOST);
}

const evalsIn = (page: Page): Promise<unknown> => page.evaluate(() => Reflect.get(window, 'evals'));

test('the page carries the policy itself, and hosts are told the same', async ({ page }) => {
  await page.goto('./');
  await expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveAttribute('content', CSP);
  const told = await readFile(new URL('../../docs/hosting.md', import.meta.url), 'utf8');
  expect(told.split('\n')).toContain(`    Content-Security-Policy: ${CSP}`);
});

test.describe('what the policy forbids', () => {
  test.use({ expectedErrors: [/./] });

  /* In a page and in a worker. */
  const FORBIDDEN = `
    const attempts = [
      () => fetch('https://elsewhere.invalid/'),
      () => (0, eval)('1'),
      () => new Function('2'),
      () => new Worker('./forbidden.js'),
      () => trustedTypes.createPolicy('another', {}),
    ];
    if (typeof document !== 'undefined') attempts.push(
      () => document.body.setAttribute('style', 'color: red'),
      () => document.body.append(Object.assign(document.createElement('style'), { textContent: 'p {}' })),
      () => Object.assign(new Image(), { src: 'https://elsewhere.invalid/image.png' }),
      () => { document.createElement('p').innerHTML = '3'; },
    );
    for (const attempt of attempts)
      try { await attempt(); } catch {}
    export {};`;

  test('is forbidden, and counted', async ({ page, context }) => {
    await countEvals(page);
    const foreign = foreignRequests(context);
    await context.route(`**${PROVOKED}assets/worker-*.js`, async (route) => {
      await route.fulfill({ response: await route.fetch(), body: FORBIDDEN });
    });
    await context.route(`**${PROVOKED}forbidden.js`, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: FORBIDDEN }),
    );
    await page.goto(`.${PROVOKED}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.evaluate((script) => import(script), `${PROVOKED}forbidden.js`);
    const counted = async () => {
      const lines = await violationsUnder(page, PROVOKED);
      return [...new Set(lines.map((line) => line.replaceAll(/^\S*\/provoked\/|-[-\w]+(?=\.js )|\s+$/g, '')))].sort();
    };
    const both = [
      'connect-src https://elsewhere.invalid/',
      'require-trusted-types-for trusted-types-sink Function|(\n) {\n2\n})',
      'require-trusted-types-for trusted-types-sink Worker constructor|./forbidden.js',
      'require-trusted-types-for trusted-types-sink eval|1',
      'trusted-types trusted-types-policy another',
    ];
    const inPage = [
      'img-src https://elsewhere.invalid/image.png',
      'require-trusted-types-for trusted-types-sink Element innerHTML|3',
      'style-src-attr inline',
      'style-src-elem inline',
    ];
    const expected = [
      ...[...both, ...inPage].map((line) => ` ${line}`),
      ...both.map((line) => `assets/worker.js ${line}`),
    ];
    await expect.poll(counted).toEqual(expected.sort());
    expect(foreign).toContain('https://elsewhere.invalid/image.png');
    expect(await evalsIn(page)).toEqual(['1', '2']);
  });
});

test.describe('the page, its workers and its service worker', () => {
  test.use({ serviceWorkers: 'allow' });

  test('need nothing of it', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await countEvals(page);
    const foreign = foreignRequests(context);
    await open(page, `.${CLOSED}?${SMALL}`);
    await page.getByRole('button', { name: 'Share' }).click();
    await expect(page.getByRole('button', { name: 'Link copied' })).toBeVisible();

    await test.step('train, and be kept', async () => {
      await startRace(page);
      await passes(page, 'teacherless', 50);
      await pause(page);
      await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    });

    await test.step('open every chapter', async () => {
      const chapters = await page
        .locator('section.chapter')
        .evaluateAll((sections) => sections.map((section) => section.id));
      expect(chapters).toHaveLength(9);
      for (const chapter of chapters) await bringChapter(page, chapter);
      await bringReads(page);
    });

    await test.step('save figures', async () => {
      await takenAlong(page.locator('.falls-figure'), 'pathstar-race');
    });

    await test.step('draw a graph, and ask the models', async () => {
      await bringChapter(page, 'laboratory');
      const draw = page.locator('section[aria-labelledby="laboratory-draw"]');
      await draw.getByRole('button', { name: 'Empty sheet' }).click();
      /* Its middle: node 0, the start. */
      await draw.getByRole('group', { name: 'Your graph' }).click();
      for (const arm of ['1, 2', '3, 4']) {
        await draw.getByLabel('Add an arm').fill(arm);
        await draw.getByLabel('Add an arm').press('Enter');
      }
      await draw.getByRole('radio', { name: 'The goal is the end of arm B' }).check();
      await expect(draw.locator('[data-value="own-graph"]')).toHaveText(/\/0,4=0,3,4$/);
      await draw.getByRole('button', { name: 'Ask the model' }).click();
      await expect(page).toHaveURL(/#watch$/);
    });

    const bytes = await test.step('take along a command and a checkpoint', async () => {
      const take = page.locator('.take-run[data-run="teacherless"]');
      await take.getByRole('button', { name: 'Copy' }).click();
      await expect(take).toContainText('Copied');
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        take.getByRole('button', { name: 'Weights of Teacherless' }).click(),
      ]);
      return readFile(await file.path());
    });

    await test.step('come back after a reload', async () => {
      expect(await evalsIn(page)).toEqual([]);
      const step = await shown(page, 'teacherless', 'step');
      await page.reload();
      await expect(page.locator('main > [role="status"]')).toContainText('Your race is back at step');
      await controls(page).continue.click();
      await passes(page, 'teacherless', step);
      await pause(page);
    });

    await test.step('bring the checkpoint', async () => {
      await bringChapter(page, 'laboratory');
      await page
        .locator('.bring input[type="file"]')
        .setInputFiles({ name: 'mine.safetensors', mimeType: '', buffer: bytes });
      await page
        .getByRole('article', { name: 'mine.safetensors' })
        .getByRole('button', { name: 'Open it in place of the 2 runs there' })
        .click();
      await expect(page.locator('.lane')).toHaveCount(1);
      const step = await shown(page, 'teacherless', 'step');
      await controls(page).continue.click();
      await passes(page, 'teacherless', step);
    });

    await test.step('speak Chinese', async () => {
      await page.getByRole('button', { name: '中文' }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
    });

    expect(await violationsUnder(page, CLOSED)).toEqual([]);
    expect(foreign).toEqual([]);
    expect(await evalsIn(page)).toEqual([]);
  });
});
