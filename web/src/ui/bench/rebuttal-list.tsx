import { useId } from 'preact/hooks';
import type { Settings } from '../../engine/shared/description';
import { adopt } from '../../state/adopt';
import { committedResults, committedTally, sourceOf } from '../../state/committed/results';
import { nameOf } from '../../state/config/names';
import { words as configWords } from '../../state/config/words';
import { useFields } from '../../state/fields';
import { useSession } from '../../state/session';
import { counted, eligible, tally } from '../../state/trials/result';
import { list } from '../../text/list';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { type Reference, references } from '../references';
import type { Bench } from './bench';
import { differences } from './differences';
import { useRaceWith } from './race-with';
import { isOn, possible, type Rebuttal, withChange, withoutChange } from './rebuttals';
import { rebuttals as texts, words } from './words';

/* Seeds that a switch runs, enough to see whether it is worth more. */
const SEEDS = 5;

/** Every objection that the engine can put to the test, with its credit. */
export function Rebuttals({ bench }: { readonly bench: Bench }) {
  const { engine } = useSession();
  const fields = useFields();
  const description = engine.description.value;
  if (!description) return null;
  return (
    <>
      <ul class="rebuttals">
        {possible(description, (name) => fields.text(name)).map((rebuttal) => (
          <Switch key={rebuttal.name} bench={bench} rebuttal={rebuttal} />
        ))}
      </ul>
      <p class="aside">
        {say(words.noSwitch)}
        {say(marks.open)}
        <CreditLink credit={references.belief} />
        {say(marks.close)}
        {say(words.noSwitchMore)} <CreditLink credit={references.adulteration} />
        {say(marks.stop)}
      </p>
    </>
  );
}

interface SwitchProps {
  readonly bench: Bench;
  readonly rebuttal: Rebuttal;
}

function Switch({ bench, rebuttal }: SwitchProps) {
  const session = useSession();
  const fields = useFields();
  const { draft, lesson } = session;
  const id = useId();
  const text = (name: string) => fields.text(name);
  const on = isOn(rebuttal, text);
  const change = rebuttal.change(text);
  const locked = Object.keys(change).some((name) => lesson.isLocked(name));
  const changed = withChange(rebuttal, draft.settings.value, text);
  const without = withoutChange(rebuttal, draft.settings.value, text, (name) => fields.usual(name));
  const turn = (value: boolean) => adopt(session, value ? changed : without);
  const { raceWith, notStarted } = useRaceWith();
  const race = () => void raceWith(changed);
  const objectives = [...new Set(draft.objectives.value)];
  const run = () => {
    const within = bench.within.value;
    if (within === null) return;
    bench.run(
      objectives.map((objective) => ({ ...changed, objective })),
      SEEDS,
      within,
    );
  };
  const { title, text: known } = texts[rebuttal.name];
  return (
    <li class={on ? 'rebuttal on' : 'rebuttal'} data-rebuttal={rebuttal.name}>
      <label for={id}>
        <input
          id={id}
          type="checkbox"
          checked={on}
          disabled={locked}
          aria-describedby={`${id}-text`}
          onChange={(event) => turn(event.currentTarget.checked)}
        />
        <span>… {say(title)}</span>
      </label>
      <p id={`${id}-text`}>
        {say(known)} <CreditLinks credits={rebuttal.credits} />
      </p>
      <p class="aside">
        <code translate={false}>
          {Object.entries(change)
            .map(([name, value]) => `${name}=${value}`)
            .join(' ')}
        </code>{' '}
        {locked && say(configWords.locked)}
      </p>
      <Compared bench={bench} objectives={objectives} without={without} changed={changed} />
      <Laboratory rebuttal={rebuttal} changed={Object.keys(change)} />
      <div class="buttons">
        <button type="button" aria-disabled={locked} onClick={() => !locked && race()}>
          {say(words.raceWithIt)}
        </button>
        <button type="button" aria-disabled={locked} onClick={() => !locked && run()}>
          {say(words.runFive)}
        </button>
      </div>
      {notStarted !== null && (
        <p class="problem" role="alert">
          {notStarted}
        </p>
      )}
    </li>
  );
}

interface LaboratoryProps {
  readonly rebuttal: Rebuttal;
  /** Names of the options that the switch sets. */
  readonly changed: readonly string[];
}

/** What committed sweeps found with this change; and in what else the draft differs from their runs. */
function Laboratory({ rebuttal, changed }: LaboratoryProps) {
  const { draft } = useSession();
  const committed = committedResults();
  const specs = committed.kind === 'here' ? committed.specs : [];
  const found = (rebuttal.committed ?? []).flatMap(({ spec, wanted }) => sourceOf(specs, spec, wanted) ?? []);
  const drafted = draft.views.value[0]?.config;
  const [first] = found;
  if (!first) return null;
  const varied = new Set(['objective', 'seed', ...changed]);
  const differs = drafted ? differences(first.cell.config, drafted, varied) : [];
  return (
    <>
      <ul class="aside laboratory">
        {found.map(({ spec, cell }) => {
          const { solved, runs, within, interval } = committedTally(cell);
          const objective = String(cell.config.objective);
          return (
            <li key={objective}>
              {say(words.fromLaboratory)}
              {say(marks.comma)}
              {nameOf(objective)}
              {say(marks.colon)}
              {say(words.solvedOf(count(solved), count(runs)))} {say(words.withinSteps(count(within)))}
              {say(marks.semicolon)}
              {say(words.interval(percent(interval.low), percent(interval.high)))}
              {say(marks.open)}
              <code translate={false}>{spec.name}</code>
              {say(marks.close)}
            </li>
          );
        })}
      </ul>
      {differs.length > 0 && (
        <p class="aside" data-value="beyond">
          {say(words.beyond(list(differs)))}
        </p>
      )}
    </>
  );
}

interface ComparedProps {
  readonly bench: Bench;
  readonly objectives: readonly string[];
  readonly without: Settings;
  readonly changed: Settings;
}

/** How many seeds solved it without the change and with it; nothing while there are no runs with it. */
function Compared({ bench, objectives, without, changed }: ComparedProps) {
  const within = bench.within.value ?? 0;
  const runs = (settings: Settings, objective: string) => {
    const experiment = bench.experiment({ ...settings, objective });
    return eligible(bench.trials.results.value, experiment, within);
  };
  if (!objectives.some((objective) => runs(changed, objective).length > 0)) return null;
  const cell = (settings: Settings, objective: string) => {
    const { solved, runs: all } = tally(counted(runs(settings, objective), within), within);
    return all === 0 ? say(words.noRunsYet) : say(words.solvedOf(count(solved), count(all)));
  };
  return (
    <section class="scroll-sideways" tabIndex={0} aria-label={say(words.comparedAt(count(within)))}>
      <table class="compared">
        <caption class="aside">{say(words.comparedAt(count(within)))}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{say(words.without)}</th>
            <th scope="col">{say(words.withIt)}</th>
          </tr>
        </thead>
        <tbody>
          {objectives.map((objective) => (
            <tr key={objective}>
              <th scope="row">{nameOf(objective)}</th>
              <td>{cell(without, objective)}</td>
              <td>{cell(changed, objective)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function CreditLinks({ credits: all }: { readonly credits: readonly Reference[] }) {
  return (
    <span class="credits">
      {all.map((credit, index) => (
        <span key={credit.url}>
          {index > 0 && say(marks.list)}
          <CreditLink credit={credit} />
        </span>
      ))}
    </span>
  );
}

export function CreditLink({ credit: { by, year, title, where, url } }: { readonly credit: Reference }) {
  return (
    <a href={url} lang="en" title={`${title}, ${where}`}>
      {by} {year}
    </a>
  );
}
