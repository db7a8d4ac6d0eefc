/* Questions that need no run: which settings hold, what a graph looks like. */
import type { Settings } from '../shared/description';
import type { CheckedEvent, OpenedEvent, SortedEvent } from '../shared/protocol';
import { type Reason, Refusal } from '../shared/reason';
import type { Engine } from './module';

export class Desk {
  readonly #run: string;
  readonly #engine: Engine;
  readonly #names: readonly string[];

  constructor(run: string, engine: Engine) {
    this.#run = run;
    this.#engine = engine;
    this.#names = engine.describe().options.map((option) => option.name);
  }

  /** Takes as many of a link's entries as hold together; each refused one comes back with the module's reason. */
  open(ask: number, entries: readonly (readonly [string, string])[]): OpenedEvent {
    const refused: { name: string; value: string; message: Reason }[] = [];
    /* One by one: a link may hold hundreds of names that are no option. */
    for (const [name, value] of entries) {
      const problem = this.#names.includes(name) ? null : this.#refusal({ [name]: value });
      if (problem) refused.push({ name, value, message: problem });
    }
    let settings: Settings = Object.fromEntries(entries.filter(([name]) => this.#names.includes(name)));
    for (let problem = this.#refusal(settings); problem; problem = this.#refusal(settings)) {
      const names = Object.keys(settings);
      const name = problem.fields.find((field) => names.includes(field)) ?? names.at(-1);
      if (name === undefined) break;
      refused.push({ name, value: settings[name] ?? '', message: problem });
      settings = Object.fromEntries(Object.entries(settings).filter(([key]) => key !== name));
    }
    return { type: 'desk.opened', run: this.#run, ask, settings, refused };
  }

  /** All problems of all settings, found one after another by putting the offending fields back to their defaults; or
   * the graph as each of the settings shows it. */
  check(ask: number, all: readonly Settings[], index: number): CheckedEvent {
    const problems = new Map<string, Reason>();
    for (const settings of all) {
      let rest = settings;
      for (let problem = this.#refusal(rest); problem; problem = this.#refusal(rest)) {
        problems.set(JSON.stringify(problem), problem);
        const { fields } = problem;
        const kept = Object.entries(rest).filter(([name]) => !fields.includes(name));
        if (kept.length === Object.keys(rest).length) break;
        rest = Object.fromEntries(kept);
      }
    }
    const views =
      problems.size > 0
        ? []
        : all.map((settings) => {
            this.#engine.configure(settings);
            return { config: this.#engine.config(), graph: this.#engine.graph(index) };
          });
    return { type: 'desk.checked', run: this.#run, ask, problems: [...problems.values()], views };
  }

  /** How many of the lines' graphs are on the held-out side of the settings' split, as far as each line is one. */
  sort(ask: number, settings: Settings, lines: readonly string[], first: number): SortedEvent {
    let heldOut = 0;
    let refusal: Reason | null = null;
    try {
      this.#engine.configure(settings);
      for (const [at, line] of lines.entries())
        if (this.#engine.graphOf(line, first + at).split === 'held_out') heldOut++;
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure;
      refusal = failure.reason;
    }
    return { type: 'desk.sorted', run: this.#run, ask, heldOut, refusal };
  }

  #refusal(settings: Settings): Reason | null {
    try {
      this.#engine.configure(settings);
      return null;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      return refusal.reason;
    }
  }
}
