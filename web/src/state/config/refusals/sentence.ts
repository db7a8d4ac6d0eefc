/* A sentence and its slots, as core/ground/refusals.h explains them. */
import type { Reason } from '../../../engine/shared/reason';

/** Null where there is no sentence of that id. */
export type Tell = (reason: Reason) => string | null;

interface Language {
  readonly sentences: Readonly<Record<string, string>>;
  /* "a, b, c" as a choice. */
  readonly choice: (list: string) => string;
  readonly field: (name: string) => string;
}

export function tellIn({ sentences, choice, field }: Language): Tell {
  const sentenceOf = (id: string) => (Object.hasOwn(sentences, id) ? sentences[id] : undefined);
  return ({ id, within, fields, arguments: values }) => {
    const filled = sentenceOf(id)?.replaceAll(/\{(?:field|(\d)(:or)?)\}/g, (_, slot?: string, or?: string) => {
      if (slot === undefined) return field(fields[0] ?? '');
      const value = String(values[Number(slot)] ?? '');
      return or ? choice(value) : value;
    });
    if (filled === undefined) return null;
    return within === '' ? filled : (sentenceOf(within)?.replace('{0}', () => filled) ?? null);
  };
}
