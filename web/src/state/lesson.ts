/* What a lesson's link leaves out, locks, or shows alone, which changes only while the page opens, and the lesson plan that
 * is open. Owns `hidden`, `locked`, `embed` and `plan`. */
import { type Signal, signal } from '@preact/signals';
import { CHAPTERS, type Chapter } from './chapters';
import type { OpenPlan } from './plan';
import type { Page } from './url';

export class Lesson {
  readonly hidden: Signal<readonly Chapter[]> = signal([]);
  readonly locked: Signal<readonly string[]> = signal([]);
  /** The one chapter that is shown, in a frame of another page. */
  readonly embed: Signal<Chapter | null> = signal(null);
  readonly plan: Signal<OpenPlan | null> = signal(null);

  take({ hide = [], lock = [], embed = null, plan = null }: Partial<Page>): void {
    this.hidden.value = hide;
    this.locked.value = lock;
    this.embed.value = embed;
    this.plan.value = plan;
  }

  /** Whether a chapter is on the page. */
  shows(chapter: Chapter): boolean {
    const alone = this.embed.value;
    return alone === null ? !this.hidden.value.includes(chapter) : alone === chapter;
  }

  /** Whether a chapter is all there is on the page. */
  isAlone(chapter: Chapter): boolean {
    return CHAPTERS.every((other) => this.shows(other) === (other === chapter));
  }

  /** Whether an option is locked; a name that is no option of the engine is locked only where all are. */
  isLocked(name: string): boolean {
    return this.locked.value.some((lock) => lock === name || lock === 'all');
  }
}
