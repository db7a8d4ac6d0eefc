import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Config } from '../../engine/shared/description';
import { adopt } from '../../state/adopt';
import { nameOf } from '../../state/config/names';
import { inWords } from '../../state/config/refusal';
import type { Lane } from '../../state/lane';
import type { Race } from '../../state/race';
import { type GivenGraphs, givenDigest } from '../../state/record';
import { useSession } from '../../state/session';
import { LANES_MOST } from '../../state/url';
import { count } from '../../text/numbers';
import { say } from '../../text/say';
import { marks } from '../../text/words';
import { metadataIn } from './file-kind';
import { NotTaken, Reading } from './not-taken';
import { problems, words } from './words';

interface CheckpointProps {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly objective: string;
  /** The graphs that it was given, where they are known. */
  readonly given?: GivenGraphs | null;
}

/** A checkpoint as a run of its own, beside the race until the visitor opens it there. */
export function CheckpointArrival({ bytes, objective, given: own = null }: CheckpointProps) {
  const session = useSession();
  const { draft, engine, race } = session;
  const loaded = engine.loaded.value;
  const bare = useSignal<Lane | null>(null);
  /* The same, with the graphs that it waits for. */
  const supplied = useSignal<Lane | null>(null);
  const opened = useSignal(false);
  useEffect(() => {
    if (!loaded || opened.peek()) return;
    const made = race.open(objective, bytes, null);
    bare.value = made;
    return () => endUnlessRacing(race, made);
  }, [race, loaded, bytes, objective, bare, opened]);
  const waits = Boolean(bare.value?.setup.value && givenDigest(bare.value.setup.value));
  const given = own ?? draft.given.value;
  useEffect(() => {
    if (!waits || !given || opened.peek()) return;
    const made = race.open(objective, bytes, given);
    supplied.value = made;
    return () => {
      supplied.value = null;
      endUnlessRacing(race, made);
    };
  }, [race, bytes, objective, waits, given, supplied, opened]);
  const answer = supplied.value?.state.value;
  const lane = answer?.kind === 'paused' ? supplied.value : bare.value;
  const setup = lane?.setup.value;
  const state = lane?.state.value;
  if (opened.value) return <p>{say(words.opened)}</p>;
  if (state?.kind === 'failed') return <NotTaken problem={problems.noCheckpoint(inWords(state.message))} />;
  if (!lane || !setup || state?.kind !== 'paused') return <Reading />;
  const others = race.lanes.value;
  const fits =
    others.length < LANES_MOST &&
    others.every((other) => {
      const config = other.setup.value?.config;
      const same = other.given?.text === lane.given?.text;
      return config !== undefined && !other.recording && same && sameButObjective(config, setup.config);
    });
  const open = (beside: boolean) => {
    const objectives = beside ? [...draft.objectives.peek(), setup.objective] : [setup.objective];
    const settings = Object.entries(setup.config).map(([name, value]) => [name, String(value)] as const);
    opened.value = true;
    race.join(lane, beside);
    endUnlessRacing(race, bare.peek());
    draft.given.value = lane.given;
    adopt(session, Object.fromEntries(settings), { objectives });
  };
  const { degree, length, config } = setup;
  return (
    <>
      <p>
        <b>
          {say(words.isCheckpoint(nameOf(setup.objective), count(state.step)))}
          {say(marks.stop)}
        </b>
        {say(words.checkpointSize(degree, length, nameOf(String(config.architecture)), String(config.width)))}
        {say(marks.comma)}
        <code translate={false}>{state.digest}</code>
        {say(marks.stop)}
      </p>
      {!metadataIn(bytes, 'checksum') && <p class="aside">{say(words.unverified)}</p>}
      {lane.given && <p class="aside">{say(words.hasGraphs(lane.given.name))}</p>}
      {waits && !lane.given && <p>{say(words.waitsFor(givenDigest(setup)))}</p>}
      {answer?.kind === 'failed' && (
        <p class="problem" role="alert">
          {given?.name}
          {say(marks.colon)}
          {inWords(answer.message)}
        </p>
      )}
      <div class="buttons">
        {others.length > 0 && fits && (
          <button type="button" onClick={() => open(true)}>
            {say(words.besideRace)}
          </button>
        )}
        <button type="button" onClick={() => open(false)}>
          {say(others.length === 0 ? words.toRace : words.inPlace(others.length))}
        </button>
      </div>
      {others.length > 0 && (
        <p class="aside">
          {!fits && <>{say(words.whyNotBeside(count(LANES_MOST)))} </>}
          {say(words.besideKept)}
        </p>
      )}
    </>
  );
}

function endUnlessRacing(race: Race, lane: Lane | null): void {
  if (lane && !race.lanes.peek().includes(lane)) lane.end();
}

function sameButObjective(one: Config, other: Config): boolean {
  return Object.entries(one).every(([name, value]) => name === 'objective' || other[name] === value);
}
