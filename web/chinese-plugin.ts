/* Sets the Chinese of some words files apart from their English when the page is built, so that it is fetched only by
 * visitors who read it. In the source both stand side by side: { en: `${n} steps`, zh: `${n} 步` }. Of that the words
 * file keeps
 *
 *   $both(`${n} steps`, 7, n)
 *
 * and the module `virtual:chinese` has, as number 7 of that file, (n) => `${n} 步`: a function of every name that the
 * text uses. src/text/chinese.ts brings them together. */
import type { Plugin } from 'vite';

const NAME = 'virtual:chinese';
const SUFFIX = '?chinese';
const SOURCES = new URL('./src/', import.meta.url).pathname;
const RUNTIME = `${SOURCES}text/chinese.ts`;

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value;

const at = (node: Node, key: string): unknown => Reflect.get(node, key);

const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode);

/* `name` of an identifier, `value` of a string. */
const nameOf = (node: unknown): string => (isNode(node) ? String(at(node, 'name') ?? at(node, 'value')) : '');

function propertiesOf(node: Node): ReadonlyMap<string, Node> {
  const properties = node.type === 'ObjectExpression' ? childrenOf(node) : [];
  return new Map(
    properties.flatMap((property) => {
      const value = at(property, 'value');
      const plain = property.type === 'Property' && at(property, 'kind') === 'init' && !at(property, 'computed');
      return plain && isNode(value) ? [[nameOf(at(property, 'key')), property] as const] : [];
    }),
  );
}

interface Both {
  /** The whole of { en, zh }. */
  readonly node: Node;
  readonly en: Node;
  readonly zh: Node;
}

/** The objects of an `en` and a `zh`, outermost ones, in the order of the source. */
function bothOf(node: Node): Both[] {
  const properties = propertiesOf(node);
  const [en, zh] = [properties.get('en'), properties.get('zh')].map((property) => property && at(property, 'value'));
  if (isNode(en) && isNode(zh)) {
    if (properties.size > 2) throw new Error(`more than two languages at ${node.start}`);
    return [{ node, en, zh }];
  }
  return childrenOf(node).flatMap(bothOf);
}

/** Every name that an expression reads, those of its own functions' parameters left out. */
function namesIn(node: Node): Set<string> {
  if (node.type === 'Identifier') return new Set([nameOf(node)]);
  const isMember = node.type === 'MemberExpression' && !at(node, 'computed');
  const isKeyed = node.type === 'Property' && !at(node, 'computed');
  const skipped = isMember ? at(node, 'property') : isKeyed ? at(node, 'key') : null;
  const names = new Set(childrenOf(node).flatMap((child) => (child === skipped ? [] : [...namesIn(child)])));
  const parameters = at(node, 'params');
  if (Array.isArray(parameters))
    for (const name of parameters.filter(isNode).flatMap((parameter) => [...namesIn(parameter)])) names.delete(name);
  return names;
}

export function chineseApart(files: readonly string[]): Plugin {
  const seen = new Set<string>();
  let building = false;
  return {
    name: 'pathstar-chinese-apart',
    config(_, { command }) {
      building = command === 'build';
    },
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load(id) {
      if (id !== `\0${NAME}`) return undefined;
      if (!building) return 'export const texts = [];';
      const imports = files.map(
        (file, index) => `import file${index} from ${JSON.stringify(SOURCES + file + SUFFIX)};`,
      );
      return `${imports.join('\n')}\nexport const texts = [${files.map((_, index) => `file${index}`).join(', ')}];`;
    },
    transform(code, id) {
      const path = id.endsWith(SUFFIX) ? id.slice(0, -SUFFIX.length) : id;
      const file = path.slice(SOURCES.length);
      if (!building || !path.startsWith(SOURCES) || !files.includes(file)) return undefined;
      const textOf = (node: Node) => code.slice(node.start, node.end);
      const texts = bothOf(this.parse(code)).map((both) => ({ ...both, names: [...namesIn(both.zh)] }));
      if (id.endsWith(SUFFIX)) {
        const functions = texts.map(({ zh, names }) => `(${names.join(', ')}) => (${textOf(zh)})`);
        return { code: `export default [\n${functions.join(',\n')}\n];`, map: null };
      }
      seen.add(file);
      let english = `import { chineseOf } from ${JSON.stringify(RUNTIME)};\nconst $both = chineseOf(${files.indexOf(file)});\n`;
      let from = 0;
      for (const [index, { node, en, names }] of texts.entries()) {
        english += `${code.slice(from, node.start)}$both(${[textOf(en), index, ...names].join(', ')})`;
        from = node.end;
      }
      return { code: english + code.slice(from), map: null };
    },
    generateBundle() {
      const missing = files.filter((file) => !seen.has(file));
      if (building && missing.length > 0) this.error(`no Chinese was set apart in ${missing.join(', ')}`);
    },
  };
}
