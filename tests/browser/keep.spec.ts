/* Runs survive: closed and crashed tabs, several tabs, storage that is full or not to be had, no network. */
import { readdir } from 'node:fs/promises';
import type { BrowserContext, Page } from '@playwright/test';
import { nativeDigest } from './native';
import {
  bringChapter,
  bringReads,
  controls,
  expect,
  keepPicture,
  lane,
  open,
  passes,
  pause,
  scrollsSideways,
  shown,
  startRace,
  test,
  violations,
} from './page';
import { dist, SUB_PATH } from './serve';

const SMALL = 'degree=2&path_length=3&labels=5&layers=2&width=16&batch=16';
/* On a fast machine the first of these steps are kept, two seconds after the start, long before the last. */
const BUDGET = 200_000;
const LINK = `./?${SMALL}&budget=${BUDGET}`;

const notes = (page: Page) => page.locator('main > [role="status"]');
const left = (page: Page) => page.getByRole('region', { name: 'You left a race unfinished' });
const more = (page: Page, budget: number) =>
  page.locator('.race-controls').getByRole('button', { name: `Train ${budget.toLocaleString('en')} more` });

async function digestsAtTheEnd(page: Page, budget: number): Promise<string[]> {
  await expect(more(page, budget)).toBeEnabled({ timeout: 100_000 });
  const digests = await page.locator('[data-value="digest"]').allTextContents();
  expect(digests).toHaveLength(2);
  return digests;
}

/** What the page keeps, read as another script would. */
function kept(page: Page): Promise<{ races: number; steps: number[] }> {
  return page.evaluate(async () => {
    const [found] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith('pathstar'));
    if (!found?.name) return { races: 0, steps: [] };
    const { name } = found;
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await answer(indexedDB.open(name));
    const transaction = database.transaction(['runs', 'races', 'weights']);
    const [races, runs] = await Promise.all([
      answer(transaction.objectStore('races').count()),
      answer(transaction.objectStore('runs').getAll()),
    ]);
    database.close();
    return { races, steps: runs.filter(({ size }) => size > 0).map(({ record }) => record.state.step) };
  });
}

/** Trains until both lanes have been kept past their first steps. */
async function trainUntilKept(page: Page, budget = BUDGET): Promise<void> {
  await startRace(page);
  await expect
    .poll(async () => (await kept(page)).steps.filter((step) => step > 0 && step < budget).length, {
      timeout: 20_000,
      intervals: [200],
    })
    .toBe(2);
}

/** The step of the lane that is ahead. */
const furthest = async (page: Page) =>
  Math.max(await shown(page, 'teacher_forcing', 'step'), await shown(page, 'teacherless', 'step'));

const another = async (context: BrowserContext, link = LINK) => {
  const page = await context.newPage();
  await open(page, link);
  return page;
};

test('a tab closed in the middle: the same link goes on at the kept step, to the digest of an unbroken run', async ({
  page,
  context,
}) => {
  test.setTimeout(300_000);
  const budget = 30_000;
  const link = `./?${SMALL}&budget=${budget}`;
  await open(page, link);
  await trainUntilKept(page, budget);
  expect(await shown(page, 'teacherless', 'step')).toBeLessThan(budget);
  await page.close();

  const again = await another(context, link);
  await expect(notes(again)).toContainText(/Your race is back at step [\d,]+, where it was last kept/);
  const step = await shown(again, 'teacherless', 'step');
  expect(step).toBeGreaterThan(0);
  expect(step).toBeLessThan(budget);
  await expect(controls(again).continue).toBeEnabled();
  /* Its curves are there before it trains on. */
  await again.locator('.falls').scrollIntoViewIfNeeded();
  /* Three places a lane, of two. */
  await expect(again.locator('.falls .edge')).toHaveCount(6);
  for (const edge of await again.locator('.falls .edge').all()) await expect(edge).toHaveAttribute('d', /^M.*L/);
  expect(await shown(again, 'teacherless', 'path')).not.toBeNaN();
  expect(await violations(again)).toEqual([]);
  await keepPicture(again, 'keep-back-1440');
  await controls(again).continue.click();
  const digests = await digestsAtTheEnd(again, budget);
  /* The native program has trained without a break. */
  for (const [index, objective] of ['teacher_forcing', 'teacherless'].entries())
    expect(digests[index]).toBe(await nativeDigest(SMALL, objective, budget, digests[index]));
  await expect.poll(() => kept(again), { timeout: 20_000 }).toEqual({ races: 0, steps: [budget, budget] });
});

test('steps made by hand are kept, each', async ({ page }) => {
  await open(page, LINK);
  for (const step of [1, 2, 3]) {
    await controls(page).step.click();
    await expect.poll(() => shown(page, 'teacherless', 'step')).toBe(step);
    await expect.poll(async () => (await kept(page)).steps).toEqual([step, step]);
  }
});

test('with another link the race is offered, and taken up with its settings; or discarded', async ({
  page,
  context,
}) => {
  await open(page, LINK);
  await trainUntilKept(page);
  await pause(page);
  const step = await furthest(page);
  await expect.poll(async () => Math.max(...(await kept(page)).steps)).toBe(step);
  await page.close();

  const other = await another(context, './');
  await expect(left(other)).toContainText(`kept at step ${step.toLocaleString('en')} of 200,000`);
  expect(await violations(other)).toEqual([]);
  await other.setViewportSize({ width: 390, height: 844 });
  expect(await scrollsSideways(other)).toBe(false);
  await keepPicture(other, 'keep-offer-390');
  await other.setViewportSize({ width: 1440, height: 900 });
  await left(other)
    .getByRole('button', { name: `Continue from step ${step.toLocaleString('en')}` })
    .click();
  await expect.poll(() => furthest(other), { timeout: 15_000 }).toBeGreaterThan(step);
  await expect(other).toHaveURL(/degree=2.*budget=200000/);
  await expect(left(other)).toHaveCount(0);
  await pause(other);
  await other.close();

  const third = await another(context, './');
  await left(third).getByRole('button', { name: 'Discard' }).click();
  await expect(left(third)).toHaveCount(0);
  await expect.poll(async () => (await kept(third)).races).toBe(0);
  await third.reload();
  await expect(controls(third).start).toBeEnabled();
  await third.waitForTimeout(500);
  await expect(left(third)).toHaveCount(0);
});

test('a second tab leaves the first one’s race alone, and is offered it when that tab is gone', async ({
  page,
  context,
}) => {
  await open(page, LINK);
  await trainUntilKept(page);
  await pause(page);
  const second = await another(context);
  await expect(notes(second)).toContainText('Another tab of this page has a race of its own');
  await expect(controls(second).start).toBeVisible();
  /* It can train by itself meanwhile; nothing of the first is touched. */
  await controls(second).step.click();
  await expect.poll(() => shown(second, 'teacherless', 'step')).toBe(1);
  await controls(second).reset.click();
  expect((await kept(second)).races).toBe(1);

  const third = await another(context, './');
  await expect(notes(third)).toContainText('Another tab');
  const step = await furthest(page);
  await page.close();
  await second.close();
  await expect(left(third)).toContainText(`kept at step ${step.toLocaleString('en')}`);
});

test('storage that is full is said once, and training goes on', async ({ page }) => {
  await page.addInitScript(() => {
    const { Worker } = globalThis;
    /* The worker that stores answers as a full disk would. */
    class FullStorage extends Worker {
      override postMessage(message: unknown): void {
        const { type, ask } = Object(message);
        const answer =
          type === 'keep'
            ? { type: 'failed', ask, name: 'QuotaExceededError', message: 'full' }
            : type === 'list'
              ? { type: 'listed', ask, runs: [], races: [] }
              : { type: 'done', ask };
        setTimeout(() => this.onmessage?.(new MessageEvent('message', { data: answer })));
      }
    }
    globalThis.Worker = new Proxy(Worker, {
      construct: (target, [url, options]) =>
        options?.name === 'storage' ? new FullStorage(url, options) : new target(url, options),
    });
  });
  await open(page, LINK);
  await startRace(page);
  await expect(notes(page)).toContainText('storage for this page is full', { timeout: 15_000 });
  const step = await shown(page, 'teacherless', 'step');
  await passes(page, 'teacherless', step);
  await notes(page).getByRole('button', { name: 'Understood' }).click();
  await expect(notes(page)).toBeEmpty();
});

test('where nothing may be stored it says so, once there is something to lose', async ({ page, context }) => {
  /* In workers too, where the page stores. */
  await context.route('**/storage-worker-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      body: `Object.defineProperty(self, 'indexedDB', { value: undefined });${await response.text()}`,
    });
  });
  await open(page, LINK);
  await expect(notes(page)).toHaveCount(0);
  await startRace(page);
  await expect(notes(page)).toContainText('This browser keeps nothing for this page');
  await passes(page, 'teacherless', 0);
  await bringChapter(page, 'laboratory');
  await expect(page.locator('#laboratory')).toContainText('these runs are lost when the page is closed or reloaded');
});

test('runs that a newer version of the page has kept are left alone, and that is said', async ({ page }) => {
  await open(page);
  const names = () =>
    page.evaluate(async () => (await indexedDB.databases()).map(({ name, version }) => [name, version]));
  await page.evaluate(async (folder) => {
    await new Promise((done) => {
      indexedDB.open(`pathstar ${folder}`, 1000).onsuccess = done;
    });
  }, new URL('./', page.url()).pathname);
  const before = await names();
  await open(page, LINK);
  await startRace(page);
  await expect(notes(page)).toContainText('A newer version of this page has kept runs in this browser');
  await passes(page, 'teacherless', 0);
  expect(await names()).toEqual(before);
});

test('a run that crashes says so, and the reloaded page goes on from what was kept', async ({ page }) => {
  await page.addInitScript(() => {
    const { Worker } = globalThis;
    const runs: Worker[] = [];
    globalThis.Worker = new Proxy(Worker, {
      construct: (target, [url, options]) => {
        const worker = new target(url, options);
        if (!['desk', 'storage'].includes(options?.name)) runs.push(worker);
        return worker;
      },
    });
    addEventListener('crash', () => {
      for (const worker of runs) worker.onerror?.(new ErrorEvent('error', { message: 'unreachable' }));
    });
  });
  await open(page, LINK);
  await trainUntilKept(page);
  await page.evaluate(() => dispatchEvent(new Event('crash')));
  await expect(notes(page)).toContainText('reload the page to go on from that step');
  await expect(lane(page, 'teacherless').getByRole('alert')).toContainText('unreachable');
  await page.reload();
  await expect(notes(page)).toContainText('Your race is back at step');
  await expect(controls(page).continue).toBeEnabled();
});

test('kept weights that the engine refuses are to be given up: a race that begins anew is offered instead', async ({
  page,
  context,
}) => {
  await open(page, LINK);
  await trainUntilKept(page);
  await pause(page);
  await page.close();
  const again = await context.newPage();
  await again.goto('./?embed=sources');
  /* As another engine would find them. */
  await again.evaluate(async () => {
    const [found] = await indexedDB.databases();
    const opened = indexedDB.open(found?.name ?? '');
    await new Promise((resolve) => {
      opened.onsuccess = resolve;
    });
    const transaction = opened.result.transaction('weights', 'readwrite');
    const weights = transaction.objectStore('weights');
    const keys = weights.getAllKeys();
    keys.onsuccess = () => {
      for (const key of keys.result) weights.put(new Uint8Array(64), key);
    };
    await new Promise((resolve) => {
      transaction.oncomplete = resolve;
    });
    opened.result.close();
  });
  await again.goto(LINK);
  await expect(notes(again)).toContainText('cannot be taken up again');
  await expect(notes(again)).not.toContainText('reload the page to go on');
  expect(await violations(again)).toEqual([]);
  await notes(again).getByRole('button', { name: 'Discard and start anew' }).click();
  await passes(again, 'teacherless', 0);
  await expect(notes(again)).not.toContainText('cannot be taken up again');
  await pause(again);
  const paused = [await shown(again, 'teacher_forcing', 'step'), await shown(again, 'teacherless', 'step')];
  await expect.poll(async () => (await kept(again)).steps, { timeout: 20_000 }).toEqual(expect.arrayContaining(paused));
  await again.reload();
  await expect(notes(again)).toContainText('Your race is back at step');
});

test('a hidden tab trains on and draws nothing; a screen lock is held while it trains and seen', async ({ page }) => {
  await page.addInitScript(() => {
    let hidden = false;
    Object.defineProperty(Document.prototype, 'hidden', { get: () => hidden });
    Object.defineProperty(Document.prototype, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') });
    addEventListener('hide', () => {
      hidden = true;
      document.dispatchEvent(new Event('visibilitychange'));
    });
    addEventListener('show', () => {
      hidden = false;
      document.dispatchEvent(new Event('visibilitychange'));
    });
    const locks = { held: 0 };
    Object.defineProperty(globalThis, 'screenLocks', { value: locks });
    Object.defineProperty(Navigator.prototype, 'wakeLock', {
      value: {
        request: async () => {
          locks.held++;
          const sentinel = new EventTarget();
          return Object.assign(sentinel, {
            release: async () => {
              locks.held--;
              setTimeout(() => sentinel.dispatchEvent(new Event('release')));
            },
          });
        },
      },
    });
  });
  const locks = () => page.evaluate(() => Reflect.get(globalThis, 'screenLocks').held);
  await open(page, `./?${SMALL}&budget=100000`);
  expect(await locks()).toBe(0);
  await startRace(page);
  await passes(page, 'teacherless', 0);
  await expect.poll(locks).toBe(1);
  /* What keeps the run is fetched when the race begins. */
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => dispatchEvent(new Event('hide')));
  await expect.poll(locks).toBe(0);
  const step = await shown(page, 'teacherless', 'step');
  const changes = await page.evaluate(async () => {
    let count = 0;
    const watch = new MutationObserver((mutations) => {
      count += mutations.length;
    });
    watch.observe(document.querySelector('.lanes') ?? document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    watch.disconnect();
    return count;
  });
  expect(changes).toBe(0);
  await page.evaluate(() => dispatchEvent(new Event('show')));
  await passes(page, 'teacherless', step + 100);
  await expect.poll(locks).toBe(1);
  await pause(page);
  await expect.poll(locks).toBe(0);
});

test.describe('without a network', () => {
  test.use({ serviceWorkers: 'allow', expectedErrors: [/ERR_INTERNET_DISCONNECTED|Failed to fetch|ERR_FAILED/] });

  const filesKept = (page: Page) =>
    page.evaluate(async () => {
      const files = [];
      for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) files.push(new URL(url).pathname);
      return files;
    });

  test('files are kept when the race rests: a model that trains has the processor first', async ({ page }) => {
    await open(page, `./?${SMALL}&budget=1000000`);
    await startRace(page);
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    await passes(page, 'teacherless', 50);
    await page.waitForTimeout(1000);
    const some = (await filesKept(page)).length;
    await pause(page);
    await expect.poll(async () => (await filesKept(page)).length).toBeGreaterThan(100);
    expect(some).toBeLessThan(20);
  });

  for (const path of ['/', SUB_PATH]) {
    test(`after its first visit the page at ${path} opens, trains and fetches its chapters`, async ({
      page,
      context,
    }) => {
      const built = (await readdir(dist, { recursive: true }))
        .filter((file) => /\.\w+$/.test(file) && !/service-worker|^card|\.wasm$/.test(file))
        .map((file) => `${path}${file === 'index.html' ? '' : file}`);
      await open(page, `.${path}?${SMALL}&budget=60`);
      /* All but the card for other sites and the modules that this browser does not train with; those are the engine's first part, and the whole. */
      await expect.poll(() => filesKept(page), { timeout: 15_000 }).toEqual(expect.arrayContaining(built));
      const modules = async () => (await filesKept(page)).filter((file) => file.endsWith('.wasm'));
      await expect.poll(modules).toHaveLength(2);

      await context.setOffline(true);
      expect(await page.evaluate(() => fetch('not-kept').catch(() => null))).toBeNull();
      await page.reload();
      await bringReads(page);
      await expect(page.locator('.reads .star')).toBeVisible();
      await expect(page.getByRole('alert')).toHaveCount(0);
      await startRace(page);
      await digestsAtTheEnd(page, 60);
      for (const chapter of await page.locator('.chapter').all()) await chapter.scrollIntoViewIfNeeded();
      await expect(page.locator('.later')).toHaveCount(0, { timeout: 20_000 });
      expect(await violations(page)).toEqual([]);
      /* The sentences of refusals, which nobody has seen yet. */
      await page.getByLabel('Arms (degree)', { exact: true }).fill('99');
      await expect(page.locator('.graph-controls .problem')).toContainText('degree must be an integer in 1..20');
      /* What needs the whole engine. */
      await page.goto(`.${path}?${SMALL}&objective=nextlat&versus=top&budget=60`);
      await startRace(page);
      await digestsAtTheEnd(page, 60);
    });
  }
});
