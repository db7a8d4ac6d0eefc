/* Runs in Chromium, bundled: the step in TensorFlow.js, on its wasm backend. */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { measure } from './peer.mjs';

function layerNorm(x, { weight, bias }) {
  const { mean, variance } = tf.moments(x, -1, true);
  return tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5))), weight), bias);
}

/* The tanh form, as Pathstar's. */
function gelu(x) {
  const inner = tf.mul(tf.add(x, tf.mul(tf.mul(tf.mul(x, x), x), 0.044715)), Math.sqrt(2 / Math.PI));
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
}

function loss(p, x, y, mask, config) {
  const { heads, width, path_length } = config;
  const [batch, time] = x.shape;
  const vocabulary = config.labels + 4;
  const split = (part) => tf.transpose(tf.reshape(part, [batch, time, heads, width / heads]), [0, 2, 1, 3]);
  const embedded = tf.matMul(tf.oneHot(tf.reshape(x, [-1]), vocabulary), p.tokens);
  let h = tf.reshape(tf.add(tf.reshape(embedded, [batch, time, width]), p.places), [-1, width]);
  for (const layer of p.layers) {
    const [q, k, v] = tf.split(tf.matMul(layerNorm(h, layer.norm1), layer.qkv), 3, 1).map(split);
    const scores = tf.add(tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(width / heads)), mask);
    const attended = tf.transpose(tf.matMul(tf.softmax(scores), v), [0, 2, 1, 3]);
    h = tf.add(h, tf.matMul(tf.reshape(attended, [-1, width]), layer.proj));
    h = tf.add(h, tf.matMul(gelu(tf.matMul(layerNorm(h, layer.norm2), layer.expand)), layer.contract));
  }
  const asked = tf.slice(tf.reshape(h, [batch, time, width]), [0, time - path_length, 0], [-1, path_length, -1]);
  const logits = tf.matMul(tf.reshape(layerNorm(asked, p.norm), [-1, width]), p.head);
  const said = tf.sum(tf.mul(logits, tf.oneHot(tf.reshape(y, [-1]), vocabulary)), -1);
  return tf.mean(tf.sub(tf.logSumExp(logits, -1), said));
}

async function make(parameters, config) {
  setWasmPaths('/tests/bench/node_modules/@tensorflow/tfjs-backend-wasm/dist/');
  await tf.setBackend('wasm');
  const load = (node) =>
    node.data ? tf.variable(tf.tensor(node.data, node.shape)) : Array.isArray(node) ? node.map(load) : loadAll(node);
  const loadAll = (node) => Object.fromEntries(Object.entries(node).map(([name, value]) => [name, load(value)]));
  const weights = loadAll(parameters);
  const time = parameters.places.shape[0];
  const mask = tf.tensor2d(
    Array.from({ length: time }, (_, i) => Array.from({ length: time }, (_, j) => (j <= i ? 0 : -1e9))),
  );
  /* AdamW without weight decay is Adam. */
  const optimizer = tf.train.adam(config.learning_rate, config.beta1, config.beta2, config.epsilon);
  return async (x, y) => {
    const value = tf.tidy(() => {
      const [inputs, targets] = [tf.tensor2d(x, undefined, 'int32'), tf.tensor2d(y, undefined, 'int32')];
      const { value, grads } = tf.variableGrads(() => loss(weights, inputs, targets, mask, config));
      const norm = tf.sqrt(tf.addN(Object.values(grads).map((g) => tf.sum(tf.square(g)))));
      const scale = tf.minimum(tf.div(config.clip, tf.add(norm, 1e-6)), 1);
      for (const name of Object.keys(grads)) grads[name] = tf.mul(grads[name], scale);
      optimizer.applyGradients(grads);
      return value;
    });
    const [read] = await value.data();
    value.dispose();
    return read;
  };
}

export const run = (fixture, seconds) => measure(make, fixture, seconds);
