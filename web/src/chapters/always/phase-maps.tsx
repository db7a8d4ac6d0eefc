import { useSignal } from '@preact/signals';
import type { CommittedSpec } from '../../state/committed/condense';
import { type Committed, committedResults, committedTally, type Source, sourceOf } from '../../state/committed/results';
import { seedList } from '../../state/committed/seeds';
import { words as committedWords } from '../../state/committed/words';
import { nameOf } from '../../state/config/names';
import { useSession } from '../../state/session';
import { counted, eligible, type Tally, tally } from '../../state/trials/result';
import type { RunningTrial } from '../../state/trials/trials';
import { gap, list } from '../../text/list';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import type { Bench } from '../../ui/bench/bench';
import { differences } from '../../ui/bench/differences';
import { TallyLine } from '../../ui/bench/tally-line';
import { words } from '../../ui/bench/words';
import { Choose } from '../../ui/choose';
import { isSame, type Size } from '../../ui/star-map/star-map';
import { DEGREES, LENGTHS, type MapCell, PhaseMap } from './phase-map';
import { mapSeen } from './seen';
import './phase-map.css';

/* The committed sweep over d and l (experiments/map.json). */
const SPEC = 'map';

/** Which sizes of star are solved: the laboratory's committed map beside the visitor's own. */
export function PhaseMaps({ bench }: { readonly bench: Bench }) {
  const { draft, engine, lesson } = useSession();
  const choices = engine.choices('objective');
  const wanted = useSignal<string | null>(null);
  const objective = wanted.value ?? draft.objectives.value[0] ?? '';
  const chosen = useSignal<Size>({ degree: 3, length: 4 });
  const committed = committedResults();
  const spec = committed.kind === 'here' ? committed.specs.find(({ name }) => name === SPEC) : undefined;
  const sources = spec ? sourcesOf(spec, objective) : [];
  const budget = sources[0]?.cell.budget;
  /* Beside the laboratory's, the visitor's runs are counted as they stood when its budget ended. */
  const within = Math.min(bench.within.value ?? 0, budget ?? Number.POSITIVE_INFINITY);
  const own = ownCells(bench, objective, within);
  const choose = (size: Size) => {
    chosen.value = { degree: size.degree, length: size.length };
  };
  const run = ({ degree, length }: Size, seeds: number) => {
    if (within > 0) bench.run([bench.sized(degree, length, objective)], seeds, bench.within.value ?? within);
  };
  const laboratory = sources.map(({ cell, degree, length }): MapCell => {
    return { degree, length, tally: committedTally(cell), left: 0, progress: null };
  });
  const captionOf = (cells: readonly MapCell[], steps: number) =>
    [mapSeen(cells), say(words.mapCaption(nameOf(objective), count(steps)))].join(say(gap));
  const differs =
    sources[0] && draft.views.value[0] ? differences(sources[0].cell.config, draft.views.value[0].config, VARIED) : [];
  return (
    <>
      <Choose
        legend={say(words.objective)}
        value={objective}
        choices={choices.map((choice) => [choice, nameOf(choice)])}
        disabled={lesson.isLocked('objective') ? choices.filter((choice) => choice !== objective) : []}
        onChange={(value) => {
          wanted.value = value;
        }}
      />
      <div class="maps">
        <article class="map" aria-label={say(words.laboratoryMap)}>
          <h4>{say(words.laboratoryMap)}</h4>
          {spec && sources.length > 0 && budget !== undefined ? (
            <>
              <PhaseMap
                title={say(words.laboratoryMap)}
                caption={captionOf(laboratory, budget)}
                name={`pathstar-map-${objective}`}
                cells={laboratory}
                chosen={chosen.value}
                onChoose={choose}
              />
              <p class="aside">
                {say(words.mapSource(SPEC, count(sources[0]?.cell.seeds.length ?? 0), count(spec.graphs ?? 0)))}
              </p>
              <p class="aside">{say(words.mapReasons)}</p>
            </>
          ) : (
            <Absent committed={committed} spec={spec} objective={objective} />
          )}
        </article>
        <article class="map own" aria-label={say(words.ownMap)}>
          <h4>{say(words.ownMap)}</h4>
          <PhaseMap
            title={`${say(words.ownMap)}${say(marks.stop)}${say(words.mapKeys)}`}
            caption={captionOf(own, within)}
            name={`pathstar-own-map-${objective}`}
            cells={own}
            chosen={chosen.value}
            onChoose={choose}
            onRun={run}
          />
          <p class="aside">
            {[say(words.ownSource), ...(differs.length > 0 ? [say(words.ownDiffers(list(differs)))] : [])].join(
              say(gap),
            )}
          </p>
        </article>
      </div>
      <Detail
        size={chosen.value}
        laboratory={sources.find((source) => isSame(source, chosen.value)) ?? null}
        own={own.find((cell) => isSame(cell, chosen.value))?.tally ?? null}
        onRun={(seeds) => run(chosen.value, seeds)}
      />
    </>
  );
}

interface AbsentProps {
  readonly committed: Committed;
  readonly spec: CommittedSpec | undefined;
  readonly objective: string;
}

/** Why there is no committed map. */
function Absent({ committed, spec, objective }: AbsentProps) {
  const text =
    committed.kind === 'coming'
      ? words.fetching
      : committed.kind === 'missing'
        ? committedWords.didNotArrive
        : spec
          ? words.notInSweep(nameOf(objective), SPEC)
          : words.notCommitted(SPEC);
  return <p class="absent">{say(text)}</p>;
}

interface DetailProps {
  readonly size: Size;
  readonly laboratory: Source | null;
  readonly own: Tally | null;
  readonly onRun: (seeds: number) => void;
}

/** The chosen star in words: who ran it, how often, how far. */
function Detail({ size: { degree, length }, laboratory, own, onRun }: DetailProps) {
  return (
    <section class="map-detail" aria-live="polite">
      <h4>
        G({degree}, {length}){say(marks.colon)}
        {say(words.cell(count(degree), count(length)))}
      </h4>
      <p class="aside">{say(words.chanceIs(`1/${degree}`))}</p>
      <dl>
        <div>
          <dt>{say(words.fromLaboratory)}</dt>
          <dd>
            {laboratory ? (
              <>
                <TallyLine tally={committedTally(laboratory.cell)} />
                <p class="aside">
                  <code translate={false}>{laboratory.spec.name}</code>
                  {say(marks.comma)}
                  {say(words.ordinarySeeds(seedList(laboratory.cell.seeds)))}
                </p>
              </>
            ) : (
              say(words.noRunsYet)
            )}
          </dd>
        </div>
        <div>
          <dt>{say(words.fromYou)}</dt>
          <dd>
            {own && own.runs > 0 ? <TallyLine tally={own} /> : say(words.noRunsYet)}
            <div class="buttons">
              {[1, 3].map((seeds) => (
                <button key={seeds} type="button" onClick={() => onRun(seeds)}>
                  {say(words.runHere(count(seeds)))}
                </button>
              ))}
            </div>
          </dd>
        </div>
      </dl>
    </section>
  );
}

interface Placed extends Source, Size {}

function sourcesOf(spec: CommittedSpec, objective: string): readonly Placed[] {
  return LENGTHS.flatMap((length) =>
    DEGREES.flatMap((degree) => {
      const source = sourceOf([spec], spec.name, { degree, path_length: length, objective });
      return source ? [{ ...source, degree, length }] : [];
    }),
  );
}

function ownCells(bench: Bench, objective: string, within: number): readonly MapCell[] {
  const { results, running, waiting } = bench.trials;
  return LENGTHS.flatMap((length) =>
    DEGREES.map((degree) => {
      const experiment = bench.experiment(bench.sized(degree, length, objective));
      const ended = eligible(results.value, experiment, within);
      const going = running.value.filter((trial) => trial.experiment === experiment);
      const queued = waiting.value.filter((trial) => trial.experiment === experiment).length;
      return {
        degree,
        length,
        tally: ended.length > 0 ? tally(counted(ended, within), within) : null,
        left: going.length + queued,
        progress: going.length + queued > 0 ? progressOf(going, queued) : null,
      };
    }),
  );
}

function progressOf(going: readonly RunningTrial[], queued: number): number {
  const done = going.reduce((sum, { lane, budget }) => sum + lane.step.value / budget, 0);
  return done / (going.length + queued);
}

/* What a map varies by itself. */
const VARIED: ReadonlySet<string> = new Set(['degree', 'path_length', 'labels', 'objective', 'seed']);
