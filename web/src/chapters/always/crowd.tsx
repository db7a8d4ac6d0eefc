import { useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { nameOf } from '../../state/config/names';
import { drawAgain, drawn, expectedAt, openSeeds, pointsWithin, sketchOf } from '../../state/expectations';
import { useSession } from '../../state/session';
import { BUDGET, SEEDS } from '../../state/url';
import { gap } from '../../text/list';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import type { Bench } from '../../ui/bench/bench';
import { words as benchWords } from '../../ui/bench/words';
import { Figure } from '../../ui/figure/figure';
import { Board } from './board';
import { crowdJson, crowdTable } from './crowd-files';
import { type CrowdLane, crowdLane, judge } from './crowd-lanes';
import { FIELD, mountCrowd, type PictureLane } from './crowd-picture';
import { words } from './crowd-words';
import { Paired } from './paired';
import './crowd.css';

/** All seeds of the page's objectives: what the visitor expects of them, then what became of them, over that. */
export function Crowd({ bench }: { readonly bench: Bench }) {
  const session = useSession();
  const svg = useRef<SVGSVGElement>(null);
  const boards = useRef<HTMLDivElement>(null);
  const { trials } = bench;
  const within = bench.within.value ?? BUDGET.usual;
  const seeds = bench.seeds.value ?? SEEDS.usual;
  const objectives = [...new Set(session.draft.objectives.value)];
  const lanesNow = () => objectives.map((objective) => crowdLane(bench, objective, within));
  const lanes = lanesNow();
  /* What the picture draws, whenever it does. */
  const measure = bench.measure.value;
  const newest = useRef({ lanes: lanesNow, seeds, within, measure });
  newest.current = { lanes: lanesNow, seeds, within, measure };
  useEffect(() => {
    if (!svg.current || !boards.current) return;
    return mountCrowd(svg.current, trials.frames, {
      lanes: () => newest.current.lanes().map((lane) => pictured(lane, newest.current.seeds, newest.current.within)),
      within: () => newest.current.within,
      measure: () => newest.current.measure,
      boards: boards.current,
    });
  }, [trials]);
  useEffect(() => trials.frames.touch());
  useSignalEffect(() => {
    if (drawn.value) trials.frames.touch();
  });
  const shown = lanes.filter((lane) => lane.shown);
  const there = Math.max(0, ...lanes.filter((lane) => !lane.shown).map(({ crowd }) => crowd.length));
  const what = say(measure === 'firstStep' ? benchWords.firstStep : benchWords.wholePath);
  const seen =
    shown.length > 0
      ? shown.map((lane) => found(lane, within)).join(say(marks.semicolon)) + say(marks.stop).trimEnd()
      : say(words.drawFirst(count(seeds), count(within)));
  const read = say(shown.length > 0 ? words.reading(what) : words.drawing);
  return (
    <>
      <Figure
        class="crowd"
        caption={
          <>
            {seen}
            {say(gap)}
            {read}
          </>
        }
        name="pathstar-crowd"
        table={() => crowdTable(lanesNow().filter((lane) => lane.shown))}
        json={() =>
          crowdJson(
            lanesNow().filter((lane) => lane.shown),
            within,
          )
        }
        cell={(value, column) =>
          Number.isNaN(value) ? '–' : column === 1 || column === 2 || column === 4 ? count(value) : percent(value)
        }
      >
        <svg ref={svg} role="img" aria-label={seen} />
        <div
          class="boards"
          ref={boards}
          style={{
            left: `${FIELD.left}px`,
            right: `${FIELD.right}px`,
            gridAutoRows: `${FIELD.height}px`,
          }}
        >
          {lanes.map((lane) =>
            lane.shown ? (
              <div key={lane.objective} />
            ) : (
              <Board
                key={lane.objective}
                objective={lane.objective}
                experiment={lane.experiment}
                seeds={seeds}
                within={within}
              />
            ),
          )}
        </div>
      </Figure>
      <div class="crowd-said">
        <div class="expectations">
          <ul>
            {shown.map((lane) => (
              <Expected key={lane.objective} lane={lane} seeds={seeds} within={within} />
            ))}
          </ul>
          <div class="buttons">
            {there > 0 && (
              <button
                type="button"
                onClick={() => {
                  for (const { experiment } of lanes) openSeeds(experiment);
                }}
              >
                {say(words.show(count(there)))}
              </button>
            )}
            {shown.length > 0 && bench.keep.known.value && (
              <button
                type="button"
                onClick={() => {
                  for (const { experiment, crowd } of shown) drawAgain(experiment, crowd.length);
                }}
              >
                {say(words.drawAgain)}
              </button>
            )}
          </div>
        </div>
        {shown.length > 1 && <Paired lanes={shown} within={within} />}
      </div>
    </>
  );
}

/** "Teacherless: 9 of 10 seeds solved" */
function found({ objective, crowd, solved, undecided }: CrowdLane, within: number): string {
  const name = nameOf(objective);
  if (crowd.length === 0) return say(words.foundNone(name));
  const yet = undecided > 0 ? say(words.undecided(count(undecided), count(within))) : '';
  return say(words.found(name, count(solved), count(crowd.length))) + yet;
}

/** `seeds`: as many as are asked for; what is there has as many as it has. */
function pictured(lane: CrowdLane, seeds: number, within: number): PictureLane {
  const { objective, experiment, shown, crowd, survival, solved } = lane;
  const drafted = drawn.peek()[experiment];
  const sketch = !shown && drafted?.steps.length ? sketchOf(drafted, pointsWithin(within)) : null;
  const hoped = sketch
    ? say(words.youExpect(count(Math.round((sketch.solved.at(-1) ?? 0) * seeds)), count(seeds)))
    : '';
  return {
    experiment,
    name: nameOf(objective),
    told: shown ? say(words.solvedOf(count(solved), count(crowd.length))) : hoped,
    seeds: shown && crowd.length > 0 ? crowd.length : seeds,
    crowd: shown ? crowd : [],
    survival: shown ? survival : [],
    expected: shown ? lane.expected : sketch,
    drawing: !shown,
  };
}

interface ExpectedProps {
  readonly lane: CrowdLane;
  readonly seeds: number;
  readonly within: number;
}

/** An expectation, and what became of it. */
function Expected({ lane, seeds, within }: ExpectedProps) {
  const { expected, survival, objective } = lane;
  const judged = expected && judge(expected, survival, within);
  if (!expected || !judged) return null;
  const { step, found: row, points, inside } = judged;
  return (
    <li>
      {say(
        words.expected(
          nameOf(objective),
          count(Math.round(10 * seeds * expectedAt(expected, step)) / 10),
          count(seeds),
          count(step),
        ),
      )}
      {row
        ? say(words.cameTo(percent(1 - row.unsolved), percent(1 - row.high), percent(1 - row.low)))
        : say(words.notKnownYet)}
      {points > 0 && `${say(gap)}${say(words.inside(count(inside), count(points)))}`}
      {expected.seen > 0 && `${say(gap)}${say(words.drawnAfter(count(expected.seen)))}`}
    </li>
  );
}
