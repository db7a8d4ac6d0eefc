/* Type guards that are also type definitions: a message or a JSON answer is described once, and its type follows. */

export type Guard<T> = (value: unknown) => value is T;
export type Guarded<G> = G extends Guard<infer T> ? T : never;

type Shape = Readonly<Record<string, Guard<unknown>>>;
type Shaped<S extends Shape> = { readonly [K in keyof S]: Guarded<S[K]> };

export const isString: Guard<string> = (value) => typeof value === 'string';
export const isNumber: Guard<number> = (value) => typeof value === 'number';
export const isBoolean: Guard<boolean> = (value) => typeof value === 'boolean';
export const isNull: Guard<null> = (value) => value === null;
/** For what records of an earlier version of the page lack. */
export const isUndefined: Guard<undefined> = (value) => value === undefined;
export const isColumn: Guard<Float64Array<ArrayBuffer>> = (value): value is Float64Array<ArrayBuffer> =>
  value instanceof Float64Array && value.buffer instanceof ArrayBuffer;
export const isFloats: Guard<Float32Array<ArrayBuffer>> = (value): value is Float32Array<ArrayBuffer> =>
  value instanceof Float32Array && value.buffer instanceof ArrayBuffer;
export const isBytes: Guard<Uint8Array<ArrayBuffer>> = (value): value is Uint8Array<ArrayBuffer> =>
  value instanceof Uint8Array && value.buffer instanceof ArrayBuffer;
export const isModule: Guard<WebAssembly.Module> = (value) => value instanceof WebAssembly.Module;
export const isMemory: Guard<WebAssembly.Memory> = (value) => value instanceof WebAssembly.Memory;

export function is<const T extends string>(...literals: readonly T[]): Guard<T> {
  return (value): value is T => literals.some((literal) => literal === value);
}

export function either<G extends readonly Guard<unknown>[]>(...guards: G): Guard<Guarded<G[number]>> {
  return (value): value is Guarded<G[number]> => guards.some((guard) => guard(value));
}

export function arrayOf<T>(guard: Guard<T>): Guard<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(guard);
}

export function pairOf<T>(guard: Guard<T>): Guard<readonly [T, T]> {
  return (value): value is readonly [T, T] => Array.isArray(value) && value.length === 2 && value.every(guard);
}

export function recordOf<T>(guard: Guard<T>): Guard<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(guard);
}

export function object<S extends Shape>(shape: S): Guard<Shaped<S>> {
  const fields = Object.entries(shape);
  return (value): value is Shaped<S> =>
    typeof value === 'object' && value !== null && fields.every(([name, guard]) => guard(Reflect.get(value, name)));
}

/** Parses JSON of a known form; throws an error that says what was being read. */
export function parse<T>(guard: Guard<T>, json: string, what: string): T {
  const value: unknown = JSON.parse(json);
  if (!guard(value)) throw new Error(`The module's ${what} is not of the form this page was built for.`);
  return value;
}

/** The end of an exhaustive switch: does not compile while a case is missing. */
export function unreachable(value: never): never {
  throw new Error(`unhandled: ${JSON.stringify(value)}`);
}
