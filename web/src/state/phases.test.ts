import { expect, test } from 'vitest';
import type { Course } from './course';
import { phases } from './phases';

/* Accuracies in per cent, one text a place on the path, evaluations 25 steps apart. */
function course(shares: readonly string[], path: string = shares[1] ?? ''): Course {
  const column = (text: string) => Float64Array.from(text.split(' '), (value) => Number(value) / 100);
  const columns = shares.map(column);
  return {
    graphs: 500,
    step: Float64Array.from(columns[0] ?? [], (_, row) => 25 * row),
    shares: columns,
    path: column(path),
  };
}
const told = (given: Course, degree = 3) =>
  phases(given, degree).map(({ name, from, to, open }) => `${name} ${from}-${to}${open ? ' on' : ''}`);

test('teacher forcing: copying, then a plateau that does not end', () => {
  const given = course([
    '10 20 70 98 100 100 100 100 100',
    '10 10 12 20 33 35 34 33 34',
    '10 10 20 40 80 97 100 100 100',
    '8 12 15 30 80 97 99 100 100',
  ]);
  expect(told(given)).toEqual(['copying 0-125', 'plateau 125-200 on']);
});

test('teacherless: the jump ends the plateau, and whole paths end it all', () => {
  const given = course(
    [
      '10 98 100 100 100 100 100 100 100',
      '10 12 20 30 40 60 96 97 99',
      '10 20 30 80 96 99 99 100 100',
      '8 97 99 99 99 100 100 100 100',
    ],
    '0 0 1 10 30 55 93 95 98',
  );
  expect(told(given)).toEqual(['copying 0-25', 'plateau 25-100', 'jump 100-150', 'solved 175-200 on']);
});

test('a jump before the copying is over ends it, without a plateau', () => {
  const given = course(
    ['5 10 40 60 90 99', '5 10 40 60 97 99', '5 10 30 60 97 99', '5 50 96 99 100 100'],
    '0 0 1 20 90 98',
  );
  expect(told(given)).toEqual(['copying 0-50', 'jump 50-100', 'solved 125-125 on']);
});

test('a short wait between copying and jump stays unnamed', () => {
  const given = course(['98 99 99 99', '10 40 70 97', '10 30 70 90', '97 99 99 99'], '0 1 60 80');
  expect(told(given)).toEqual(['jump 25-75']);
});

test('nothing is named before the data shows it', () => {
  expect(told(course(['5', '5', '5', '5']))).toEqual([]);
  expect(told(course(['5 50', '5 10', '5 10', '5 90']))).toEqual([]);
  expect(told(course(['5 97', '5 10', '5 10', '5 90']))).toEqual(['copying 0-25 on']);
  expect(phases({ graphs: 0, step: new Float64Array(), shares: [], path: new Float64Array() }, 3)).toEqual([]);
});

test('one lucky evaluation is no jump, and one that falls back was none', () => {
  const copied = '98 99 99 99 99 99 99';
  const lucky = course([copied, '10 30 45 33 33 34 33', '9 9 9 9 9 9 9', copied]);
  expect(told(lucky)).toEqual(['plateau 0-150 on']);
  const fallen = course([copied, '10 30 45 46 33 34 33', '9 9 9 9 9 9 9', copied]);
  expect(told(fallen)).toEqual(['plateau 0-150 on']);
  const dented = course([copied, '10 30 45 46 33 60 96', '9 9 9 9 9 9 9', copied], '0 0 0 0 0 0 0');
  expect(told(dented)).toEqual(['plateau 0-50', 'jump 50-150']);
});

test('solved ends where whole paths are no longer right', () => {
  const all = '99 99 99 99 99';
  const given = course([all, '20 60 96 99 99', all, all], '10 50 96 80 70');
  expect(told(given)).toEqual(['jump 25-50', 'solved 50-50']);
});

test('without a choice there is neither plateau nor jump', () => {
  expect(told(course(['10 40 96 97 97', '10 40 96 97 97', '10 30 60 96 98'], '0 20 60 94 97'), 1)).toEqual([
    'copying 0-75',
    'solved 100-100 on',
  ]);
  expect(told(course(['10 96 97 97', '10 40 96 97'], '0 20 96 97'))).toEqual(['copying 0-50', 'solved 50-75 on']);
});
