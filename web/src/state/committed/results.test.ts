import { effect } from '@preact/signals';
import { expect, test, vi } from 'vitest';
import { committedResults } from './results';

const fetched = vi.hoisted(() => ({ times: 0 }));
vi.mock('virtual:committed', () => {
  fetched.times++;
  throw new Error('not found');
});

test('results that did not arrive are missing, and their readers do not ask again by being drawn again', async () => {
  const shown: string[] = [];
  const stop = effect(() => {
    shown.push(committedResults().kind);
  });
  await vi.waitFor(() => expect(shown).toContain('missing'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  stop();
  expect(committedResults().kind).toBe('missing');
  expect(shown).toEqual(['coming', 'missing']);
  expect(fetched.times).toBe(1);
});
