import { expect, test } from 'vitest';
import { Lesson } from './lesson';

test('a page of no lesson shows all chapters, and locks no option', () => {
  const lesson = new Lesson();
  lesson.take({});
  expect(lesson.shows('race')).toBe(true);
  expect(lesson.isLocked('degree')).toBe(false);
});

test('a lesson leaves out chapters', () => {
  const lesson = new Lesson();
  lesson.take({ hide: ['race', 'paper'] });
  expect(lesson.shows('race')).toBe(false);
  expect(lesson.shows('watch')).toBe(true);
});

test('a frame shows one chapter alone, even one that is left out of the page', () => {
  const lesson = new Lesson();
  lesson.take({ hide: ['race'], embed: 'race' });
  expect(lesson.shows('race')).toBe(true);
  expect(lesson.shows('watch')).toBe(false);
});

test('an option is locked by its name or with all of them; what is no option of the engine’s, only with all', () => {
  const lesson = new Lesson();
  lesson.take({ lock: ['degree'] });
  expect(['degree', 'seed', 'graph'].filter((name) => lesson.isLocked(name))).toEqual(['degree']);
  lesson.take({ lock: ['all'] });
  expect(['degree', 'seed', 'graph'].every((name) => lesson.isLocked(name))).toBe(true);
});
