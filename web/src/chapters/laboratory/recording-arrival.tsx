import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { nameOf } from '../../state/config/names';
import { inWords } from '../../state/config/refusal';
import type { Recording } from '../../state/recording/recording';
import { useSession } from '../../state/session';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { goTo } from '../../ui/arrival';
import { words as figureWords } from '../../ui/figure/words';
import { NotTaken, Reading } from './not-taken';
import { problems, words } from './words';

type Playing = typeof import('../../state/recording/play');
type Read = Awaited<ReturnType<Playing['openRecording']>>;

/** A recording, to be played in the race or beside others of the same config. What reads it is fetched with the first one. */
export function RecordingArrival({ text }: { readonly text: string }) {
  const session = useSession();
  const { engine } = session;
  const fetched = useSignal<{ readonly playing: Playing; readonly read: Read } | 'coming' | 'missing'>('coming');
  const ready = engine.status.value.kind === 'ready';
  useEffect(() => {
    if (!ready) return;
    import('../../state/recording/play')
      .then(async (playing) => ({ playing, read: await playing.openRecording(session, text) }))
      .then(
        (found) => {
          fetched.value = found;
        },
        () => {
          fetched.value = 'missing';
        },
      );
  }, [session, ready, text, fetched]);
  if (fetched.value === 'missing') return <NotTaken problem={figureWords.notFetched} />;
  if (fetched.value === 'coming') return <Reading />;
  const { playing, read } = fetched.value;
  if ('problem' in read) return <NotTaken problem={read.problem} />;
  if ('refusal' in read) return <NotTaken problem={problems.noRecording(inWords(read.refusal))} />;
  return <Ready playing={playing} recording={read} />;
}

function Ready({ playing, recording }: { readonly playing: Playing; readonly recording: Recording }) {
  const session = useSession();
  const lanes = session.race.lanes.value;
  const played = lanes.flatMap((lane) => lane.recording ?? []);
  const here = played.includes(recording);
  const play = (recordings: readonly Recording[]) => {
    playing.playRecordings(session, recordings);
    goTo('race');
  };
  const { config, steps, digest } = recording;
  const size = words.checkpointSize(
    Number(config.degree),
    Number(config.path_length),
    nameOf(String(config.architecture)),
    String(config.width),
  );
  return (
    <>
      <p>
        <b>
          {say(words.isRecording(nameOf(String(config.objective)), count(steps)))}
          {say(marks.stop)}
        </b>
        {say(size)}
        {say(marks.comma)}
        <code>{digest}</code>
        {say(marks.stop)}
      </p>
      {here ? (
        <p>{say(words.isPlayed)}</p>
      ) : (
        <div class="buttons">
          {playing.playsBeside(recording, played) && (
            <button type="button" onClick={() => play([...played, recording])}>
              {say(words.playBeside)}
            </button>
          )}
          <button type="button" onClick={() => play([recording])}>
            {say(lanes.length === 0 ? words.play : words.playInPlace)}
          </button>
        </div>
      )}
    </>
  );
}
