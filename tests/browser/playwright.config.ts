import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { PORT } from './serve';

/* Debian's Chromium where there is one; PATHSTAR_CHROMIUM names another. */
const chromium = process.env.PATHSTAR_CHROMIUM ?? '/usr/bin/chromium';
const built = fileURLToPath(new URL('../../web/dist/index.html', import.meta.url));
if (!existsSync(built)) throw new Error('web/dist is not there: build the page first (npm run build in web/)');

export default defineConfig({
  testDir: '.',
  /* Two models train at once: one test at a time on two cores. */
  workers: 1,
  timeout: 120_000,
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
