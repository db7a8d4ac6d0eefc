import { say } from '../../text/say';
import { Bring } from './bring';
import { Drawing } from './drawing';
import { Phrases } from './phrases';
import { RunsTable } from './runs';
import { Settings } from './settings';
import { Take } from './take';
import { words } from './words';
import './laboratory.css';

/** Every setting, every run, and the ways in and out. */
export function LaboratoryChapter() {
  return (
    <>
      <p class="aside">{say(words.lead)}</p>
      <section class="part" aria-labelledby="laboratory-settings">
        <h3 id="laboratory-settings">{say(words.settings)}</h3>
        <Phrases />
        <Settings />
      </section>
      <section class="part" aria-labelledby="laboratory-runs">
        <h3 id="laboratory-runs">{say(words.runs)}</h3>
        <RunsTable />
      </section>
      <section class="part" aria-labelledby="laboratory-take">
        <h3 id="laboratory-take">{say(words.take)}</h3>
        <Take />
      </section>
      <section class="part" aria-labelledby="laboratory-bring">
        <h3 id="laboratory-bring">{say(words.bring)}</h3>
        <Bring />
      </section>
      <section class="part" aria-labelledby="laboratory-draw">
        <h3 id="laboratory-draw">{say(words.draw)}</h3>
        <Drawing />
      </section>
    </>
  );
}
