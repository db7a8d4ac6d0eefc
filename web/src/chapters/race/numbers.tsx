import { nameOf } from '../../state/config/names';
import { useSession } from '../../state/session';
import { say } from '../../text/say';
import { Choose } from '../../ui/choose';
import { EngineNote } from './engine';
import { Compared } from './headline';
import { MarginFigure } from './margin-figure';
import { words } from './numbers-words';

/** What the lanes share, which accuracy is shown, how sure each is, and what all of it holds for. */
export function RaceNumbers() {
  const { asked, config, race } = useSession();
  const shared = config.value;
  return (
    <>
      <Choose
        legend={say(words.accuracyOf)}
        value={asked.accuracy.value}
        choices={[
          ['forced', say(words.forced)],
          ['free', say(words.free)],
        ]}
        onChange={(value) => {
          asked.accuracy.value = value;
        }}
      />
      {race.lanes.value.length > 0 && (
        <>
          <MarginFigure />
          <Compared />
        </>
      )}
      {shared && (
        <p class="aside">
          {say(
            words.holds(
              String(shared.layout),
              String(shared.seed),
              nameOf(String(shared.architecture)),
              String(shared.layers),
              String(shared.width),
            ),
          )}
        </p>
      )}
      {!race.played.value && <EngineNote />}
    </>
  );
}
