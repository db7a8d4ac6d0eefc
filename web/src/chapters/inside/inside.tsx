import { useSignal } from '@preact/signals';
import { useSession } from '../../state/session';
import { say } from '../../text/say';
import { Choose } from '../../ui/choose';
import { ringName } from '../../ui/graph/palette';
import { NoWeights } from '../../ui/no-weights';
import { keptAt } from '../../ui/time/moments';
import { Time } from '../../ui/time/time';
import { words as timeWords } from '../../ui/time/words';
import type { View } from './attention';
import { ContrastLine } from './contrast-line';
import { InnerLane } from './inner-lane';
import { Supervision } from './supervision';
import { Surgery } from './surgery';
import { words } from './words';
import '../../ui/abreast.css';
import './inside.css';

/** Where the models look, head by head and at any moment of the run, and which positions taught them. */
export function InsideChapter() {
  const { asked, lesson, race } = useSession();
  const chosen = useSignal(1);
  /* The mean, until one is chosen: of many heads the one that suits best does so by chance alone. */
  const view = useSignal<View>('mean');
  const question = asked.question.value;
  const lanes = race.lanes.value;
  const made = lanes.flatMap((lane) => lane.setup.value ?? []);
  const length = Math.max(1, ...made.map((setup) => setup.length));
  const position = Math.min(chosen.value, length - 1);
  /* Lanes that write the path in other orders ask for other nodes at the same position. */
  const namesAt = (at: number) => new Set(made.map((setup) => ringName(setup.depths[at] ?? 0, setup.length)));
  return (
    <div class="insides">
      <header class="section-head">
        <p class="lead">{say(words.lead)}</p>
        <p class="aside">{say(words.caution)}</p>
      </header>
      {lanes.length === 0 ? (
        <NoWeights>{say(words.noWeights)}</NoWeights>
      ) : (
        <>
          <div class="inside-controls">
            <Choose
              legend={say(words.asking)}
              value={String(position)}
              choices={Array.from({ length }, (_, at) => [
                String(at),
                say(words.position(at + 1, [...namesAt(at)].join(' / '))),
              ])}
              onChange={(value) => {
                chosen.value = Number(value);
              }}
            />
            <button type="button" aria-disabled={lesson.isLocked('graph')} onClick={() => asked.anotherGraph()}>
              {say(timeWords.anotherGraph)}
            </button>
          </div>
          <Time />
          <div class="abreast">
            {lanes.map((lane) => {
              const setup = lane.setup.value;
              return (
                setup && (
                  <InnerLane
                    key={lane.id}
                    lane={lane}
                    setup={setup}
                    question={question}
                    at={keptAt(lane.snapshots.value, asked.moment.value)}
                    position={position}
                    view={view.value}
                    onView={(wanted) => {
                      view.value = wanted;
                    }}
                  />
                )
              );
            })}
          </div>
          <ContrastLine position={position} />
          <Surgery />
          <Supervision />
        </>
      )}
    </div>
  );
}
