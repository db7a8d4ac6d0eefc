/// <reference types="vite/client" />

/* Made by committed-plugin.ts. */
declare module 'virtual:committed' {
  export const specs: readonly import('./state/committed/condense').CommittedSpec[];
}

/* Made by chinese-plugin.ts: of each folder, its texts in the order of their `zh` in the source. */
declare module 'virtual:chinese' {
  export const texts: Readonly<Record<string, readonly ((...parts: readonly unknown[]) => never)[]>>;
}

/* Made by refusals-plugin.ts. */
declare module 'virtual:refusals' {
  export const sentences: Readonly<Record<string, string>>;
}
