import { useSignal, useSignalEffect } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { FOLDER, useSession } from '../../state/session';
import type { SweepResults } from '../../state/sweep/read';
import { bytes as size } from '../../text/numbers';
import { say } from '../../text/say';
import { words as figureWords } from '../../ui/figure/words';
import { CheckpointArrival } from './checkpoint-arrival';
import { ConfigArrival } from './config-arrival';
import { MOST, type Recognised, recognise } from './file-kind';
import { GraphsArrival } from './graphs-arrival';
import { NotTaken } from './not-taken';
import { RecordingArrival } from './recording-arrival';
import { ResultsArrival } from './results-arrival';
import { problems, words } from './words';
import './bring.css';

interface Arrived {
  readonly id: number;
  readonly file: File;
}

/** Results of a sweep among the files. */
interface Opened {
  readonly id: number;
  readonly name: string;
  readonly claim: string;
}

/** Files that the visitor brings, and what can be done with each. */
export function Bring() {
  const { files } = useSession();
  const id = useId();
  const arrived = useSignal<readonly Arrived[]>([]);
  const opened = useSignal<readonly Opened[]>([]);
  const arrivals = useRef(0);
  const host = useRef<HTMLDivElement>(null);
  useSignalEffect(() => {
    const waiting = files.value;
    if (waiting.length === 0) return;
    const added = waiting.map((file) => ({ id: ++arrivals.current, file }));
    arrived.value = [...added, ...arrived.peek()];
    files.value = [];
  });
  return (
    <div class="bring">
      <p class="aside" id={`${id}-note`}>
        {say(words.bringNote)}
      </p>
      <label class="choose-files">
        <input
          type="file"
          multiple
          accept=".safetensors,.json,.txt"
          aria-describedby={`${id}-note`}
          onChange={(event) => {
            files.value = [...(event.currentTarget.files ?? [])];
            /* So that the same file, mended, can be chosen again. */
            event.currentTarget.value = '';
          }}
        />
        {say(words.choose)}
      </label>
      {opened.value.length > 1 && <ResultsList opened={opened.value} host={host} />}
      <div class="arrivals" ref={host}>
        {arrived.value.map(({ id: key, file }) => (
          <Arrival
            key={key}
            id={key}
            file={file}
            onResults={({ name, claim }) => {
              const others = opened.peek().filter((other) => other.id !== key);
              opened.value = [...others, { id: key, name, claim }].sort((a, b) => a.id - b.id);
            }}
            onDismiss={() => {
              arrived.value = arrived.peek().filter((other) => other.id !== key);
              opened.value = opened.peek().filter((other) => other.id !== key);
            }}
          />
        ))}
      </div>
    </div>
  );
}

interface ResultsListProps {
  readonly opened: readonly Opened[];
  /** Where they stand. */
  readonly host: RefObject<HTMLElement | null>;
}

/** What was brought of sweeps, each with its claim: leads to it. */
function ResultsList({ opened, host }: ResultsListProps) {
  const failed = useSignal(false);
  const print = () =>
    import('../../ui/print-alone').then(
      ({ printAlone }) => printAlone([...(host.current?.querySelectorAll('.report') ?? [])]),
      () => {
        failed.value = true;
      },
    );
  return (
    <nav class="results-list" aria-label={say(words.results)}>
      <ul>
        {opened.map(({ id, name, claim }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => host.current?.querySelector<HTMLElement>(`[data-arrival="${id}"]`)?.focus()}
            >
              <b>{name}</b> <span>{claim}</span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="print" onClick={() => void print()}>
        {say(words.printResults)}
      </button>
      {failed.value && (
        <p class="problem" role="alert">
          {say(figureWords.notFetched)}
        </p>
      )}
    </nav>
  );
}

interface ArrivalProps {
  readonly id: number;
  readonly file: File;
  /** Is told results once they are read. */
  readonly onResults: (results: SweepResults) => void;
  readonly onDismiss: () => void;
}

function Arrival({ id, file, onResults, onDismiss }: ArrivalProps) {
  const host = useRef<HTMLElement>(null);
  const content = useSignal<Recognised | null>(null);
  useEffect(() => {
    host.current?.focus({ preventScroll: true });
    host.current?.scrollIntoView({ block: 'center' });
    read(file).then((read) => {
      content.value = read;
    });
  }, [file, content]);
  return (
    <article class="arrival" data-arrival={id} ref={host} tabIndex={-1} aria-label={file.name}>
      <h4>
        {file.name} <span>{size(file.size)}</span>
      </h4>
      <button type="button" class="quiet" aria-label={say(words.dismissFile(file.name))} onClick={onDismiss}>
        {say(words.dismiss)}
      </button>
      <div class="content">
        <Content content={content.value} name={file.name} onResults={onResults} />
      </div>
    </article>
  );
}

interface ContentProps {
  readonly content: Recognised | null;
  readonly name: string;
  readonly onResults: (results: SweepResults) => void;
}

function Content({ content, name, onResults }: ContentProps) {
  switch (content?.kind) {
    case undefined:
      return <p class="aside">{say(words.reading)}</p>;
    case 'nothing':
      return <NotTaken problem={content.problem} />;
    case 'checkpoint':
      return <CheckpointArrival bytes={content.bytes} objective={content.objective} />;
    case 'config':
      return <ConfigArrival text={content.text} />;
    case 'recording':
      return <RecordingArrival text={content.text} />;
    case 'results':
      return <ResultsArrival text={content.text} onRead={onResults} />;
    case 'graphs':
      return <GraphsArrival lines={content.lines} size={content.size} name={name} />;
  }
}

async function read(file: File): Promise<Recognised> {
  if (file.type === FOLDER) return { kind: 'nothing', problem: problems.folder };
  const most = Math.max(...Object.values(MOST));
  if (file.size > most) return { kind: 'nothing', problem: problems.tooLarge(size(file.size), size(most)) };
  try {
    return await recognise(file.name, new Uint8Array(await file.arrayBuffer()));
  } catch (failure) {
    return { kind: 'nothing', problem: problems.notRead(failure instanceof Error ? failure.message : String(failure)) };
  }
}
