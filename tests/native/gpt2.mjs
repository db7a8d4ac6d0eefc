/* Pretrained GPT-2's folders for tests, as Hugging Face writes them: the real tokenizer's files from the ranks that an npm
 * tokenizer ships, and tiny models with random weights. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from './program.mjs';

/** The character that stands for each byte in vocab.json: itself if it can be seen, else the next from 256 on. */
const CHARACTERS = (() => {
  let hidden = 256;
  const seen = (byte) => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173);
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(seen(byte) ? byte : hidden++));
})();

const written = (bytes) => Array.from(bytes, (byte) => CHARACTERS[byte]).join('');

/** The two tokens that the one of this rank was merged from: what merging by lower ranks alone leaves of it. */
function parts(token, rank, rankOf) {
  let pieces = Array.from(token);
  for (;;) {
    let best = rank;
    let place = -1;
    for (let i = 0; i + 1 < pieces.length; i++) {
      const found = rankOf.get(pieces[i] + pieces[i + 1]) ?? rank;
      if (found < best) [best, place] = [found, i];
    }
    if (place < 0) return pieces;
    pieces = pieces.toSpliced(place, 2, pieces[place] + pieces[place + 1]);
  }
}

/** vocab.json and merges.txt of byte-pair ranks, whose ids are GPT-2's; entries are texts or lists of bytes. */
export function realVocabulary(ranks) {
  const tokens = ranks.map((entry) => written(typeof entry === 'string' ? Buffer.from(entry) : entry));
  const rankOf = new Map(tokens.map((token, rank) => [token, rank]));
  const merges = tokens.slice(256).map((token, i) => parts(token, 256 + i, rankOf).join(' '));
  return { tokens: [...tokens, '<|endoftext|>'], merges };
}

/** One of bytes and the numbers from 10 to 49 alone, with so many tokens more that no graph has. */
export function tinyVocabulary(others = 5) {
  const merges = [];
  for (let n = 10; n < 50; n++) merges.push([...`${n}`].join(' '));
  const tokens = [...CHARACTERS, ...merges.map((pair) => pair.replace(' ', ''))];
  for (let i = 0; i < others; i++) tokens.push(`other${i}`);
  return { tokens, merges };
}

export const TINY = {
  architectures: ['GPT2LMHeadModel'],
  model_type: 'gpt2',
  activation_function: 'gelu_new',
  layer_norm_epsilon: 1e-5,
  n_layer: 2,
  n_head: 3,
  n_embd: 21,
  n_positions: 61,
  vocab_size: 301,
};

/** {name: [shape, values]} of a GPT-2 of that config, pseudo-random. */
export function randomWeights({ n_layer, n_embd: d, n_positions, vocab_size }) {
  const weights = {};
  let state = 1;
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 32 - 0.5) / 5;
  };
  const add = (name, ...shape) => {
    const count = shape.reduce((a, b) => a * b, 1);
    weights[name] = [shape, Float32Array.from({ length: count }, draw)];
  };
  const linear = (name, inputs, outputs) => {
    add(`${name}.weight`, inputs, outputs);
    add(`${name}.bias`, outputs);
  };
  const norm = (name) => {
    add(`${name}.weight`, d);
    add(`${name}.bias`, d);
  };
  add('transformer.wte.weight', vocab_size, d);
  add('transformer.wpe.weight', n_positions, d);
  for (let l = 0; l < n_layer; l++) {
    const at = `transformer.h.${l}`;
    norm(`${at}.ln_1`);
    linear(`${at}.attn.c_attn`, d, 3 * d);
    linear(`${at}.attn.c_proj`, d, d);
    norm(`${at}.ln_2`);
    linear(`${at}.mlp.c_fc`, d, 4 * d);
    linear(`${at}.mlp.c_proj`, 4 * d, d);
  }
  norm('transformer.ln_f');
  return weights;
}

/** The bytes of a safetensors file of F32 tensors. */
export function safetensors(weights) {
  const header = { __metadata__: { format: 'pt' } };
  const parts = [];
  let offset = 0;
  for (const [name, [shape, values]] of Object.entries(weights)) {
    const bytes = Buffer.from(values.buffer);
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + bytes.length] };
    offset += bytes.length;
    parts.push(bytes);
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...parts]);
}

/** Writes a folder of these; null leaves a file out. */
export function writeFolder(name, config, { tokens, merges } = tinyVocabulary(), weights = randomWeights(config)) {
  const folder = at(name);
  mkdirSync(folder, { recursive: true });
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
  writeFileSync(join(folder, 'config.json'), `${JSON.stringify(config, null, 2)}\n`);
  writeFileSync(join(folder, 'vocab.json'), JSON.stringify(vocab));
  writeFileSync(join(folder, 'merges.txt'), ['#version: 0.2', ...merges, ''].join('\n'));
  if (weights) writeFileSync(join(folder, 'model.safetensors'), safetensors(weights));
  return folder;
}
