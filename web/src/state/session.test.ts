/* A visit from its link on: what is taken of it, what is judged, and what is written back into the address. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadModule } from '../engine/page/load';
import { Fields } from './fields';
import { openHere } from './open-here';
import { Session } from './session';
import { DeskWorker, LOADED } from './session.fixture';

vi.mock('../engine/page/load', () => ({ loadModule: vi.fn() }));

/* Lets everything happen that is only waiting for its turn. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

const place = { href: 'http://page/', origin: 'http://page', pathname: '/', search: '', hash: '' };

async function opened(search = '') {
  place.search = search;
  const session = new Session();
  await session.begin(search);
  await settle();
  return session;
}

beforeEach(() => {
  place.hash = '';
  DeskWorker.slow = false;
  DeskWorker.later = [];
  vi.mocked(loadModule).mockResolvedValue(LOADED);
  vi.stubGlobal('Worker', DeskWorker);
  vi.stubGlobal('navigator', { hardwareConcurrency: 2 });
  vi.stubGlobal('location', place);
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('requestAnimationFrame', () => 0);
  vi.stubGlobal('document', { documentElement: {} });
  vi.stubGlobal('history', {
    state: null,
    replaceState: (_: unknown, __: string, address: string) => {
      place.search = new URL(address, place.origin).search;
    },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a bare address is the default race, and stays bare', async () => {
  const { engine, draft, lesson, link, startable } = await opened();
  expect(engine.status.value.kind).toBe('ready');
  expect(engine.kernels.value).toBe('simd');
  expect(draft.settings.value).toEqual({});
  expect(draft.objectives.value).toEqual(['one', 'two']);
  expect(lesson.locked.value).toEqual([]);
  expect(link.refused.value).toEqual([]);
  expect(startable.value).toBe(true);
  expect(place.search).toBe('');
});

test('a link is taken as far as it holds; of the rest it is said why', async () => {
  const { asked, draft, lesson, link } = await opened(
    '?degree=5&objective=two&versus=one,three&labels=7&graph=9&own=mine&view=free&seeds=4&within=20' +
      '&lock=degree,hue&hide=paper&colour=red&budget=0.5&labels=9',
  );
  expect(draft.settings.value).toEqual({ degree: '5' });
  expect(draft.objectives.value).toEqual(['two', 'one', 'three']);
  expect(draft.budget.value).toBe(1000);
  expect(draft.seedsText.value).toBe('4');
  expect(draft.withinTyped.value).toBe('20');
  expect(asked.question.value).toEqual({ text: 'mine' });
  expect(asked.graphIndex.value).toBe(9);
  expect(asked.accuracy.value).toBe('free');
  expect(lesson.locked.value).toEqual(['degree']);
  expect(lesson.shows('paper')).toBe(false);
  expect(link.refused.value.map(({ name, value }) => `${name}=${value}`)).toEqual([
    'labels=7&labels=9',
    'budget=0.5',
    'colour=red',
    'lock=hue',
  ]);
});

test('a link may say that there is one lane only', async () => {
  const { draft } = await opened('?versus=');
  expect(draft.objectives.value).toEqual(['one']);
});

test('what a lesson leaves out is known before the engine is there', async () => {
  vi.mocked(loadModule).mockReturnValue(new Promise(() => {}));
  const session = new Session();
  void session.begin('?embed=watch&lock=degree');
  expect(session.lesson.shows('race')).toBe(false);
  expect(session.lesson.isLocked('degree')).toBe(true);
});

test('every change is written into the address, and into links with other parts', async () => {
  const session = await opened();
  const { asked, draft, link } = session;
  const fields = new Fields(session);
  fields.set('degree', '5');
  draft.addLane();
  asked.newGraph();
  await settle();
  expect(place.search).toBe('?degree=5&versus=two,three&graph=4');
  expect(link.whole({ embed: 'race' }, 'watch', 'zh')).toBe(
    'http://page/?degree=5&versus=two,three&graph=4&embed=race&lang=zh#watch',
  );
});

test('a draft that does not hold is no race and no link; the last one that held stays on show', async () => {
  const session = await opened();
  const { draft, link, startable } = session;
  const fields = new Fields(session);
  fields.set('degree', '5');
  await settle();
  fields.set('degree', '21');
  await settle();
  /* Its sentence is fetched when it is first wanted. */
  await vi.waitFor(() => expect(fields.problem('degree')).toContain('degree'));
  expect(fields.concerns('degree')).toBe(true);
  expect(fields.concerns('rope')).toBe(false);
  expect(draft.holds.value).toBe(false);
  expect(startable.value).toBe(false);
  expect(draft.views.value[0]?.config.degree).toBe(5);
  expect(link.query()).toBeNull();
  expect(place.search).toBe('?degree=5');
  expect(link.whole({}, null)).toBe('http://page/?degree=5');
});

test('an answer about an earlier draft does not count', async () => {
  const session = await opened();
  const { draft } = session;
  const fields = new Fields(session);
  DeskWorker.slow = true;
  fields.set('degree', '21');
  fields.set('degree', '6');
  const [earlier, later] = DeskWorker.later;
  later?.();
  await settle();
  earlier?.();
  await settle();
  expect(draft.views.value[0]?.config.degree).toBe(6);
  expect(draft.problems.value).toEqual([]);
});

test('where the module does not load, that is said, and nothing can be started', async () => {
  vi.mocked(loadModule).mockRejectedValue(new Error('no engine here'));
  const { engine, startable } = await opened();
  expect(engine.status.value).toEqual({ kind: 'unavailable', message: 'no engine here' });
  expect(startable.value).toBe(false);
});

test('a draft that has changed since the race was made is outdated', async () => {
  const session = await opened();
  session.start();
  const { lanes } = session.race;
  expect(lanes.value).toHaveLength(2);
  expect(session.outdated.value).toBe(false);
  session.draft.addLane();
  await settle();
  expect(session.outdated.value).toBe(true);
});

test('a link is opened in place: its settings, lanes and graph, and the seed that was there', async () => {
  const session = await opened('?degree=4&seed=7&view=free&lang=zh&plan=45.2');
  const { asked, draft } = session;
  await openHere(session, '?rope=true&objective=two&versus=three&budget=50&graph=9');
  await settle();
  expect(draft.settings.value).toEqual({ rope: 'true', seed: '7' });
  expect(draft.objectives.value).toEqual(['two', 'three']);
  expect([asked.graphIndex.value, asked.accuracy.value, draft.budget.value]).toEqual([9, 'forced', 50]);
  expect(place.search).toBe('?rope=true&objective=two&seed=7&versus=three&budget=50&graph=9&plan=45.2&lang=zh');
});

test('what is opened in place ends a race of other settings, and no other', async () => {
  const session = await opened();
  session.start();
  const { lanes } = session.race;
  await openHere(session, '?budget=50');
  expect(lanes.value).toHaveLength(2);
  await openHere(session, '?versus=two,three');
  expect(lanes.value).toHaveLength(0);
});

test('what a lesson locks stays when a link is opened in place', async () => {
  const some = await opened('?degree=4&lock=degree,objective');
  await openHere(some, '?degree=6&rope=true&versus=three');
  expect(some.draft.settings.value).toEqual({ degree: '4', rope: 'true' });
  expect(some.draft.objectives.value).toEqual(['one', 'two']);
  const all = await opened('?degree=4&budget=30&lock=all');
  await openHere(all, '?degree=6&budget=50&graph=9');
  expect(all.draft.settings.value).toEqual({ degree: '4' });
  expect([all.draft.budget.value, all.asked.graphIndex.value]).toEqual([30, 3]);
});

test('a plan that was opened while the engine was on its way stays open, and is in the link', async () => {
  place.search = '?plan=15';
  const session = new Session();
  const begun = session.begin(place.search);
  expect(session.lesson.plan.value).toEqual({ minutes: 15, step: 0 });
  session.lesson.plan.value = { minutes: 15, step: 2 };
  await begun;
  await settle();
  expect(place.search).toBe('?plan=15.2');
  session.lesson.plan.value = null;
  expect(place.search).toBe('');
});
