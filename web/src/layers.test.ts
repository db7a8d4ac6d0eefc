/* What may import what. Each layer imports from its own and from those before it in the list; a chapter imports no other
 * chapter; the engine's page and worker sides meet in what they share; and no two files import one another, however long
 * the way round. Types count: to name a thing is to know it. Tests and style sheets count too. Only tests of the whole page
 * and declarations stand outside the layers. */
import { describe, expect, it } from 'vitest';

const LAYERS = ['platform', 'text', 'engine', 'state', 'keep', 'ui', 'chapters', 'shell'];

const sources = import.meta.glob<string>('./**/*.{ts,tsx,css}', { eager: true, query: '?raw', import: 'default' });

/* `from '…'`, `import '…'`, `import('…')` and `vi.mock('…')`, in quotes of any kind. A worker's address, '…?worker&url', is no
 * import: it is another program. */
const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\bvi\.(?:do)?[mM]ock\(\s*)(['"`])(\.{1,2}\/.*?)\1/g;

const OUTSIDE = /^[^/]+(\.test|\.d)\.ts$/;

/** The paths that a text imports. */
const pathsIn = (text: string) =>
  [...text.matchAll(IMPORT)]
    .map(([, , path = '']) => path)
    .filter((path) => !path.endsWith('?worker&url'))
    .map((path) => path.replace(/\?.*$/, ''));

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
    return [file, pathsIn(text).map((to) => resolve(path, to).replace(/^\.\//, ''))] as const;
  }),
);

/** What is wrong with an import, if anything is. */
function fault(from: string, to: string): string | null {
  const [layer = '', part = ''] = from.split('/');
  const [toLayer = '', toPart = ''] = to.split('/');
  if (!imports.has(to)) return `${from} imports ${to}, which is not there`;
  if (OUTSIDE.test(from)) return null;
  if (!LAYERS.includes(toLayer)) return `${from} imports ${to}, which is in no layer`;
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

  it('stand in files of a layer', () => {
    const inLayer = (file: string) => OUTSIDE.test(file) || LAYERS.includes(file.split('/')[0] ?? '');
    expect([...imports.keys()].filter((file) => !inLayer(file))).toEqual([]);
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
    expect(fault('chapters/race/race.tsx', 'chapters/watch/watch.css')).toContain('of another chapter');
    expect(fault('engine/page/load.ts', 'engine/worker/desk.ts')).toContain('other side');
    expect(fault('state/lane.ts', 'words.test.ts')).toContain('in no layer');
    expect(pathsIn(`import type { A } from "./a?raw"; vi.mock('./b'); import(\`./c\`)`)).toEqual(['./a', './b', './c']);
    expect(pathsIn(`import script from './a.ts?worker&url'`)).toEqual([]);
    expect(circle(new Map(Object.entries({ a: ['b'], b: ['c'], c: ['b'] })))).toEqual(['b', 'c', 'b']);
  });
});
