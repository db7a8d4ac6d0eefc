/* Debian's Firefox, by WebDriver BiDi. */
import puppeteer, { type ElementHandle, type Page } from 'puppeteer-core';
import { type Browser, CORES, downloadsIn, find, type Kind, type Tab } from './tab';

const program = '/usr/bin/firefox-esr';

class FirefoxTab implements Tab {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async goto(address: string): Promise<void> {
    await this.#page.goto(address);
  }

  async reload(): Promise<void> {
    await this.#page.reload();
  }

  async evaluate<A extends readonly unknown[], R>(script: (...parts: A) => R | Promise<R>, ...parts: A): Promise<R> {
    return (await this.#page.evaluate(`(${script})(...${JSON.stringify(parts)})`)) as R;
  }

  async click(selector: string, name: string): Promise<void> {
    await (await this.#find(selector, name)).click();
  }

  async choose(selector: string, file: string): Promise<void> {
    await (await this.#find(selector, '')).uploadFile(file);
  }

  async close(): Promise<void> {
    await this.#page.close();
  }

  async #find(selector: string, name: string) {
    const found = (await this.#page.evaluateHandle(find, selector, name)).asElement();
    if (!found) throw new Error(`There is no ${selector} with "${name}" in it.`);
    return found as ElementHandle<HTMLInputElement>;
  }
}

export const firefox: Kind = {
  packages: 'firefox-esr',
  programs: [program],
  async launch(folder): Promise<Browser> {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: program,
      env: { ...process.env, HOME: folder },
      userDataDir: `${folder}/profile`,
      defaultViewport: { width: 1440, height: 900 },
      extraPrefsFirefox: {
        'browser.download.dir': downloadsIn(folder),
        'browser.download.folderList': 2,
        'browser.download.useDownloadDir': true,
      },
    });
    return {
      async open() {
        const page = await browser.newPage();
        await page.evaluateOnNewDocument((cores) => {
          Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => cores });
        }, CORES);
        return new FirefoxTab(page);
      },
      close: () => browser.close(),
    };
  },
};
