import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { mayHaveKept } from '../../keep/kept';
import { useSession } from '../../state/session';
import { Afterwards } from '../../ui/afterwards';

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
