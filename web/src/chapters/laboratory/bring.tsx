import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useSession } from '../../state/session';
import { bytes as size } from '../../text/numbers';
import { say } from '../../text/say';
import { CheckpointArrival } from './checkpoint-arrival';
import { ConfigArrival } from './config-arrival';
import { MOST, type Recognised, recognise } from './file-kind';
import { GraphsArrival } from './graphs-arrival';
import { NotTaken } from './not-taken';
import { problems, words } from './words';
import './bring.css';

interface Arrived {
  readonly id: number;
  readonly file: File;
}

/** Files that the visitor brings, and what can be done with each. */
export function Bring() {
  const { files } = useSession();
  const id = useId();
  const arrived = useSignal<readonly Arrived[]>([]);
  const arrivals = useRef(0);
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
      <div class="arrivals">
        {arrived.value.map(({ id: key, file }) => (
          <Arrival
            key={key}
            file={file}
            onDismiss={() => {
              arrived.value = arrived.peek().filter((other) => other.id !== key);
            }}
          />
        ))}
      </div>
    </div>
  );
}

function Arrival({ file, onDismiss }: { readonly file: File; readonly onDismiss: () => void }) {
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
    <article class="arrival" ref={host} tabIndex={-1} aria-label={file.name}>
      <h4>
        {file.name} <span>{size(file.size)}</span>
      </h4>
      <button type="button" class="quiet" aria-label={say(words.dismissFile(file.name))} onClick={onDismiss}>
        {say(words.dismiss)}
      </button>
      <div class="content">
        <Content content={content.value} name={file.name} />
      </div>
    </article>
  );
}

function Content({ content, name }: { readonly content: Recognised | null; readonly name: string }) {
  switch (content?.kind) {
    case undefined:
      return <p class="aside">{say(words.reading)}</p>;
    case 'nothing':
      return <NotTaken problem={content.problem} />;
    case 'checkpoint':
      return <CheckpointArrival bytes={content.bytes} objective={content.objective} />;
    case 'config':
      return <ConfigArrival text={content.text} />;
    case 'graphs':
      return <GraphsArrival lines={content.lines} size={content.size} name={name} />;
  }
}

async function read(file: File): Promise<Recognised> {
  const most = Math.max(...Object.values(MOST));
  if (file.size > most) return { kind: 'nothing', problem: problems.tooLarge(size(file.size), size(most)) };
  try {
    return await recognise(file.name, new Uint8Array(await file.arrayBuffer()));
  } catch (failure) {
    return { kind: 'nothing', problem: problems.notRead(failure instanceof Error ? failure.message : String(failure)) };
  }
}
