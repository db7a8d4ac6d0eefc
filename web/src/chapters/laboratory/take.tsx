import { useSignal } from '@preact/signals';
import type { Config, Description } from '../../engine/shared/description';
import { copy } from '../../platform/copy';
import type { Columns } from '../../state/columns';
import { commandOf } from '../../state/command';
import type { Lane, Setup } from '../../state/lane';
import { givenDigest } from '../../state/record';
import { type Session, useSession } from '../../state/session';
import { BUDGET } from '../../state/url';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { csv, download } from '../../ui/figure/save';
import { metadataIn } from './file-kind';
import { configJson, type History, metricsJson, metricsTable } from './metrics';
import { cellsOf, markdownOf, notebookJson, type Told } from './notebook';
import { titleOf } from './title';
import { words } from './words';
import './take.css';

/** Each run of the race as files and as a command. */
export function Take() {
  const { race, draft, engine } = useSession();
  const made = race.lanes.value.flatMap((lane) => {
    const setup = lane.setup.value;
    return setup ? [{ lane, setup }] : [];
  });
  const config = draft.views.value[0]?.config;
  return (
    <>
      <p class="aside">{say(words.takeNote)}</p>
      {made.map(({ lane, setup }) => (
        <TakeRun key={lane.id} lane={lane} setup={setup} />
      ))}
      {made.length === 0 && config && (
        <article class="take-run">
          <h4>{say(words.draftOnPage)}</h4>
          <p class="aside">{say(words.takeNothing)}</p>
          <div class="buttons">
            <ConfigButton config={config} run={say(words.draftOnPage)} />
          </div>
          <Command
            config={config}
            steps={draft.budget.value ?? BUDGET.usual}
            digest={engine.loaded.value?.relaxed ? '' : '-nofma'}
            file={draft.given.value?.name ?? null}
          />
        </article>
      )}
    </>
  );
}

interface TakeRunProps {
  readonly lane: Lane;
  readonly setup: Setup;
  /** Of a run that is over: its kept weights, null where there are none. */
  readonly kept?: Uint8Array<ArrayBuffer> | null;
}

/** One run as files and as a command. */
export function TakeRun({ lane, setup, kept: told }: TakeRunProps) {
  const kept = lane.recording ? null : told;
  const session = useSession();
  const gone = useSignal(false);
  const state = lane.state.value;
  const name = titleOf(lane);
  const still = state.kind === 'paused' || state.kind === 'failed';
  const step = still ? state.step : (lane.latest.value?.step ?? 0);
  const digest = state.kind === 'paused' ? state.digest : session.engine.loaded.value?.relaxed ? '' : '-nofma';
  const weights = async () => {
    const saved = kept ? { bytes: kept, step: Number(metadataIn(kept, 'step')) } : await lane.save();
    gone.value = saved === null;
    if (saved) download(`${fileName(setup.config, saved.step)}.safetensors`, saved.bytes, 'application/octet-stream');
  };
  /* The digest is of the step it names, so it is asked for together with the rows. */
  const current = async () => {
    const saved = kept === undefined ? await lane.save() : null;
    return historyOf(lane, setup, saved ?? { step, digest: state.kind === 'paused' ? state.digest : '' });
  };
  const metrics = async (kind: 'csv' | 'json') => {
    const history = await current();
    const content = kind === 'csv' ? csv(metricsTable(history)) : jsonOf(session, history);
    download(
      `${fileName(setup.config, history.step)}.${kind}`,
      content,
      kind === 'csv' ? 'text/csv' : 'application/json',
    );
  };
  const notebook = async (kind: 'ipynb' | 'md') => {
    const history = await current();
    const cells = cellsOf(await toldOf(session, history, fileOf(lane, setup)));
    const content = kind === 'ipynb' ? notebookJson(cells) : markdownOf(cells);
    download(
      `${fileName(setup.config, history.step)}.${kind}`,
      content,
      kind === 'ipynb' ? 'application/x-ipynb+json' : 'text/markdown',
    );
  };
  const files = [
    ...(kept === null ? [] : [[words.weights, weights] as const]),
    [words.metricsCsv, () => metrics('csv')],
    [words.metricsJson, () => metrics('json')],
    [words.notebook, () => notebook('ipynb')],
    [words.markdown, () => notebook('md')],
  ] as const;
  return (
    <article class="take-run" aria-label={name} data-run={setup.objective}>
      <h4>
        {name} <span>{say(words.atStep(count(step)))}</span>
      </h4>
      <div class="buttons">
        {files.map(([what, save]) => (
          <button key={what.en} type="button" aria-label={say(words.ofRun(say(what), name))} onClick={save}>
            {say(what)}
          </button>
        ))}
        <ConfigButton config={setup.config} run={name} />
      </div>
      {gone.value && (
        <p class="problem" role="alert">
          {say(words.noWeights)}
        </p>
      )}
      {!still && <p class="aside">{say(words.moving)}</p>}
      <Command config={setup.config} steps={step} digest={digest} file={fileOf(lane, setup)} />
    </article>
  );
}

function ConfigButton({ config, run }: { readonly config: Config; readonly run: string }) {
  return (
    <button
      type="button"
      aria-label={say(words.ofRun(say(words.config), run))}
      onClick={() => download(`${fileName(config, null)}.json`, configJson(config), 'application/json')}
    >
      {say(words.config)}
    </button>
  );
}

/* The page does not know the file of a run that waits for its graphs. */
function fileOf({ given }: Lane, setup: Setup): string | null {
  return given?.name ?? (givenDigest(setup) ? 'FILE' : null);
}

interface CommandProps {
  readonly config: Config;
  readonly steps: number;
  readonly digest: string;
  /** Of the given graphs; null where graphs are drawn. */
  readonly file: string | null;
}

function Command({ config, steps, digest, file }: CommandProps) {
  const { engine } = useSession();
  const answer = useSignal<'' | 'copied' | 'notCopied'>('');
  if (!engine.description.value) return null;
  const command = commandOf(engine.description.value, config, steps, digest, file);
  const copyCommand = async () => {
    answer.value = (await copy(command)) ? 'copied' : 'notCopied';
  };
  return (
    <>
      <div class="command">
        <code translate={false} data-value="command">
          {command}
        </code>
        <button
          type="button"
          aria-label={`${say(words.copy)}${say(marks.colon)}${command}`}
          onClick={() => void copyCommand()}
        >
          {say(words.copy)}
        </button>
        <span class="aside" aria-live="polite">
          {answer.value !== '' && say(words[answer.value])}
        </span>
      </div>
      {file !== null && <p class="aside">{say(words.commandGraphs)}</p>}
      {digest.endsWith('-nofma') && <p class="aside">{say(words.baseMode)}</p>}
    </>
  );
}

const columnsOf = (table: Columns | null): History['held'] =>
  Object.fromEntries((table?.names ?? []).map((name) => [name, [...(table?.column(name) ?? [])]]));

function historyOf(
  lane: Lane,
  setup: Setup,
  { step, digest }: { readonly step: number; readonly digest: string },
): History {
  const { config } = setup;
  const given = givenDigest(setup);
  return { config, step, digest, givenDigest: given, held: columnsOf(lane.held), train: columnsOf(lane.train) };
}

function describedBy({ engine }: Session): Description {
  const description = engine.description.peek();
  if (!description) throw new Error('the module is not there');
  return description;
}

const jsonOf = (session: Session, history: History): string =>
  metricsJson(history, describedBy(session), session.engine.kernels.peek());

/** With the held-out graph that the page shows, as the run's own config has it. */
async function toldOf(session: Session, history: History, file: string | null): Promise<Told> {
  const { asked, engine } = session;
  const { config, step, digest } = history;
  const description = describedBy(session);
  const settings = Object.fromEntries(Object.entries(config).map(([name, value]) => [name, String(value)]));
  const index = asked.graphIndex.peek();
  const checked = await engine.desk?.check([settings], index);
  const graph = checked?.views[0]?.graph;
  if (!graph) throw new Error('the module does not take the config of its own run');
  const command = commandOf(description, config, step, digest, file);
  const weights = `${fileName(config, step)}.safetensors`;
  return { history, description, kernels: engine.kernels.peek(), command, weights, graph, index };
}

/** "pathstar-teacherless-seed2-step400" */
function fileName(config: Config, step: number | null): string {
  const parts = ['pathstar', config.objective, `seed${config.seed}`, ...(step === null ? ['config'] : [`step${step}`])];
  return parts.join('-');
}
