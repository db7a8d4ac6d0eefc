import { computed } from '@preact/signals';
import { committedResults } from '../../state/committed/results';
import { words as committedWords } from '../../state/committed/words';
import { say } from '../../text/say';
import { words } from './plan-words';
import { figuresOf } from './plans/figures';
import type { Text } from './plans/plan';

/* Once for all texts, and again in another language, which writes numbers otherwise. */
const figures = computed(() => {
  const committed = committedResults();
  return committed.kind === 'here' ? figuresOf(committed.specs) : null;
});

/** Says the texts of a plan, those that quote measured figures as soon as these are there; until then, and where they do not
 * come, says that instead. A component that uses it is drawn again when they come. */
export function useTold(): (text: Text) => string {
  const measured = figures.value;
  const without = committedResults().kind === 'coming' ? words.coming : committedWords.didNotArrive;
  return (text) => say(typeof text === 'function' ? (measured ? text(measured) : without) : text);
}
