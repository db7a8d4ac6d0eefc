/* A run as a notebook: config, command, what was measured, and its weights in PyTorch, asked about one graph. As Jupyter
 * reads it (nbformat 4.5), and the same as Markdown. */
import { type Description, type Graph, numberOf, type Token } from '../../engine/shared/description';
import { nameOf } from '../../state/config/names';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { configJson, type History } from './metrics';
import { words } from './notebook-words';

export interface Cell {
  readonly kind: 'markdown' | 'code';
  readonly text: string;
}

export interface Told {
  readonly history: History;
  readonly description: Description;
  readonly kernels: string;
  /** The native program's. */
  readonly command: string;
  /** The file that the run's weights are saved as. */
  readonly weights: string;
  /** A held-out graph as the run's objective shows it, and its number. */
  readonly graph: Graph;
  readonly index: number;
}

/** The cells, in the page's language. */
export function cellsOf({ history, description, kernels, command, weights, graph, index }: Told): readonly Cell[] {
  const { config, step, digest, givenDigest, held } = history;
  const size = `G(${config.degree}, ${config.path_length})`;
  const title = words.title(nameOf(String(config.objective)), size, String(config.seed), count(step));
  const paragraphs = [
    `# ${say(title)}`,
    say(words.found(digest, kernels, description.version)),
    say(words.again),
    `    ${command}`,
    ...(givenDigest === '' ? [] : [say(words.graphsOf(givenDigest))]),
    say(words.config),
  ];
  return [
    { kind: 'markdown', text: paragraphs.join('\n\n') },
    { kind: 'code', text: `import json\n\nconfig = json.loads("""${configJson(config).trimEnd()}""")` },
    { kind: 'markdown', text: say(words.measured) },
    { kind: 'code', text: `held_out = json.loads("""${JSON.stringify(held)}""")\nlist(held_out)` },
    { kind: 'markdown', text: say(words.drawn) },
    { kind: 'code', text: PLOT },
    { kind: 'markdown', text: say(words.weights(weights)) },
    { kind: 'code', text: `import torch\n\nfrom load_checkpoint import load\n\nmodel, _ = load("${weights}")\nmodel` },
    { kind: 'markdown', text: say(words.asked(String(index), graph.text)) },
    { kind: 'code', text: question(graph, numberOf(config, 'labels')) },
  ];
}

const PLOT = `import matplotlib.pyplot as plt

for name, shares in held_out.items():
    if name.startswith("forced_"):
        plt.plot(held_out["step"], shares, label=name)
plt.axhline(1 / config["degree"], linestyle="--", color="grey")
plt.xlabel("step")
plt.ylabel("accuracy")
plt.legend()
plt.show()`;

/* In load_checkpoint.py's words: a node is its label, and after the labels come four signs. */
function question({ tokens }: Graph, labels: number): string {
  const targets = tokens.flatMap(({ target }, place) => (target === null ? [] : [[place, target]]));
  return [
    `x = torch.tensor([${JSON.stringify(tokens.map((token) => idOf(token, labels)))}])`,
    `child = torch.tensor([${JSON.stringify(tokens.map(childOf))}])`,
    `targets = ${JSON.stringify(targets)}`,
    'with torch.no_grad():',
    '    logits = model(x, child)[0]',
    '[(place, node, int(logits[place].argmax())) for place, node in targets]  # (place, true node, the model’s)',
  ].join('\n');
}

const SIGNS = ['|', '=', '/', '$'];

/* An edge's token is written 7>3. */
const nodesIn = ({ text }: Token): readonly number[] => (text.match(/\d+/g) ?? []).map(Number);

function idOf(token: Token, labels: number): number {
  const sign = SIGNS.indexOf(token.text);
  return sign < 0 ? (nodesIn(token)[0] ?? -1) : labels + sign;
}

const childOf = (token: Token): number => (token.role === 'edge' ? (nodesIn(token)[1] ?? -1) : -1);

const KERNEL = { display_name: 'Python 3', language: 'python', name: 'python3' };

export function notebookJson(cells: readonly Cell[]): string {
  const lines = (text: string) => text.split(/(?<=\n)/);
  const written = cells.map(({ kind, text }, index) => ({
    cell_type: kind,
    id: `cell-${index + 1}`,
    metadata: {},
    source: lines(text),
    ...(kind === 'code' ? { execution_count: null, outputs: [] } : {}),
  }));
  return `${JSON.stringify({ cells: written, metadata: { kernelspec: KERNEL }, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

export const markdownOf = (cells: readonly Cell[]): string =>
  `${cells.map(({ kind, text }) => (kind === 'code' ? `\`\`\`python\n${text}\n\`\`\`` : text)).join('\n\n')}\n`;
