/* A model of two weights on a path-star graph, small enough that its loss and gradient are arithmetic. Of its attention one
 * share, F, follows the edge out of the node just before, and one, B, looks back from the goal along an edge:
 *
 *   F = e^u / (1 + e^u + e^v)    B = e^v / (1 + e^u + e^v)
 *
 * with u and v the weights. A node that is k - 1 edges before the goal takes k looks, all of which must hit: a share B^k.
 * Where neither hits, it guesses among all n nodes. So the target has the probability
 *
 *   p = F / c + B^k + (1 - F - B^k) / n
 *
 * where c is how many nodes following leaves to choose from: one, at the first step d, and n where the node just before is
 * not shown. The loss is the mean of -log p over all targets but the start, which the question names. */

export interface Size {
  readonly degree: number;
  readonly length: number;
}

/** A value for each weight: the weights themselves, their gradients, or a step. */
export interface Pair {
  readonly shortcut: number;
  readonly plan: number;
}

export interface Position {
  /** Edges from the start to the target. */
  readonly depth: number;
  /** Looks back from the goal. */
  readonly looks: number;
  /** Probability of the target, and of the other nodes as deep. */
  readonly right: number;
  readonly others: number;
  readonly loss: number;
  /** What it adds to the gradient of the mean. */
  readonly gradient: Pair;
}

export interface Reading {
  /** Shares of the attention. */
  readonly shares: Pair;
  /** By depth, the first step first. */
  readonly positions: readonly Position[];
  /** The mean. */
  readonly loss: number;
  readonly gradient: Pair;
}

export const BEGIN: Pair = { shortcut: -2, plan: -2 };
/** Weights stay between -REACH and REACH. */
export const REACH = 4;
/** Of gradient descent: from BEGIN, a handful of steps to where either way ends. */
export const STEP_SIZE = 4;

export function read({ degree, length }: Size, shown: boolean, weights: Pair): Reading {
  const nodes = 1 + degree * (length - 1);
  const targets = length - 1;
  const whole = 1 + Math.exp(weights.shortcut) + Math.exp(weights.plan);
  const follows = Math.exp(weights.shortcut) / whole;
  const looksBack = Math.exp(weights.plan) / whole;
  const positions = Array.from({ length: targets }, (_, index): Position => {
    const depth = index + 1;
    const looks = length - depth;
    const choices = !shown ? nodes : depth === 1 ? degree : 1;
    const hits = looksBack ** looks;
    const guess = (1 - follows - hits) / nodes;
    const right = follows / choices + hits + guess;
    /* How p rises with F and with B^k; a share of attention that grows takes from the other, too. */
    const byFollowing = 1 / choices - 1 / nodes;
    const byHits = 1 - 1 / nodes;
    const slope: Pair = {
      shortcut: follows * (1 - follows) * byFollowing - looks * hits * follows * byHits,
      plan: looks * hits * (1 - looksBack) * byHits - follows * looksBack * byFollowing,
    };
    return {
      depth,
      looks,
      right,
      others: guess + (choices === 1 ? 0 : follows / choices),
      loss: -Math.log(right),
      gradient: { shortcut: -slope.shortcut / right / targets, plan: -slope.plan / right / targets },
    };
  });
  const sum = (of: (position: Position) => number) => positions.reduce((total, position) => total + of(position), 0);
  return {
    shares: { shortcut: follows, plan: looksBack },
    positions,
    loss: sum(({ loss }) => loss) / targets,
    gradient: { shortcut: sum(({ gradient }) => gradient.shortcut), plan: sum(({ gradient }) => gradient.plan) },
  };
}

/** What a step of gradient descent, or a position's part of it, adds to the weights. */
export const stepOf = ({ shortcut, plan }: Pair): Pair => ({
  shortcut: -STEP_SIZE * shortcut,
  plan: -STEP_SIZE * plan,
});

/** The weights after it. */
export function descend(weights: Pair, gradient: Pair): Pair {
  const step = stepOf(gradient);
  const within = (value: number) => Math.max(-REACH, Math.min(REACH, value));
  return { shortcut: within(weights.shortcut + step.shortcut), plan: within(weights.plan + step.plan) };
}

/* What counts as right. */
const RIGHT = 0.9;

/** Where the toy has come to: all targets right, all but the first step, or neither. */
export function standing({ positions }: Reading): 'solved' | 'stuck' | 'open' {
  const [first, ...later] = positions.map(({ right }) => right);
  if (first === undefined || !later.every((right) => right >= RIGHT)) return 'open';
  if (first >= RIGHT) return 'solved';
  return first < 0.5 ? 'stuck' : 'open';
}

/** The part of the first step in the loss, and of each weight in the gradient. */
export function partsOf({ positions, loss, gradient }: Reading) {
  const shortcut = Math.abs(gradient.shortcut);
  const plan = Math.abs(gradient.plan);
  return {
    firstStep: (positions[0]?.loss ?? Number.NaN) / (positions.length * loss),
    shortcut: shortcut / (shortcut + plan),
    plan: plan / (shortcut + plan),
  };
}
