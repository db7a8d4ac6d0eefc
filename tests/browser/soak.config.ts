/* `npm run soak`, by hand: what an hour of races does that tests of a minute do not. SOAK_MINUTES says how long; 60 otherwise. */
import { defineConfig } from '@playwright/test';
import base from './playwright.config';

export default defineConfig({
  ...base,
  projects: [{ name: 'soak', testMatch: 'soak.ts', outputDir: 'test-results/soak' }],
  timeout: 0,
});
