/* Firefox and WebKit do what Chromium does, to the same bits. Layout is looked at in Chromium alone. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { RELAXED_PROBE } from '../../../web/src/engine/page/load';
import { nativeDigest } from '../native';
import { type Host, PROVOKED, REPORTS, SUB_PATH, serveAt } from '../serve';
import { firefox } from './firefox';
import { type Browser, downloadsIn, type Kind, type Tab } from './tab';
import { webkit } from './webkit';

const KINDS: Readonly<Record<string, Kind>> = { Firefox: firefox, WebKit: webkit };

interface Started {
  readonly folder: string;
  readonly browser: Browser;
}

const test = base.extend<{ running: Started; host: Host; tab: Tab }, { started: Started | null }>({
  /* One browser for all tests; null where it is not installed. */
  started: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs
    async ({}, use, { project }) => {
      const kind = KINDS[project.name];
      if (!kind) throw new Error(`Nobody knows the browser ${project.name}.`);
      const missing = kind.programs.filter((program) => !existsSync(program));
      if (missing.length > 0) {
        const packages = `Debian packages: ${kind.packages}`;
        console.warn(`NOT TESTED in ${project.name}: there is no ${missing.join(', no ')} (${packages}).`);
        return use(null);
      }
      const folder = await mkdtemp(join(tmpdir(), 'pathstar-'));
      await mkdir(downloadsIn(folder));
      const browser = await kind.launch(folder);
      await use({ folder, browser });
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  /* Each test has a host of its own, so that it finds nothing kept, and is the one that fails where the policy was violated. */
  // biome-ignore lint/correctness/noEmptyPattern: as above
  host: async ({}, use) => {
    const host = await serveAt(0);
    await use(host);
    await host.close();
  },
  running: async ({ started }, use, info) => {
    info.skip(started === null, `${info.project.name} is not installed`);
    if (started) await use(started);
  },
  tab: async ({ running }, use) => {
    const tab = await running.browser.open();
    await use(tab);
    await tab.close();
  },
});

/* Another layout, model and optimiser than the page's defaults. */
const OTHER =
  'degree=2&path_length=3&labels=6&layout=pairs&optimizer=adamw&layers=2&heads=2&width=16&mlp_ratio=2&rope=true&batch=21&seed=77';
const SMALL = 'degree=2&path_length=3&labels=5&layers=2&width=32&batch=32';
const OBJECTIVES = ['teacher_forcing', 'teacherless'];

const textOf = (tab: Tab, selector: string): Promise<string> =>
  tab.evaluate((wanted) => document.querySelector(wanted)?.textContent ?? '', selector);

/** Its text comes to hold that. */
const shows = (tab: Tab, selector: string, text: string, timeout = 15_000) =>
  expect.poll(() => textOf(tab, selector), { timeout }).toContain(text);

/** Presses until that is done: where the page moves under the pointer, because something above has just arrived, the press is
 * none. */
const press = (tab: Tab, selector: string, name: string, done: () => Promise<boolean>) =>
  expect(async () => {
    if (!(await done())) await tab.click(selector, name);
    await expect.poll(done, { timeout: 3000 }).toBe(true);
  }).toPass({ timeout: 60_000 });

const is = (tab: Tab, selector: string) => tab.evaluate((wanted) => document.querySelector(wanted) !== null, selector);

/** What is said of the engine: folded with the race's numbers. */
const unfold = (tab: Tab) =>
  expect(async () => {
    await tab.evaluate(() => {
      const head = document.querySelector('.toggle[aria-labelledby="race-numbers-title"]');
      if (head instanceof HTMLElement && head.getAttribute('aria-expanded') === 'false') head.click();
      head?.scrollIntoView();
    });
    await expect.poll(() => is(tab, '.engine'), { timeout: 3000 }).toBe(true);
  }).toPass({ timeout: 60_000 });

const language = (tab: Tab) => tab.evaluate(() => document.documentElement.lang);

const value = (objective: string, name: string) => `.lane[data-objective="${objective}"] [data-value="${name}"]`;

async function stepOf(tab: Tab, objective: string): Promise<number> {
  return Number.parseInt((await textOf(tab, value(objective, 'step'))).replaceAll(',', ''), 10);
}

const ready = (tab: Tab) =>
  expect.poll(() => is(tab, '.race-controls .start[aria-disabled="false"]'), { timeout: 30_000 }).toBe(true);

async function start(tab: Tab): Promise<void> {
  await ready(tab);
  await press(tab, '.race-controls button', 'Start', () => is(tab, '.race-head.begun'));
}

/** The end of the budget. */
const ended = (tab: Tab, steps: number) =>
  shows(tab, '.race-controls', `Train ${steps.toLocaleString('en')} more`, 60_000);

/** Both lanes show what the native program comes to: where the browser knows relaxed SIMD, by the fastest kernels. */
async function nativeDigests(tab: Tab, settings: string, steps: number): Promise<void> {
  const relaxed = await tab.evaluate((bytes) => WebAssembly.validate(new Uint8Array(bytes)), [...RELAXED_PROBE]);
  for (const objective of OBJECTIVES)
    expect(await textOf(tab, value(objective, 'digest'))).toBe(
      await nativeDigest(settings, objective, steps, relaxed ? null : '-nofma'),
    );
}

test('under a sub-path the page comes to the native digests; without a network too, and in Chinese', async ({
  tab,
  host,
}) => {
  await tab.goto(`${host.address}${SUB_PATH}?${OTHER}&budget=40`);
  await start(tab);
  await ended(tab, 40);
  await nativeDigests(tab, OTHER, 40);
  await press(tab, 'button', '中文', async () => (await language(tab)) === 'zh-Hans');
  await shows(tab, 'h1', '步步皆对');

  const kept = () =>
    tab.evaluate(async () => {
      const files = [];
      for (const name of await caches.keys()) files.push(...(await (await caches.open(name)).keys()));
      return files.filter(({ url }) => url.endsWith('.wasm')).length;
    });
  /* The engine's first part, and the whole. */
  await expect.poll(kept, { timeout: 30_000 }).toBe(2);
  await host.close();
  await tab.reload();
  expect(await tab.evaluate(() => fetch('not-kept').then(String, () => 'no network'))).toBe('no network');
  await expect.poll(() => language(tab)).toBe('zh-Hans');
  await press(tab, 'button', 'English', async () => (await language(tab)) === 'en');
  await start(tab);
  await ended(tab, 40);
  await nativeDigests(tab, OTHER, 40);
});

test('a race goes on after a reload, in one tab at a time; its weights go out as a file and come in again', async ({
  tab,
  host,
  running: { browser, folder },
}) => {
  const link = `${host.address}/?${SMALL}&budget=30`;
  await tab.goto(link);
  const steps = () => Promise.all(OBJECTIVES.map((objective) => stepOf(tab, objective)));
  await ready(tab);
  for (const step of [1, 2, 3])
    await press(tab, '.race-controls button', 'Step', async () => (await steps()).every((at) => at >= step));

  const second = await browser.open();
  await second.goto(link);
  await shows(second, 'main > [role="status"]', 'Another tab of this page has a race of its own');
  await second.close();

  const before = await steps();
  await tab.reload();
  await shows(tab, 'main > [role="status"]', 'Your race is back at step');
  expect(await steps()).toEqual(before);
  await press(tab, '.race-controls button', 'Continue', async () => Math.min(...(await steps())) > Math.max(...before));
  await ended(tab, 30);
  await nativeDigests(tab, SMALL, 30);

  const digest = await textOf(tab, value('teacherless', 'digest'));
  await tab.evaluate(() => {
    location.hash = '#laboratory';
  });
  const downloads = () => readdir(downloadsIn(folder));
  await press(tab, '.take-run[data-run="teacherless"] button', 'Weights', async () => (await downloads()).length > 0);
  const name = 'pathstar-teacherless-seed2-step30.safetensors';
  const file = join(downloadsIn(folder), name);
  await expect(async () => {
    expect(await downloads()).toEqual([name]);
    const bytes = await readFile(file);
    const header = JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0))).toString());
    expect(header.__metadata__).toMatchObject({ objective: 'teacherless', step: '30' });
  }).toPass({ timeout: 15_000 });

  await tab.choose('.bring input[type="file"]', file);
  const lanes = () => tab.evaluate(() => document.querySelectorAll('.lane').length);
  await press(tab, 'article button', 'Open it in place of the 2 runs there', async () => (await lanes()) === 1);
  await shows(tab, value('teacherless', 'digest'), digest);
});

test('more cores: where threads may share memory, each model has two; elsewhere the page says why not', async ({
  tab,
  host,
}) => {
  await tab.goto(`${host.address}/?${SMALL}&budget=30`);
  await unfold(tab);
  await shows(tab, '.engine', 'one thread for each model');
  await press(tab, '.engine label', 'cores', () => tab.evaluate(() => crossOriginIsolated));
  await unfold(tab);
  if (await tab.evaluate(() => typeof SharedArrayBuffer === 'function')) {
    await shows(tab, '.engine', '2 threads for each model');
    expect(await is(tab, '.engine input:checked')).toBe(true);
  } else {
    await shows(tab, '.engine .problem', 'this browser lets them share no memory, so each model has one thread');
    expect(await is(tab, '.engine input:disabled:not(:checked)')).toBe(true);
    await press(tab, 'button', '中文', async () => (await language(tab)) === 'zh-Hans');
    await shows(tab, '.engine .problem', '此浏览器不允许它们共享内存，因此每个模型只有一个线程');
    await press(tab, 'button', 'English', async () => (await language(tab)) === 'en');
  }
  await start(tab);
  await ended(tab, 30);
  await nativeDigests(tab, SMALL, 30);
  /* The choice is remembered. */
  await tab.reload();
  expect(await tab.evaluate(() => crossOriginIsolated)).toBe(true);
});

test('what violates the policy is counted', async ({ tab, host }) => {
  await tab.goto(`${host.address}${PROVOKED}?embed=sources`);
  expect(await tab.evaluate(() => fetch('https://elsewhere.invalid/').then(String, () => 'refused'))).toBe('refused');
  const reports = async () => JSON.stringify(await (await fetch(`${host.address}${PROVOKED}${REPORTS}`)).json());
  await expect.poll(reports).toContain('connect-src https://elsewhere.invalid');
});
