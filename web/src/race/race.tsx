import { Choose } from '../app/choose';
import { nameOf } from '../config/names';
import { numberOf } from '../engine/description';
import { PLAN } from '../store/race';
import { useSession } from '../store/session';
import { percent } from '../text/numbers';
import { RaceControls } from './controls';
import { EngineNote } from './engine';
import { LaneView } from './lane';
import './race.css';

/** Both lanes under one set of controls. */
export function RaceChapter() {
  const session = useSession();
  const { accuracy } = session;
  /* Of the runs that are shown; of the draft while there are none. */
  const config = session.race.lanes.value[0]?.setup.value?.config ?? session.views.value[0]?.config;
  const degree = config ? numberOf(config, 'degree') : 1;
  return (
    <>
      <header class="section-head">
        <p class="aside">
          Same seed, so the same first weights and the same training graphs in the same order; only the objective
          differs. Every {PLAN.cadence} steps each model is asked about {PLAN.graphs} held-out graphs, none of which
          either was trained on, in any order of its edges. A guess among {degree} arms is right {percent(1 / degree)}{' '}
          of the time: watch the thickest line, the first step, against that.
        </p>
      </header>
      <div class="race-bar">
        <RaceControls />
        <Choose
          legend="Accuracy of each step"
          value={accuracy.value}
          choices={[
            ['forced', 'given the true path so far'],
            ['free', 'on the model’s own path'],
          ]}
          onChange={(value) => {
            accuracy.value = value;
          }}
        />
      </div>
      <div class="lanes">
        {session.objectives.value.map((_, index) => (
          <LaneView key={index} index={index} />
        ))}
      </div>
      {config && (
        <p class="aside">
          What is shown holds for this layout (<code>{String(config.layout)}</code>), this seed ({String(config.seed)})
          and this budget. Success differs from seed to seed and comes in a sudden drop after a plateau: try several
          before believing either side. {nameOf(String(config.architecture))}, {String(config.layers)} layers, width{' '}
          {String(config.width)}.
        </p>
      )}
      <EngineNote />
    </>
  );
}
