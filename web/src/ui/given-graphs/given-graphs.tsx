import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Config } from '../../engine/shared/description';
import { inWords } from '../../state/config/refusal';
import type { GivenGraphs } from '../../state/record';
import { useSession } from '../../state/session';
import { gap } from '../../text/list';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { type Sides, sidesOf } from './sides';
import { words } from './words';

/** The graphs that this race, and the next one, are given to train on. */
export function GivenGraphsNote() {
  const { race, draft } = useSession();
  const lane = race.lanes.value.find((candidate) => candidate.given !== null);
  const now = lane?.given;
  const config = lane?.setup.value?.config;
  const next = draft.given.value;
  return (
    <div class="given-graphs">
      {now && config && <Kind graphs={now} config={config} said={words.trainsNow} />}
      {next && next.text !== now?.text && <NextGraphs graphs={next} />}
      {next && <DrawnAgain />}
    </div>
  );
}

/** What the next race trains on, under the settings on the page. */
export function NextGraphs({ graphs }: { readonly graphs: GivenGraphs }) {
  const config = useSession().draft.views.value[0]?.config;
  return config ? <Kind graphs={graphs} config={config} said={words.trainsNext} /> : null;
}

export function DrawnAgain() {
  const { draft } = useSession();
  return (
    <button
      type="button"
      onClick={() => {
        draft.given.value = null;
      }}
    >
      {say(words.trainOnDrawn)}
    </button>
  );
}

interface KindProps {
  readonly graphs: GivenGraphs;
  readonly config: Config;
  readonly said: typeof words.trainsNext;
}

function Kind({ graphs: { name, text, count: graphs }, config, said }: KindProps) {
  const sides = useSides(text, config);
  const { heldOut = 0, refusal = null } = sides ?? {};
  if (refusal)
    return (
      <p class="problem" role="alert">
        {say(said(count(graphs), name))}
        {say(gap)}
        {say(words.notOfSize(inWords(refusal)))}
      </p>
    );
  return (
    <p class="aside">
      {say(said(count(graphs), name))}
      {say(gap)}
      {sides && say(heldOut === 0 ? words.noneHeldOut : words.someHeldOut(count(heldOut)))}
    </p>
  );
}

function useSides(text: string, config: Config): Sides | null {
  const { desk } = useSession().engine;
  const sides = useSignal<Sides | null>(null);
  const newest = useSignal(config);
  newest.value = config;
  const key = JSON.stringify(config);
  useEffect(() => {
    if (!desk) return;
    let over = false;
    sidesOf(desk, text, newest.peek(), () => over).then((found) => {
      if (!over && found) sides.value = found;
    });
    return () => {
      over = true;
    };
  }, [desk, text, key, sides, newest]);
  return sides.value;
}
