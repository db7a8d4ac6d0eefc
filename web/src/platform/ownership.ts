/* Which tab a race belongs to: the tab that holds its Web Lock, which the browser frees when the tab is closed or
 * crashes. Without Web Locks (a page that came over plain http) every tab has what it asks for: the worst is that two
 * train the same race, which gives the same bits. */

/** Gives the race back. */
export type Release = () => void;

const nobody: Release = () => {};

/** Null where another tab has it. */
export function take(name: string): Promise<Release | null> {
  return request(name, { ifAvailable: true });
}

/** Waits until no other tab has it. */
export async function takeWhenFree(name: string): Promise<Release> {
  return (await request(name, {})) ?? nobody;
}

function request(name: string, options: LockOptions): Promise<Release | null> {
  if (!('locks' in navigator)) return Promise.resolve(nobody);
  return new Promise((resolve) => {
    navigator.locks
      .request(name, options, (lock) => {
        if (!lock) {
          resolve(null);
          return;
        }
        /* Held until this promise is kept. */
        return new Promise<void>((free) => resolve(free));
      })
      .catch(() => resolve(nobody));
  });
}
