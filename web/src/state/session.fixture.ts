/* For tests: an engine of four options, and a worker that answers about them as the real one would. */
import type { Config, Description, Graph } from '../engine/shared/description';
import type { Event, Request } from '../engine/shared/protocol';
import { type Reason, reasonOf } from '../engine/shared/reason';
import { BUDGET, type Page, SEEDS, GRAPH as SHOWN } from './url';

const rest = { help: '', when: {} };

export const DESCRIPTION: Description = {
  version: '0.1.0',
  metrics: [],
  presets: [
    { name: 'plain', title: 'Plain', note: '', config: {} },
    { name: 'wide', title: 'Wide', note: '', config: { degree: 5, rope: true } },
  ],
  options: [
    { name: 'degree', type: 'int', minimum: 1, maximum: 20, default: 3, group: 'graph', ...rest },
    { name: 'rope', type: 'bool', default: false, group: 'model', ...rest },
    { name: 'learning_rate', type: 'number', minimum: 0, maximum: 10, default: 0.001, group: 'training', ...rest },
    { name: 'objective', type: 'choice', choices: ['one', 'two', 'three'], default: 'one', group: 'task', ...rest },
    { name: 'seed', type: 'int', minimum: 1, maximum: 99, default: 1, group: 'run', ...rest },
  ],
};

export const DEFAULTS: Config = { degree: 3, rope: false, learning_rate: 0.001, objective: 'one', seed: 1 };

export const GRAPH: Graph = { start: 0, goal: 1, goal_arm: 0, arms: [], tokens: [], text: '', split: 'held_out' };

const MODULE = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));

export const LOADED = { module: MODULE, whole: null, relaxed: true, threads: 1 };

/** Knows its options, and refuses a degree above 20. */
export class DeskWorker {
  /** Answers that are held back while `slow`. */
  static later: (() => void)[] = [];
  static slow = false;
  onmessage: ((message: { data: Event }) => void) | null = null;

  postMessage(request: Request): void {
    const data = answer(request);
    const say = () => data && this.onmessage?.({ data });
    if (DeskWorker.slow) DeskWorker.later.push(say);
    else queueMicrotask(say);
  }

  terminate(): void {}
}

function answer(request: Request): Event | null {
  const run = 'desk';
  const isKnown = (name: string) => DESCRIPTION.options.some((option) => option.name === name);
  switch (request.type) {
    case 'module.load':
      return { type: 'module.ready', run, description: DESCRIPTION, kernels: 'simd,more' };
    case 'desk.open': {
      const { ask, entries } = request;
      const settings = Object.fromEntries(entries.filter(([name]) => isKnown(name)));
      const unknown = entries.filter(([name]) => !isKnown(name));
      const refused = unknown.map(([name, value]) => ({ name, value, message: reasonOf('UNKNOWN_FIELD', name) }));
      return { type: 'desk.opened', run, ask, settings, refused };
    }
    case 'desk.check': {
      const { ask, settings } = request;
      const large = settings.some(({ degree }) => Number(degree ?? 3) > 20);
      const problems: Reason[] = large ? [{ ...reasonOf('NOT_INTEGER', 1, 20, 21), fields: ['degree'] }] : [];
      const configs = settings.map((texts) => ({
        ...DEFAULTS,
        ...Object.fromEntries(Object.entries(texts).map(typed)),
      }));
      return { type: 'desk.checked', run, ask, problems, views: large ? [] : configs.map(viewOf) };
    }
    default:
      return null;
  }
}

/* An option's text as the value that it writes. */
function typed([name, text]: [string, string]) {
  const usual = DEFAULTS[name];
  return [
    name,
    typeof usual === 'number' ? Number(text) : typeof usual === 'boolean' ? text === 'true' : text,
  ] as const;
}

const viewOf = (config: Config) => ({ config, graph: GRAPH });

/** What a link says beyond the config where it says nothing, with one lane. */
export const PAGE: Page = {
  versus: [],
  budget: BUDGET.usual,
  graph: SHOWN.usual,
  own: null,
  accuracy: 'forced',
  seeds: SEEDS.usual,
  within: null,
  sent: null,
  hide: [],
  lock: [],
  embed: null,
  plan: null,
};
