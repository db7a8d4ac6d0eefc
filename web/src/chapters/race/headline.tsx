import { numberOf } from '../../engine/shared/description';
import { PLAN } from '../../state/race';
import { useSession } from '../../state/session';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import { learntFirstStep } from '../../ui/race/summary';
import { headline, words } from '../../ui/race/words';
import './headline.css';

/** What has come out so far, in a sentence made from the data, and what is compared. */
export function Headline() {
  const { draft, race } = useSession();
  /* Of the runs that are shown; of the draft while there are none. */
  const config = race.lanes.value[0]?.setup.value?.config ?? draft.views.value[0]?.config;
  const degree = config ? numberOf(config, 'degree') : 0;
  const lanes = race.lanes.value.length || draft.objectives.value.length;
  return (
    <header class="section-head race-head">
      <h3 class="headline" data-value="headline">
        {degree === 1 ? say(headline.noChoice) : lanes > 0 && say(outcome(lanes))}
      </h3>
      {config && (
        <p class="aside">
          {say(words.intro(count(PLAN.cadence), count(PLAN.graphs), count(degree), percent(1 / degree)))}
        </p>
      )}
    </header>
  );

  function outcome(all: number) {
    const measured = race.lanes.value.map((lane) => {
      const setup = lane.setup.value;
      const latest = lane.latest.value;
      return setup && latest ? { step: latest.step, learnt: learntFirstStep(setup, latest) } : null;
    });
    if (measured.every((now) => now === null || now.step === 0)) return headline.before(all);
    const found = measured.filter((now) => now?.learnt).length;
    const ended = race.state.value === 'finished' || race.state.value === 'failed';
    return ended ? headline.ended(found, all) : headline.going(found, all);
  }
}
