import { useSignal } from '@preact/signals';
import { nameOf } from '../config/names';
import type { Decoding, Graph } from '../engine/description';
import { armColour, armLetter, ringName, themed } from '../graph/palette';
import type { Setup } from '../store/lane';
import { count, percent } from '../text/numbers';
import { say } from '../text/say';
import { ringShares } from './walk';
import { words } from './words';
import './shares.css';

interface SharesProps {
  readonly graph: Graph;
  readonly decoding: Decoding;
  readonly setup: Setup;
  /** From 0. */
  readonly position: number;
}

/* More arms than this are summed up; all of them are in the table. */
const BARS = 8;

/** The probability of the nodes that could be meant at a position as bars, and of every node as a table. */
export function Shares({ graph, decoding, setup, position }: SharesProps) {
  const { depths, degree, length } = setup;
  const { arms, elsewhere } = ringShares(graph, decoding, depths, position);
  const depth = depths[position] ?? 0;
  const ranked = arms.map((share, arm) => ({ share, arm })).sort((one, other) => other.share - one.share);
  const kept = new Set(ranked.slice(0, BARS).map(({ arm }) => arm));
  const rest = ranked.slice(BARS).reduce((sum, { share }) => sum + share, 0);
  const chance = depth === 0 ? 1 : 1 / degree;
  return (
    <div class="choice">
      <h4>{say(words.atPosition(position + 1, ringName(depth, length)))}</h4>
      <ul>
        {arms.map(
          (share, arm) =>
            kept.has(arm) && (
              <li
                key={arm}
                style={{
                  '--arm': depth === 0 ? 'var(--ink)' : themed(armColour(arm)),
                  '--share': share,
                  '--chance': chance,
                }}
              >
                <span class="name">
                  {depth === 0 ? say(words.startMark) : armLetter(arm)}
                  {depth > 0 && arm === graph.goal_arm && <em> {say(words.goalMark)}</em>}
                </span>
                <span class="bar"></span>
                <b>{percent(share)}</b>
              </li>
            ),
        )}
      </ul>
      <p class="aside">
        {depth > 0 && <span>{say(words.chance(percent(chance)))}</span>}
        {arms.length > BARS && <span>{say(words.otherArms(count(arms.length - BARS), percent(rest)))}</span>}
        {elsewhere > 0.005 && <span>{say(words.elsewhere(percent(elsewhere)))}</span>}
      </p>
      <EveryNode graph={graph} decoding={decoding} setup={setup} />
    </div>
  );
}

function EveryNode({ graph, decoding, setup }: Omit<SharesProps, 'position'>) {
  const open = useSignal(false);
  return (
    <details class="every-node" onToggle={(event) => (open.value = event.currentTarget.open)}>
      <summary>{say(words.everyNode)}</summary>
      {open.value && (
        <section class="scroll-sideways" tabIndex={0} aria-label={say(words.everyNodeOf(nameOf(setup.objective)))}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say(words.node)}</th>
                <th scope="col">{say(words.arm)}</th>
                {setup.depths.map((depth, position) => (
                  <th key={depth} scope="col">
                    {position + 1} {ringName(depth, setup.length)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {nodesOf(graph, decoding).map(({ node, arm }) => (
                <tr key={node}>
                  <th scope="row">{node}</th>
                  <td>{arm === null ? say(words.noNode) : arm < 0 ? say(words.startMark) : armLetter(arm)}</td>
                  {decoding.steps.map(({ position, probabilities, token }) => (
                    <td key={position}>
                      {token === node ? <b>{percent(probabilities[node] ?? 0)}</b> : percent(probabilities[node] ?? 0)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}

/* The start, the arms outwards, then the labels that this graph does not use. An arm of -1 is the start's. */
function nodesOf(graph: Graph, decoding: Decoding): { node: number; arm: number | null }[] {
  const placed = graph.arms.flatMap((nodes, arm) => nodes.slice(1).map((node) => ({ node, arm })));
  const used = new Set([graph.start, ...placed.map(({ node }) => node)]);
  const labels = decoding.steps[0]?.probabilities.length ?? 0;
  const strays = Array.from({ length: labels }, (_, node) => node).filter((node) => !used.has(node));
  return [{ node: graph.start, arm: -1 }, ...placed, ...strays.map((node) => ({ node, arm: null }))];
}
