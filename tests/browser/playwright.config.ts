import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { PORT } from './serve';

/* Debian's Chromium without its windows, which takes two thirds of the time; PATHSTAR_CHROMIUM names another. */
const chromium = process.env.PATHSTAR_CHROMIUM ?? '/usr/bin/chromium-headless-shell';
const built = fileURLToPath(new URL('../../web/dist/index.html', import.meta.url));
if (!existsSync(built)) throw new Error('web/dist is not there: build the page first (npm run build in web/)');

/* Files and tests that want the machine to themselves: they train at length, or what they hold is a matter of time. */
const ALONE = new RegExp(
  [
    /(frames|phone)\.spec\.ts/,
    /under three minutes|would take long|once it has warmed up|as they occur/,
    /learns every step but the first|a tab closed in the middle|raised in mid-run/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

const OTHERS = '**/others/*.spec.ts';

export default defineConfig({
  testDir: '.',
  /* Two models train at once: one test at a time on two cores. `make test` runs three of `together` at a time: they train
   * for some seconds, if at all, and wait half of their time. */
  workers: 1,
  fullyParallel: true,
  projects: [
    { name: 'together', testIgnore: OTHERS, grepInvert: ALONE, outputDir: 'test-results/together' },
    { name: 'alone', testIgnore: OTHERS, grep: ALONE, outputDir: 'test-results/alone' },
    /* Side by side, each by its own browser (others/). */
    ...['Firefox', 'WebKit'].map((name) => ({
      name,
      testMatch: OTHERS,
      fullyParallel: false,
      outputDir: `test-results/${name}`,
    })),
  ],
  timeout: 120_000,
  /* A busy machine shows the same things later; what has to be quick says how quick itself. */
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  globalSetup: './serve.ts',
  use: {
    baseURL: `http://127.0.0.1:${PORT}/`,
    viewport: { width: 1440, height: 900 },
    /* What is served is what is tested; specs about the service worker allow it. */
    serviceWorkers: 'block',
    launchOptions: {
      ...(existsSync(chromium) ? { executablePath: chromium } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
