import { expect, test } from 'vitest';
import { Asked } from './asked';
import { Lesson } from './lesson';
import { GRAPH } from './url';

function fresh(lock: readonly string[] = []) {
  const lesson = new Lesson();
  lesson.take({ lock });
  return new Asked(lesson);
}

test('the question is the held-out graph, or the visitor’s own instead', () => {
  const asked = fresh();
  asked.take({ graph: 7 });
  expect(asked.question.value).toEqual({ index: 7 });
  asked.ownGraph.value = '1,2|1,3/1,2=1,2';
  expect(asked.question.value).toEqual({ text: '1,2|1,3/1,2=1,2' });
});

test('a new graph is the next, and after the last comes the first', () => {
  const asked = fresh();
  asked.take({ graph: GRAPH.most - 2 });
  asked.newGraph();
  expect(asked.graphIndex.value).toBe(GRAPH.most - 1);
  asked.newGraph();
  expect(asked.graphIndex.value).toBe(0);
});

test('a new graph leaves the visitor’s own; another graph takes its place', () => {
  const asked = fresh();
  asked.take({ graph: 1, own: 'mine' });
  asked.newGraph();
  expect(asked.question.value).toEqual({ text: 'mine' });
  asked.anotherGraph();
  expect(asked.question.value).toEqual({ index: 3 });
});

test('a lesson that locks everything keeps the graph', () => {
  const asked = fresh(['all']);
  asked.take({ graph: 1, own: 'mine' });
  asked.newGraph();
  asked.anotherGraph();
  expect(asked.graphIndex.value).toBe(1);
  expect(asked.question.value).toEqual({ text: 'mine' });
});
