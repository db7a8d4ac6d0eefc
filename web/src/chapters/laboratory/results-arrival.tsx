import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useSession } from '../../state/session';
import type { SweepResults } from '../../state/sweep/read';
import { words as figureWords } from '../../ui/figure/words';
import { NotTaken, Reading } from './not-taken';

interface ResultsArrivalProps {
  readonly text: string;
  readonly onRead: (results: SweepResults) => void;
}

type Fetched = typeof import('./results/report');

/** A sweep's results. What shows them is fetched when a visitor brings some. */
export function ResultsArrival({ text, onRead }: ResultsArrivalProps) {
  const { engine } = useSession();
  const fetched = useSignal<Fetched | 'coming' | 'missing'>('coming');
  useEffect(() => {
    import('./results/report').then(
      (report) => {
        fetched.value = report;
      },
      () => {
        fetched.value = 'missing';
      },
    );
  }, [fetched]);
  if (fetched.value === 'missing') return <NotTaken problem={figureWords.notFetched} />;
  if (fetched.value === 'coming' || !engine.description.value) return <Reading />;
  const { Report } = fetched.value;
  return <Report text={text} description={engine.description.value} onRead={onRead} />;
}
