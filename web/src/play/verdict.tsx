import { nameOf } from '../config/names';
import type { Lane } from '../store/lane';
import { useSession } from '../store/session';
import { count, percent } from '../text/numbers';
import { say } from '../text/say';
import { learntFirstStep, predictions } from './prediction';
import { predicting as words } from './words';
import './verdict.css';

/** Under the race: what the visitor predicted, and at its end how that went. */
export function PredictionVerdict() {
  const { race } = useSession();
  const lanes = race.lanes.value;
  if (lanes.length === 0) return null;
  const said = lanes.filter(({ objective }) => predictions.value[objective] !== undefined);
  if (race.phase.value !== 'finished') return <Waiting lanes={said} />;
  const degree = lanes[0]?.setup.value?.degree ?? 1;
  const judged = said.flatMap((lane) => {
    const learnt = judge(lane);
    return learnt === null ? [] : [learnt === predictions.value[lane.objective]];
  });
  return (
    <section class="verdict-on-prediction" aria-labelledby="verdict-title">
      <h3 id="verdict-title">
        {say(judged.length > 0 ? words.score(judged.filter(Boolean).length, judged.length) : words.none)}
      </h3>
      {degree === 1 ? (
        <p class="aside">{say(words.oneArm)}</p>
      ) : (
        <>
          <ul>
            {lanes.map((lane) => (
              <Line key={lane.id} lane={lane} />
            ))}
          </ul>
          <p class="aside">{say(words.rule)}</p>
        </>
      )}
    </section>
  );
}

function judge(lane: Lane): boolean | null {
  const setup = lane.setup.value;
  const measured = lane.latest.value;
  return setup && measured ? learntFirstStep(setup, measured) : null;
}

function Waiting({ lanes }: { readonly lanes: readonly Lane[] }) {
  if (lanes.length === 0) return null;
  return (
    <p class="aside">
      <b>{say(words.yours)}</b>:{' '}
      {lanes
        .map(({ objective }) => say(words.said(nameOf(objective), predictions.value[objective] ?? false)))
        .join(' ')}{' '}
      {say(words.waiting)}
    </p>
  );
}

function Line({ lane }: { readonly lane: Lane }) {
  const name = nameOf(lane.objective);
  const setup = lane.setup.value;
  const measured = lane.latest.value;
  const learnt = judge(lane);
  if (!setup || !measured || learnt === null || lane.state.value.kind === 'failed')
    return <li>{say(words.failed(name))}</li>;
  const { path, low, high, graphs } = measured;
  const predicted = predictions.value[lane.objective];
  return (
    <li data-objective={lane.objective} data-learnt={learnt}>
      <b>{say(learnt ? words.learnt(name) : words.notLearnt(name))}</b>:{' '}
      {say(words.measured(percent(path), percent(low), percent(high), count(graphs), percent(1 / setup.degree)))}{' '}
      {predicted !== undefined && <em>{say(predicted === learnt ? words.asPredicted : words.otherwise)}</em>}
    </li>
  );
}
