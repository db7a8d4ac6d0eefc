/* The addresses that may become a worker. Where a browser knows trusted types, the page's policy (web/csp.ts) has it start
 * no worker from an address that did not come through here; elsewhere the same check stands alone. */

/* TypeScript does not know trusted types. What a policy gives is taken wherever the address itself would be, so here it
 * is a string. */
interface Policy {
  createScriptURL(address: string): string;
}
declare const trustedTypes: undefined | { createPolicy(name: string, rules: Policy): Policy };

/* In a worker, its own folder: its helpers are beside it. */
const rules: Policy = {
  createScriptURL(address) {
    const { href } = new URL(address, location.href);
    if (!href.startsWith(new URL('./', location.href).href)) throw new TypeError(`no script of this page: ${href}`);
    return href;
  },
};

export const scripts: Policy =
  typeof trustedTypes === 'undefined' ? rules : trustedTypes.createPolicy('pathstar', rules);
