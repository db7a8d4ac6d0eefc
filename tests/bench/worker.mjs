/* Times training off the page's own thread. */
import { training } from './tab.mjs';

self.onmessage = async ({ data }) =>
  self.postMessage(await training(...data).catch((failure) => ({ failure: String(failure) })));
