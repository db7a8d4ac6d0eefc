/* Threads where the page is isolated, one thread where it is not, the same bits on both; and the switch that isolates it. */
import type { Page } from '@playwright/test';
import { EXHIBIT } from '../../web/src/state/config/exhibit';
import { nativeDigest } from './native';
import { expect, open as openPage, scrollsSideways, startRace, test, unfold, violations } from './page';
import { FORMER, ISOLATED, SUB_PATH, VAIN_SERVICE_WORKER, WITHOUT_HELPERS, WITHOUT_SERVICE_WORKER } from './serve';

const engine = (page: Page) => page.locator('.engine');
const more = (page: Page) => page.getByRole('checkbox', { name: /Use more of this machine’s cores/ });
const isIsolated = (page: Page) => page.evaluate(() => crossOriginIsolated);

/** Pretends that the machine has this many cores, whatever the tests run on. */
const withCores = (page: Page, cores: number) =>
  page.addInitScript((count) => {
    Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => count });
  }, cores);

/** The page, with what is told of its engine unfolded. */
async function open(page: Page, link?: string): Promise<void> {
  await openPage(page, link);
  await unfold(page, 'race-numbers');
}

/** Times the page was loaded since. */
function loadsOf(page: Page): () => number {
  let loads = 0;
  page.on('load', () => loads++);
  return () => loads;
}

async function digestsAfterTraining(page: Page): Promise<string[]> {
  await startRace(page);
  await expect(page.locator('.race-controls').getByRole('button', { name: 'Train 30 more' })).toBeEnabled({
    timeout: 30_000,
  });
  const digests = await page.locator('[data-value="digest"]').allTextContents();
  expect(digests).toHaveLength(2);
  return digests;
}

/** That a default race of 30 steps came to the bits of the native program, which trains on one thread. */
async function expectNativeBits(digests: readonly string[]): Promise<void> {
  const settings = `${new URLSearchParams(EXHIBIT)}`;
  for (const [index, objective] of ['teacher_forcing', 'teacherless'].entries())
    expect(digests[index]).toBe(await nativeDigest(settings, objective, 30, digests[index]));
}

/** The page's service workers, the newest first: what their addresses end in, and their states. */
const serviceWorkers = (page: Page) =>
  page.evaluate(async () => {
    const { installing, waiting, active } = (await navigator.serviceWorker.getRegistration()) ?? {};
    return [installing, waiting, active].flatMap((worker) =>
      worker ? `${worker.scriptURL.replace(/.*\//, '')} ${worker.state}` : [],
    );
  });

test.use({ serviceWorkers: 'allow' });
test.beforeEach(({ page }) => withCores(page, 4));

test('an isolated page trains on threads, to the same bits', async ({ page }) => {
  await open(page, `.${ISOLATED}?budget=30`);
  expect(await isIsolated(page)).toBe(true);
  await expect(engine(page)).toContainText('2 threads for each model');
  await expect(more(page)).toHaveCount(0);
  await expectNativeBits(await digestsAfterTraining(page));
  expect(page.workers().filter((worker) => worker.url().includes('/crew-member-'))).toHaveLength(2);
  await expect(engine(page)).toContainText('2 threads for each model');
  expect(await violations(page)).toEqual([]);
});

test.describe('in parts', () => {
  const BUDGET = 30;
  const SMALL = 'degree=2&path_length=3&labels=5&layers=2&width=16&batch=16';

  /** The modules that page and workers ask for; the one that keeps files for offline use asks for others in its time. */
  function modulesOf(page: Page): string[] {
    const asked: string[] = [];
    page.context().on('request', (request) => {
      if (request.url().endsWith('.wasm') && !request.serviceWorker()) asked.push(new URL(request.url()).pathname);
    });
    return asked;
  }

  test('the default race trains in the first part of the engine and fetches nothing more', async ({ page }) => {
    const modules = modulesOf(page);
    await open(page, `./?budget=${BUDGET}`);
    await expectNativeBits(await digestsAfterTraining(page));
    expect(modules).toHaveLength(1);
    expect(modules[0]).toMatch(/-first\.wasm$/);
  });

  for (const [name, settings, objectives] of [
    ['an auxiliary loss', `${SMALL}&objective=nextlat&versus=teacher_forcing`, ['nextlat', 'teacher_forcing']],
    ['mamba', `${SMALL}&architecture=mamba`, ['teacher_forcing', 'teacherless']],
  ] as const)
    test(`${name} trains in the whole, which is fetched then, to the native program's bits`, async ({ page }) => {
      const modules = modulesOf(page);
      await open(page, `./?${settings}&budget=${BUDGET}`);
      const digests = await digestsAfterTraining(page);
      expect(modules.some((module) => /\/pathstar(-relaxed)?\.wasm$/.test(module))).toBe(true);
      /* And is there for whoever needs it next. */
      const fetched = modules.length;
      await page.locator('.race-controls').getByRole('button', { name: 'Reset' }).click();
      expect(await digestsAfterTraining(page)).toEqual(digests);
      expect(modules).toHaveLength(fetched);
      const given = settings.replace(/&(objective|versus)=.*/, '');
      for (const [index, objective] of objectives.entries())
        expect(digests[index]).toBe(await nativeDigest(given, objective, BUDGET, digests[index]));
    });

  test.describe('where the whole does not arrive', () => {
    test.use({ expectedErrors: [/404/] });
    test('the run that needs it says so, and the other trains', async ({ page }) => {
      await page.context().route(/\/pathstar(-relaxed)?\.wasm$/, (route) => route.fulfill({ status: 404 }));
      await open(page, `./?${SMALL}&objective=teacher_forcing&versus=nextlat&budget=${BUDGET}`);
      await startRace(page);
      await expect(page.locator('.lane[data-objective="nextlat"]')).toContainText('engine/pathstar.wasm');
      await expect(page.locator('.lane[data-objective="teacher_forcing"] [data-value="digest"]')).not.toBeEmpty();
    });
  });
});

test('a page that is not isolated says so by its engine, and asks for no threaded module', async ({ page }) => {
  const modules: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.wasm')) modules.push(new URL(request.url()).pathname);
  });
  await open(page);
  await expect(engine(page)).toContainText(
    /Engine: WebAssembly, (relaxed|base) SIMD \((no )?fused multiply-add\), one thread for each model; kernels: wasm/,
  );
  expect(modules).toHaveLength(1);
  expect(modules[0]).not.toContain('threads');
});

test('with no core to spare an isolated page has the single-threaded module, and no switch', async ({ page }) => {
  await withCores(page, 2);
  await open(page, `.${ISOLATED}`);
  await expect(engine(page)).toContainText('one thread for each model');
  await open(page);
  await expect(engine(page)).toContainText('one thread for each model');
  await expect(more(page)).toHaveCount(0);
});

test.describe('where helpers do not start', () => {
  test.use({ expectedErrors: [/404/] });
  test('the run does without them', async ({ page }) => {
    await open(page, `.${WITHOUT_HELPERS}?budget=30`);
    await expectNativeBits(await digestsAfterTraining(page));
    await expect(engine(page)).toContainText('one thread for each model');
  });
});

test('the switch has room on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  const label = engine(page).locator('label');
  expect((await label.boundingBox())?.height).toBeGreaterThanOrEqual(43.5);
  expect(await scrollsSideways(page)).toBe(false);
  expect(await violations(page)).toEqual([]);
});

for (const path of ['/', SUB_PATH]) {
  test(`the switch isolates the page at ${path} after one reload, is remembered, and goes off again`, async ({
    page,
  }) => {
    await open(page, `.${path}?budget=30`);
    const loads = loadsOf(page);
    expect(await isIsolated(page)).toBe(false);
    await expect(engine(page)).toContainText('one thread for each model');
    await expect(more(page)).not.toBeChecked();
    expect(await violations(page)).toEqual([]);

    await more(page).click();
    await expect.poll(loads, { timeout: 30_000 }).toBe(1);
    await unfold(page, 'race-numbers');
    await expect(engine(page)).toContainText('2 threads for each model');
    await expect(more(page)).toBeChecked();
    expect(await isIsolated(page)).toBe(true);
    expect(await serviceWorkers(page)).toEqual(['service-worker.js activated']);
    await expect(page).toHaveURL(/\?budget=30$/);
    expect(await violations(page)).toEqual([]);
    await expectNativeBits(await digestsAfterTraining(page));
    expect(loads()).toBe(1);

    await open(page, `.${path}`);
    await expect(engine(page)).toContainText('2 threads for each model');
    expect(loads()).toBe(2);

    await more(page).click();
    await expect.poll(loads).toBe(3);
    await unfold(page, 'race-numbers');
    await expect(engine(page)).toContainText('one thread for each model');
    await expect(more(page)).not.toBeChecked();
    expect(await isIsolated(page)).toBe(false);
    expect(await serviceWorkers(page)).toEqual(['service-worker.js activated']);
    expect(loads()).toBe(3);
  });
}

for (const [before, address] of [
  ['kept files alone', 'service-worker.js'],
  ['isolated the page', 'service-worker.js?isolate'],
] as const) {
  test(`a service worker of the former release that ${before} gives way, the choice is kept, and one click is one reload`, async ({
    page,
    context,
    baseURL,
  }) => {
    const wasOn = address !== 'service-worker.js';
    await context.addCookies([{ name: FORMER, value: '1', url: String(baseURL) }]);
    /* Beside the page, so that this release's page knows nothing of it. */
    await page.goto('./favicon.svg');
    await page.evaluate(async (address) => {
      const rules = { createScriptURL: (given: string) => given };
      const scripts = Reflect.get(globalThis, 'trustedTypes').createPolicy('pathstar', rules);
      await navigator.serviceWorker.register(scripts.createScriptURL(address));
      await navigator.serviceWorker.ready;
    }, address);
    await expect.poll(() => serviceWorkers(page)).toEqual([`${address} activated`]);
    await context.clearCookies();

    await open(page, './?budget=30');
    const loads = loadsOf(page);
    expect(await isIsolated(page)).toBe(wasOn);
    /* Where the page moves under the pointer, because something above has just arrived, the press is no click. */
    const press = async (from: boolean, times: number) => {
      await expect(more(page)).toBeChecked({ checked: from });
      await expect(async () => {
        const asks = (await more(page).isEnabled()) && (await more(page).isChecked()) === from;
        if (loads() < times && asks) await more(page).click({ timeout: 2000 });
        await expect.poll(loads, { timeout: 5000 }).toBe(times);
      }).toPass({ timeout: 30_000 });
    };
    await press(wasOn, 1);
    /* Chromium, with a debugger attached, may keep the old one: then what is opened next is the network's, and says so. */
    await unfold(page, 'race-numbers');
    await expect(more(page)).toBeChecked({ checked: !wasOn });
    await expect(engine(page)).toContainText('for each model');
    await expect
      .poll(async () => (await serviceWorkers(page)).at(-1), { timeout: 20_000 })
      .toBe('service-worker.js activated');
    await open(page, './?budget=30');
    expect(await isIsolated(page)).toBe(!wasOn);
    const before = loads();
    await press(!wasOn, before + 1);
    await unfold(page, 'race-numbers');
    await expect(more(page)).toBeChecked({ checked: wasOn });
    expect(await isIsolated(page)).toBe(wasOn);
    /* None that is left is of before: each answers. */
    const answers = await page.evaluate(async (choice) => {
      const { installing, waiting, active } = (await navigator.serviceWorker.getRegistration()) ?? {};
      const workers = [installing, waiting, active].flatMap((worker) => worker ?? []);
      const ask = (worker: ServiceWorker) =>
        new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => resolve(data);
          setTimeout(resolve, 10_000, 'no answer');
          worker.postMessage(choice, [port2]);
        });
      return Promise.all(workers.map(ask));
    }, wasOn);
    expect(new Set(answers)).toEqual(new Set([null]));
    expect(loads()).toBe(before + 1);
  });
}

test('where isolation does not come about it says so and does not reload again', async ({ page }) => {
  await open(page, `.${VAIN_SERVICE_WORKER}`);
  const loads = loadsOf(page);
  await more(page).click();
  await expect(engine(page).locator('.problem')).toContainText('this page is not isolated', { timeout: 20_000 });
  await expect(more(page)).toBeChecked();
  await expect(engine(page)).toContainText('one thread for each model');
  expect(await violations(page)).toEqual([]);
  await page.waitForTimeout(1500);
  expect(loads()).toBe(1);
  await page.reload();
  await unfold(page, 'race-numbers');
  await expect(engine(page).locator('.problem')).toBeVisible();
  await page.waitForTimeout(1500);
  expect(loads()).toBe(2);
  await more(page).click();
  await expect(more(page)).not.toBeChecked();
  await expect(engine(page).locator('.problem')).toHaveCount(0);
  await expect.poll(loads).toBe(3);
  await unfold(page, 'race-numbers');
  await expect(more(page)).not.toBeChecked();
});

test('a browser that isolates the page and shares no memory is told of, and the switch is disabled', async ({
  page,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'SharedArrayBuffer'));
  await open(page, './?budget=30');
  const loads = loadsOf(page);
  await more(page).click();
  await expect(engine(page).locator('.problem')).toContainText('share no memory', { timeout: 20_000 });
  await expect(more(page)).not.toBeChecked();
  await expect(more(page)).toBeDisabled();
  await expect(engine(page)).toContainText('one thread for each model');
  const digests = await digestsAfterTraining(page);
  expect(await violations(page)).toEqual([]);
  await page.locator('.race-controls').getByRole('button', { name: 'Reset' }).click();
  expect(await digestsAfterTraining(page)).toEqual(digests);
  expect(loads()).toBe(1);
  await page.reload();
  await unfold(page, 'race-numbers');
  await expect(engine(page).locator('.problem')).toContainText('share no memory');
  await expect(more(page)).toBeDisabled();
  expect(loads()).toBe(2);
});

test.describe('where there is no service worker to be had', () => {
  test.use({ expectedErrors: [/404/] });
  test('a missing one leaves the page as it was, with the reason', async ({ page }) => {
    await open(page, `.${WITHOUT_SERVICE_WORKER}`);
    const loads = loadsOf(page);
    await more(page).click();
    await expect(engine(page).getByRole('alert')).toContainText('That could not be done');
    await expect(more(page)).not.toBeChecked();
    await page.waitForTimeout(1500);
    expect(loads()).toBe(0);
  });

  test('a browser without them is told so', async ({ page }) => {
    await page.addInitScript(() => {
      Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
    });
    await open(page);
    const loads = loadsOf(page);
    await more(page).click();
    await expect(engine(page).getByRole('alert')).toContainText('this browser allows no service worker here');
    await page.waitForTimeout(500);
    expect(loads()).toBe(0);
  });
});
