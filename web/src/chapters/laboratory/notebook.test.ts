import { expect, test } from 'vitest';
import type { Graph } from '../../engine/shared/description';
import { cellsOf, markdownOf, notebookJson, type Told } from './notebook';

const sign = (text: string, role: 'separator' | 'equals' | 'dummy', target: number | null = null) => ({
  text,
  role,
  node: null,
  arm: null,
  target,
  position: target === null ? null : 1,
});
const named = (text: string, role: 'edge' | 'start' | 'goal', node: number) => ({
  text,
  role,
  node,
  arm: null,
  target: null,
  position: null,
});

const graph: Graph = {
  start: 3,
  goal: 12,
  goal_arm: 0,
  arms: [[3, 12]],
  tokens: [
    named('3>12', 'edge', 12),
    sign('|', 'separator'),
    sign('/', 'separator'),
    named('3', 'start', 3),
    named('12', 'goal', 12),
    sign('=', 'equals', 3),
    sign('$', 'dummy', 12),
  ],
  text: '3,12/3,12=3,12',
  split: 'held_out',
};

const told: Told = {
  history: {
    config: { degree: 2, path_length: 2, labels: 13, objective: 'teacherless', seed: 7, rope: false },
    step: 1200,
    digest: 'abc-fma',
    givenDigest: '',
    held: { step: [0, 25], forced_2: [0.5, 1], hans: [Number.NaN, 0] },
    train: { step: [], loss: [] },
  },
  description: { version: '0.1.0', options: [], presets: [], metrics: [] },
  kernels: 'wasm',
  command: 'pathstar train --seed=7 --steps=1200',
  weights: 'run.safetensors',
  graph,
  index: 3,
};

const textOf = (part: Told, kind: 'code' | 'markdown') =>
  cellsOf(part)
    .filter((cell) => cell.kind === kind)
    .map(({ text }) => text)
    .join('\n');

test('a notebook is valid, and tells config, command, digest and measurements', () => {
  const read = JSON.parse(notebookJson(cellsOf(told)));
  expect(read).toMatchObject({ nbformat: 4, nbformat_minor: 5 });
  expect(new Set(read.cells.map(({ id }: { id: string }) => id)).size).toBe(read.cells.length);
  for (const cell of read.cells) {
    expect(cell.source.every((line: string, at: number) => at === cell.source.length - 1 || line.endsWith('\n'))).toBe(
      true,
    );
    if (cell.cell_type === 'code') expect(cell).toMatchObject({ execution_count: null, outputs: [] });
  }
  const prose = textOf(told, 'markdown');
  expect(prose).toContain('# Teacherless on G(2, 2), seed 7, 1,200 steps');
  expect(prose).toContain('    pathstar train --seed=7 --steps=1200');
  expect(prose).toContain('`abc-fma`');
  expect(textOf(told, 'code')).toContain('"hans":[null,0]');
  expect(textOf(told, 'code')).toContain('"rope": false');
});

test('the graph is in ids: an edge has two nodes, signs come after the labels', () => {
  const code = textOf(told, 'code');
  expect(code).toContain('x = torch.tensor([[3,13,15,3,12,14,16]])');
  expect(code).toContain('child = torch.tensor([[12,-1,-1,-1,-1,-1,-1]])');
  expect(code).toContain('targets = [[5,3],[6,12]]');
});

test('given graphs are said to be given', () => {
  const own = { ...told, history: { ...told.history, givenDigest: '0123456789abcdef' } };
  expect(textOf(own, 'markdown')).toContain('`0123456789abcdef`');
  expect(textOf(told, 'markdown')).not.toContain('given graphs');
});

test('the Markdown has the same cells, code in fences', () => {
  const text = markdownOf(cellsOf(told));
  const fences = text.match(/^```(python)?$/gm) ?? [];
  expect(fences).toHaveLength(2 * cellsOf(told).filter(({ kind }) => kind === 'code').length);
  for (const { text: part } of cellsOf(told)) expect(text).toContain(part);
});
