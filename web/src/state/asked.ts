/* What the models are asked: about which graph, at which moment of their run, and with whose path before each step. Owns
 * `graphIndex`, `ownGraph`, `moment` and `accuracy`. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Question } from '../engine/shared/protocol';
import type { Lesson } from './lesson';
import { type AccuracyView, GRAPH, type Page } from './url';

export class Asked {
  readonly graphIndex = signal<number>(GRAPH.usual);
  /** A graph of the visitor's own, as a line of the reference's text format, to ask about instead of held-out ones. */
  readonly ownGraph: Signal<string | null> = signal(null);
  /** The step whose kept weights are asked; null: the weights as they are now. */
  readonly moment: Signal<number | null> = signal(null);
  readonly accuracy: Signal<AccuracyView> = signal('forced');
  readonly #lesson: Lesson;

  readonly question: ReadonlySignal<Question> = computed(() =>
    this.ownGraph.value === null ? { index: this.graphIndex.value } : { text: this.ownGraph.value },
  );

  constructor(lesson: Lesson) {
    this.#lesson = lesson;
  }

  take({ graph = GRAPH.usual, own = null, accuracy = 'forced' }: Partial<Page>): void {
    this.graphIndex.value = graph;
    this.ownGraph.value = own;
    this.accuracy.value = accuracy;
  }

  /** The next held-out graph; one of the visitor's own stays what is asked about. */
  newGraph(): void {
    if (!this.#lesson.isLocked('graph')) this.graphIndex.value = (this.graphIndex.value + 1) % GRAPH.most;
  }

  /** The next held-out graph, in place of one of the visitor's own as well. */
  anotherGraph(): void {
    if (this.#lesson.isLocked('graph')) return;
    batch(() => {
      this.ownGraph.value = null;
      this.newGraph();
    });
  }
}
