import type { ComponentChildren } from 'preact';
import { numberOf } from '../../engine/shared/description';
import { PLAN } from '../../state/race';
import { useSession } from '../../state/session';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import { learntFirstStep } from '../../ui/race/summary';
import { headline, words } from '../../ui/race/words';
import './headline.css';

/** What has come out so far, in a sentence made from the data; under it what is compared, until a race has begun, then
 * `score`, what has become of the visitor's prediction. */
export function Headline({ score }: { readonly score: ComponentChildren }) {
  const { config, draft, race } = useSession();
  const degree = config.value && numberOf(config.value, 'degree');
  const lanes = race.lanes.value.length || draft.objectives.value.length;
  const begun = race.lanes.value.length > 0;
  /* Until the engine has told which objectives there are, nobody knows how many race. */
  const told = degree === 1 ? say(headline.noChoice) : lanes > 0 && say(outcome(lanes));
  return (
    <header class={begun ? 'section-head race-head begun' : 'section-head race-head'}>
      {told ? (
        <h3 class="headline" data-value="headline">
          {told}
        </h3>
      ) : (
        <div class="headline" />
      )}
      {begun ? <div class="score">{score}</div> : <Compared />}
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

/** What the lanes share, and in what alone they differ. */
export function Compared() {
  const { config: shared, race } = useSession();
  const config = shared.value;
  if (!config) return null;
  const degree = numberOf(config, 'degree');
  const recording = race.lanes.value[0]?.recording;
  const [every, graphs] = [recording?.every ?? PLAN.cadence, recording?.graphs ?? PLAN.graphs];
  return <p class="aside">{say(words.intro(count(every), count(graphs), count(degree), percent(1 / degree)))}</p>;
}
