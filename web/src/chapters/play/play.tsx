import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useSession } from '../../state/session';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { Later } from '../../ui/chapter';
import { Fold } from '../../ui/fold';
import { Soon } from '../../ui/soon';
import { type Pair, usePair } from './graphs';
import { Predict } from './predict';
import { ask, begin, type Direction, outcome, type Puzzle, retry } from './puzzle';
import { Stage } from './stage';
import { Rounds, told } from './story';
import { words } from './words';
import './play.css';

const reads = () => import('./reads').then(({ Reads }) => Reads);
const teacher = () => import('./teacher/teacher').then(({ Teacher }) => Teacher);

/** The visitor is the model: one graph from the start, one from the goal, and then a prediction. */
export function PlayChapter() {
  const { lesson } = useSession();
  /* A frame has a link to the race; a lesson that leaves it out would never answer. */
  const predicts = lesson.shows('race') || lesson.embed.value !== null;
  return (
    <>
      <Soon>
        <Game predicts={predicts} />
      </Soon>
      {predicts && (
        <Soon>
          <Predict />
        </Soon>
      )}
      {lesson.embed.value === null && (
        <>
          <Fold id="reads" title={say(words.reads)}>
            <Later load={reads} />
          </Fold>
          <Fold id="teacher" title={say(words.teacher)}>
            <Later load={teacher} />
          </Fold>
        </>
      )}
    </>
  );
}

interface GameProps {
  /** Whether a prediction comes next. */
  readonly predicts: boolean;
}

function Game({ predicts }: GameProps) {
  const turn = useSignal(0);
  const pair = usePair(turn.value);
  const puzzles = usePuzzles(pair);
  const direction = useSignal<Direction>('forward');
  const stray = useSignal(false);
  const byKey = useSignal(false);
  const game = useRef<HTMLDivElement>(null);

  const puzzle = puzzles.value[direction.value];
  /* At the end the way on comes into the window, on a phone. The focus of a visitor who plays by keyboard moves along: to the
   * next node that can be asked, at the end to the way on. */
  useEffect(() => {
    const on = game.current?.querySelector<HTMLElement>('.on button');
    on?.scrollIntoView({ block: 'nearest' });
    if (byKey.peek()) (game.current?.querySelector<HTMLElement>('.stage .asks') ?? on)?.focus();
  }, [puzzle, byKey]);

  const set = (next: Puzzle) => {
    stray.value = false;
    puzzles.value = { ...puzzles.peek(), [next.direction]: next };
  };
  const { lead, note } = told(puzzle);
  return (
    <div
      class="game"
      ref={game}
      /* A click that no pointer made comes from a key. */
      onClickCapture={(event) => {
        byKey.value = event.detail === 0;
      }}
    >
      <div class="story">
        <Rounds puzzles={[puzzles.value.forward, puzzles.value.backward]} current={direction.value} />
        <div class="told" aria-live="polite">
          <p class="lead">{lead}</p>
          <p class="aside">{stray.value ? say(words.stray) : note}</p>
        </div>
      </div>
      <div class="picture">
        <Stage
          key={puzzle.direction}
          puzzle={puzzle}
          onAsk={(node) => set(ask(puzzle, node))}
          onStray={() => {
            stray.value = outcome(puzzle) === 'open';
          }}
        />
        <p class="aside">{say(sourceOf(pair, direction.value))}</p>
      </div>
      <WayOn
        puzzle={puzzle}
        predicts={predicts}
        onBackward={() => {
          direction.value = 'backward';
        }}
        onRetry={() => set(retry(puzzle))}
        onAgain={() => {
          turn.value++;
          direction.value = 'forward';
          puzzles.value = begun(pair);
        }}
      />
    </div>
  );
}

type Puzzles = Readonly<Record<Direction, Puzzle>>;

const begun = ({ graphs: [one, other] }: Pair): Puzzles => ({
  forward: begin(one, 'forward'),
  backward: begin(other, 'backward'),
});

/* The puzzles as far as they are solved. New graphs are for rounds that have not begun. */
function usePuzzles(pair: Pair): Signal<Puzzles> {
  const puzzles = useSignal<Puzzles>(begun(pair));
  useEffect(() => {
    const { forward, backward } = begun(pair);
    const now = puzzles.peek();
    if (now.backward.questions > 0) return;
    puzzles.value = { forward: now.forward.questions > 0 ? now.forward : forward, backward };
  }, [pair, puzzles]);
  return puzzles;
}

interface WayOnProps {
  readonly puzzle: Puzzle;
  readonly predicts: boolean;
  readonly onBackward: () => void;
  readonly onRetry: () => void;
  readonly onAgain: () => void;
}

/** What can be done next, once a round is over. */
function WayOn({ puzzle, predicts, onBackward, onRetry, onAgain }: WayOnProps) {
  const forward = puzzle.direction === 'forward';
  const result = outcome(puzzle);
  return (
    <p class="on">
      {forward && result !== 'open' && (
        <button type="button" class="primary" onClick={onBackward}>
          {say(words.toBackward)}
        </button>
      )}
      {result === 'lost' && (
        <button type="button" onClick={onRetry}>
          {say(words.another)}
        </button>
      )}
      {!forward && result === 'found' && (
        <>
          {predicts && (
            <button type="button" class="primary" onClick={goToPrediction}>
              {say(words.toPrediction)}
            </button>
          )}
          <button type="button" onClick={onAgain}>
            {say(words.playAgain)}
          </button>
        </>
      )}
    </p>
  );
}

function sourceOf({ source }: Pair, direction: Direction) {
  if (source === 'example') return words.isExample;
  if (source === 'too large') return words.isTooLarge;
  return words.isHeldOut(count(direction === 'forward' ? source : source + 1));
}

function goToPrediction() {
  const prediction = document.getElementById('prediction');
  prediction?.scrollIntoView();
  prediction?.querySelector<HTMLElement>('input, button')?.focus({ preventScroll: true });
}
