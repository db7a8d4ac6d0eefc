import { afterEach, expect, test } from 'vitest';
import { locale } from '../../text/say';
import type { Weights } from './attention';
import { graphOf, token } from './attention.fixture';
import { differenceSeen, headsSeen, matrixSeen, starSeen } from './seen';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

afterEach(() => {
  locale.value = 'en';
});

/* The edges written as single tokens. */
const graph = graphOf([
  token('0>3', 'edge', 3),
  token('1>2', 'edge', 2),
  token('3>4', 'edge', 4),
  token('0>1', 'edge', 1),
  token('=', 'equals', null),
]);
const setup = { depths: [0, 1, 2], length: 3 };

test('the star’s caption names its thickest edge and the right arm’s share', () => {
  const row = [0.1, 0.5, 0.1, 0.1, 0.2];
  expect(plain(starSeen(graph, row, 1))).toBe(
    'The edge 1 → 2 gets the most, 50 % of all attention; of what goes to edges, 25 % is on the right arm (chance 50 %).',
  );
  expect(plain(starSeen(graph, [0.1, 0.1, 0.1, 0.6, 0.1], 1))).toMatch(/^The edge 0 → 1 gets the most, 60 %/);
  expect(starSeen(graph, [0, 0, 0, 0, 1], 1)).toBe('No edge gets any attention.');
  locale.value = 'zh';
  expect(starSeen(graph, row, 1)).toBe(
    '边 1 → 2 得到最多，占全部注意力的 50%；给各边的注意力中，25% 落在正确的臂上（随机水平 50%）。',
  );
});

test('the heads’ caption counts those above chance and names the best', () => {
  /* At the one position: 80 %, 40 % and, exactly at chance, 50 % on the right arm; one head looks at no edge. */
  const attended: Weights = {
    layers: 2,
    heads: 2,
    graph,
    weights: Float32Array.of(
      ...[0.4, 0.1, 0.4, 0.1, 0],
      ...[0.25, 0.25, 0.125, 0.3125, 0.0625],
      ...[0.25, 0.25, 0.25, 0.25, 0],
      ...[0, 0, 0, 0, 1],
    ),
  };
  expect(plain(headsSeen(attended, 0))).toBe(
    'Heads that give the right arm more than chance (50 %) of their attention on edges: 1 of 4. Most: layer 1, head 1, 80 %.',
  );
  locale.value = 'zh';
  expect(headsSeen(attended, 0)).toBe(
    '4 个头中有 1 个，给各边的注意力落在正确的臂上的比例高于随机水平（50%）；最高的是第 1 层第 1 头：80%。',
  );
  locale.value = 'en';
  const blind: Weights = { layers: 1, heads: 1, graph, weights: Float32Array.of(0, 0, 0, 0, 1) };
  expect(headsSeen(blind, 0)).toBe('No head gives edges any attention.');
});

test('the matrices’ captions name their strongest cell, and whose it is', () => {
  const asked = { graph, setup };
  const matrix = [Float32Array.of(0.2, 0.2, 0.2, 0.2, 0.2), Float32Array.of(0.75, 0, 0.25, 0, 0)];
  expect(plain(matrixSeen(asked, matrix))).toBe(
    'The darkest cell: position 2 (first step) gives token 1 (0>3) 75 % of its attention.',
  );
  const rows = [Float32Array.of(0.1, 0), Float32Array.of(0.05, -0.375)];
  expect(differenceSeen(asked, rows, 'One', 'Other')).toBe(
    'The strongest cell: at position 2 (first step), Other gives token 2 (1>2) 38 percentage points more.',
  );
  locale.value = 'zh';
  expect(matrixSeen(asked, matrix)).toBe('最深的一格：第 2 位（第一步）把注意力的 75% 给了第 1 个词元（0>3）。');
  expect(differenceSeen(asked, [Float32Array.of(0.5)], '甲', '乙')).toBe(
    '最强的一格：第 1 位（起点），甲给第 1 个词元（0>3）的注意力多 50 个百分点。',
  );
});
