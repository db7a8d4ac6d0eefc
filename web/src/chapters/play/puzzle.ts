/* The visitor's own walk on a path-star graph whose edges are hidden but for those they asked for. Forward: from the start,
 * which leads to the first node of every arm, so that the first step is a guess and each later one has one answer. Backward:
 * from the goal, where each question has one answer. Pure: a state and what an answer makes of it. */
import type { Arms } from '../../ui/graph/layout';

export type Direction = 'forward' | 'backward';

/** A step of the walk: guessed among several nodes, or the only one there was. */
export type Mark = 'guess' | 'only';

export interface Puzzle {
  readonly graph: Arms;
  readonly direction: Direction;
  /** The nodes in the order they were walked, with where the walk began. */
  readonly walk: readonly number[];
  /** Forward: whether the start was asked; its edges stay in sight from then on. */
  readonly opened: boolean;
  /** Arms that were walked to an end that is not the goal. */
  readonly tried: readonly number[];
  readonly questions: number;
  /** Every step taken, in all tries. */
  readonly marks: readonly Mark[];
}

/** An edge in sight; depth is that of its outer end. Tried: of an arm that led nowhere. */
export interface ShownEdge {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly kind: 'offered' | 'walked' | 'tried';
}

export function begin(graph: Arms, direction: Direction): Puzzle {
  const walk = [direction === 'forward' ? graph.start : graph.goal];
  return { graph, direction, walk, opened: false, tried: [], questions: 0, marks: [] };
}

/** Found: it joins start and goal. Lost: it came to the end of another arm. */
export function outcome({ graph, direction, walk }: Puzzle): 'open' | 'found' | 'lost' {
  const last = walk.at(-1);
  if (direction === 'backward') return last === graph.start ? 'found' : 'open';
  if (last === graph.goal) return 'found';
  return graph.arms.some((nodes) => nodes.at(-1) === last) ? 'lost' : 'open';
}

/** The nodes that can be asked next. */
export function askable(puzzle: Puzzle): readonly number[] {
  if (outcome(puzzle) !== 'open') return [];
  const { walk, direction, opened } = puzzle;
  if (direction === 'forward' && opened && walk.length === 1) return offered(puzzle);
  return walk.slice(-1);
}

/** Asks where `node` leads to (forward), or which node leads to it (backward). A node that cannot be asked changes nothing. */
export function ask(puzzle: Puzzle, node: number): Puzzle {
  if (!askable(puzzle).includes(node)) return puzzle;
  const { graph, walk, marks, opened } = puzzle;
  const questions = puzzle.questions + 1;
  if (puzzle.direction === 'backward') {
    const path = graph.arms[graph.goal_arm] ?? [];
    const parent = path[path.indexOf(node) - 1] ?? graph.start;
    return { ...puzzle, questions, walk: [...walk, parent], marks: [...marks, 'only'] };
  }
  if (!opened) return { ...puzzle, questions, opened: true };
  const choosing = walk.length === 1;
  const arm = graph.arms.find((nodes) => nodes.includes(node)) ?? [];
  const child = arm[arm.indexOf(node) + 1];
  const mark: Mark = offered(puzzle).length > 1 ? 'guess' : 'only';
  return {
    ...puzzle,
    questions,
    walk: [...walk, ...(choosing ? [node] : []), ...(child === undefined ? [] : [child])],
    marks: [...marks, ...(choosing ? [mark] : []), ...(child === undefined ? [] : (['only'] satisfies Mark[]))],
  };
}

/** Back to the start after a lost walk, with that arm out of the choice. */
export function retry(puzzle: Puzzle): Puzzle {
  if (outcome(puzzle) !== 'lost') return puzzle;
  const { graph, walk, tried } = puzzle;
  return { ...puzzle, walk: [graph.start], tried: [...tried, graph.arms.findIndex((nodes) => nodes[1] === walk[1])] };
}

/** The first nodes of the arms that were not yet tried. */
function offered({ graph, tried }: Puzzle): readonly number[] {
  return graph.arms.flatMap((nodes, arm) => (tried.includes(arm) ? [] : nodes.slice(1, 2)));
}

export function shownEdges(puzzle: Puzzle): readonly ShownEdge[] {
  const { graph, direction, walk, opened, tried } = puzzle;
  const length = graph.arms[0]?.length ?? 0;
  const walked = walk.slice(1).map((node, index): ShownEdge => {
    const before = walk[index] ?? node;
    return direction === 'forward'
      ? { from: before, to: node, depth: index + 1, kind: 'walked' }
      : { from: node, to: before, depth: length - 1 - index, kind: 'walked' };
  });
  if (direction === 'backward' || !opened) return walked;
  const first = offered(puzzle)
    .filter((node) => node !== walk[1])
    .map((to): ShownEdge => ({ from: graph.start, to, depth: 1, kind: 'offered' }));
  const lost = tried.flatMap((arm) =>
    (graph.arms[arm] ?? []).slice(1).map((to, index): ShownEdge => {
      const from = graph.arms[arm]?.[index] ?? graph.start;
      return { from, to, depth: index + 1, kind: 'tried' };
    }),
  );
  return [...lost, ...first, ...walked];
}

export const guesses = ({ marks }: Puzzle): number => marks.filter((mark) => mark === 'guess').length;
