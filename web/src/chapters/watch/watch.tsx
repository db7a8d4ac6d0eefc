import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Hand } from '../../engine/shared/protocol';
import { useInSight } from '../../platform/in-sight';
import { nameOf } from '../../state/config/names';
import { useSession } from '../../state/session';
import { gap } from '../../text/list';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { Choose } from '../../ui/choose';
import { armLetter } from '../../ui/graph/palette';
import { NoWeights } from '../../ui/no-weights';
import { keptAt } from '../../ui/time/moments';
import { Time } from '../../ui/time/time';
import { words as timeWords } from '../../ui/time/words';
import { HansMeter } from './hans';
import { OwnGraph } from './own-graph';
import { WalkLane } from './walk-lane';
import { words } from './words';
import '../../ui/abreast.css';
import './watch.css';

/* How long a position is on show while it walks, and the whole walk at most, in milliseconds. */
const POSITION_MS = 900;
const WALK_MS = 6000;

type Choice = 'nothing' | 'right' | 'wrong' | 'arm';

const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

const asChoice = (hand: Hand): Choice => (typeof hand === 'number' ? 'arm' : hand);

/** One graph that no model has seen, walked by all of them side by side, at any moment of the run. */
export function WatchChapter() {
  const { asked, lesson, race } = useSession();
  const host = useRef<HTMLDivElement>(null);
  const sight = useInSight(host).value;
  const hand = useSignal<Hand>('nothing');
  const again = useSignal(0);
  const position = useSignal(0);
  const walking = useSignal(false);
  const walked = useRef('');
  const question = asked.question.value;
  const lanes = race.lanes.value;
  const setups = lanes.map((lane) => lane.setup.value);
  const made = setups.filter((setup) => setup !== null);
  const reasons = made.flatMap((setup) =>
    setup.unhandable === null ? [] : [`${nameOf(setup.objective)}${say(marks.colon)}${say(words.allAtOnce)}`],
  );
  const ready = made.length > 0;
  const oneArm = made.every(({ degree }) => degree === 1);
  const noHand = ready && made.every(({ unhandable }) => unhandable !== null);
  const last = Math.max(1, ...made.map(({ length }) => length)) - 1;
  const answered = lanes.some((lane) => lane.decoded.value !== null);

  /* A new question is walked from the start; at once where motion is not wanted. */
  const handed = hand.value;
  const walk = JSON.stringify([question, handed, again.value, last]);
  useEffect(() => {
    if (!answered || !sight || walked.current === walk) return;
    walked.current = walk;
    position.value = still() ? last : 0;
    walking.value = !still();
  }, [walk, last, answered, sight, position, walking]);
  const going = walking.value && answered;
  useEffect(() => {
    if (!going) return;
    const timer = setInterval(
      () => {
        position.value = Math.min(last, position.value + 1);
        walking.value = position.value < last;
      },
      Math.min(POSITION_MS, WALK_MS / (last + 1)),
    );
    return () => clearInterval(timer);
  }, [going, last, position, walking]);

  const show = (wanted: number) => {
    walking.value = false;
    position.value = Math.min(last, Math.max(0, wanted));
  };
  const at = position.value;
  return (
    <div class="watching" ref={host}>
      <header class="section-head">
        <p class="lead">{say(words.lead(asked.ownGraph.value !== null))}</p>
        <p class="aside">{say(words.explained)}</p>
      </header>
      {lanes.length === 0 ? (
        <NoWeights>{say(words.noWeights)}</NoWeights>
      ) : (
        <>
          <div class="watch-controls">
            <div>
              <Choose<Choice>
                legend={say(words.firstStep)}
                value={noHand ? 'nothing' : asChoice(handed)}
                choices={[
                  ['nothing', say(words.nothing)],
                  ['right', say(words.right)],
                  ['wrong', say(words.wrong)],
                  ...(typeof handed === 'number'
                    ? [['arm', say(words.handedArm(armLetter(handed)))] satisfies [Choice, string]]
                    : []),
                ]}
                disabled={noHand ? ['right', 'wrong'] : ready && oneArm ? ['wrong'] : []}
                describedBy="hand-note"
                onChange={(value) => {
                  if (value !== 'arm') hand.value = value;
                }}
              />
              <p id="hand-note" class="aside">
                {[...(noHand ? [] : [say(words.press)]), ...reasons].join(say(gap))}
              </p>
            </div>
            <div class="buttons">
              <button
                type="button"
                aria-disabled={!ready || lesson.isLocked('graph')}
                onClick={() => {
                  if (!ready || lesson.isLocked('graph')) return;
                  if (typeof hand.value === 'number') hand.value = 'nothing';
                  asked.anotherGraph();
                }}
              >
                {say(timeWords.anotherGraph)}
              </button>
            </div>
          </div>
          <div class="walk-bar">
            <fieldset>
              <legend class="unseen">{say(words.walkControls)}</legend>
              <button type="button" aria-disabled={at === 0} onClick={() => show(at - 1)}>
                ‹ {say(words.back)}
              </button>
              <button
                type="button"
                class="pause"
                aria-disabled={!ready}
                onClick={() => {
                  if (walking.value || at < last) walking.value = !walking.value && ready;
                  else if (still()) show(0);
                  else again.value++;
                }}
              >
                {say(walking.value ? words.pause : at >= last ? words.again : words.resume)}
              </button>
              <button type="button" aria-disabled={at >= last} onClick={() => show(at + 1)}>
                {say(words.on)} ›
              </button>
            </fieldset>
            <Time />
          </div>
          <div class="abreast">
            {lanes.map((lane, index) => {
              const setup = setups[index];
              return (
                setup && (
                  <WalkLane
                    key={lane.id}
                    lane={lane}
                    setup={setup}
                    question={question}
                    hand={possible(handed, setup)}
                    at={keptAt(lane.snapshots.value, asked.moment.value)}
                    position={at}
                    onPosition={show}
                    onHand={(arm) => {
                      hand.value = hand.value === arm ? 'nothing' : arm;
                    }}
                  />
                )
              );
            })}
          </div>
          <OwnGraph />
          <HansMeter />
        </>
      )}
    </div>
  );
}

/* What of a wish a model can be given. */
function possible(hand: Hand, { unhandable, degree }: { unhandable: string | null; degree: number }): Hand {
  if (unhandable !== null || (hand === 'wrong' && degree === 1)) return 'nothing';
  return typeof hand === 'number' && hand >= degree ? 'nothing' : hand;
}
