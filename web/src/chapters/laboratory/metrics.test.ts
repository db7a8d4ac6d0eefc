import { expect, test } from 'vitest';
import { csv } from '../../ui/figure/save';
import { configJson, type History, metricsJson, metricsTable } from './metrics';

const history: History = {
  config: { degree: 2, rope: false, objective: 'reverse' },
  step: 50,
  digest: 'abc-fma',
  givenDigest: '',
  held: { step: [0, 25], path: [0.25, 0.5], hans: [Number.NaN, Number.NaN], free_1: [1, 1], free_2: [0.25, 0.5] },
  train: { step: [25, 50], loss: [1.2, 1.1] },
};

test('the table has a column for every measurement and every setting', () => {
  const [head = '', first = ''] = csv(metricsTable(history)).split('\r\n');
  expect(head).toBe('step,path,hans,free_1,free_2,config_degree,config_rope,config_objective');
  expect(first).toBe('0,0.25,,1,0.25,2,false,reverse');
});

test('the JSON reads back, with null where nothing is defined', () => {
  const read = JSON.parse(metricsJson(history, { version: '0.1.0', options: [], presets: [], metrics: [] }, 'wasm'));
  expect(read.held_out.step).toEqual([0, 25]);
  expect(read.held_out.hans).toEqual([null, null]);
  expect(read.held_out.free_2).toEqual([0.25, 0.5]);
  expect(read).toMatchObject({ digest: 'abc-fma', step: 50, config: history.config, train: history.train });
});

test('a run on the graphs of a file says which, in both', () => {
  const own = { ...history, givenDigest: '0123456789abcdef' };
  const [head = '', first = ''] = csv(metricsTable(own)).split('\r\n');
  expect(head).toMatch(/,config_objective,trains_on$/);
  expect(first).toMatch(/,reverse,0123456789abcdef$/);
  const read = JSON.parse(metricsJson(own, { version: '0.1.0', options: [], presets: [], metrics: [] }, 'wasm'));
  expect(read.trains_on).toBe('0123456789abcdef');
});

test('the config is the object that the program reads', () => {
  expect(JSON.parse(configJson(history.config))).toEqual(history.config);
});
