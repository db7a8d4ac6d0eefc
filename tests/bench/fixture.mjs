/* What a peer needs to do Pathstar's work: initial weights, the first batches, and the losses that Pathstar then has. */
import { readFileSync, writeFileSync } from 'node:fs';
import { Engine } from './engine.mjs';

const STEPS = 3;

/** Inputs (batch, time) and targets (batch, path) of one batch, in the layout `paper`. */
function batch(engine, config, step) {
  const ids = { '|': config.labels, '=': config.labels + 1, '/': config.labels + 2 };
  const rows = Array.from({ length: config.batch }, (_, i) => {
    const { text } = JSON.parse(engine.text(engine.exports.graph(0, step * config.batch + i)));
    return text.match(/\d+|[|=/]/g).map((token) => ids[token] ?? Number(token));
  });
  return { x: rows.map((row) => row.slice(0, -1)), y: rows.map((row) => row.slice(-config.path_length)) };
}

/** Writes NAME.safetensors and NAME.json, {config, batches: [{x, y}], losses}. */
export function writeFixture(module, name, config) {
  const engine = new Engine(new WebAssembly.Instance(new WebAssembly.Module(readFileSync(module))));
  engine.create(config);
  writeFileSync(`${name}.safetensors`, engine.checkpoint());
  const batches = Array.from({ length: STEPS }, (_, step) => batch(engine, config, step));
  const losses = batches.map(() => {
    engine.step();
    return engine.loss();
  });
  writeFileSync(`${name}.json`, JSON.stringify({ config, batches, losses }));
}
