import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { Keep, type Trouble } from '../../keep/keep';
import { nameOf } from '../../state/config/names';
import { useSession } from '../../state/session';
import { say } from '../../text/say';
import { words } from './words';
import './keep.css';

/** What there is to say of kept runs: a race that was left, one that is back, and why nothing is kept. */
export function KeepNotes() {
  const session = useSession();
  const keep = useMemo(() => new Keep(session), [session]);
  useEffect(() => {
    void keep.begin();
  }, [keep]);
  const earlier = keep.earlier.value;
  return (
    <>
      {earlier?.kind === 'left' && (
        <section class="notice" aria-label={say(words.left)}>
          <h2>{say(words.left)}</h2>
          <p>{say(words.leftAt(earlier.objectives.map(nameOf).join(say(words.and)), earlier.step, earlier.until))}</p>
          <div class="buttons">
            <button type="button" class="primary" onClick={() => void keep.continueLeft()}>
              {say(words.continueAt(earlier.step))}
            </button>
            <button type="button" onClick={() => keep.discardLeft()}>
              {say(words.discard)}
            </button>
          </div>
        </section>
      )}
      <div role="status">
        {earlier?.kind === 'back' && <Note onRead={() => keep.dismiss()}>{say(words.back(earlier.step))}</Note>}
        {earlier?.kind === 'elsewhere' && <Note onRead={() => keep.dismiss()}>{say(words.elsewhere)}</Note>}
        {keep.refused.value ? <Unrevived onStartAnew={() => keep.startAnew()} /> : <Crash />}
        <Unkept trouble={keep.trouble.value} />
      </div>
    </>
  );
}

/* Said once there is something to lose. */
function Unkept({ trouble }: { readonly trouble: Trouble | null }) {
  const { race } = useSession();
  const read = useSignal<Trouble['kind'] | null>(null);
  if (!trouble || trouble.kind === read.value || race.lanes.value.length === 0) return null;
  const text = trouble.kind === 'large' ? words.large(trouble.bytes) : words[trouble.kind];
  return (
    <Note
      onRead={() => {
        read.value = trouble.kind;
      }}
    >
      {say(text)}
    </Note>
  );
}

/* A fault in a run that had been made: the lane says which, this says what is left of it. */
function Crash() {
  const { race } = useSession();
  const read = useSignal(false);
  const crashed = useComputed(() =>
    race.lanes.value.some((lane) => {
      const state = lane.state.value;
      return state.kind === 'failed' && !state.askable && lane.setup.value !== null && state.step > 0;
    }),
  );
  if (!crashed.value || read.value) return null;
  return (
    <Note
      onRead={() => {
        read.value = true;
      }}
    >
      {say(words.crashed)}
    </Note>
  );
}

/* The race that is back is one of an engine that this one does not follow: only to give it up leads on. */
function Unrevived({ onStartAnew }: { readonly onStartAnew: () => void }) {
  return (
    <div class="keep-note aside">
      <p>{say(words.refused)}</p>
      <button type="button" onClick={onStartAnew}>
        {say(words.startAnew)}
      </button>
    </div>
  );
}

function Note({ children, onRead }: { readonly children: string; readonly onRead: () => void }) {
  return (
    <div class="keep-note aside">
      <p>{children}</p>
      <button type="button" onClick={onRead}>
        {say(words.understood)}
      </button>
    </div>
  );
}
