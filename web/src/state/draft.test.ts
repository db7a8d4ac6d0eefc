import { expect, test } from 'vitest';
import { Draft } from './draft';
import { EngineState } from './engine';
import { Lesson } from './lesson';
import { DESCRIPTION } from './session.fixture';
import { BUDGET } from './url';

function fresh(lock: readonly string[] = []) {
  const engine = new EngineState();
  engine.description.value = DESCRIPTION;
  const lesson = new Lesson();
  lesson.take({ lock });
  const draft = new Draft(engine, lesson);
  draft.objectives.value = ['one', 'two'];
  return draft;
}

test('lanes come with the first objective that none has, as long as there is room, and go but for the first', () => {
  const draft = fresh();
  expect(draft.nextObjective.value).toBe('three');
  draft.addLane();
  expect(draft.objectives.value).toEqual(['one', 'two', 'three']);
  expect(draft.nextObjective.value).toBeNull();
  draft.addLane();
  expect(draft.objectives.value).toHaveLength(3);
  draft.removeLane(0);
  draft.removeLane(1);
  expect(draft.objectives.value).toEqual(['one', 'three']);
  draft.setObjective(0, 'two');
  expect(draft.objectives.value).toEqual(['two', 'three']);
});

test('no lane changes where a lesson locks the objective', () => {
  const draft = fresh(['objective']);
  draft.addLane();
  draft.removeLane(1);
  draft.setObjective(0, 'three');
  expect(draft.objectives.value).toEqual(['one', 'two']);
});

test('a budget is a whole number in range, or none', () => {
  const draft = fresh();
  expect(draft.budget.value).toBe(BUDGET.usual);
  draft.budgetText.value = '12.5';
  expect(draft.budget.value).toBeNull();
});

test('each lane is made of the draft, its objective, and the graphs of the file', () => {
  const draft = fresh();
  draft.settings.value = { degree: '5' };
  const given = { name: 'graphs.txt', text: '1,2/1,2=1,2', count: 1 };
  draft.given.value = given;
  expect(draft.entries()).toEqual([
    { objective: 'one', settings: { degree: '5', objective: 'one' }, given },
    { objective: 'two', settings: { degree: '5', objective: 'two' }, given },
  ]);
});
