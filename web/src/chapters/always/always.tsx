import { useSession } from '../../state/session';
import { FOLLOWED } from '../../state/trials/result';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { benchOf } from '../../ui/bench/bench';
import { CreditLink, Rebuttals } from '../../ui/bench/rebuttal-list';
import { words } from '../../ui/bench/words';
import { references } from '../../ui/references';
import { Crowd } from './crowd';
import { Fan } from './fan';
import { KeptLine } from './kept-line';
import { PhaseMaps } from './phase-maps';
import { Queue } from './queue';
import { SeedControls } from './seed-controls';
import { Snowball } from './snowball';
import './always.css';

/** The sceptic's bench: many seeds, many graphs, other settings, and another explanation. */
export function AlwaysChapter() {
  const session = useSession();
  const bench = benchOf(session);
  return (
    <>
      <header class="section-head">
        <p class="lead">{say(words.lead)}</p>
        <p class="aside">
          {say(words.rule(percent(FOLLOWED.stopAt), count(FOLLOWED.graphs)))}
          {say(marks.open)}
          <CreditLink credit={references.wilson} />
          {say(marks.list)}
          <CreditLink credit={references.kaplan} />
          {say(marks.close)}
        </p>
      </header>
      <section class="bench-part seeds" aria-labelledby="seeds-title">
        <header>
          <h3 id="seeds-title">{say(words.seedsTitle)}</h3>
          <p class="aside">{say(words.seedsWhy)}</p>
        </header>
        <SeedControls bench={bench} />
        <Queue trials={bench.trials} />
        <KeptLine bench={bench} />
        <Crowd bench={bench} />
        <div class="fans">
          {[...new Set(session.draft.objectives.value)].map((objective) => (
            <Fan key={objective} bench={bench} objective={objective} />
          ))}
        </div>
      </section>
      <section class="bench-part" aria-labelledby="map-title">
        <header>
          <h3 id="map-title">{say(words.mapTitle)}</h3>
          <p class="aside">{say(words.mapWhy)}</p>
        </header>
        <PhaseMaps bench={bench} />
      </section>
      <section class="bench-part" aria-labelledby="rebuttals-title">
        <header>
          <h3 id="rebuttals-title">{say(words.rebuttalsTitle)}</h3>
          <p class="aside">{say(words.rebuttalsWhy)}</p>
        </header>
        <Rebuttals bench={bench} />
      </section>
      <section class="bench-part" aria-labelledby="snowball-title">
        <header>
          <h3 id="snowball-title">{say(words.snowballTitle)}</h3>
          <p class="aside">{say(words.snowballWhy)}</p>
        </header>
        <Snowball />
      </section>
    </>
  );
}
