/* The default race on the built page, timed as a visitor would: from the click on Start. */
import { EXHIBIT, RACE } from './cases.mjs';

/** {seconds until the lane's whole paths reach RACE.path (null: not within the limit), milliseconds to the frame after the
 * first drawn stream}. */
export async function race(open, seed) {
  /* A link with a setting in it is over the program's defaults: the exhibit's are said, too. */
  const page = await open(`/web/dist/index.html?${new URLSearchParams({ ...EXHIBIT, seed })}`);
  const start = page.locator('.race-controls').getByRole('button', { name: 'Start', exact: true });
  await start.and(page.locator('[aria-disabled="false"]')).waitFor();
  /* A visitor scrolls to the race, whose picture is not drawn out of sight, and reads before pressing Start; the page
   * makes its workers ready meanwhile. */
  await page.evaluate(() => document.querySelector('.falls').scrollIntoView());
  await page.waitForTimeout(1000);
  const result = await page.evaluate(
    ([{ objective, path, limit }]) =>
      new Promise((resolve) => {
        let began = Number.NaN;
        let firstPoint = null;
        /* Not on every frame: to ask for frames that nothing is drawn on takes time from the training. */
        const look = () => {
          const text = document.querySelector(`.lane[data-objective="${objective}"] [data-value="path"]`)?.textContent;
          const seconds = (performance.now() - began) / 1000;
          if (Number.parseFloat(text ?? '0') / 100 >= path) resolve({ seconds, firstPoint });
          else if (seconds > limit) resolve({ seconds: null, firstPoint });
          else setTimeout(look, 50);
        };
        const picture = document.querySelector('.falls');
        const drawn = new MutationObserver(() => {
          if (!picture.querySelector('.stream[d]')) return;
          drawn.disconnect();
          requestAnimationFrame(() => {
            firstPoint = performance.now() - began;
          });
        });
        drawn.observe(picture, { subtree: true, attributeFilter: ['d'], childList: true });
        const button = [...document.querySelectorAll('.race-controls button')].find(
          ({ textContent }) => textContent?.trim() === 'Start',
        );
        began = performance.now();
        button.click();
        look();
      }),
    [RACE],
  );
  await page.close();
  return result;
}
