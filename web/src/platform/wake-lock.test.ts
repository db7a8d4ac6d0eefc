import { signal } from '@preact/signals';
import { afterEach, expect, test, vi } from 'vitest';
import { stayAwakeWhile } from './wake-lock';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('word that an earlier lock is gone is none of the present one: the screen may go off after the last race', async () => {
  let held = 0;
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  vi.stubGlobal('navigator', {
    wakeLock: {
      request: async () => {
        held++;
        const sentinel = new EventTarget();
        /* As browsers do: the word of it comes in a task of its own. */
        const release = async () => {
          held--;
          setTimeout(() => sentinel.dispatchEvent(new Event('release')));
        };
        return Object.assign(sentinel, { release });
      },
    },
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
  const training = signal(false);
  stayAwakeWhile(training);
  training.value = true;
  await settle();
  expect(held).toBe(1);
  training.value = false;
  training.value = true;
  await settle();
  expect(held).toBe(1);
  training.value = false;
  await settle();
  expect(held).toBe(0);
});
