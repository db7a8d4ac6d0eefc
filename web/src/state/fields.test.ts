import { expect, test, vi } from 'vitest';
import { Fields } from './fields';
import { Session } from './session';
import { DESCRIPTION } from './session.fixture';

vi.stubGlobal('navigator', { hardwareConcurrency: 2 });

function fresh(lock: readonly string[] = []) {
  const session = new Session();
  session.engine.description.value = DESCRIPTION;
  session.lesson.take({ lock });
  return { draft: session.draft, fields: new Fields(session) };
}

test('a field that is set is in the draft, until it has its default again', () => {
  const { draft, fields } = fresh();
  expect(fields.text('degree')).toBe('3');
  fields.set('degree', '5');
  fields.set('rope', 'true');
  expect(draft.settings.value).toEqual({ degree: '5', rope: 'true' });
  expect(fields.text('degree')).toBe('5');
  fields.set('degree', '3');
  expect(draft.settings.value).toEqual({ rope: 'true' });
  fields.reset('rope');
  expect(draft.settings.value).toEqual({});
  expect(fields.text('rope')).toBe('false');
});

test('a field that a lesson locks stays as it is', () => {
  const { draft, fields } = fresh(['degree']);
  fields.set('degree', '5');
  fields.set('rope', 'true');
  expect(draft.settings.value).toEqual({ rope: 'true' });
});

test('before the engine has described itself, no field has a text or takes one', () => {
  const session = new Session();
  const fields = new Fields(session);
  fields.set('degree', '5');
  fields.reset('degree');
  expect(session.draft.settings.value).toEqual({});
  expect(fields.text('degree')).toBe('');
  expect(session.draft.nextObjective.value).toBeNull();
});
