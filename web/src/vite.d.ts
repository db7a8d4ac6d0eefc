/// <reference types="vite/client" />

/* Made by committed-plugin.ts. */
declare module 'virtual:committed' {
  export const specs: readonly import('./committed/condense').CommittedSpec[];
}
