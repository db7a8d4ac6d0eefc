import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Choose } from '../app/choose';
import { nameOf } from '../config/names';
import type { DecodedEvent, Hand } from '../engine/protocol';
import { armColour, armLetter, themed } from '../graph/palette';
import { Star } from '../graph/star';
import type { Lane, Setup } from '../store/lane';
import { useSession } from '../store/session';
import { percent } from '../text/numbers';
import { Trail } from './trail';
import { armShares, legs, verdict } from './walk';
import './decode.css';

/** One held-out graph, walked by both models. */
export function WatchChapter() {
  const session = useSession();
  const { race } = session;
  const index = session.graphIndex.value;
  const hand = useSignal<Hand>('nothing');
  const again = useSignal(0);
  const note = useId();
  const lanes = race.lanes.value;
  const setups = lanes.map((lane) => lane.setup.value);
  const reasons = lanes.flatMap((lane, at) => {
    const reason = setups[at]?.unhandable;
    return reason ? [`${nameOf(lane.objective)}: ${reason}`] : [];
  });
  const ready = setups.some((setup) => setup !== null);
  const oneArm = setups.every((setup) => setup === null || setup.degree === 1);
  const noHand = ready && setups.every((setup) => setup === null || setup.unhandable !== null);
  return (
    <>
      <header class="section-head">
        <p class="aside">
          Both models get the same graph, one neither has seen. Each says the path node by node; the bars are the
          probability it gives to each arm when it has to choose. Then take the choice away: hand it a first step, right
          or wrong, and see whether it plans or only follows. The goal stands in the question: the last node can be
          copied from there as well as walked to.
        </p>
      </header>
      <div class="decode-controls">
        <Choose
          legend="The first step"
          value={noHand ? 'nothing' : hand.value}
          choices={[
            ['nothing', 'let it choose'],
            ['right', 'hand it the right one'],
            ['wrong', 'hand it a wrong one'],
          ]}
          disabled={noHand ? ['right', 'wrong'] : ready && oneArm ? ['wrong'] : []}
          describedBy={reasons.length > 0 ? note : undefined}
          onChange={(value) => {
            hand.value = value;
          }}
        />
        <div class="buttons">
          <button type="button" aria-disabled={!ready} onClick={() => ready && session.newGraph()}>
            Another graph
          </button>
          <button type="button" aria-disabled={!ready} onClick={() => ready && again.value++}>
            Walk again
          </button>
        </div>
      </div>
      {reasons.length > 0 && (
        <p id={note} class="aside">
          {reasons.join(' ')}
        </p>
      )}
      {lanes.length === 0 ? (
        <p class="aside">There are no weights to ask yet: press Start, or Step for untrained ones.</p>
      ) : (
        <div class="lanes">
          {lanes.map((lane, at) => {
            const setup = setups[at];
            return setup ? (
              <DecodeLane
                key={lane.id}
                lane={lane}
                setup={setup}
                index={index}
                hand={setup.unhandable || (hand.value === 'wrong' && setup.degree === 1) ? 'nothing' : hand.value}
                again={again.value}
              />
            ) : null;
          })}
        </div>
      )}
    </>
  );
}

interface DecodeLaneProps {
  readonly lane: Lane;
  readonly setup: Setup;
  readonly index: number;
  readonly hand: Hand;
  readonly again: number;
}

function DecodeLane({ lane, setup, index, hand, again }: DecodeLaneProps) {
  const host = useRef<HTMLElement>(null);
  const seen = useSignal(false);
  const step = lane.latest.value?.step;
  useEffect(() => {
    if (!host.current) return;
    const observer = new IntersectionObserver(([entry]) => {
      seen.value = entry?.isIntersecting ?? false;
    });
    observer.observe(host.current);
    return () => observer.disconnect();
  }, [seen]);
  /* Asked again whenever the weights were measured anew, while it is in sight. */
  const sight = seen.value;
  useEffect(() => {
    if (sight && step !== undefined) lane.ask({ index }, hand, null);
  }, [lane, index, hand, again, step, sight]);
  const event = lane.decoded.value;
  return (
    <section
      class="decoding"
      ref={host}
      aria-label={`${nameOf(lane.objective)} decodes`}
      data-objective={setup.objective}
    >
      <h3>{nameOf(lane.objective)}</h3>
      {event && (
        <Told
          setup={setup}
          calm={lane.state.value.kind !== 'training'}
          event={event}
          walk={`${indexOf(event)} ${event.hand} ${again}`}
        />
      )}
    </section>
  );
}

const indexOf = ({ question }: DecodedEvent) => ('index' in question ? question.index : 0);

interface ToldProps {
  readonly setup: Setup;
  /** Whether the weights hold still, so that a new verdict answers the reader and is worth announcing. */
  readonly calm: boolean;
  readonly event: NonNullable<Lane['decoded']['value']>;
  /** Changes when the walk is to be walked anew. */
  readonly walk: string;
}

function Told({ setup, calm, event, walk }: ToldProps) {
  const { graph, decoding, arm: handed } = event;
  const { depths, degree } = setup;
  const { arms, elsewhere } = armShares(graph, decoding, depths);
  return (
    <>
      <div class="told">
        <div class="stage">
          <Star
            graph={graph}
            title={`Held-out graph ${indexOf(event)} and the walk on it`}
            overlay={(layout) => <Trail key={walk} layout={layout} legs={legs(graph, decoding)} />}
          />
        </div>
        <div class="choice">
          <h4>Its probability for each arm</h4>
          <ul>
            {arms.map((share, arm) => (
              <li key={arm} style={{ '--arm': themed(armColour(arm)), '--share': share, '--chance': 1 / degree }}>
                <span class="name">
                  {armLetter(arm)}
                  {arm === graph.goal_arm && <em> goal</em>}
                </span>
                <span class="bar"></span>
                <b>{percent(share)}</b>
              </li>
            ))}
          </ul>
          <p class="aside">
            dashed: chance, {percent(1 / degree)}
            {elsewhere > 0.005 && <>; {percent(elsewhere)} on nodes that are no choice here</>}
          </p>
        </div>
      </div>
      <ol class="said" aria-label="What it said, position by position">
        {decoding.steps.map(({ position, text, token, target, probabilities }, at) => {
          const given = position === 2 && handed !== null;
          /* After a handed step, the question is whether it follows that arm. */
          const wanted = handed === null || at < 2 ? target : (graph.arms[handed]?.[depths[at] ?? 0] ?? target);
          const right = token === wanted;
          const missed = handed === null ? `✗ ${wanted} wanted` : `✗ ${armLetter(handed)} has ${wanted}`;
          return (
            <li key={position} class={given ? 'given' : right ? 'right' : 'wrong'}>
              <b>{text}</b>
              <span>{given ? 'handed' : right ? '✓' : missed}</span>
              <span class="sureness">{given ? '' : percent(probabilities[token] ?? Number.NaN)}</span>
            </li>
          );
        })}
      </ol>
      <p class="verdict" data-correct={decoding.correct} aria-live={calm ? 'polite' : 'off'}>
        {verdict(graph, decoding, depths, handed)}
      </p>
    </>
  );
}
