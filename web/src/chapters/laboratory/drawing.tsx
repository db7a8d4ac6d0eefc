import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { useSession } from '../../state/session';
import { say } from '../../text/say';
import { ArmLists } from './arm-lists';
import { Sheet } from './sheet';
import { EMPTY, exampleOf, type Kind, lacking, type Pen, type Sketch, textOfSketch } from './sketch';
import { words } from './words';
import './drawing.css';

/** A graph of one's own, drawn or written, for the model to walk. */
export function Drawing() {
  const { asked, draft, race } = useSession();
  const id = useId();
  const drawn = useSignal<Sketch | null>(null);
  const setup = race.lanes.value.find((lane) => lane.live.value)?.setup.value;
  const view = draft.views.value[0];
  const config = setup?.config ?? view?.config;
  const kind: Kind | null = config
    ? { degree: Number(config.degree), length: Number(config.path_length), labels: Number(config.labels) }
    : null;
  if (!kind) return null;
  /* Until something is drawn, the sheet shows the graph of the draft, or one that the model knows. */
  const example = exampleOf(kind, view?.graph);
  const sketch = drawn.value ?? example;
  const pen: Pen = {
    now: () => drawn.peek() ?? example,
    draw: (next) => {
      drawn.value = next;
    },
  };
  const missing = lacking(sketch, kind);
  const whole = missing.length === 0;
  const text = whole ? textOfSketch(sketch) : '';
  const ask = () => {
    if (!whole) return;
    asked.ownGraph.value = text;
    location.hash = 'watch';
  };
  return (
    <div class="drawing">
      <p class="aside">{say(words.drawNote)}</p>
      <Sheet sketch={sketch} labels={kind.labels} pen={pen} />
      <div class="written">
        <ArmLists sketch={sketch} pen={pen} />
        <div class="buttons">
          <button type="button" onClick={() => pen.draw(EMPTY)}>
            {say(words.clear)}
          </button>
          <button
            type="button"
            aria-disabled={drawn.value === null}
            onClick={() => {
              drawn.value = null;
            }}
          >
            {say(words.example)}
          </button>
        </div>
        <div class="judged" aria-live="polite" id={`${id}-judged`}>
          {whole ? (
            <>
              <p class="good">{say(words.good)}</p>
              <code translate={false} data-value="own-graph">
                {text}
              </code>
            </>
          ) : (
            <>
              <p>{say(words.missing)}</p>
              <ul>
                {missing.map((lack) => (
                  <li key={lack.en}>{say(lack)}</li>
                ))}
              </ul>
            </>
          )}
        </div>
        <div class="buttons">
          <button type="button" class="primary" aria-disabled={!whole} aria-describedby={`${id}-judged`} onClick={ask}>
            {say(words.ask)}
          </button>
        </div>
        {race.lanes.value.length === 0 && <p class="aside">{say(words.askLater)}</p>}
      </div>
    </div>
  );
}
