/* What the tests need of a browser that Playwright does not drive. */

export interface Tab {
  /** Resolves when the page has loaded. */
  goto(address: string): Promise<void>;
  reload(): Promise<void>;
  /** What a function comes to in the page; it knows nothing but its arguments, and these are JSON. */
  evaluate<A extends readonly unknown[], R>(script: (...parts: A) => R | Promise<R>, ...parts: A): Promise<R>;
  /** Presses the element as a visitor does, by the browser's own pointer; `name` is part of its text. Throws where it is not
   * there or not to be seen. */
  click(selector: string, name: string): Promise<void>;
  /** Gives a file to an input. */
  choose(selector: string, file: string): Promise<void>;
  close(): Promise<void>;
}

export interface Browser {
  /** A tab more; all share their storage, which nothing was in when the browser started. */
  open(): Promise<Tab>;
  close(): Promise<void>;
}

export interface Kind {
  /** Its Debian packages. */
  readonly packages: string;
  readonly programs: readonly string[];
  /** With all that it writes in a folder, what is downloaded in `downloadsIn(folder)`, which is there. To the page the machine
   * has `CORES` cores. */
  launch(folder: string): Promise<Browser>;
}

export const CORES = 4;

export const downloadsIn = (folder: string) => `${folder}/downloads`;

/** In the page: the element that `click` means, in the middle of the window and at rest there. */
export function find(selector: string, name: string): Element | null {
  const found = [...document.querySelectorAll(selector)].find((element) => element.textContent?.includes(name));
  found?.scrollIntoView({ block: 'center', behavior: 'instant' });
  return found ?? null;
}
