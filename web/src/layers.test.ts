/* What may import what. Each layer imports from its own and from those before it in the list; a chapter imports no other
 * chapter; the engine's page and worker sides meet in what they share; and no two files import one another, however long
 * the way round. Types count: to name a thing is to know it. */
import { describe, expect, it } from 'vitest';

const LAYERS = ['platform', 'text', 'engine', 'state', 'keep', 'ui', 'chapters', 'shell'];

const sources = import.meta.glob<string>(['./*/**/*.{ts,tsx}', '!./**/*.test.ts'], {
  eager: true,
  query: '?raw',
  import: 'default',
});

/* `from '…'`, `import '…'` and `import('…')`. A worker's address, new URL('…'), is no import: it is another program. */
const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*)'(\.{1,2}\/[^']*)'/g;

function resolve(from: string, path: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  const file = parts.join('/');
  return [file, `${file}.ts`, `${file}.tsx`].find((name) => name in sources) ?? file;
}

const imports = new Map(
  Object.entries(sources).map(([path, text]) => {
    const file = path.slice(2);
    const named = [...text.matchAll(IMPORT)].map(([, to = '']) => resolve(path, to).replace(/^\.\//, ''));
    return [file, named.filter((to) => !to.endsWith('.css'))] as const;
  }),
);

/** What is wrong with an import, if anything is. */
function fault(from: string, to: string): string | null {
  const [layer = '', part = ''] = from.split('/');
  const [toLayer = '', toPart = ''] = to.split('/');
  if (!LAYERS.includes(layer)) return `${from} is in no layer`;
  if (!imports.has(to)) return `${from} imports ${to}, which is not there`;
  if (LAYERS.indexOf(toLayer) > LAYERS.indexOf(layer)) return `${from} imports ${to}, of a layer above it`;
  if (layer !== toLayer || part === toPart) return null;
  if (layer === 'chapters') return `${from} imports ${to}, of another chapter`;
  if (layer === 'engine' && toPart !== 'shared') return `${from} imports ${to}, of the engine’s other side`;
  return null;
}

/** The files of a circle of imports, the first one again at its end; null where there is none. */
function circle(graph: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): string[] | null => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const to of graph.get(file) ?? []) {
      const found = visit(to, [...way, file]);
      if (found) return found;
    }
    done.add(file);
    return null;
  };
  for (const file of graph.keys()) {
    const found = visit(file, []);
    if (found) return found;
  }
  return null;
}

describe('imports', () => {
  it('are found', () => {
    expect(imports.size).toBeGreaterThan(150);
    expect([...imports.values()].flat().length).toBeGreaterThan(600);
  });

  it('climb nowhere, and cross neither chapters nor the engine’s two sides', () => {
    expect([...imports].flatMap(([from, to]) => to.map((one) => fault(from, one)).filter((said) => said))).toEqual([]);
  });

  it('close no circle', () => {
    expect(circle(imports)).toBeNull();
  });

  it('would be found if they did', () => {
    expect(fault('state/lane.ts', 'ui/choose.tsx')).toContain('of a layer above it');
    expect(fault('chapters/race/race.tsx', 'chapters/watch/watch.tsx')).toContain('of another chapter');
    expect(fault('engine/page/load.ts', 'engine/worker/desk.ts')).toContain('other side');
    expect(circle(new Map(Object.entries({ a: ['b'], b: ['c'], c: ['b'] })))).toEqual(['b', 'c', 'b']);
  });
});
