/* The page works without a network after its first visit: its service worker keeps its files, once the page has opened.
 * Where there is none to be had, the page needs its network, as pages do. */

import { effect } from '@preact/signals';
import { type Loaded, moduleFiles } from '../engine/page/load';
import type { Race } from '../state/race';
import { ourRegistration, register } from '../state/registration';

/* A long race does not put off for good what the page needs to open without a network. */
const PATIENCE_MS = 10_000;

/** Models that train in the race have the better claim to the processor. */
export async function keepOffline(engine: Loaded, race: Race): Promise<void> {
  /* While the page is being developed its files change under it. */
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  await loaded();
  const files = moduleFiles(engine);
  const ask = async () => {
    await atRest(race);
    const worker = (await ourRegistration())?.active;
    if (!worker) return;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      port1.close();
      if (data === true) void ask();
    };
    worker.postMessage(files, [port2]);
  };
  /* The first has taken over, or that of a new build. */
  navigator.serviceWorker.addEventListener('controllerchange', () => void ask());
  await register().then(ask, () => {});
}

function atRest({ state }: Race): Promise<void> {
  let stop = () => {};
  const rest = new Promise<void>((resolve) => {
    stop = effect(() => {
      if (state.value !== 'running') resolve();
    });
    setTimeout(resolve, PATIENCE_MS);
  });
  return rest.finally(stop);
}

const loaded = (): Promise<unknown> =>
  document.readyState === 'complete'
    ? Promise.resolve()
    : new Promise((resolve) => addEventListener('load', resolve, { once: true }));
