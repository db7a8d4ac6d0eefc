/* What is told of a race that runs: fetched when it begins. */
import { nameOf } from '../../state/config/names';
import type { Measured, Setup } from '../../state/lane';
import { judgedOn } from '../../state/learnt';
import type { Race } from '../../state/race';
import { useSession } from '../../state/session';
import { gap, list } from '../../text/list';
import { count, duration, percent } from '../../text/numbers';
import { say } from '../../text/say';
import { standing } from '../../ui/race/summary';
import { words } from './running-words';

/* The first steps run before the code is compiled in full: they say nothing of the pace. */
const WARM_STEPS = 50;

/** How long the rest of this budget takes at the present pace; when a model learns, nobody knows. */
export function TimeLeft() {
  const { race } = useSession();
  const training = race.lanes.value.filter((lane) => lane.state.value.kind === 'training');
  const warm = training.every((lane) => lane.rate.value > 0 && lane.step.value - lane.beganAt >= WARM_STEPS);
  const seconds = Math.max(0, ...training.map((lane) => (race.goal.until - lane.step.value) / lane.rate.value));
  return (
    <p class="aside" data-value="left">
      {say(warm ? words.left(duration(coarse(seconds))) : words.warmingUp)}
    </p>
  );
}

/** A race that is over leads to what its models do. */
export function ToWalks() {
  return (
    <p>
      <a href="#walks">{say(words.toWalks)}</a>
    </p>
  );
}

/* No more than the pace can promise: to five seconds above twenty, to whole ones below. */
const coarse = (seconds: number): number =>
  Math.max(1, seconds > 20 ? 5 * Math.round(seconds / 5) : Math.round(seconds));

/** What has come out so far, from the newest evaluations: with this the picture's caption begins. */
export function Seen() {
  const { race } = useSession();
  const lanes = race.lanes.value.flatMap(({ latest, objective, setup }) =>
    latest.value && setup.value
      ? [
          {
            name: nameOf(objective),
            share: standing(setup.value, latest.value, judgedOn(setup.value.objective)).firstStep,
            step: latest.value.step,
          },
        ]
      : [],
  );
  return lanes.length > 0 ? <b>{seen(lanes, race.state.value === 'running')}</b> : null;
}

interface SeenLane {
  readonly name: string;
  /** Of graphs with the first step right. */
  readonly share: number;
  readonly step: number;
}

/** Lanes that train are hardly ever at one step: each then has its own. */
export function seen(lanes: readonly SeenLane[], isRunning: boolean): string {
  const step = lanes[0]?.step ?? 0;
  if (!isRunning && lanes.every((lane) => lane.step === step)) {
    const shares = lanes.map(({ name, share }) => say(words.seenOf(name, percent(share))));
    return say(words.seen(count(step), list(shares)));
  }
  const shares = lanes.map((lane) => say(words.seenOfAt(lane.name, percent(lane.share), count(lane.step))));
  return say(words.seenApart(list(shares)));
}

/** How all lanes stand, in words. */
export function standings({ lanes, state }: Race): string {
  const lines = lanes.peek().map((lane) => {
    const setup = lane.setup.peek();
    const measured = lane.latest.peek();
    return setup && measured ? sentence(nameOf(lane.objective), setup, measured) : '';
  });
  const prefix = {
    idle: '',
    running: '',
    pausing: '',
    paused: say(words.saidPaused),
    finished: say(words.saidFinished),
    failed: say(words.saidFailed),
  }[state.peek()];
  return prefix + lines.join(say(gap));
}

export function sentence(name: string, setup: Setup, measured: Measured): string {
  const { firstStep, later } = standing(setup, measured, judgedOn(setup.objective));
  const [step, first, path] = [count(measured.step), percent(firstStep), percent(measured.path)];
  return later === null
    ? say(words.standing(name, step, first, path))
    : say(words.standingLater(name, step, first, percent(later), path));
}
