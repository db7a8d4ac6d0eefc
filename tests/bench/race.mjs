/* The default race on the built page, timed as a visitor would: from the click on Start. */
import { RACE } from './cases.mjs';

/** {seconds until the lane's whole paths reach RACE.path (null: not within the limit), milliseconds to the first drawn
 * curve}. */
export async function race(open, seed) {
  const page = await open(`/web/dist/index.html?seed=${seed}`);
  const start = page.locator('.race-controls').getByRole('button', { name: 'Start', exact: true });
  await start.and(page.locator('[aria-disabled="false"]')).waitFor();
  const result = await page.evaluate(
    ([{ objective, path, limit }]) =>
      new Promise((resolve) => {
        const { prototype } = CanvasRenderingContext2D;
        let began = Number.NaN;
        let firstPoint = null;
        /* uPlot draws grid and axes by plain strokes, curves and their points by paths. */
        for (const name of ['stroke', 'fill']) {
          const draw = prototype[name];
          prototype[name] = function (...given) {
            if (given[0] instanceof Path2D) firstPoint ??= performance.now() - began;
            return draw.apply(this, given);
          };
        }
        const look = () => {
          const text = document.querySelector(`.lane[data-objective="${objective}"] [data-value="path"]`)?.textContent;
          const seconds = (performance.now() - began) / 1000;
          if (Number.parseFloat(text ?? '0') / 100 >= path) resolve({ seconds, firstPoint });
          else if (seconds > limit) resolve({ seconds: null, firstPoint });
          else requestAnimationFrame(look);
        };
        const button = [...document.querySelectorAll('.race-controls button')].find(
          ({ textContent }) => textContent?.trim() === 'Start',
        );
        button.scrollIntoView(); /* a chart out of sight is not drawn */
        began = performance.now();
        button.click();
        requestAnimationFrame(look);
      }),
    [RACE],
  );
  await page.close();
  return result;
}
