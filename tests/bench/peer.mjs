/* Runs in Chromium: a peer on the fixture's training step. `make(weights, config)` returns `step(x, y)`, which trains one
 * step on a batch and resolves to its loss when all of it is done. */
import { timed } from './timing.mjs';

/** Float32 tensors by name from a safetensors file; linear weights as (in, out). */
async function weightsOf(url) {
  const bytes = await (await fetch(url)).arrayBuffer();
  const size = Number(new DataView(bytes).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 8, size)));
  return (name) => {
    const { shape, data_offsets } = header[name];
    return { shape, data: new Float32Array(bytes.slice(8 + size + data_offsets[0], 8 + size + data_offsets[1])) };
  };
}

function transposed({ shape: [rows, columns], data }) {
  const out = new Float32Array(data.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = data[i * columns + j];
  return { shape: [columns, rows], data: out };
}

/** The matrices (in, out) side by side. */
function beside(matrices) {
  const rows = matrices[0].shape[0];
  const columns = matrices.map(({ shape }) => shape[1]);
  const width = columns.reduce((a, b) => a + b);
  const data = new Float32Array(rows * width);
  let first = 0;
  for (const [k, matrix] of matrices.entries()) {
    for (let i = 0; i < rows; i++)
      data.set(matrix.data.subarray(i * columns[k], (i + 1) * columns[k]), i * width + first);
    first += columns[k];
  }
  return { shape: [rows, width], data };
}

/** A GPT's parameters as a tree of {shape, data}, queries, keys and values fused. */
function parameters(weight, config) {
  const norm = (name) => ({ weight: weight(`${name}.weight`), bias: weight(`${name}.bias`) });
  const linear = (name) => transposed(weight(`${name}.weight`));
  const time = 3 * config.degree * (config.path_length - 1) + 3 + config.path_length - 1;
  const { shape, data } = weight('pos_encoding.weight');
  return {
    tokens: weight('embed_tokens.weight'),
    places: { shape: [time, shape[1]], data: data.slice(0, time * shape[1]) },
    layers: Array.from({ length: config.layers }, (_, l) => ({
      norm1: norm(`layers.${l}.ln_1`),
      qkv: beside(['queries', 'keys', 'values'].map((kind) => linear(`layers.${l}.attn.${kind}_linear`))),
      proj: linear(`layers.${l}.attn.proj`),
      norm2: norm(`layers.${l}.ln_2`),
      expand: linear(`layers.${l}.mlp.expand`),
      contract: linear(`layers.${l}.mlp.proj`),
    })),
    norm: norm('final_layernorm'),
    head: linear('lm_head'),
  };
}

export async function measure(make, fixture, seconds) {
  const { config, batches } = await (await fetch(`${fixture}.json`)).json();
  const step = await make(parameters(await weightsOf(`${fixture}.safetensors`), config), config);
  const losses = [];
  for (const { x, y } of batches) losses.push(await step(x, y));
  const { x, y } = batches.at(-1);
  return { losses, step: await timed(() => step(x, y), seconds) };
}
