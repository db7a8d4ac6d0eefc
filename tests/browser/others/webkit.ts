/* WebKitGTK's little browser, by plain W3C WebDriver calls, on a screen that nobody sees. */
import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import type { Readable } from 'node:stream';
import { type Browser, CORES, downloadsIn, find, type Kind, type Tab } from './tab';

const driver = '/usr/bin/WebKitWebDriver';
const screen = '/usr/bin/Xvfb';

/* What a JSON answer calls an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

type Call = <T = unknown>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<T>;

/* Commands go to the tab that was chosen last. */
class WebKitTab implements Tab {
  readonly #call: Call;
  readonly #handle: string;

  constructor(call: Call, handle: string) {
    this.#call = call;
    this.#handle = handle;
  }

  async goto(url: string): Promise<void> {
    await this.#post('url', { url });
  }

  async reload(): Promise<void> {
    await this.#post('refresh', {});
  }

  async evaluate<A extends readonly unknown[], R>(script: (...parts: A) => R | Promise<R>, ...parts: A): Promise<R> {
    const body = `const done = arguments[arguments.length - 1];
      (async () => (${script})(...[...arguments].slice(0, -1)))()
        .then((value) => done({ value }), (failure) => done({ failure: String(failure) }));`;
    const answer = await this.#post<{ value: R } | { failure: string }>('execute/async', { script: body, args: parts });
    if ('failure' in answer) throw new Error(answer.failure);
    return answer.value;
  }

  async click(selector: string, name: string): Promise<void> {
    await this.#post(`element/${await this.#find(selector, name)}/click`, {});
  }

  async choose(selector: string, file: string): Promise<void> {
    await this.#post(`element/${await this.#find(selector, '')}/value`, { text: file });
  }

  async close(): Promise<void> {
    await this.#choose();
    await this.#call('DELETE', '/window');
  }

  async #find(selector: string, name: string): Promise<string> {
    const script = `return (${find})(...arguments);`;
    const found = await this.#post<Record<string, string> | null>('execute/sync', { script, args: [selector, name] });
    const id = found?.[ELEMENT];
    if (id === undefined) throw new Error(`There is no ${selector} with "${name}" in it.`);
    return id;
  }

  async #choose(): Promise<void> {
    await this.#call('POST', '/window', { handle: this.#handle });
  }

  async #post<T>(path: string, body: object): Promise<T> {
    await this.#choose();
    return this.#call<T>('POST', `/${path}`, body);
  }
}

/* The screen writes its number to the file descriptor that it is told. */
async function startScreen(started: ChildProcess[]): Promise<string> {
  const server = spawn(screen, ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  started.push(server);
  const written = server.stdio[3] as Readable;
  const number = await new Promise<string>((resolve, reject) => {
    written.once('data', (data) => resolve(String(data).trim()));
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}.`)));
  });
  return `:${number}`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

async function send(address: string, method: string, body?: object): Promise<unknown> {
  const response = await fetch(address, { method, body: body ? JSON.stringify(body) : null });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${address}: ${value.error}: ${value.message}`);
  return value;
}

/* The driver takes a moment to listen. */
async function newSession(address: string): Promise<string> {
  for (let left = 100; ; left--)
    try {
      const { sessionId } = (await send(address, 'POST', { capabilities: {} })) as { readonly sessionId: string };
      return sessionId;
    } catch (failure) {
      if (left === 0) throw failure;
      await new Promise((later) => setTimeout(later, 100));
    }
}

function end(started: ChildProcess): Promise<void> {
  return new Promise((ended) => {
    if (started.exitCode !== null || started.signalCode !== null) return ended();
    started.once('exit', () => ended());
    started.kill();
  });
}

export const webkit: Kind = {
  packages: 'webkit2gtk-driver, xvfb',
  programs: [driver, screen],
  async launch(folder): Promise<Browser> {
    const started: ChildProcess[] = [];
    const endAll = async () => {
      for (const each of started.reverse()) await end(each);
    };
    await writeFile(`${folder}/user-dirs.dirs`, `XDG_DOWNLOAD_DIR="${downloadsIn(folder)}"\n`);
    try {
      const display = await startScreen(started);
      const port = await freePort();
      const home = { HOME: folder, XDG_CONFIG_HOME: folder };
      const seen = { GDK_BACKEND: 'x11', DISPLAY: display, WTF_numberOfProcessorCores: String(CORES) };
      const env = { ...process.env, ...home, ...seen };
      started.push(spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], { stdio: 'ignore', env }));
      const sessions = `http://127.0.0.1:${port}/session`;
      const session = `${sessions}/${await newSession(sessions)}`;
      const call: Call = async (method, path, body) => (await send(`${session}${path}`, method, body)) as never;
      /* The one that it starts with stays: from there the others are opened. */
      const first = await call<string>('GET', '/window');
      return {
        async open() {
          await call('POST', '/window', { handle: first });
          const { handle } = await call<{ handle: string }>('POST', '/window/new', { type: 'window' });
          return new WebKitTab(call, handle);
        },
        async close() {
          await call('DELETE', '').finally(endAll);
        },
      };
    } catch (failure) {
      await endAll();
      throw failure;
    }
  },
};
