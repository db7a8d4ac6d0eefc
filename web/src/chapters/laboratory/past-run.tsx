import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { RunStorage } from '../../keep/storage';
import { say } from '../../text/say';
import { CheckpointArrival } from './checkpoint-arrival';
import type { Run } from './comparison';
import { TakeRun } from './take';
import { titleOf } from './title';
import { words } from './words';
import './past-run.css';

interface PastRunProps {
  readonly run: Run;
  readonly onDismiss: () => void;
}

interface Kept {
  readonly bytes: Uint8Array<ArrayBuffer> | null;
}

/** A run that is over: its files, and where its weights are kept, the way back into the race. */
export function PastRun({ run: { lane, setup }, onDismiss }: PastRunProps) {
  const kept = useSignal<Kept | null>(null);
  useEffect(() => {
    RunStorage.open()
      .then((storage) => storage.load(lane.id))
      .catch(() => null)
      .then((bytes) => {
        kept.value = { bytes };
      });
  }, [lane, kept]);
  const name = titleOf(lane);
  return (
    <section class="past-run" aria-label={say(words.pastRun(name))}>
      <button type="button" class="quiet" aria-label={say(words.putAwayRun(name))} onClick={onDismiss}>
        {say(words.putAway)}
      </button>
      {kept.value === null ? (
        <p class="aside">{say(words.reading)}</p>
      ) : (
        <>
          <p class="aside">{say(kept.value.bytes ? words.pastKept : words.pastGone)}</p>
          <TakeRun lane={lane} setup={setup} kept={kept.value.bytes} />
          {kept.value.bytes && (
            <CheckpointArrival bytes={kept.value.bytes} objective={setup.objective} given={lane.given} />
          )}
        </>
      )}
    </section>
  );
}
