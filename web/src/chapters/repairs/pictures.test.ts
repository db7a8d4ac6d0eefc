/* The pictures against what the built core shows and asks under each objective. */
import { describe, expect, it } from 'vitest';
import { targetDepths } from '../../engine/shared/description';
import { builtEngine } from '../../engine/worker/built-module';
import { IDEAS } from '../../state/config/words';
import { LENGTH } from './pictures';
import { stories } from './stories';

const OBJECTIVES = IDEAS.flatMap(([, ...members]) => members);
const engine = await builtEngine();

it.each(OBJECTIVES)('%s has a story in both languages, a picture and, if it claims anything, a source', (objective) => {
  const story = stories[objective];
  for (const text of [story?.tells, story?.claim]) {
    expect(text?.en).toBeTruthy();
    expect(text?.zh).toMatch(/\p{Script=Han}/u);
  }
  expect(story?.read === 'none').toBe(story?.sources.length === 0);
  expect(story?.picture.strips.length).toBeGreaterThan(0);
});

describe.skipIf(!engine)('pictures (skipped: web/public/engine/pathstar.wasm is not built)', () => {
  it.each(OBJECTIVES)(
    '%s is drawn in the order in which the core says it, with blanks where it shows none',
    (objective) => {
      engine?.configure({ objective, path_length: String(LENGTH) });
      const graph = engine?.graph(0);
      if (!graph) throw new Error('no graph');
      const places = graph.tokens.filter(({ position }) => position !== null);
      const [strip = []] = stories[objective]?.picture.strips ?? [];
      const drawn = strip.filter(({ says }) => says !== null);
      expect(drawn.map(({ says }) => says?.depth)).toEqual(targetDepths(graph));
      expect(drawn.length).toBe(places.length);
      /* A held-out graph is shown as it is answered: what training alone hides, counts or renames is not in it. */
      if (places.some(({ role }) => role === 'dummy'))
        expect(drawn.map(({ role }) => role)).toEqual(places.map(({ role }) => role));
    },
  );
});

it('a ranking gives all of its weight away, and each node more than the one after it', () => {
  for (const { tells = [] } of stories.top?.picture.strips[0] ?? []) {
    const shares = tells.map(({ share = Number.NaN }) => share);
    if (shares.length === 0) continue;
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1);
    expect(shares).toEqual([...shares].sort((one, other) => other - one));
  }
});
