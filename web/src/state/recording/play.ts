/* Recordings as the lanes of a race. Fetched when one is to be played. */
import type { Config } from '../../engine/shared/description';
import { adopt } from '../adopt';
import { Lane } from '../lane';
import { newId } from '../runs';
import type { Session } from '../session';
import { BUDGET, LANES_MOST } from '../url';
import { Player } from './player';
import { type GraphOf, readRecording } from './read';
import type { Recording } from './recording';

/** Reads the text of a file with the engine's help; see readRecording(). */
export async function openRecording({ engine }: Session, text: string): ReturnType<typeof readRecording> {
  const { desk } = engine;
  const description = engine.description.peek();
  if (!desk || !description) throw new Error('the module is not there');
  const graphOf: GraphOf = async (config, index) => {
    const settings = Object.fromEntries(Object.entries(config).map(([name, value]) => [name, String(value)]));
    const { problems, views } = await desk.check([settings], index);
    const [refusal] = problems;
    if (refusal) return { refusal };
    if (!views[0]) throw new Error('the module shows no graph');
    return views[0].graph;
  };
  return readRecording(text, description, graphOf);
}

/** Plays them as one race, in place of what is there. The draft becomes theirs: Reset, and Start trains the same here. */
export function playRecordings(session: Session, recordings: readonly Recording[]): void {
  const { asked, draft, race } = session;
  const [first] = recordings;
  if (!first) return;
  const longest = Math.max(...recordings.map(({ steps }) => steps));
  const lanes = () =>
    recordings.map((recording, index) => {
      const id = `${newId()}-${index + 1}`;
      const player = new Player(id, recording, longest);
      const objective = String(recording.config.objective);
      return new Lane(id, objective, null, race.frames, 'race', Date.now(), player, recording);
    });
  draft.given.value = null;
  asked.ownGraph.value = null;
  asked.moment.value = null;
  const settings = Object.fromEntries(Object.entries(first.config).map(([name, value]) => [name, String(value)]));
  const objectives = recordings.map(({ config }) => String(config.objective));
  adopt(session, settings, { objectives, budget: Math.min(BUDGET.most, Math.max(BUDGET.least, longest)) });
  race.play(lanes, longest);
}

/** Whether it can be a lane beside those: no more than a race has, alike in all but the objective. */
export function playsBeside(recording: Recording, others: readonly Recording[]): boolean {
  const alike = ({ config, trainsOn }: Recording) =>
    trainsOn === recording.trainsOn && sameButObjective(config, recording.config);
  return others.length > 0 && others.length < LANES_MOST && others.every(alike);
}

function sameButObjective(one: Config, other: Config): boolean {
  return (
    one.objective !== other.objective &&
    Object.entries(one).every(([name, value]) => name === 'objective' || other[name] === value)
  );
}
