/* The page works without a network after its first visit: its service worker keeps its files, once the page has opened.
 * Where there is none to be had, the page needs its network, as pages do. */

import { type Loaded, moduleFiles } from '../engine/page/load';
import { ourRegistration, register } from '../state/registration';

export async function keepOffline(engine: Loaded): Promise<void> {
  /* While the page is being developed its files change under it. */
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  await loaded();
  const files = moduleFiles(engine);
  const ask = async () => (await ourRegistration())?.active?.postMessage(files);
  /* The first has taken over, or that of a new build. */
  navigator.serviceWorker.addEventListener('controllerchange', () => void ask());
  await register().then(ask, () => {});
}

const loaded = (): Promise<unknown> =>
  document.readyState === 'complete'
    ? Promise.resolve()
    : new Promise((resolve) => addEventListener('load', resolve, { once: true }));
