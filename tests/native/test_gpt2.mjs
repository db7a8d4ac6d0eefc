/* Pretrained GPT-2 in the native program, from outside: its tokenizer, what it refuses, its files. That the numbers are
 * right is test_gpt2_torch.sh's matter. Usage: node test_gpt2.mjs PATHSTAR */
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { randomWeights, realVocabulary, safetensors, TINY, tinyVocabulary, writeFolder } from './gpt2.mjs';
import { args, at, expect, lastOf, linesOf, tests } from './program.mjs';

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
  const words = [
    ' ',
    '  ',
    '   ',
    '\t',
    '\r',
    '\v\f',
    "'s",
    "'ll",
    "'",
    "n't",
    'The',
    ' paths',
    'star',
    '12',
    ' 345',
    '$',
    '$$$',
    '=',
    '|',
    ',',
    '/',
    '\x1c',
    '\x7f',
    '\x01',
    'aaaaaaaaaa',
  ];
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
  writeFileSync(at('vocabulary', 'vocab.json'), 'a\0b');
  expect(2, 'vocab.json: must be a text of at most', args`tokens --pretrained ${at('vocabulary')}`, '');
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

const SIZE = args`--degree=2 --path-length=4 --labels=50 --batch=4 --graphs=2 --evaluate-every=0`;

test('weights: what is refused, each in a sentence', () => {
  const folder = writeFolder('weights', TINY);
  const path = at('weights', 'model.safetensors');
  const good = readFileSync(path);
  const train = args`train --pretrained ${folder} ${SIZE} --steps=0`;
  const refuse = (code, words, bytes) => {
    writeFileSync(path, bytes);
    expect(code, words, train);
  };
  const changed = (change) => {
    const weights = randomWeights(TINY);
    change(weights);
    return safetensors(weights);
  };
  const last = 'transformer.h.1.mlp.c_proj.bias';
  refuse(0, 'digest', good);
  refuse(
    2,
    "no tensor 'h.1.mlp.c_proj.bias'",
    changed((w) => delete w[last]),
  );
  refuse(
    2,
    `tensor '${last}' is not of the shape (21) that config.json tells`,
    changed((w) => (w[last][0] = [1, 21])),
  );
  refuse(
    2,
    "'transformer.wpe.weight' is not of the shape (61, 21)",
    changed((w) => (w['transformer.wpe.weight'] = [[60, 21], new Float32Array(1260)])),
  );
  refuse(
    2,
    "'transformer.h.0.attn.c_attn.weight' is not of the shape (21, 63)",
    changed((w) => (w['transformer.h.0.attn.c_attn.weight'][0] = [63, 21])),
  );
  refuse(
    2,
    "tensor 'score.weight' is none of a GPT-2 with 2 layers",
    changed((w) => (w['score.weight'] = [[1], new Float32Array(1)])),
  );
  refuse(
    2,
    "tensor 'transformer.h.2.ln_1.bias' is none of",
    changed((w) => (w['transformer.h.2.ln_1.bias'] = [[21], new Float32Array(21)])),
  );
  refuse(
    0,
    'digest',
    changed((w) => (w['lm_head.weight'] = w['transformer.wte.weight'])),
  );
  refuse(
    2,
    'lm_head.weight differs from wte.weight',
    changed((w) => (w['lm_head.weight'] = [[301, 21], new Float32Array(301 * 21)])),
  );
  refuse(
    0,
    'digest',
    changed((w) => (w['h.1.attn.masked_bias'] = [[], new Float32Array(1)])),
  );
  refuse(
    2,
    `tensor '${last}' holds what is not a finite number`,
    changed((w) => (w[last][1][20] = Number.NaN)),
  );
  refuse(2, 'model.safetensors: ', good.subarray(0, good.length - 4));
  refuse(2, 'an HTML or XML page in place of the file', '<!doctype html><title>Sign in</title>');
  const wide = Buffer.from(good.toString('latin1').replace('"dtype":"F32"', '"dtype":"I32"'), 'latin1');
  refuse(2, "'transformer.wte.weight' is of type I32; it must be F32, F16 or BF16", wide);
  refuse(3, 'it is not a regular file with bytes', '');
  rmSync(path);
  expect(3, "model.safetensors': No such file", train);
  writeFileSync(at('weights', 'pytorch_model.bin'), 'pickle');
  expect(2, 'pytorch_model.bin is a pickle, which is code and is not read', train);
  writeFileSync(at('weights', 'model.safetensors.index.json'), '{}');
  expect(2, 'the weights are in several files (model.safetensors.index.json)', train);
});

test('train: what a pretrained model fixes, and what it cannot', () => {
  const folder = writeFolder('fixed', TINY);
  const train = args`train --pretrained ${folder} --steps=0`;
  for (const [flags, words] of [
    [args`${SIZE} --width=32`, 'has width = 21, which 32 contradicts'],
    [args`${SIZE} --layout=pairs`, 'has layout = paper, which pairs contradicts'],
    [args`${SIZE} --no-tied-head`, 'has tied_head = true, which false contradicts'],
    [args`${SIZE} --objective=top`, 'objective must be teacher_forcing, teacherless, reverse, masked, hybrid'],
    [args`${SIZE} --objective=mlm`, 'not mlm'],
    [args`${SIZE} --objective=any_order`, 'not any_order'],
    [args`--degree=2 --path-length=4 --labels=51`, "'50' is 2 tokens, and must be one: so --labels can be 50 at most"],
    [args`--degree=5 --path-length=5 --labels=50`, 'context must be an integer in 92..4096, not 61'],
    [args`--preset=A`, '--preset contradicts --pretrained'],
    [args`${SIZE} --record=${at('recording.json')}`, '--record contradicts --pretrained'],
    [args`${SIZE} --export ${folder}`, '--export and --pretrained name the same folder'],
  ])
    expect(2, words, args`${train} ${flags}`);
  expect(2, 'it needs --pretrained', args`train ${SIZE} --steps=0 --export ${at('nowhere')}`);
  assert.equal(existsSync(at('nowhere')), false);
  expect(3, `cannot make '${at('no', 'such')}'`, args`${train} ${SIZE} --export ${at('no', 'such')}`);
  writeFileSync(at('file'), '');
  expect(3, 'cannot write', args`${train} ${SIZE} --export ${at('file')}`);
  const run = expect(0, '', args`${train} ${SIZE} --json`);
  const { config, pretrained } = lastOf(run);
  assert.equal(pretrained, folder);
  assert.equal(run.err, '');
  assert.deepEqual(
    [config.layers, config.heads, config.width, config.mlp_ratio, config.optimizer, config.learning_rate, config.batch],
    [2, 3, 21, 4, 'adamw', 1e-5, 4],
  );
  assert.match(
    expect(0, 'digest', args`${train} ${SIZE}`).err,
    /: 0.01877 million weights; the run takes [\d.e-]+ GB of this machine's/,
  );
  const recipe = join(tests, '../../experiments/gpt2.json');
  const told = lastOf(expect(0, '', args`${train} --config ${recipe} --graphs=2 --json`)).config;
  assert.deepEqual(told, { ...told, ...JSON.parse(readFileSync(recipe, 'utf8')) });
  expect(0, 'ms a step', args`bench --pretrained ${folder} --degree=2 --path-length=4 --labels=50 --steps=1`);
});

test('its checkpoints: questions without the folder, and not for another model', () => {
  const folder = writeFolder('kept', TINY);
  const kept = at('kept.safetensors');
  expect(0, 'digest', args`train --pretrained ${folder} ${SIZE} --steps=2 --save ${kept}`);
  assert.equal(lastOf(expect(0, '', args`evaluate --load ${kept} --graphs=3 --json`)).forced.length, 4);
  const folder2 = writeFolder('other', { ...TINY, n_positions: 60 });
  expect(2, 'is no checkpoint of a model of the size of', args`train --pretrained ${folder2} --load ${kept} --steps=0`);
  /* Without its sizes it is another kind of model, which its tensors are not. */
  const bytes = readFileSync(kept).toString('latin1');
  copyFileSync(kept, at('bad.safetensors'));
  const refuse = (from, to, words) => {
    const text = bytes.replace(from, to).replace(/"checksum":"/, '"checksuM":"');
    writeFileSync(at('bad.safetensors'), Buffer.from(text, 'latin1'));
    expect(2, words, args`evaluate --load ${at('bad.safetensors')}`);
  };
  refuse('"vocabulary":"301"', '"vocabulary":"3x1"', 'vocabulary must be an integer in 1..2147483646, not "3x1"');
  refuse('"vocabulary":"301"', '"vocabulary":"300"', 'tensor embed_tokens.weight is not F32 of the shape');
  refuse('"vocabulary":"301"', '"vocabularx":"301"', 'tensor embed_tokens.weight is not F32 of the shape');
});
