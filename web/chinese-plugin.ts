/* Sets the Chinese of some words files apart from their English when the page is built, so that it is fetched only by
 * visitors who read it. In the source both stand side by side: { en: `${n} steps`, zh: `${n} 步` }. Of that the words
 * file keeps
 *
 *   { en: `${n} steps`, get zh() { return chineseText('ui/race/words.tsx', 7, [n]) } }
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

/** The properties `zh` that stand beside an `en`, outermost ones, in the order of the source. */
function chineseOf(node: Node): Node[] {
  const properties = propertiesOf(node);
  const chinese = properties.has('en') ? properties.get('zh') : undefined;
  if (chinese) return [chinese];
  return childrenOf(node).flatMap(chineseOf);
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
      if (!building) return 'export const texts = {};';
      const imports = files.map(
        (file, index) => `import file${index} from ${JSON.stringify(SOURCES + file + SUFFIX)};`,
      );
      const entries = files.map((file, index) => `${JSON.stringify(file)}: file${index}`);
      return `${imports.join('\n')}\nexport const texts = { ${entries.join(', ')} };`;
    },
    transform(code, id) {
      const path = id.endsWith(SUFFIX) ? id.slice(0, -SUFFIX.length) : id;
      const file = path.slice(SOURCES.length);
      if (!building || !path.startsWith(SOURCES) || !files.includes(file)) return undefined;
      const properties = chineseOf(this.parse(code));
      const texts = properties.map((property) => {
        const value = at(property, 'value');
        if (!isNode(value)) throw new Error(`${file}: a zh without a text`);
        return { property, names: [...namesIn(value)].join(', '), text: code.slice(value.start, value.end) };
      });
      if (id.endsWith(SUFFIX)) {
        const functions = texts.map(({ names, text }) => `(${names}) => (${text})`);
        return { code: `export default [\n${functions.join(',\n')}\n];`, map: null };
      }
      seen.add(file);
      let english = `import { chineseText } from ${JSON.stringify(RUNTIME)};\n`;
      let from = 0;
      for (const [index, { property, names }] of texts.entries()) {
        const getter = `get zh() { return chineseText(${JSON.stringify(file)}, ${index}, [${names}]); }`;
        english += code.slice(from, property.start) + getter;
        from = property.end;
      }
      return { code: english + code.slice(from), map: null };
    },
    generateBundle() {
      const missing = files.filter((file) => !seen.has(file));
      if (building && missing.length > 0) this.error(`no Chinese was set apart in ${missing.join(', ')}`);
    },
  };
}
