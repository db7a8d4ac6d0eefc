import { optionOf } from '../../engine/shared/description';
import { committedResults, sourceOf } from '../../state/committed/results';
import { words as committedWords } from '../../state/committed/words';
import { nameOf } from '../../state/config/names';
import { useSession } from '../../state/session';
import { counted, eligible, tally } from '../../state/trials/result';
import { gap } from '../../text/list';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { benchOf } from '../../ui/bench/bench';
import { CreditLink } from '../../ui/bench/rebuttal-list';
import { RunHere } from '../../ui/bench/run-here';
import { TallyLine } from '../../ui/bench/tally-line';
import { references } from '../../ui/references';
import { Findings } from './finding';
import { PlayHere } from './play-here';
import { ROWS, type Row, tellsNothing } from './rows';
import { type Difference, differences, rows as texts, words } from './words';
import './paper.css';

/** The paper's experiments: claim, difference, result, and a button each. */
export function PaperChapter() {
  return (
    <>
      <header class="section-head">
        <p class="lead">
          {say(words.lead)} <CreditLink credit={references.pitfalls} />
        </p>
        <p class="aside">{say(words.honest)}</p>
      </header>
      <ol class="paper-rows">
        {ROWS.map((row) => (
          <PaperRow key={row.name} row={row} />
        ))}
      </ol>
    </>
  );
}

function PaperRow({ row }: { readonly row: Row }) {
  const text = texts[row.name];
  const { title, claim, where } = text;
  return (
    <li class="paper-row" data-row={row.name}>
      <h3>{say(title)}</h3>
      <NothingLearnt row={row} />
      <div class="says">
        <h4>
          {say(words.claim)}
          <span class="aside">
            {say(marks.open)}
            {say(where)}
            {say(marks.close)}
          </span>
        </h4>
        <p>{say(claim)}</p>
        <Differs row={row} />
        {row.recordings && <PlayHere recordings={row.recordings} objectives={row.objectives} />}
        {row.nativeOnly ? <Command row={row} /> : <RunHere {...row} primary={!row.recordings} label={words.run} />}
      </div>
      <div class="found">
        <h4>{say(words.ours)}</h4>
        <Committed row={row} />
        {'unlike' in text && (
          <p class="unlike">
            <strong>{say(words.unlike)}</strong>
            {say(gap)}
            {say(text.unlike)}
          </p>
        )}
        <Own row={row} />
      </div>
    </li>
  );
}

/** What differs from the paper, point by point. */
function Differs({ row }: { readonly row: Row }) {
  const { engine } = useSession();
  const known = engine.description.value;
  if (!known) return null;
  const value = (name: string) => row.settings[name] ?? String(optionOf(known, name).default);
  return (
    <table class="differs">
      <caption>{say(words.differs)}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{say(words.here)}</th>
          <th scope="col">{say(words.there)}</th>
        </tr>
      </thead>
      <tbody>
        {row.differs.map((difference) => (
          <tr key={difference}>
            <th scope="row">{say(differences[difference].of)}</th>
            <td>{here(row, difference, value)}</td>
            <td>{say(differences[difference].there)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function here(row: Row, difference: Difference, value: (name: string) => string): string {
  switch (difference) {
    case 'graph':
      return say(differences.graph.here(value('degree'), value('path_length'), value('labels')));
    case 'model':
    case 'mamba':
      return say(differences[difference].here(value('layers'), value('width')));
    case 'fewer':
      return say(differences.fewer.here(count(Number(value('train_graphs')))));
    case 'budget':
      return say(differences.budget.here(count(row.budget)));
    case 'layout':
    case 'positions':
    case 'optimiser':
    case 'fresh':
      return say(differences[difference].here);
  }
}

function Command({ row }: { readonly row: Row }) {
  return (
    <p class="aside">
      {say(words.nativeOnly)}{' '}
      <code translate={false}>pathstar sweep experiments/{row.committed[0]?.spec}.json --out OUT</code>
    </p>
  );
}

/** That a row shows nothing, before all else of it. */
function NothingLearnt({ row }: { readonly row: Row }) {
  const committed = committedResults();
  const specs = committed.kind === 'here' ? committed.specs : [];
  const cells = row.committed.flatMap(({ spec, wanted }) => sourceOf(specs, spec, wanted)?.cell ?? []);
  if (!tellsNothing(cells)) return null;
  const runs = cells.reduce((all, { seeds }) => all + seeds.length, 0);
  return <p class="nothing">{say(words.nothing(count(runs)))}</p>;
}

/** What the laboratory found, by objective. */
function Committed({ row }: { readonly row: Row }) {
  const committed = committedResults();
  const specs = committed.kind === 'here' ? committed.specs : [];
  const names = [...new Set(row.committed.map(({ spec }) => spec))];
  const sourcesIn = (name: string) =>
    row.committed.flatMap(({ spec, wanted }) => (spec === name ? (sourceOf(specs, spec, wanted) ?? []) : []));
  return (
    <>
      {names.map((name) => {
        const sources = sourcesIn(name);
        if (sources.length > 0) return <Findings key={name} sources={sources} />;
        if (committed.kind === 'coming') return null;
        return (
          <p key={name} class="aside">
            {say(committed.kind === 'here' ? words.notCommitted(name) : committedWords.didNotArrive)}
          </p>
        );
      })}
    </>
  );
}

/** The visitor's own background runs of the very same settings. */
function Own({ row }: { readonly row: Row }) {
  const bench = benchOf(useSession());
  const found = row.objectives.flatMap((objective) => {
    const experiment = bench.experiment({ ...row.settings, objective });
    const results = eligible(bench.trials.results.value, experiment, row.budget);
    return results.length > 0 ? [{ objective, found: tally(counted(results, row.budget), row.budget) }] : [];
  });
  if (found.length === 0) return null;
  return (
    <>
      <h4>{say(words.yours)}</h4>
      {found.map(({ objective, found: own }) => (
        <div key={objective} class="finding">
          <h5>{nameOf(objective)}</h5>
          <TallyLine tally={own} />
        </div>
      ))}
    </>
  );
}
