import type { Decoding, Graph } from '../../engine/shared/description';
import { nameOf } from '../../state/config/names';
import type { Lane, Setup } from '../../state/lane';
import { ranks } from '../../state/learnt';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import { armColour, armLetter, ringName, themed } from '../../ui/graph/palette';
import { surenessOf } from './sureness';
import { ringShares } from './walk';
import { words } from './words';
import './shares.css';

interface LaneSharesProps {
  readonly lane: Lane;
  /** From 0. */
  readonly position: number;
}

/** How one model's probability falls on the arms, at the position that is being said. */
export function LaneShares({ lane, position }: LaneSharesProps) {
  const setup = lane.setup.value;
  const event = lane.decoded.value;
  if (!setup || !event) return null;
  return (
    <section class="choice" aria-label={nameOf(lane.objective)} data-objective={setup.objective}>
      <p class="of">{nameOf(lane.objective)}</p>
      <Shares graph={event.graph} decoding={event.decoding} setup={setup} position={position} />
    </section>
  );
}

interface SharesProps {
  readonly graph: Graph;
  readonly decoding: Decoding;
  readonly setup: Setup;
  /** From 0. */
  readonly position: number;
}

/* More arms than this are summed up; all of them are in the star's table. */
const BARS = 8;

/* The probability of the nodes that could be meant at a position, as bars. */
function Shares({ graph, decoding, setup, position }: SharesProps) {
  const { depths, degree, length } = setup;
  const { nodes, arms, elsewhere } = ringShares(graph, decoding, depths, position);
  const isRanked = ranks(setup.objective);
  const sure = surenessOf(setup.objective, decoding.steps[position]?.probabilities ?? []);
  const depth = depths[position] ?? 0;
  const ranked = arms.map((share, arm) => ({ share, arm })).sort((one, other) => other.share - one.share);
  const kept = new Set(ranked.slice(0, BARS).map(({ arm }) => arm));
  const rest = ranked.slice(BARS).reduce((sum, { share }) => sum + share, 0);
  const chance = depth === 0 ? 1 : 1 / degree;
  return (
    <>
      <h4>{say((isRanked ? words.ranksAtPosition : words.atPosition)(position + 1, ringName(depth, length)))}</h4>
      <ul class={isRanked ? 'by-rank' : undefined}>
        {arms.map(
          (_, arm) =>
            kept.has(arm) && (
              <li
                key={arm}
                style={{
                  '--arm': depth === 0 ? 'var(--ink)' : themed(armColour(arm)),
                  '--share': sure.shade(nodes[arm] ?? -1),
                  '--chance': chance,
                }}
              >
                <span class="name">
                  {depth === 0 ? say(words.startMark) : armLetter(arm)}
                  {depth > 0 && arm === graph.goal_arm && <em> {say(words.goalMark)}</em>}
                </span>
                <span class="bar"></span>
                <b>{sure.text(nodes[arm] ?? -1)}</b>
              </li>
            ),
        )}
      </ul>
      {!isRanked && (
        <p class="aside">
          {depth > 0 && <span>{say(words.chance(percent(chance)))}</span>}
          {arms.length > BARS && <span>{say(words.otherArms(count(arms.length - BARS), percent(rest)))}</span>}
          {elsewhere > 0.005 && <span>{say(words.elsewhere(percent(elsewhere)))}</span>}
        </p>
      )}
    </>
  );
}
