/* Recordings that the native program wrote (tests/native/test_cli.mjs holds it to these): read, refused where something is
 * wrong with them, and played. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Hand, Question } from '../../engine/shared/protocol';
import { Refusal } from '../../engine/shared/reason';
import { builtEngine } from '../../engine/worker/built-module';
import { Lane } from '../lane';
import { playsBeside } from './play';
import { Player } from './player';
import { quantisedLength, sharesIn, weightsIn } from './quantised';
import { type GraphOf, readRecording } from './read';
import { forcedText, reverseText } from './recorded.fixture';
import type { Recording } from './recording';

describe('shares as text', () => {
  it('are a character each, or two small ones, or repeat what was before', () => {
    const levels = (text: string) => [...sharesIn(text)].map((share) => Math.round(41 * Math.sqrt(share)));
    expect(levels('!#%K')).toEqual([0, 1, 3, 41]);
    expect([...sharesIn('K!')]).toEqual([1, 0]);
    expect(levels('L|')).toEqual([0, 0, 6, 5]);
    expect(levels('K~!N~#')).toEqual([41, 41, 41, 41, 0, 2, 2, 2, 2, 2]);
    expect(quantisedLength('!~~')).toBe(1 + 94);
    expect(quantisedLength('')).toBe(0);
  });

  it.each(['~!', '!~', '! !', '!"', '!\\', '!é'])('%j is none', (text) => expect(quantisedLength(text)).toBeNull());

  it('of attention are made to sum to 1 again', () => {
    expect([...weightsIn('KK!!', 2)]).toEqual([0.5, 0.5, 0, 0]);
  });
});

const engine = await builtEngine();

const graphOf: GraphOf = async (config, index) => {
  if (!engine) throw new Error('not built');
  try {
    engine.configure(Object.fromEntries(Object.entries(config).map(([name, value]) => [name, String(value)])));
  } catch (failure) {
    if (failure instanceof Refusal) return { refusal: failure.reason };
    throw failure;
  }
  return engine.graph(index);
};

async function read(text: string): Promise<Recording> {
  const found = await readRecording(
    text,
    engine?.describe() ?? { version: '', options: [], presets: [], metrics: [] },
    graphOf,
  );
  if ('problem' in found) throw new Error(found.problem.en);
  if ('refusal' in found) throw new Error(found.refusal.id);
  return found;
}

describe.skipIf(!engine)('a recording (skipped: web/public/engine/pathstar.wasm is not built)', () => {
  it('is of a run that comes to the same here', async () => {
    if (!engine) return;
    for (const text of [forcedText, reverseText]) {
      const { shown, moments, digest, steps, held } = await read(text);
      engine.create();
      engine.step(steps);
      expect(engine.digest()).toBe(digest);
      const names = engine.metricNames();
      const metrics = engine.evaluate(20);
      for (const [index, name] of names.entries()) {
        const told = held.columns[held.names.indexOf(name)]?.at(-1) ?? 0;
        if (!Number.isNaN(metrics[index])) expect(told, name).toBeCloseTo(metrics[index] ?? 0, 3);
        else expect(told, name).toBeNaN();
      }
      const last = moments.at(-1);
      for (const index of shown.keys()) {
        const graph = engine.graph(index);
        const decoding = engine.decode(-1);
        const walk = last?.walks[index]?.[0];
        expect(walk?.tokens).toEqual(decoding.steps.map(({ token }) => token));
        const shares = sharesIn(walk?.probabilities ?? '');
        const said = decoding.steps.flatMap(({ probabilities }) => [...probabilities]);
        for (const [at, share] of said.entries()) expect(Math.abs((shares[at] ?? 0) - share)).toBeLessThan(0.025);
        const { weights } = engine.attention();
        const recorded = weightsIn(last?.attention?.[index] ?? '', graph.tokens.length);
        expect(recorded).toHaveLength(weights.length);
        for (const [at, weight] of weights.entries()) expect(Math.abs((recorded[at] ?? 0) - weight)).toBeLessThan(0.04);
      }
    }
  });

  /** The recording with something else at a place, given as its keys. */
  function changed(path: readonly (string | number)[], value: unknown): string {
    const json: unknown = JSON.parse(forcedText);
    let at = json;
    for (const key of path.slice(0, -1)) at = Reflect.get(Object(at), key);
    Reflect.set(Object(at), path.at(-1) ?? '', value);
    return JSON.stringify(json);
  }

  const first = ['moments', 0, 'walks', 0, 0];
  it.each<readonly [readonly (string | number)[], unknown, string]>([
    [['format'], 'pathstar-recording-2', '“format” must be “pathstar-recording-1”'],
    [['config'], 3, '“config” must be an object'],
    [['config', 'degree'], 99, '“degree” must be a whole number from 1 to 20'],
    [['config', 'colour'], 1, '“colour” must be a setting that this page’s engine knows'],
    [['config', 'layout'], 'star', '“layout” must be one of paper, pairs, edge'],
    [['config', 'heads'], 3, 'WIDTH_NOT_MULTIPLE'],
    [['config', 'seed'], 3, '“shown” must be what this page draws with these settings: '],
    [['trains_on'], 'x', '“trains_on” must be 16 hexadecimal digits, or empty'],
    [['evaluate_every'], -1, '“evaluate_every” must be a whole number from 0 to 1000000000'],
    [['evaluate_every'], 1.5, '“evaluate_every” must be a whole number from 0 to 1000000000'],
    [['graphs'], 0, '“graphs” must be a whole number from 1 to 1000000000'],
    [['unhandable'], 'no hand', '“unhandable” must be null or an id in capital letters'],
    [['unhandable'], 'NO_HAND', '“walks” must be of 1 walks for each graph'],
    [['shown'], [], '“shown” must be a list of 1 to 8 graphs, each a line'],
    [['shown', 1], '<b>', '“shown” must be what this page draws with these settings: 4,1|'],
    [['names'], {}, '“names” must be a list'],
    [['names', 2], 'graphs_2', '“graphs_2” is none or is there twice'],
    [['names', 2], 'loss', '“loss” is none or is there twice'],
    [['names', 0], 'graphs_', '“graphs_” is none or is there twice'],
    [['names'], ['step', 'train_loss', 'loss'], '“names” must be a list that has “path”'],
    [['names'], ['loss', 'step', 'train_loss'], '“names” must be a list that has “step, train_loss”'],
    [['evaluations'], [], '“evaluations” must be a list of 1 to 1000 rows'],
    [['evaluations', 1], [20], 'rows of 29 numbers or nulls, one for each of “names”; row 2 is not'],
    [['evaluations', 1, 3], '0', 'rows of 29 numbers or nulls, one for each of “names”; row 2 is not'],
    [
      ['evaluations', 1, 0],
      0,
      '“evaluations” must be rows by whole steps from 0 to 1000000000, rising from row to row',
    ],
    [['evaluations', 1, 14], 1.5, '“evaluations” must be rows whose “path” is a number from 0 to 1'],
    [['evaluations', 1, 4], 1e12, '“evaluations” must be rows whose “loss” is a number from -1000000000 to 1000000000'],
    [['moments'], Array(65).fill({}), '“moments” must be a list of 1 to 64 rows'],
    [['moments', 0], null, '“moments” must be a list of objects'],
    [['moments', 1, 'step'], 0, '“moments” must be rows by whole steps'],
    [['moments', 1, 'walks'], [], 'In the moment of step 20, “walks” must be a list of 3, one for each of “shown”'],
    [['moments', 1, 'attention'], undefined, '“attention” must be in every moment or in none'],
    [['moments', 1, 'attention', 0], '!!!', 'In the moment of step 20, “attention” must be a text of 102 shares'],
    [['moments', 1, 'attention', 0], 7, 'In the moment of step 20, “attention” must be a list of 3'],
    [[...first, 'tokens'], [1, 2], 'In the moment of step 0, “tokens” must be a list of 3 whole numbers from 0 to 8'],
    [[...first, 'tokens', 0], 9, 'In the moment of step 0, “tokens” must be a list of 3 whole numbers from 0 to 8'],
    [[...first, 'rounds', 0], 4, 'In the moment of step 0, “rounds” must be a list of 3 whole numbers from 0 to 3'],
    [[...first, 'probabilities'], '!~~', '“probabilities” must be a text of 15 shares as docs/recordings.md has them'],
    [['steps'], 60, '“steps” must be 40, the step of the last evaluation'],
    [['digest'], '', '“digest” must be 16 hexadecimal digits with “-fma” or “-nofma”'],
    [['stopped'], 'tired', '“stopped” must be null or one of done, interrupted, path reached, diverged'],
  ])('with another %j is refused', async (path, value, sentence) => {
    await expect(read(changed(path, value))).rejects.toThrow(sentence);
  });

  it('that is no JSON is refused', async () => {
    await expect(read(forcedText.slice(0, 900))).rejects.toThrow('The file is not JSON');
    await expect(read('7')).rejects.toThrow('“format” must be “pathstar-recording-1”');
  });

  it('plays beside another of the same config, and only there', async () => {
    const [forced, reverse] = [await read(forcedText), await read(reverseText)];
    expect(playsBeside(reverse, [forced])).toBe(true);
    expect(playsBeside(reverse, [])).toBe(false);
    expect(playsBeside(forced, [forced])).toBe(false);
    expect(playsBeside({ ...reverse, config: { ...reverse.config, seed: 3 } }, [forced])).toBe(false);
  });
});

describe.skipIf(!engine)('a recording that is played', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('matchMedia', () => ({ matches: false }));
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  async function played(text = forcedText, more: Partial<Recording> = {}): Promise<Lane> {
    const recording = { ...(await read(text)), ...more };
    const player = new Player('a-1', recording, recording.steps);
    const frames = { news: (told: () => void) => told() };
    return new Lane('a-1', String(recording.config.objective), null, frames, 'race', 0, player, recording);
  }

  it('tells a lane all that a worker would', async () => {
    const lane = await played();
    expect(lane.setup.value).toMatchObject({ degree: 2, length: 3, objective: 'teacher_forcing', depths: [0, 1, 2] });
    expect(lane.latest.value?.graphs).toBe(20);
    lane.continue(40);
    expect(lane.state.value.kind).toBe('training');
    vi.advanceTimersByTime(8000);
    expect([lane.newestStep, lane.snapshots.value]).toEqual([20, [0, 20]]);
    lane.pause();
    expect(lane.state.value).toEqual({ kind: 'paused', step: 20, digest: '', finished: false });
    vi.advanceTimersByTime(60_000);
    expect(lane.newestStep).toBe(20);
    lane.continue(40);
    vi.advanceTimersByTime(8000);
    expect(lane.state.value).toEqual({ kind: 'paused', step: 40, digest: '474401752ecd2913-nofma', finished: true });
    expect([...(lane.held?.column('step') ?? [])]).toEqual([0, 20, 40]);
    expect([...lane.train.column('step')]).toEqual([20, 40]);
    expect(lane.latest.value?.path).toBe(JSON.parse(forcedText).evaluations[2][14]);
    expect(lane.held?.names).not.toContain('train_loss');
    expect(await lane.save()).toBeNull();
    expect((await lane.evaluate('1,2/1,2=1,2'))?.refusal?.id).toBe('RECORDED');
  });

  it('goes on evaluation by evaluation, and at once where motion is not wanted', async () => {
    const lane = await played(reverseText);
    lane.stepOnce();
    expect(lane.state.value).toMatchObject({ step: 20, finished: false });
    vi.stubGlobal('matchMedia', () => ({ matches: true }));
    lane.continue(1000);
    expect(lane.state.value).toMatchObject({ step: 40, finished: true });
  });

  const asked = (lane: Lane, question: Question, hand: Hand, at: number | null) => {
    lane.ask(question, hand, 'forwards', at);
    lane.attend(question, at);
    return lane.decoded.value;
  };

  it('answers about its graphs, which take turns, at its moments', async () => {
    const lane = await played(reverseText);
    expect(asked(lane, { index: 4 }, 'nothing', null)).toMatchObject({ question: { index: 1 }, step: 0, arm: null });
    lane.stepOnce();
    const walked = asked(lane, { index: 0 }, 'wrong', 20);
    expect(walked).toMatchObject({ step: 20, hand: 'wrong' });
    const wrong = walked?.arm ?? -1;
    const { arms = [], goal_arm } = walked?.graph ?? {};
    expect(wrong).toBe(1 - (goal_arm ?? 0));
    /* Reverse is handed the node before the arm's end. */
    expect(walked?.decoding.steps[1]).toMatchObject({
      token: arms[wrong]?.[1],
      round: 0,
      target: arms[goal_arm ?? 0]?.[1],
    });
    expect(walked?.decoding.steps[0]?.probabilities).toHaveLength(5);
    expect(asked(lane, { index: 0 }, wrong, 20)?.decoding).toEqual(walked?.decoding);
    expect(asked(lane, { index: 0 }, 'right', 0)).toMatchObject({ step: 0, arm: goal_arm });
    const { weights = new Float32Array(), graph, layers, heads } = lane.attended.value ?? {};
    expect([layers, heads, weights.length]).toEqual([1, 2, 2 * 3 * (graph?.tokens.length ?? 0)]);
    expect(weights.reduce((one, other) => one + other, 0)).toBeCloseTo(2 * 3, 4);
    expect([lane.refusal.value, lane.attendRefusal.value]).toEqual([null, null]);
  });

  it('says what it does not know', async () => {
    const lane = await played();
    asked(lane, { text: '1,2/1,2=1,2' }, 'nothing', null);
    expect([lane.refusal.value?.id, lane.attendRefusal.value?.id]).toEqual(['RECORDED', 'RECORDED']);
    asked(lane, { index: 0 }, 7, null);
    expect(lane.refusal.value?.id).toBe('NO_ARM');
    lane.ask({ index: 0 }, 'nothing', 'surest', null);
    expect(lane.refusal.value?.id).toBe('RECORDED');
    const { moments } = await read(forcedText);
    const blind = await played(forcedText, { moments: moments.map((moment) => ({ ...moment, attention: null })) });
    asked(blind, { index: 0 }, 'nothing', null);
    expect(blind.attendRefusal.value?.id).toBe('UNRECORDED');
    const alone = moments.map(({ walks, ...moment }) => ({
      ...moment,
      walks: walks.map((hands) => hands.slice(0, 1)),
    }));
    const handless = await played(forcedText, { unhandable: 'NO_HAND', moments: alone });
    asked(handless, { index: 0 }, 'right', null);
    expect(handless.refusal.value?.id).toBe('NO_HAND');
  });
});
