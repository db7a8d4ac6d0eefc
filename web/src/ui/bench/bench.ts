/* The sceptic's bench of a session: its trials, and how they are asked for. One a session, whatever chapter is open. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Settings } from '../../engine/shared/description';
import { mayHaveKept } from '../../keep/kept';
import type { Session } from '../../state/session';
import { experimentOf } from '../../state/trials/experiment';
import type { Measure } from '../../state/trials/result';
import { TrialKeep } from '../../state/trials/trial-keep';
import { Trials } from '../../state/trials/trials';
import { BUDGET, SEEDS, wholeNumber } from '../../state/url';
import { nodesOf } from '../graph/layout';

export class Bench {
  readonly trials: Trials;
  readonly keep: TrialKeep;
  readonly seedsText: Signal<string>;
  readonly withinTyped: Signal<string | null>;
  readonly withinText: ReadonlySignal<string>;
  readonly measure: Signal<Measure> = signal('firstStep');
  readonly seeds: ReadonlySignal<number | null> = computed(() =>
    wholeNumber(this.seedsText.value, SEEDS.least, SEEDS.most),
  );
  readonly within: ReadonlySignal<number | null> = computed(() =>
    wholeNumber(this.withinText.value, BUDGET.least, BUDGET.most),
  );
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    this.seedsText = session.draft.seedsText;
    this.withinTyped = session.draft.withinTyped;
    this.withinText = computed(() => this.withinTyped.value ?? session.draft.budgetText.value);
    this.trials = new Trials({
      engine: () => session.engine.loaded.peek(),
      description: () => session.engine.description.peek(),
      cores: navigator.hardwareConcurrency,
      busy: computed(() => {
        const going = session.race.lanes.value.filter(({ state }) => {
          const { kind } = state.value;
          return kind === 'training' || kind === 'pausing';
        });
        return going.reduce((threads, { setup }) => threads + (setup.value?.threads ?? 1), 0);
      }),
    });
    this.keep = new TrialKeep(
      this.trials,
      async () => {
        const { RunStorage } = await import('../../keep/storage');
        return RunStorage.open();
      },
      mayHaveKept,
    );
  }

  /** The page's draft with one objective. */
  settingsFor(objective: string): Settings {
    return { ...this.#session.draft.settings.value, objective };
  }

  /** The same model on another size of star, with as few labels as it needs. */
  sized(degree: number, length: number, objective: string): Settings {
    const size = { degree: String(degree), path_length: String(length), labels: String(nodesOf(degree, length)) };
    return { ...this.settingsFor(objective), ...size };
  }

  experiment(settings: Settings): string {
    const description = this.#session.engine.description.value;
    return description ? experimentOf(description, settings) : '';
  }

  /** Seeds 1 to `seeds` of every setting, seed by seed, so that all of them grow together. */
  run(settings: readonly Settings[], seeds: number, within: number): void {
    for (let seed = 1; seed <= seeds; seed++) for (const one of settings) this.trials.add(one, [seed], within);
  }
}

const benches = new WeakMap<Session, Bench>();

export function benchOf(session: Session): Bench {
  const known = benches.get(session);
  if (known) return known;
  const bench = new Bench(session);
  benches.set(session, bench);
  return bench;
}
