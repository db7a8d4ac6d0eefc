import type { ComponentChildren } from 'preact';
import { say } from '../../text/say';
import { askable, type Direction, guesses, outcome, type Puzzle } from './puzzle';
import { words } from './words';

interface Told {
  readonly lead: ComponentChildren;
  readonly note: string;
}

/** What a round has come to, in a sentence or two. */
export function told(puzzle: Puzzle): Told {
  return puzzle.direction === 'forward' ? toldForward(puzzle) : toldBackward(puzzle);
}

function toldForward(puzzle: Puzzle): Told {
  const { graph, walk, opened, tried } = puzzle;
  const { start, goal } = graph;
  const arms = graph.arms.length;
  const last = walk.at(-1) ?? start;
  if (!opened) return { lead: say(words.intro(new Set(graph.arms.flat()).size, start, goal)), note: '' };
  switch (outcome(puzzle)) {
    case 'lost':
      return { lead: say(words.lost(last, goal)), note: say(words.lostNote) };
    case 'found':
      return {
        lead: say(tried.length === 0 ? words.lucky(goal, arms) : words.foundAt(goal, tried.length + 1)),
        note: say(words.foundNote(arms)),
      };
    case 'open':
  }
  if (walk.length > 1) return { lead: say(words.follow(walk.at(-2) ?? start, last)), note: say(words.followNote) };
  const left = askable(puzzle).length;
  return {
    lead: say(tried.length === 0 ? words.choose(start, goal, left) : words.again(start, left)),
    note: say(left > 1 ? words.chooseNote : words.followNote),
  };
}

function toldBackward(puzzle: Puzzle): Told {
  const { graph, walk, questions } = puzzle;
  const last = walk.at(-1) ?? graph.goal;
  const before = walk.at(-2);
  if (before === undefined) return { lead: say(words.introBack(graph.goal)), note: '' };
  if (outcome(puzzle) === 'found')
    return { lead: say(words.foundBack(questions, before)), note: say(words.foundBackNote) };
  return { lead: say(words.followBack(last, before)), note: say(words.followBackNote) };
}

interface RoundsProps {
  readonly puzzles: readonly Puzzle[];
  readonly current: Direction;
}

/** Both rounds, a mark a step: guessed, or the only one there was. */
export function Rounds({ puzzles, current }: RoundsProps) {
  return (
    <ol class="rounds" aria-label={say(words.rounds)}>
      {puzzles.map((puzzle) => {
        const { direction, marks } = puzzle;
        return (
          <li key={direction} aria-current={direction === current ? 'step' : undefined}>
            <b>{say(words.round[direction])}</b>
            {marks.length > 0 && (
              <span class="taken" aria-hidden="true">
                {marks.map((mark, index) => (
                  <span key={index} class={mark} title={say(words[mark])}>
                    {mark === 'guess' ? '?' : '→'}
                  </span>
                ))}
              </span>
            )}
            <span>
              {marks.length === 0
                ? say(words.notYet)
                : say(words.tally(guesses(puzzle), marks.length - guesses(puzzle)))}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
