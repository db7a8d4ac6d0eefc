/// <reference types="vite/client" />

/* Made by committed-plugin.ts. */
declare module 'virtual:committed' {
  export const specs: readonly import('./state/committed/condense').CommittedSpec[];
}

/* Made by recordings-plugin.ts. */
declare module 'virtual:recording/*' {
  export const text: string;
}

/* Made by chinese-plugin.ts: of each words file, its texts in the order of the source. */
declare module 'virtual:chinese' {
  export const texts: readonly (readonly ((...parts: readonly unknown[]) => never)[])[];
}

/* Made by refusals-plugin.ts. */
declare module 'virtual:refusals' {
  export const sentences: Readonly<Record<string, string>>;
}
