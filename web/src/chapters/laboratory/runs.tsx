import { type Signal, useSignal } from '@preact/signals';
import { useCallback, useEffect } from 'preact/hooks';
import { MOST_RUNS } from '../../keep/room';
import { nameOf } from '../../state/config/names';
import type { Lane } from '../../state/lane';
import { useSession } from '../../state/session';
import { count, percent } from '../../text/numbers';
import { say } from '../../text/say';
import { armLetter } from '../../ui/graph/palette';
import { differInGraphs, differing, firstStep, type Run } from './comparison';
import { Differences } from './differences';
import { Overlay } from './overlay';
import { PastRun } from './past-run';
import { titleOf, trainedOn } from './title';
import { words } from './words';
import './runs.css';

/* As many curves as can be told apart. */
const CHOSEN_MOST = 8;

/** Every run there is: what differs between them, what came of each, and those chosen laid over one another. */
export function RunsTable() {
  const session = useSession();
  const { leaving, remove, undo } = useDeletion();
  const chosen = useSignal<readonly Lane[]>([]);
  /* One that is over and is looked into. */
  const past = useSignal<Lane | null>(null);
  const runs = session.runs.all.value.flatMap((lane): Run[] => {
    const setup = lane.setup.value;
    return setup && lane !== leaving ? [{ lane, setup }] : [];
  });
  const shown = chosen.value.flatMap((lane) => runs.find((run) => run.lane === lane) ?? []);
  const [one, other, third] = shown;
  const looked = runs.find(({ lane }) => lane === past.value);
  return (
    <>
      <p class="aside">{say(runs.length === 0 ? words.runsNone : words.runsNote)}</p>
      {runs.length > 0 && (
        <>
          <p class="aside">{say(session.runs.unkept.value ? words.runsUnkept : words.runsKept(count(MOST_RUNS)))}</p>
          <Table runs={runs} chosen={chosen} past={past} onDelete={remove} />
        </>
      )}
      {leaving && (
        <p class="buttons" role="alert">
          {say(words.deleted(titleOf(leaving)))}{' '}
          <button type="button" onClick={undo}>
            {say(words.undo)}
          </button>
        </p>
      )}
      {looked && <PastRun key={looked.lane.id} run={looked} onDismiss={() => (past.value = null)} />}
      {shown.length > 0 && <Overlay runs={shown} />}
      {one && other && !third && <Differences one={one} other={other} />}
    </>
  );
}

interface Deletion {
  /** Off the table, but there until something else is deleted or the page goes: that long it can be had back. */
  readonly leaving: Lane | null;
  readonly remove: (lane: Lane) => void;
  readonly undo: () => void;
}

function useDeletion(): Deletion {
  const { runs } = useSession();
  const leaving = useSignal<Lane | null>(null);
  const put = useCallback(
    (lane: Lane | null) => {
      const before = leaving.peek();
      if (before) runs.delete(before);
      leaving.value = lane;
    },
    [runs, leaving],
  );
  useEffect(() => {
    const gone = () => put(null);
    addEventListener('pagehide', gone);
    return () => {
      removeEventListener('pagehide', gone);
      gone();
    };
  }, [put]);
  const undo = () => {
    leaving.value = null;
  };
  return { leaving: leaving.value, remove: put, undo };
}

interface TableProps {
  readonly runs: readonly Run[];
  readonly chosen: Signal<readonly Lane[]>;
  readonly past: Signal<Lane | null>;
  readonly onDelete: (lane: Lane) => void;
}

function Table({ runs, chosen, past, onDelete }: TableProps) {
  const { engine } = useSession();
  const options = engine.description.value?.options ?? [];
  const columns = differing(
    options,
    runs.map(({ setup }) => setup.config),
  );
  const graphsDiffer = differInGraphs(runs);
  const without = (lane: Lane) => chosen.value.filter((other) => other !== lane);
  const toggle = (lane: Lane) => {
    const others = without(lane);
    chosen.value = others.length < chosen.value.length ? others : [...others, lane].slice(-CHOSEN_MOST);
  };
  return (
    <section class="scroll-sideways" tabIndex={0} aria-label={say(words.runsTable)}>
      <table class="runs-table">
        <thead>
          <tr>
            <th scope="col">{say(words.overlay)}</th>
            <th scope="col">{say(words.name)}</th>
            <th scope="col">{nameOf('objective')}</th>
            {columns.map((name) => (
              <th scope="col" key={name}>
                {nameOf(name)}
              </th>
            ))}
            {graphsDiffer && <th scope="col">{say(words.trainedOn)}</th>}
            <th scope="col">{say(words.step)}</th>
            <th scope="col">{say(words.firstStep)}</th>
            <th scope="col">{say(words.path)}</th>
            <th scope="col">{say(words.interval)}</th>
            <th scope="col">{say(words.digest)}</th>
            <th scope="col">
              <span class="unseen">{say(words.delete)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <Row
              key={run.lane.id}
              run={run}
              columns={columns}
              graphs={graphsDiffer}
              at={chosen.value.indexOf(run.lane)}
              onToggle={() => toggle(run.lane)}
              past={past.value === run.lane}
              onPast={() => {
                past.value = past.value === run.lane ? null : run.lane;
              }}
              onDelete={() => {
                onDelete(run.lane);
                chosen.value = without(run.lane);
              }}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly run: Run;
  /** Options with a column. */
  readonly columns: readonly string[];
  /** Whether the graphs it was trained on have one. */
  readonly graphs: boolean;
  /** Its place among the chosen; -1 where it is not. */
  readonly at: number;
  readonly onToggle: () => void;
  /** Whether it is looked into. */
  readonly past: boolean;
  readonly onPast: () => void;
  readonly onDelete: () => void;
}

function Row({ run, columns, graphs, at, onToggle, past, onPast, onDelete }: RowProps) {
  const { lane, setup } = run;
  const { race } = useSession();
  const state = lane.state.value;
  const newest = lane.latest.value;
  const title = titleOf(lane);
  const racing = race.lanes.value.includes(lane);
  return (
    <tr data-run={setup.objective}>
      <td>
        <label>
          <input type="checkbox" checked={at >= 0} aria-label={say(words.overlayRun(title))} onChange={onToggle} />
          <b>{at >= 0 && armLetter(at)}</b>
        </label>
      </td>
      <th scope="row">
        <input
          type="text"
          class="name"
          autocomplete="off"
          maxLength={60}
          value={lane.name.value}
          placeholder={nameOf(lane.objective)}
          aria-label={say(words.nameOfRun(title))}
          onChange={(event) => {
            lane.name.value = event.currentTarget.value.trim();
          }}
        />
      </th>
      <td>{nameOf(setup.objective)}</td>
      {columns.map((name) => {
        const value = setup.config[name];
        return <td key={name}>{typeof value === 'string' ? nameOf(value) : String(value)}</td>;
      })}
      {graphs && <td>{trainedOn(run)}</td>}
      <td class="number">{count(newest?.step ?? lane.step.value)}</td>
      <td class="number">{newest ? percent(firstStep(newest, setup)) : '–'}</td>
      <td class="number">{newest ? percent(newest.path) : '–'}</td>
      <td class="number">{newest ? `${percent(newest.path_low)} – ${percent(newest.path_high)}` : '–'}</td>
      <td>{state.kind === 'paused' && state.digest !== '' ? <code translate={false}>{state.digest}</code> : '–'}</td>
      <td>
        {racing ? (
          <span class="soft">{say(words.inRace)}</span>
        ) : (
          <>
            <button
              type="button"
              class="quiet"
              aria-label={say(words.openPast(title))}
              aria-expanded={past}
              onClick={onPast}
            >
              {say(words.past)}
            </button>
            <button type="button" class="quiet" aria-label={say(words.deleteRun(title))} onClick={onDelete}>
              {say(words.delete)}
            </button>
          </>
        )}
      </td>
    </tr>
  );
}
