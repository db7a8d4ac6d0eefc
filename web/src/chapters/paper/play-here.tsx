import { useSignal } from '@preact/signals';
import type { Reason } from '../../engine/shared/reason';
import { nameOf } from '../../state/config/names';
import { inWords } from '../../state/config/refusal';
import { useSession } from '../../state/session';
import { list } from '../../text/list';
import type { Both } from '../../text/say';
import { say } from '../../text/say';
import { goTo } from '../../ui/arrival';
import { words } from './words';

interface PlayHereProps {
  readonly recordings: readonly (() => Promise<{ readonly text: string }>)[];
  readonly objectives: readonly string[];
}

/** Plays committed recordings as one race, and goes there; not where a lesson locks settings, which they would change. */
export function PlayHere({ recordings, objectives }: PlayHereProps) {
  const session = useSession();
  const { engine, lesson } = session;
  const problem = useSignal<Both | Reason | null>(null);
  const able = lesson.locked.value.length === 0 && engine.status.value.kind === 'ready';
  const play = async () => {
    problem.value = null;
    try {
      const [playing, ...files] = await Promise.all([
        import('../../state/recording/play'),
        ...recordings.map((fetch) => fetch()),
      ]);
      const read = await Promise.all(files.map(({ text }) => playing.openRecording(session, text)));
      for (const one of read)
        if ('problem' in one || 'refusal' in one) problem.value = 'problem' in one ? one.problem : one.refusal;
      if (problem.value) return;
      playing.playRecordings(
        session,
        read.flatMap((one) => ('steps' in one ? one : [])),
      );
      goTo('race');
    } catch {
      problem.value = words.notPlayed;
    }
  };
  return (
    <div class="run-here">
      <button type="button" class="primary" aria-disabled={!able} onClick={() => able && void play()}>
        {say(words.play)}
      </button>
      <span class="aside">{say(words.playing(list(objectives.map(nameOf))))}</span>
      {problem.value && (
        <span class="problem" role="alert">
          {inWords(problem.value)}
        </span>
      )}
    </div>
  );
}
