import { expect, test } from 'vitest';
import { LEARNT } from './learnt';

const [header = ''] = Object.values(
  import.meta.glob<string>('../../../core/pathstar.h', { query: '?raw', import: 'default', eager: true }),
);

test('what counts as solved is what the core says', () => {
  expect(/^#define PS_SOLVED (.*)$/m.exec(header)?.[1]).toBe(String(LEARNT));
});
