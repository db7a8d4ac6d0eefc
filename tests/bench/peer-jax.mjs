/* Runs in Chromium: the step in @jax-js/jax, on its wasm backend, jitted whole (faster than gradient and update apart).
 * Sequences are padded to a multiple of eight, because its batched products are slow at odd sizes; no position looks at the
 * padding, so the loss is the same. Its arrays are owned: `.ref` keeps one that is used again. */
import { blockUntilReady, defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { measure } from './peer.mjs';

const PADDED_TO = 8;

const layerNorm = (x, { weight, bias }) => nn.standardize(x, -1, { epsilon: 1e-5 }).mul(weight).add(bias);

/* x (batch, padded), of which the first `time` count */
function loss(p, x, y, time, config) {
  const { heads, width, path_length } = config;
  const [batch, padded] = x.shape;
  const rows = (array) => array.reshape([batch * padded, -1]);
  const cube = (array) => array.reshape([batch, padded, -1]);
  const vocabulary = config.labels + 4;
  let h = cube(np.matmul(rows(nn.oneHot(x, vocabulary)), p.tokens)).add(p.places);
  for (const layer of p.layers) {
    const qkv = np.matmul(rows(layerNorm(h.ref, layer.norm1)), layer.qkv);
    const [q, k, v] = np.split(qkv, 3, 1).map((part) => part.reshape([batch, padded, heads, width / heads]));
    const attended = rows(nn.dotProductAttention(q, k, v, { isCausal: true }));
    h = h.add(cube(np.matmul(attended, layer.proj)));
    const hidden = nn.gelu(np.matmul(rows(layerNorm(h.ref, layer.norm2)), layer.expand));
    h = h.add(cube(np.matmul(hidden, layer.contract)));
  }
  const asked = h.slice([], [time - path_length, time]).reshape([batch * path_length, width]);
  const said = nn.logSoftmax(np.matmul(layerNorm(asked, p.norm), p.head));
  return said
    .mul(nn.oneHot(y.reshape([-1]), vocabulary))
    .sum()
    .mul(-1 / (batch * path_length));
}

async function make(parameters, config) {
  await init('wasm');
  defaultDevice('wasm');
  const { beta1, beta2, epsilon, clip, learning_rate } = config;
  const load = (node) =>
    node.data ? np.array(node.data).reshape(node.shape) : Array.isArray(node) ? node.map(load) : loadAll(node);
  const loadAll = (node) => Object.fromEntries(Object.entries(node).map(([name, value]) => [name, load(value)]));

  const time = parameters.places.shape[0];
  const padding = Array(-time & (PADDED_TO - 1)).fill(0);

  /* rate: learning rate / (1 - beta1^t); root: 1 / sqrt(1 - beta2^t) */
  const train = jit((weights, first, second, x, y, rate, root) => {
    const [value, gradients] = valueAndGrad((p) => loss(p, x, y, time, config))(tree.ref(weights));
    const squares = tree.leaves(tree.map((g) => np.square(g.ref).sum(), gradients)).reduce((a, b) => a.add(b));
    const scale = np.minimum(np.reciprocal(np.sqrt(squares).add(1e-6)).mul(clip), 1);
    const clipped = tree.map((g) => g.mul(scale.ref), gradients);
    const mean = tree.map((m, g) => m.mul(beta1).add(g.ref.mul(1 - beta1)), first, clipped);
    const square = tree.map((v, g) => v.mul(beta2).add(np.square(g).mul(1 - beta2)), second, clipped);
    const moved = tree.map(
      (w, m, v) => w.sub(m.ref.mul(rate.ref).div(np.sqrt(v.ref).mul(root.ref).add(epsilon))),
      weights,
      mean,
      square,
    );
    for (const array of [scale, rate, root]) array.dispose();
    return [value, moved, mean, square];
  });

  let weights = loadAll(parameters);
  weights.places = np.pad(weights.places, [
    [0, padding.length],
    [0, 0],
  ]);
  let first = tree.map((w) => np.zeros(w.shape), tree.ref(weights));
  let second = tree.map((w) => np.zeros(w.shape), tree.ref(weights));
  let steps = 0;
  return async (x, y) => {
    steps++;
    const inputs = np.array(
      x.map((row) => [...row, ...padding]),
      { dtype: np.int32 },
    );
    const targets = np.array(y, { dtype: np.int32 });
    const rate = np.array(learning_rate / (1 - beta1 ** steps));
    const root = np.array(1 / Math.sqrt(1 - beta2 ** steps));
    let value;
    [value, weights, first, second] = train(weights, first, second, inputs, targets, rate, root);
    await blockUntilReady(weights);
    return value.jsAsync();
  };
}

export const run = (fixture, seconds) => measure(make, fixture, seconds);
