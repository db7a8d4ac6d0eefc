import { expect, test } from 'vitest';
import { nameOf } from './names';

test('names become titles', () => {
  expect(nameOf('path_length')).toBe('Path length');
  expect(nameOf('teacher_forcing')).toBe('Teacher forcing');
});
