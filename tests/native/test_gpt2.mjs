/* Pretrained GPT-2 in the native program, from outside: its tokenizer, what it refuses, its files. That the numbers are
 * right is test_gpt2_torch.sh's matter. Usage: node test_gpt2.mjs PATHSTAR */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { realVocabulary, TINY, tinyVocabulary, writeFolder } from './gpt2.mjs';
import { args, at, expect, linesOf } from './program.mjs';

/** The tokenizer that ours is held to, or a reason to skip. */
async function reference() {
  try {
    const { encode } = await import('gpt-tokenizer/encoding/r50k_base');
    const { default: ranks } = await import('gpt-tokenizer/bpeRanks/r50k_base');
    return { encode: (text) => encode(text, { disallowedSpecial: new Set() }), ranks };
  } catch {
    return { skip: 'gpt-tokenizer is not installed: npm ci in tests/native (make test does)' };
  }
}

const { encode, ranks, skip } = await reference();

test('tokens: as gpt-tokenizer has them, of graphs and of random ASCII', { skip }, () => {
  const folder = writeFolder('real', { ...TINY, vocab_size: 50257 }, realVocabulary(ranks), null);
  const graphs = [
    args`--degree=2 --path-length=5 --labels=50 --count=6000`,
    args`--degree=5 --path-length=5 --labels=100 --count=2000`,
    args`--degree=3 --path-length=4 --labels=512 --count=2000`,
  ].flatMap((flags) => linesOf(expect(0, '=', args`graph ${flags}`).out));
  assert.equal(graphs.length, 10000);
  const printable = (n) => String.fromCharCode(32 + (n % 95));
  let state = 7;
  const draw = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const some = (list) => list[draw(list.length)];
  const random = Array.from({ length: 3000 }, () =>
    Array.from({ length: draw(60) }, () => printable(draw(95))).join(''),
  );
  const words = [' ', '  ', '   ', '\t', '\r', '\v\f', "'s", "'ll", "'", "n't", 'The', ' paths', 'star', '12', ' 345', '$', '$$$', '=', '|', ',', '/', '\x1c', '\x7f', '\x01', 'aaaaaaaaaa'];
  const mixed = Array.from({ length: 3000 }, () => Array.from({ length: draw(25) }, () => some(words)).join(''));
  const lines = [...graphs, ...random, ...mixed, '']; /* the last line's end is the text's */
  const said = expect(0, '', args`tokens --pretrained ${folder}`, lines.join('\n')).out;
  const ours = said.split('\n').slice(0, -1);
  assert.equal(ours.length, lines.length - 1);
  for (const [i, line] of ours.entries()) assert.equal(line, encode(lines[i]).join(' '), JSON.stringify(lines[i]));
  for (const line of ours.slice(0, 6000)) assert.equal(line.split(' ').length, 4 * 8 + 4 + 2 * 5 - 1);
});

test('tokens: what is refused', () => {
  const folder = writeFolder('tokens', TINY);
  expect(2, 'tokens needs --pretrained DIR', args`tokens`);
  expect(3, "cannot open '/no/such/folder/config.json'", args`tokens --pretrained /no/such/folder`);
  expect(0, '265', args`tokens --pretrained ${folder}`, '19\n');
  expect(2, '-: line 2: byte 3 is not ASCII', args`tokens --pretrained ${folder}`, '1,2\n1,é\n');
  const { tokens, merges } = tinyVocabulary();
  const vocabulary = (change) => writeFolder('vocabulary', TINY, { tokens, merges, ...change }, null);
  for (const [change, words] of [
    [{ tokens: tokens.toSpliced(65, 1) }, "no token for byte 65 ('A'): not a byte-level vocabulary"],
    [{ tokens: [...tokens, 'more'] }, "the id of 'more' must be a whole number in 0..300"],
    [{ merges: [...merges, '1 0'] }, "merges.txt: line 42: '1 0' is given twice"],
    [{ merges: [...merges, 'a b'] }, "merges.txt: line 42: 'a b' or what it makes is no token of vocab.json"],
    [{ merges: [...merges, 'a'] }, 'merges.txt: line 42: must be two tokens with a space between'],
  ])
    expect(2, words, args`tokens --pretrained ${vocabulary(change)}`, '');
  writeFileSync(at('vocabulary', 'vocab.json'), '[]');
  expect(2, 'vocab.json: must hold one JSON object', args`tokens --pretrained ${at('vocabulary')}`, '');
  writeFileSync(at('vocabulary', 'vocab.json'), '{"a": 1, "a": 2}');
  expect(2, "vocab.json: 'a' is given twice", args`tokens --pretrained ${at('vocabulary')}`, '');
});

test('config.json: of another kind than GPT-2, or too large', () => {
  for (const [change, words] of [
    [{ model_type: 'gpt_neo' }, `'model_type' must be "gpt2", not "gpt_neo"`],
    [{ model_type: undefined }, `'model_type' must be "gpt2", not missing`],
    [{ activation_function: 'gelu' }, `'activation_function' must be "gelu_new" or "gelu_pytorch_tanh", not "gelu"`],
    [{ layer_norm_epsilon: 1e-6 }, "'layer_norm_epsilon' must be 1e-05"],
    [{ scale_attn_by_inverse_layer_idx: true }, "'scale_attn_by_inverse_layer_idx' must be false, not true"],
    [{ tie_word_embeddings: false }, "'tie_word_embeddings' must be true, not false"],
    [{ n_layer: 48 }, "'n_layer' must be a whole number in 1..36, not 48"],
    [{ n_layer: 1.5 }, "'n_layer' must be a whole number in 1..36, not 1.5"],
    [{ n_embd: 22 }, "'n_embd' must be a multiple of n_head, not 22"],
    [{ n_inner: 50 }, "'n_inner' must be null, or 1 to 4 times n_embd, not 50"],
    [{ n_positions: undefined }, "'n_positions' must be a whole number in 1..4096, not missing"],
  ])
    expect(2, words, args`tokens --pretrained ${writeFolder('kind', { ...TINY, ...change }, undefined, null)}`, '');
});
