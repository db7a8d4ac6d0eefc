import { nameOf } from '../../state/config/names';
import type { Lane } from '../../state/lane';
import { judgedOn, LEARNT } from '../../state/learnt';
import { predictions } from '../../state/prediction';
import { useSession } from '../../state/session';
import { wilson } from '../../state/statistics/wilson';
import { count, percent } from '../../text/numbers';
import { type Both, say } from '../../text/say';
import { marks } from '../../text/words';
import { standing } from '../../ui/race/summary';
import { cameTrue, type Outcome, outcomeOf } from './outcome';
import { words } from './verdict-words';
import './verdict.css';

const predicted = (lanes: readonly Lane[]) =>
  lanes.filter(({ objective }) => predictions.value[objective] !== undefined);

/* In a line, how the predictions went. */
function scoreOf(lanes: readonly Lane[]): Both {
  const judged = predicted(lanes).flatMap((lane) => {
    const outcome = judge(lane);
    return outcome === null ? [] : (judgePrediction(lane, outcome) ?? []);
  });
  return judged.length > 0 ? words.score(judged.filter(Boolean).length, judged.length) : words.none;
}

/** With the race's headline: the same in a line, which leads to the whole. */
export function PredictionScore() {
  const { race } = useSession();
  return race.state.value === 'finished' && <a href="#verdict-title">{say(scoreOf(race.lanes.value))}</a>;
}

/** Under the race: what the visitor predicted, and at its end how that went. */
export function PredictionVerdict() {
  const { race } = useSession();
  const lanes = race.lanes.value;
  if (lanes.length === 0) return null;
  if (race.state.value !== 'finished') return <Waiting lanes={predicted(lanes)} />;
  const degree = lanes[0]?.setup.value?.degree ?? 1;
  return (
    <section class="verdict-on-prediction" aria-labelledby="verdict-title">
      <h3 id="verdict-title">{say(scoreOf(lanes))}</h3>
      {degree === 1 ? (
        <p class="aside">{say(words.oneArm)}</p>
      ) : (
        <>
          <ul>
            {lanes.map((lane) => (
              <Line key={lane.id} lane={lane} />
            ))}
          </ul>
          <p class="aside">{say(words.rule(percent(LEARNT)))}</p>
        </>
      )}
    </section>
  );
}

function judge(lane: Lane): Outcome | null {
  const setup = lane.setup.value;
  const measured = lane.latest.value;
  return setup && measured ? outcomeOf(setup, measured) : null;
}

function judgePrediction({ objective }: Lane, outcome: Outcome): boolean | null {
  const learns = predictions.value[objective];
  return learns === undefined ? null : cameTrue(learns, outcome);
}

function Waiting({ lanes }: { readonly lanes: readonly Lane[] }) {
  if (lanes.length === 0) return null;
  return (
    <p class="aside">
      <b>{say(words.yours)}</b>
      {say(marks.colon)}
      {lanes.map(({ objective }) => say(words.said(nameOf(objective), predictions.value[objective] ?? false))).join('')}
      {say(words.waiting)}
    </p>
  );
}

function Line({ lane }: { readonly lane: Lane }) {
  const name = nameOf(lane.objective);
  const setup = lane.setup.value;
  const measured = lane.latest.value;
  const outcome = judge(lane);
  if (!setup || !measured || outcome === null || lane.state.value.kind === 'failed')
    return <li>{say(words.failed(name))}</li>;
  const { path, graphs } = measured;
  const { firstStep } = standing(setup, measured, judgedOn(setup.objective));
  const [low, high] = wilson(firstStep, graphs);
  return (
    <li data-objective={lane.objective} data-outcome={outcome}>
      <b>{say(words.outcomes[outcome](name))}</b>
      {say(marks.colon)}
      {say(
        words.measured(
          percent(firstStep),
          percent(low),
          percent(high),
          count(graphs),
          percent(path),
          percent(1 / setup.degree),
        ),
      )}
      {predictions.value[lane.objective] !== undefined && <em>{say(ofPrediction(judgePrediction(lane, outcome)))}</em>}
    </li>
  );
}

const ofPrediction = (came: boolean | null) =>
  came === null ? words.neither : came ? words.asPredicted : words.otherwise;
