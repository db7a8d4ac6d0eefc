import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Afterwards } from '../app/afterwards';
import { useSession } from '../store/session';
import { mayHaveKept } from './kept';

const notes = () => import('./keep-notes').then(({ KeepNotes }) => KeepNotes);

/** What keeps runs, fetched once there is something to keep: an earlier visit's runs, or the first of this one. */
export function Keeping() {
  const { runs } = useSession();
  const wanted = useSignal(false);
  useSignalEffect(() => {
    if (runs.all.value.length > 0) wanted.value = true;
  });
  useEffect(() => {
    void mayHaveKept().then((may) => {
      if (may) wanted.value = true;
    });
  }, [wanted]);
  return wanted.value ? <Afterwards load={notes} /> : null;
}
