/* What the runs of a race say first is heard at once: the page is rendered anew for it, which takes its main thread several
 * times as long while the workers are already training as it would with a core of its own. */
import { batch } from '@preact/signals';
import type { Answering } from '../engine/page/client';

/* A worker that is still loading does not keep the others waiting for longer. */
const PATIENCE_MS = 50;

/** The same workers. What they say of their runs is kept until each has measured its own, or has failed or ended, or
 * patience ends. */
export function together(workers: readonly Answering[]): readonly Answering[] {
  const awaited = new Set(workers);
  let kept: (() => void)[] | null = [];
  const release = () => {
    const said = kept ?? [];
    kept = null;
    batch(() => {
      for (const hear of said) hear();
    });
  };
  return workers.map((worker) => ({
    listen: (listener) =>
      worker.listen((event) => {
        if (!kept || event.type === 'module.ready' || event.type === 'module.whole') {
          listener(event);
          return;
        }
        if (kept.length === 0) setTimeout(release, PATIENCE_MS);
        kept.push(() => listener(event));
        if (event.type !== 'run.created') awaited.delete(worker);
        if (awaited.size === 0) release();
      }),
    post: (request) => worker.post(request),
    end: () => {
      release();
      worker.end();
    },
  }));
}
