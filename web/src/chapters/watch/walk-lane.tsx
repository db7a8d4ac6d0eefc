import { useEffect, useRef, useState } from 'preact/hooks';
import type { DecodedEvent, Hand, Order, Question } from '../../engine/shared/protocol';
import { useInSight } from '../../platform/in-sight';
import { nameOf } from '../../state/config/names';
import { inWords } from '../../state/config/refusal';
import type { Lane, Setup } from '../../state/lane';
import { ranks, takesOrders } from '../../state/learnt';
import { count, percent } from '../../text/numbers';
import { type Both, say } from '../../text/say';
import { Choose } from '../../ui/choose';
import { ringName } from '../../ui/graph/palette';
import { Recorded } from '../../ui/recorded/recorded';
import { words as timeWords } from '../../ui/time/words';
import { Said } from './said';
import { surenessOf } from './sureness';
import { passesOf, verdict } from './walk';
import { WalkStar } from './walk-star';
import { words } from './words';
import './walk-lane.css';

interface WalkLaneProps {
  readonly lane: Lane;
  readonly setup: Setup;
  readonly question: Question;
  readonly hand: Hand;
  /** The step of kept weights to ask; null: as they are now. */
  readonly at: number | null;
  /** The target position that is being said, from 0. */
  readonly position: number;
  readonly onPosition: (position: number) => void;
  readonly onHand: ((arm: number) => void) | null;
}

/** One model on the graph of the moment. */
export function WalkLane({ lane, setup, question, hand, at, position, onPosition, onHand }: WalkLaneProps) {
  const host = useRef<HTMLElement>(null);
  /* Whoever comes to its controls by keyboard finds the answers there, though they are still below the window. */
  const sight = useInSight(host, '50%').value;
  const [order, setOrder] = useState<Order>('forwards');
  /* Asked again whenever the weights were measured anew, while it is in sight and they are what is asked. */
  const step = at ?? lane.latest.value?.step;
  useEffect(() => {
    if (sight && step !== undefined) lane.ask(question, hand, order, at);
  }, [lane, question, hand, order, at, step, sight]);
  const event = lane.decoded.value;
  /* Of a graph of the visitor's own, it is said where that is typed. */
  const refusal = 'index' in question ? lane.refusal.value : null;
  const passes = event && passesOf(setup.objective, event.decoding, event.order);
  /* While the weights hold still a new verdict answers the reader, and is worth announcing. */
  const calm = lane.state.value.kind !== 'training' || at !== null;
  return (
    <section
      class="decoding"
      ref={host}
      aria-label={say(words.lane(nameOf(lane.objective)))}
      data-objective={setup.objective}
    >
      <header>
        <h3>
          {nameOf(lane.objective)} <Recorded lane={lane} />
        </h3>
        {event && (
          <p class="aside" data-value="asked-step" data-step={event.step}>
            {say(event.step === 0 ? timeWords.untrained : timeWords.weightsOf(count(event.step)))}
          </p>
        )}
      </header>
      {takesOrders(setup.objective) && !lane.recording && (
        <Choose<Order>
          legend={say(words.order)}
          value={order}
          choices={[
            ['forwards', say(words.forwards)],
            ['backwards', say(words.backwards)],
            ['surest', say(words.surest)],
          ]}
          onChange={setOrder}
        />
      )}
      {refusal && (
        <p class="aside" role="status" data-value="refusal">
          {inWords(refusal)}
        </p>
      )}
      {event && (
        <>
          <WalkStar
            graph={event.graph}
            decoding={event.decoding}
            passes={passes}
            setup={setup}
            step={event.step}
            position={position}
            title={say('index' in event.question ? words.title(count(event.question.index)) : words.ownTitle)}
            handed={event.arm}
            onHand={setup.unhandable === null ? onHand : null}
          />
          <Said
            event={event}
            objective={setup.objective}
            depths={setup.depths}
            passes={passes}
            position={position}
            onPosition={onPosition}
          />
          {passes && <p class="aside">{say(takesOrders(setup.objective) ? words.turns : words.passes)}</p>}
          <p class="verdict" data-correct={event.decoding.correct} aria-live={calm ? 'polite' : 'off'}>
            {say(sentence(event, setup, position))}
          </p>
          {event.arm === null && event.order === 'forwards' && <Tally lane={lane} setup={setup} step={event.step} />}
        </>
      )}
    </section>
  );
}

interface TallyProps {
  readonly lane: Lane;
  readonly setup: Setup;
  readonly step: number;
}

/* One graph is an anecdote: how the same weights did on all that were asked. */
function Tally({ lane, setup, step }: TallyProps) {
  const [steps = new Float64Array()] = lane.clever();
  const share = lane.paths()[steps.indexOf(step)];
  const graphs = lane.latest.value?.graphs;
  if (share === undefined || graphs === undefined) return null;
  return (
    <p class="aside" data-value="tally">
      {say(words.tally(count(graphs), percent(share), percent(1 / setup.degree)))}
    </p>
  );
}

/** What is being said at a position; at the last one, what came of it all. */
function sentence(
  { graph, decoding, arm }: DecodedEvent,
  { objective, depths, length }: Setup,
  position: number,
): Both {
  const step = decoding.steps[position];
  if (!step || position >= depths.length - 1) return verdict(graph, decoding, depths, arm);
  const name = ringName(depths[position] ?? 0, length);
  if (position === 1 && arm !== null) return words.sayingGiven(position + 1, name, step.text);
  if (ranks(objective)) return words.sayingRanked(position + 1, name, step.text);
  return words.saying(position + 1, name, step.text, surenessOf(objective, step.probabilities).text(step.token));
}
