/* Every question to the storage has an answer, whatever is said between page and worker. */
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('an answer of no known form fails what waits for one', async () => {
  vi.stubGlobal('location', new URL('http://here/'));
  vi.stubGlobal(
    'Worker',
    class {
      onmessage: ((message: { data: unknown }) => void) | null = null;

      postMessage({ type, ask }: { type: string; ask: number }): void {
        const data = type === 'open' ? { type: 'done', ask } : { type: 'listed', ask, runs: 'many' };
        queueMicrotask(() => this.onmessage?.({ data }));
      }
    },
  );
  vi.stubGlobal('document', { baseURI: 'http://here/' });
  const { RunStorage } = await import('./storage');
  const storage = await RunStorage.open();
  await expect(storage.list()).rejects.toThrow('no known form');
});

test('a request of no known form is answered', async () => {
  const said: unknown[] = [];
  const worker: { postMessage(message: unknown): void; onmessage?(message: { data: unknown }): void } = {
    postMessage: (message) => said.push(message),
  };
  vi.stubGlobal('self', worker);
  await import('./worker/storage-worker');
  worker.onmessage?.({ data: { type: 'keep', ask: 7, record: 'mine' } });
  worker.onmessage?.({ data: 'nothing to answer' });
  await vi.waitFor(() => expect(said).toMatchObject([{ type: 'failed', ask: 7 }]));
});
