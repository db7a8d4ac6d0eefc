import { expect, test } from 'vitest';
import { condense } from '../../state/committed/condense';
import { runsLike } from './short';

const spec = (name: string, seeds: number, more = {}) =>
  condense(`${name}.json`, {
    format: 'pathstar-results-1',
    spec: { name, claim: 'None.' },
    config: { degree: 3, width: 32, ...more },
    runs: Array.from({ length: seeds }, (_, seed) => ({
      config: { objective: 'teacherless', seed },
      budget: 1500,
      reached: 100,
      flops_per_step: 1,
      parameters: 1,
      final: { first_step: 1, path: 1 },
    })),
  });

const asked = { degree: 3, width: 32, objective: 'teacherless', seed: 7 };

test('only runs with the same settings count, whatever their seeds, and the sweep with the most of them', () => {
  const specs = [spec('few', 2), spec('many', 5), spec('wider', 9, { width: 64 })];
  expect(runsLike(specs, asked, [])?.seeds).toHaveLength(5);
  expect(runsLike(specs, { ...asked, width: 16 }, [])).toBeUndefined();
  expect(runsLike(specs, { ...asked, objective: 'reverse' }, [])).toBeUndefined();
});

test('a setting that is not read need not be the same, nor have been there when they were made', () => {
  const option = { name: 'horizon', type: 'int', default: 4, minimum: 2, maximum: 20, group: '', help: '' } as const;
  const specs = [spec('old', 2)];
  const read = [{ ...option, when: {} }];
  const unread = [{ ...option, when: { objective: ['mtp_linear'] } }];
  expect(runsLike(specs, { ...asked, horizon: 4 }, read)).toBeUndefined();
  expect(runsLike(specs, { ...asked, horizon: 4 }, unread)?.seeds).toHaveLength(2);
});
