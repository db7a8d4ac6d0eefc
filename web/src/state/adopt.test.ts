import { expect, test, vi } from 'vitest';
import { adopt, choosePreset, presetOf, recall } from './adopt';
import { Fields } from './fields';
import { Session } from './session';
import { DEFAULTS, DESCRIPTION, GRAPH } from './session.fixture';

vi.stubGlobal('navigator', { hardwareConcurrency: 2 });

const [PLAIN, WIDE] = DESCRIPTION.presets;
if (!WIDE) throw new Error('no preset');

function fresh(lock: readonly string[] = []) {
  const session = new Session();
  session.engine.description.value = DESCRIPTION;
  session.lesson.take({ lock });
  session.draft.objectives.value = ['one', 'two'];
  return session;
}

test('a preset takes the draft’s place, but for the seed and what is locked', () => {
  const session = fresh(['rope']);
  const { draft } = session;
  const fields = new Fields(session);
  fields.set('seed', '7');
  fields.set('learning_rate', '0.1');
  choosePreset(session, WIDE);
  expect(draft.settings.value).toEqual({ degree: '5', seed: '7' });
});

test('the draft is a preset whatever its seed and objective, and no other setting', () => {
  const session = fresh();
  const { draft } = session;
  const drafted = (config: object) => {
    draft.views.value = [{ config: { ...DEFAULTS, ...config }, graph: GRAPH }];
  };
  expect(presetOf(session)).toBeNull();
  drafted({});
  expect(presetOf(session)).toBe(PLAIN);
  drafted({ degree: 5, rope: true, seed: 9, objective: 'two' });
  expect(presetOf(session)).toBe(WIDE);
  drafted({ degree: 5, rope: true, learning_rate: 0.1 });
  expect(presetOf(session)).toBeNull();
});

test('adopted settings stand over the defaults, with the lanes and the budget that come along', () => {
  const session = fresh();
  const { draft } = session;
  new Fields(session).set('rope', 'true');
  adopt(session, { degree: '5', learning_rate: '0.001', objective: 'two' }, { objectives: ['three'], budget: 50 });
  expect(draft.settings.value).toEqual({ degree: '5' });
  expect(draft.objectives.value).toEqual(['three']);
  expect(draft.budget.value).toBe(50);
  adopt(session, {}, { objectives: [] });
  expect(draft.settings.value).toEqual({});
  expect(draft.objectives.value).toEqual(['three']);
});

test('what a lesson locks is not adopted', () => {
  const session = fresh(['degree', 'objective']);
  const { draft } = session;
  draft.settings.value = { degree: '4' };
  adopt(session, { degree: '5', rope: 'true' }, { objectives: ['three'] });
  expect(draft.settings.value).toEqual({ degree: '4', rope: 'true' });
  expect(draft.objectives.value).toEqual(['one', 'two']);
});

test('runs that go on are drafted as they were made, and their graph shown', () => {
  const session = fresh(['all']);
  const { asked, draft } = session;
  recall(
    session,
    [
      { ...DEFAULTS, degree: 5 },
      { ...DEFAULTS, degree: 5, objective: 'three' },
    ],
    50,
    9,
  );
  expect(draft.settings.value).toEqual({ degree: '5' });
  expect(draft.objectives.value).toEqual(['one', 'three']);
  expect(draft.budget.value).toBe(50);
  expect(asked.graphIndex.value).toBe(9);
});
