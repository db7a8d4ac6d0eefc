/* Recordings by the native program (tests/native/data, to which test_cli.mjs holds it), played by the page. */
import { readFile } from 'node:fs/promises';
import { bringChapter, decoding, expect, keepPicture, lane, open, scrollsSideways, test, violations } from './page';

const textOf = (objective: string) =>
  readFile(new URL(`../native/data/recording_${objective}.json`, import.meta.url), 'utf8');

test('two recordings of one config are dropped, and play as two lanes of one race, marked as what they are', async ({
  page,
}) => {
  const texts = await Promise.all(['teacher_forcing', 'reverse'].map(textOf));
  const broken = (texts[0] ?? '').replace('"evaluate_every":20', '"evaluate_every":-20');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  const files = [...texts, broken].map((text, index) => [`${index}.json`, text] as const);
  const data = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const [name, text] of given) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
  const arrival = (name: string) => page.locator('.arrival', { hasText: name });
  await expect(arrival('2.json').getByRole('alert')).toContainText(
    '“evaluate_every” must be a whole number from 0 to 1000000000',
  );
  await expect(arrival('1.json')).toContainText('A recording of Reverse up to step 40');

  await arrival('0.json').getByRole('button', { name: 'Play it in the race' }).click();
  await expect(lane(page, 'teacher_forcing').locator('[data-value="digest"]')).toHaveText('474401752ecd2913-nofma');
  await arrival('1.json').getByRole('button', { name: 'Play it beside the recording there' }).click();
  await expect(lane(page, 'reverse').locator('[data-value="digest"]')).toHaveText('3aa25d5ec78f96da-nofma');
  await expect(page.locator('.lane .recorded')).toHaveCount(2);
  await page.getByText('commands and digests').click();
  await expect(page.locator('[data-value="recorded-command"]').last()).toContainText(
    /pathstar train --degree=2 .*--objective=reverse.* --steps=40 --kernels=scalar --evaluate-every=20 --graphs=20 --record/,
  );
  await expect(page.locator('[data-value="recorded-digest"]').last()).toHaveText('3aa25d5ec78f96da-nofma');
  await keepPicture(page.locator('#race'), 'recording-race-1440-light');
  expect(await violations(page)).toEqual([]);

  await test.step('the walk, at any moment that was recorded', async () => {
    await bringChapter(page, 'watch');
    await expect(decoding(page, 'reverse').locator('[data-value="asked-step"]')).toHaveAttribute('data-step', '40');
    await expect(decoding(page, 'reverse')).toContainText('recorded');
    const time = page.locator('#watch').getByRole('slider');
    await time.fill('1');
    await expect(decoding(page, 'reverse').locator('[data-value="asked-step"]')).toHaveAttribute('data-step', '20');
    await page.getByRole('radio', { name: 'a wrong one' }).check();
    await expect(decoding(page, 'teacher_forcing').locator('.said .given')).toHaveCount(1);
    await page.locator('.own-graph summary').click();
    await page.locator('.own-graph textarea').fill('4,1|0,2|4,0|1,3/4,3=4,1,3');
    await page.locator('.own-graph button[type="submit"]').click();
    await expect(page.locator('.own-graph').getByRole('alert')).toContainText('this is a recording');
  });

  await test.step('the inside', async () => {
    await page.getByRole('button', { name: 'Back to held-out graphs' }).click();
    await bringChapter(page, 'inside');
    await page.locator('.inner').last().scrollIntoViewIfNeeded();
    await expect(page.locator('.inner [data-value="looked-step"]').first()).toHaveAttribute('data-step', '20');
    await expect(page.locator('.inner .recorded')).toHaveCount(2);
  });

  await test.step('again, and then trained here', async () => {
    await page.locator('#race .start').click();
    await expect(page.locator('#race .start')).toHaveText('Play again');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: /中文/ }).click();
    await expect(page.locator('.recorded-note')).toContainText('录像');
    expect(await scrollsSideways(page)).toBe(false);
    await keepPicture(page.locator('#race'), 'recording-race-390-light-zh');
    await page.locator('#race').getByRole('button', { name: '重置' }).click();
    await expect(page).toHaveURL(/degree=2/);
    await expect(page.locator('#race .start')).toHaveAttribute('aria-disabled', 'false');
    await page.locator('#race .start').click();
    await expect(lane(page, 'reverse').locator('[data-value="digest"]')).toHaveText(/^[0-9a-f]{16}-/, {
      timeout: 30_000,
    });
    await expect(page.locator('.recorded')).toHaveCount(0);
  });
});
