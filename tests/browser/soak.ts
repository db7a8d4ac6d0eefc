/* Races in a browser of its own, whose profile stays while it is killed again and again; half of the time. Then one race
 * that nothing disturbs, while the browser's memory is looked at. Linux alone: memory is read from /proc. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, expect, type Locator, type Page, test } from '@playwright/test';
import { nativeDigest } from './native';
import { controls, open, shown, startRace } from './page';

const MINUTES = Number(process.env.SOAK_MINUTES ?? 60);
const SMALL = 'degree=2&path_length=3&labels=5&layers=1&width=16&batch=16';
const BUDGET = 40_000;
const LANES = ['teacher_forcing', 'teacherless'];
/** The runs that the page keeps, the newest ones (docs/keeping.md). */
const MOST_RUNS = 30;
/** Of the memory of the middle third of the undisturbed race, which is allowed in its last third. */
const GROWTH = 1.1;

interface Running {
  readonly process: ChildProcess;
  readonly context: BrowserContext;
}

interface Race {
  readonly page: Page;
  readonly link: string;
}

/** A browser that keeps its profile, and is nobody's but ours to kill. */
async function launch(profile: string): Promise<Running> {
  const { executablePath = chromium.executablePath(), args = [] } = test.info().project.use.launchOptions ?? {};
  const flags = ['--remote-debugging-port=0', `--user-data-dir=${profile}`, '--headless', ...args, 'about:blank'];
  const process = spawn(executablePath, flags, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  const address = await new Promise<string>((found, failed) => {
    let said = '';
    process.stderr?.on('data', (more) => {
      said += more;
      const [, address] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (address) found(address);
    });
    process.once('exit', () => failed(new Error(`the browser ended: ${said}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  if (!context) throw new Error('the browser has no context');
  return { process, context };
}

/** All of its processes, at once, as when the power fails. */
async function kill({ process }: Running): Promise<void> {
  if (process.pid === undefined || process.exitCode !== null || process.signalCode !== null) return;
  const ended = new Promise((resolve) => process.once('exit', resolve));
  globalThis.process.kill(-process.pid, 'SIGKILL');
  await ended;
}

/** Megabytes of the process and of all that it started. */
async function memory(root: number): Promise<number> {
  const parents = new Map<number, number>();
  const sizes = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    /* One that has just ended has no such file. */
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    parents.set(pid, Number(/^PPid:\s*(\d+)/m.exec(status)?.[1] ?? 0));
    sizes.set(pid, Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1] ?? 0) / 1024);
  }
  const isOurs = (pid: number): boolean => pid === root || (pid > 1 && isOurs(parents.get(pid) ?? 0));
  return [...sizes].filter(([pid]) => isOurs(pid)).reduce((sum, [, size]) => sum + size, 0);
}

const address = (seed: number, budget: number) =>
  `${test.info().project.use.baseURL}?${SMALL}&seed=${seed}&budget=${budget}`;

async function opened({ context }: Running, link: string): Promise<Page> {
  const page = await context.newPage();
  for (const other of context.pages()) if (other !== page) await other.close();
  await open(page, link);
  return page;
}

const step = async (page: Page): Promise<number> =>
  Math.min(...(await Promise.all(LANES.map((objective) => shown(page, objective, 'step')))));

/** The steps of all runs that are kept with weights: of finished races, too. */
const keptSteps = (page: Page): Promise<number[]> =>
  page.evaluate(async () => {
    const [found] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith('pathstar'));
    if (!found?.name) return [];
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await answer(indexedDB.open(found.name));
    const runs = await answer(database.transaction('runs').objectStore('runs').getAll());
    database.close();
    return runs.filter(({ size }) => size > 0).map(({ record }) => record.state.step);
  });

/** The least step of the race that is not finished; 0 before both of its runs were kept. */
async function keptStep(page: Page): Promise<number> {
  const unfinished = (await keptSteps(page)).filter((kept) => kept < BUDGET);
  return unfinished.length < LANES.length ? 0 : Math.min(...unfinished);
}

const isOver = async (page: Page) =>
  (await page
    .locator('.race-controls')
    .getByRole('button', { name: /^Train [\d,]+ more$/ })
    .count()) > 0;

/** For a moment nothing can be kept, and training goes on. */
async function fillQuota(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  const before = await step(page);
  await expect.poll(async () => (await isOver(page)) || (await step(page)) > before, { timeout: 60_000 }).toBe(true);
  await page.waitForTimeout(3000);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await session.detach();
}

test('races go on through reloads, kills and a full quota, and memory stays flat', async () => {
  const profile = await mkdtemp(join(tmpdir(), 'soak-'));
  const begun = Date.now();
  const minutes = () => (Date.now() - begun) / 60_000;
  const counts = { races: 0, reloads: 0, tabs: 0, kills: 0, quotas: 0 };
  let running = await launch(profile);
  const breaks = [
    async ({ link }: Race) => {
      counts.kills++;
      await kill(running);
      running = await launch(profile);
      return opened(running, link);
    },
    async ({ page }: Race) => {
      counts.quotas++;
      await fillQuota(page);
      return page;
    },
    async ({ page }: Race) => {
      counts.reloads++;
      await page.reload();
      return page;
    },
    async ({ link }: Race) => {
      counts.tabs++;
      return opened(running, link);
    },
  ];
  try {
    for (let turn = 0; minutes() < MINUTES / 2; counts.races++) {
      const link = address(counts.races + 1, BUDGET);
      let page = await opened(running, link);
      await startRace(page);
      for (let last = 0; !(await isOver(page)); ) {
        await expect
          .poll(async () => (await isOver(page)) || (await keptStep(page)) > last, { timeout: 60_000 })
          .toBe(true);
        if (await isOver(page)) break;
        const kept = await keptStep(page);
        page = (await breaks[turn++ % breaks.length]?.({ page, link })) ?? page;
        last = kept;
        /* What had been kept is there: the race is back at that step, or beyond, and goes on. */
        await expect.poll(() => step(page), { timeout: 60_000 }).toBeGreaterThanOrEqual(kept);
        const { continue: goOn, pause } = controls(page);
        const isReady = async (button: Locator) => (await button.and(page.locator(':enabled')).count()) > 0;
        await expect
          .poll(async () => (await isReady(goOn)) || (await isReady(pause)) || (await isOver(page)), {
            timeout: 60_000,
          })
          .toBe(true);
        if (await isReady(goOn)) await goOn.click();
      }
      const digests = await page.locator('[data-value="digest"]').allTextContents();
      for (const [index, objective] of LANES.entries()) {
        const settings = `${SMALL}&seed=${counts.races + 1}`;
        expect(digests[index]).toBe(await nativeDigest(settings, objective, BUDGET, digests[index]));
      }
      const finished = Math.min(MOST_RUNS, LANES.length * (counts.races + 1));
      await expect
        .poll(async () => (await keptSteps(page)).filter((kept) => kept === BUDGET).length, { timeout: 60_000 })
        .toBe(finished);
      console.log(`${minutes().toFixed(1)} min: ${JSON.stringify(counts)}`);
    }

    const page = await opened(running, address(0, 10_000_000));
    await startRace(page);
    const sizes: number[] = [];
    const until = minutes() + MINUTES / 2;
    for (let last = 0; minutes() < until; ) {
      await page.waitForTimeout(Math.max(2000, (MINUTES * 60_000) / 200));
      await page.requestGC();
      sizes.push(await memory(running.process.pid ?? 0));
      const now = await step(page);
      expect(now).toBeGreaterThan(last);
      last = now;
    }
    const third = Math.floor(sizes.length / 3);
    const middle = (part: number[]) => part.sort((a, b) => a - b)[Math.floor(part.length / 2)] ?? Number.NaN;
    const [then, now] = [middle(sizes.slice(third, 2 * third)), middle(sizes.slice(2 * third))];
    console.log(
      `${minutes().toFixed(1)} min: ${then.toFixed()} MB in the middle third of the race, ${now.toFixed()} in the last`,
    );
    expect(now).toBeLessThan(GROWTH * then);
  } finally {
    await kill(running);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
