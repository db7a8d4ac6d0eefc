import { type Signal, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Hand } from '../../engine/shared/protocol';
import { useInSight } from '../../platform/in-sight';
import { nameOf } from '../../state/config/names';
import type { Setup } from '../../state/lane';
import { ranks } from '../../state/learnt';
import { useSession } from '../../state/session';
import { gap, list } from '../../text/list';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { Choose } from '../../ui/choose';
import { Fold } from '../../ui/fold';
import { armLetter } from '../../ui/graph/palette';
import { NoWeights } from '../../ui/no-weights';
import { keptAt } from '../../ui/time/moments';
import { Time } from '../../ui/time/time';
import { words as timeWords } from '../../ui/time/words';
import { HansMeter } from './hans';
import { OwnGraph } from './own-graph';
import { LaneShares } from './shares';
import { useWalk, type Walk } from './use-walk';
import { WalkLane } from './walk-lane';
import { words } from './words';
import '../../ui/abreast.css';
import './watch.css';

/** One graph that no model has seen, walked by all of them side by side, at any moment of the run. */
export function WatchChapter() {
  const { asked, race } = useSession();
  const host = useRef<HTMLDivElement>(null);
  const inSight = useInSight(host).value;
  const hand = useSignal<Hand>('nothing');
  const question = asked.question.value;
  const lanes = race.lanes.value;
  const setups = lanes.flatMap((lane) => lane.setup.value ?? []);
  const ranking = [...new Set(setups.map(({ objective }) => objective).filter(ranks))].map(nameOf);
  const walk = useWalk({
    key: JSON.stringify([question, hand.value]),
    last: Math.max(1, ...setups.map(({ length }) => length)) - 1,
    answered: lanes.some((lane) => lane.decoded.value !== null),
    inSight,
  });
  return (
    <div class="watching" ref={host}>
      <header class="section-head">
        <p>
          {say(words.lead(asked.ownGraph.value !== null))}
          {ranking.length > 0 && `${say(gap)}${say(words.leadRanked(list(ranking)))}`}
        </p>
        <p>{say(words.explained)}</p>
      </header>
      {lanes.length === 0 ? (
        <NoWeights>{say(words.noWeights)}</NoWeights>
      ) : (
        <>
          <div class="watch-controls">
            <HandChoice hand={hand} setups={setups} />
            <AnotherGraph hand={hand} ready={setups.length > 0} />
          </div>
          <div class="walk-bar">
            <WalkButtons walk={walk} ready={setups.length > 0} />
            <Time />
          </div>
          <div class="abreast" id="walks">
            {lanes.map((lane) => {
              const setup = lane.setup.value;
              return (
                setup && (
                  <WalkLane
                    key={lane.id}
                    lane={lane}
                    setup={setup}
                    question={question}
                    hand={possible(hand.value, setup)}
                    at={keptAt(lane.snapshots.value, asked.moment.value)}
                    position={walk.position}
                    onPosition={walk.show}
                    onHand={(arm) => {
                      hand.value = hand.value === arm ? 'nothing' : arm;
                    }}
                  />
                )
              );
            })}
          </div>
          <OwnGraph />
          <Fold id="walk-numbers" title={say(words.inNumbers)}>
            <div class="abreast">
              {lanes.map((lane) => (
                <LaneShares key={lane.id} lane={lane} position={walk.position} />
              ))}
            </div>
            <HansMeter />
          </Fold>
        </>
      )}
    </div>
  );
}

type Choice = 'nothing' | 'right' | 'wrong' | 'arm';

interface HandChoiceProps {
  readonly hand: Signal<Hand>;
  /** Of the models that are made. */
  readonly setups: readonly Setup[];
}

/** Whether the models are handed a first step, and which; and why some of them are not. */
function HandChoice({ hand, setups }: HandChoiceProps) {
  const handed = hand.value;
  const ready = setups.length > 0;
  const noHand = ready && setups.every(({ unhandable }) => unhandable !== null);
  const oneArm = ready && setups.every(({ degree }) => degree === 1);
  const reasons = setups
    .filter(({ unhandable }) => unhandable !== null)
    .map(({ objective }) => `${nameOf(objective)}${say(marks.colon)}${say(words.allAtOnce)}`);
  /* An arm is a choice only once it was handed over in a picture. */
  const arm: readonly [Choice, string][] =
    typeof handed === 'number' ? [['arm', say(words.handedArm(armLetter(handed)))]] : [];
  return (
    <div class="hand-choice">
      <Choose<Choice>
        legend={say(words.firstStep)}
        value={noHand ? 'nothing' : typeof handed === 'number' ? 'arm' : handed}
        choices={[['nothing', say(words.nothing)], ['right', say(words.right)], ['wrong', say(words.wrong)], ...arm]}
        disabled={noHand ? ['right', 'wrong'] : oneArm ? ['wrong'] : []}
        describedBy="hand-note"
        onChange={(value) => {
          if (value !== 'arm') hand.value = value;
        }}
      />
      <p id="hand-note" class="aside">
        {[...(noHand ? [] : [say(words.press)]), ...reasons].join(say(gap))}
      </p>
    </div>
  );
}

interface AnotherGraphProps {
  readonly hand: Signal<Hand>;
  readonly ready: boolean;
}

function AnotherGraph({ hand, ready }: AnotherGraphProps) {
  const { asked, lesson } = useSession();
  const able = ready && !lesson.isLocked('graph');
  return (
    <div class="buttons">
      <button
        type="button"
        aria-disabled={!able}
        onClick={() => {
          if (!able) return;
          /* An arm of this graph is none of the next one's. */
          if (typeof hand.value === 'number') hand.value = 'nothing';
          asked.anotherGraph();
        }}
      >
        {say(timeWords.anotherGraph)}
      </button>
    </div>
  );
}

interface WalkButtonsProps {
  readonly walk: Walk;
  readonly ready: boolean;
}

function WalkButtons({ walk: { position, walking, last, show, toggle }, ready }: WalkButtonsProps) {
  return (
    <fieldset>
      <legend class="unseen">{say(words.walkControls)}</legend>
      <button type="button" aria-disabled={position === 0} onClick={() => show(position - 1)}>
        ‹ {say(words.back)}
      </button>
      <button type="button" class="pause" aria-disabled={!ready} onClick={() => ready && toggle()}>
        {say(walking ? words.pause : position >= last ? words.again : words.resume)}
      </button>
      <button type="button" aria-disabled={position >= last} onClick={() => show(position + 1)}>
        {say(words.on)} ›
      </button>
    </fieldset>
  );
}

/* What of a wish a model can be given. */
function possible(hand: Hand, { unhandable, degree }: Setup): Hand {
  if (unhandable !== null || (hand === 'wrong' && degree === 1)) return 'nothing';
  return typeof hand === 'number' && hand >= degree ? 'nothing' : hand;
}
