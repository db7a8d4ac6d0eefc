/* The page as the tests see it, and the rule that no test may leave an error in its console. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';

interface Console {
  /** Console errors that the test provokes on purpose. */
  expectedErrors: RegExp[];
}

export const test = base.extend<Console & { quietConsole: undefined }>({
  expectedErrors: [[], { option: true }],
  quietConsole: [
    async ({ page, expectedErrors }, use) => {
      const errors: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      page.on('pageerror', (error) => errors.push(String(error)));
      await use(undefined);
      expect(errors.filter((text) => !expectedErrors.some((pattern) => pattern.test(text)))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

export const lane = (page: Page, objective: string): Locator => page.locator(`.lane[data-objective="${objective}"]`);
export const decoding = (page: Page, objective: string): Locator =>
  page.locator(`.decoding[data-objective="${objective}"]`);

/** Opens a door, or what is folded, as a visitor does: by the button that is its head. */
export async function unfold(page: Page, name: string): Promise<void> {
  const head = page.locator(`.toggle[aria-labelledby="${name}-title"]`);
  /* Where the page moves under the pointer, because something above has just arrived, the press is no click. */
  await expect(async () => {
    if ((await head.getAttribute('aria-expanded')) === 'false') await head.click({ timeout: 2000 });
    await expect(head).toHaveAttribute('aria-expanded', 'true', { timeout: 2000 });
  }).toPass({ timeout: 30_000 });
}

/** What a model reads, and the graph's settings: folded, and fetched when they come near. */
export async function bringReads(page: Page): Promise<void> {
  /* What stands in its place may be exchanged while it is scrolled to. */
  await expect(async () => {
    await page.locator('#reads-title').scrollIntoViewIfNeeded({ timeout: 1000 });
    await unfold(page, 'reads');
    await expect(page.locator('.graph-controls')).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 30_000 });
}

/** A chapter, its door open, fetched and in the window: while those above it are fetched, too, it may be moved out again. */
export async function bringChapter(page: Page, chapter: string): Promise<void> {
  const frame = page.locator(`#${chapter}`);
  await expect(async () => {
    await frame.scrollIntoViewIfNeeded({ timeout: 1000 });
    if (await page.locator(`#${chapter}.door`).isVisible()) await unfold(page, chapter);
    await expect(frame.locator(':scope > .later, :scope > .folded > .later')).toHaveCount(0, { timeout: 2000 });
    await expect(frame).toBeInViewport({ timeout: 1000 });
  }).toPass({ timeout: 30_000 });
}

/** Has a figure's menu do something, as a visitor does. */
export async function chooseData(figure: Locator, item: string): Promise<void> {
  await figure.getByRole('button', { name: 'Data', exact: true }).click();
  await figure.getByRole(/^Save/.test(item) ? 'menuitem' : 'menuitemcheckbox', { name: item }).click();
}

/** Shows the numbers of every figure that is seen there. */
export async function showTables(place: Page | Locator): Promise<void> {
  const figures = place.locator('figure.figure').filter({ visible: true });
  expect(await figures.count()).toBeGreaterThan(0);
  for (const figure of await figures.all()) {
    await figure.locator('> .data > button').click();
    await figure.getByRole('menuitemcheckbox').click();
    await expect(figure.locator('> section table')).toBeVisible();
  }
}

/** The controls of the race. */
export const controls = (page: Page) => {
  const bar = page.locator('.race-controls');
  const button = (name: string) => bar.getByRole('button', { name, exact: true });
  return {
    start: button('Start'),
    pause: button('Pause'),
    continue: button('Continue'),
    step: button('Step'),
    reset: button('Reset'),
  };
};

/** Starts the race, in any language. Where the page moves under the pointer, because something above has just arrived, the
 * press is no click, and is made again. */
export async function startRace(page: Page): Promise<void> {
  const begun = page.locator('.race-head.begun');
  await expect(async () => {
    if ((await begun.count()) === 0) await page.locator('.race-controls button.start').click({ timeout: 5000 });
    await expect(begun).toHaveCount(1, { timeout: 5000 });
  }).toPass({ timeout: 60_000 });
}

/** A number that a lane shows: a share as a fraction, others as they are; NaN while it is not there. */
export async function shown(page: Page, objective: string, name: string): Promise<number> {
  const text = await lane(page, objective)
    .locator(`[data-value="${name}"]`)
    .textContent({ timeout: 2000 })
    .catch(() => null);
  if (text === null) return Number.NaN;
  const value = Number.parseFloat(text.replaceAll(',', ''));
  return text.includes('%') ? value / 100 : value;
}

/** Waits until a lane is past a step. Asked often, since all lanes train on meanwhile, on all cores. */
export async function passes(page: Page, objective: string, step: number): Promise<void> {
  const options = { timeout: 30_000, intervals: [100] };
  await expect.poll(() => shown(page, objective, 'step'), options).toBeGreaterThan(step);
}

export async function open(page: Page, link = './'): Promise<void> {
  await page.goto(link);
  await expect(page.locator('.lane').first()).toBeAttached();
}

/** Opens the laboratory's settings, which are fetched only when they come near. */
export async function openSettings(page: Page): Promise<void> {
  await bringChapter(page, 'laboratory');
  await page.getByText('All settings').click();
}

/** Pauses both lanes and waits until they say so. */
export async function pause(page: Page): Promise<void> {
  await controls(page).pause.click();
  await expect(controls(page).continue).toBeEnabled();
  await expect(page.locator('.lane .state', { hasText: 'Paused at step' })).toHaveCount(2);
}

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/** What axe finds, as lines to read; in parts of the page, by a selector, where the test is of those parts. By the rules of
 * colour alone, or by all others, where the rest has looked at the same elements: a language changes no colour, and a theme
 * nothing else. */
export async function violations(
  page: Page,
  part = ':root',
  rules?: 'of colour' | 'of all but colour',
): Promise<string[]> {
  /* Read by the page once: it takes as long as a look at a small part. */
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await readFile(axeFile, 'utf8'));
  /* In full of violations alone: to write down where all that passes stands takes as long as the search itself. */
  const options = {
    resultTypes: ['violations'],
    ...(rules === 'of colour' ? { runOnly: OF_COLOUR } : {}),
    ...(rules === 'of all but colour'
      ? { rules: Object.fromEntries(OF_COLOUR.map((id) => [id, { enabled: false }])) }
      : {}),
  };
  const results = await page.evaluate<AxeResults>(`axe.run('${part}', ${JSON.stringify(options)})`);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`),
  );
}

/** What axe finds in the light and in the dark. */
export async function violationsInBothThemes(page: Page, part?: string): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await violations(page, part);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await violations(page, part, 'of colour');
  return [...light.map((line) => `light: ${line}`), ...dark.map((line) => `dark: ${line}`)];
}

export async function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}

/** A picture of the page, or of a part of it, kept among the test's artefacts (test-results/GROUP/pictures). */
export async function keepPicture(part: Page | Locator, name: string): Promise<void> {
  await part.screenshot({ path: `${test.info().project.outputDir}/pictures/${name}.png`, animations: 'disabled' });
}

/** Saves a figure in all its forms under a name, and reads each back. */
export async function takenAlong(figure: Locator, name: string) {
  const page = figure.page();
  const taken = async (kind: string) => {
    const [file] = await Promise.all([page.waitForEvent('download'), chooseData(figure, `Save as ${kind}`)]);
    expect(file.suggestedFilename()).toBe(`${name}.${kind.toLowerCase()}`);
    return readFile(await file.path());
  };
  const text = (await taken('SVG')).toString();
  /* Colours that only browsers know, and style sheets, stay behind. */
  expect(text).not.toMatch(/oklch|oklab|color-mix|light-dark|var\(/);
  /* Another page reads it: this one's policy forbids to parse what a script hands over. */
  const reader = await page.context().newPage();
  const svg = await reader.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
    return {
      root: parsed.querySelector('parsererror') ? 'no XML' : parsed.documentElement.nodeName,
      lines: parsed.querySelectorAll('line').length,
      circles: parsed.querySelectorAll('circle').length,
      paths: parsed.querySelectorAll('path[d]').length,
      texts: [...parsed.querySelectorAll('text')].map(({ textContent }) => textContent ?? ''),
    };
  }, text);
  expect(svg.root).toBe('svg');

  /* Drawn at twice its size on the screen, and not all of one colour. */
  const png = await taken('PNG');
  const { width = 0 } = (await figure.locator('.picture svg').first().boundingBox()) ?? {};
  const drawn = await reader.evaluate(async (base64) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const pixels = new Uint32Array(context?.getImageData(0, 0, image.width, image.height).data.buffer ?? []);
    return { width: image.width, colours: new Set(pixels).size };
  }, png.toString('base64'));
  await reader.close();
  expect(Math.abs(drawn.width - 2 * width)).toBeLessThan(2);
  expect(drawn.colours).toBeGreaterThan(2);

  const csv = (await taken('CSV')).toString().trim().split('\r\n');
  return { svg, csv };
}

/**
 * What can be pressed and is less than 44 px wide or high. Where targets stand closer than that - nodes of a star, stars of a
 * map - each may be as large as the distance to the next one allows, and what is smaller than that is told.
 */
export async function smallTargets(page: Page): Promise<string[]> {
  return page
    .locator(
      'button, select, summary, [role="button"], input:not([type="radio"], [type="checkbox"]), ' +
        'label:has(input), input:is([type="radio"], [type="checkbox"]):not(label input)',
    )
    .evaluateAll((elements) => {
      const LEAST = 43.5;
      const boxes = elements
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ element, box }) => box.height > 0 && getComputedStyle(element).visibility === 'visible');
      const middle = ({ left, top, width, height }: DOMRect) => ({ x: left + width / 2, y: top + height / 2 });
      const apart = (one: DOMRect, other: DOMRect) => {
        const [a, b] = [middle(one), middle(other)];
        return Math.hypot(a.x - b.x, a.y - b.y);
      };
      return boxes
        .filter(({ element, box }) => {
          const size = Math.min(box.width, box.height);
          if (size >= LEAST) return false;
          if (!element.matches('.hand, [role="button"]')) return true;
          const alike = boxes.filter(
            (other) => other.element !== element && other.element.className === element.className,
          );
          return size < Math.min(LEAST, ...alike.map((other) => apart(box, other.box))) - 1;
        })
        .map(({ element, box }) => `${element.outerHTML.slice(0, 100)} ${box.width} x ${box.height}`);
    });
}
