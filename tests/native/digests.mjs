/* The list of digests.txt, and a module held to it by its raw exports: in node (test_digests.mjs) and in a tab
 * (../browser/digests.spec.ts). */
import { Engine } from '../bench/engine.mjs';

const STEPS = 200;
const EARLY_STEPS = 12;

/**
 * The cases of the list's text: the base's fields and the line's own. With the text of digests_early.txt their digests are
 * those after EARLY_STEPS, a line a case in the same order.
 * @param {string} text
 * @param {string | null} early
 */
export function parse(text, early = null) {
  const fields = (/** @type {string[]} */ words) => words.map((word) => word.split('='));
  /** @type {string[][]} */
  const base = [];
  const cases = [];
  for (const [index, line] of text.split('\n').entries()) {
    const [first = '', second = '', ...settings] = line.split(' ');
    if (first === '' || first === '#') continue;
    if (first === 'base') base.push(...fields([second, ...settings]));
    else {
      const config = Object.fromEntries([...base, ...fields(settings)]);
      cases.push({ line: index + 1, settings: settings.join(' '), config, digests: [first, second], steps: STEPS });
    }
  }
  if (early === null) return cases;
  const lines = early.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  if (lines.length !== cases.length) throw new Error(`digests_early.txt has ${lines.length} lines, not ${cases.length}`);
  return cases.map((one, at) => ({ ...one, digests: (lines[at] ?? '').split(' '), steps: EARLY_STEPS }));
}

/**
 * What is wrong with the module, a line a case: each is trained and saved half way; it goes on, and so does what is loaded
 * from there. All steps in one go are test_digests.c's matter.
 * @param {WebAssembly.Module} module
 * @param {string} text
 * @param {string | null} early
 */
export function differences(module, text, early = null) {
  const engine = () => new Engine(new WebAssembly.Instance(module));
  const found = [];
  for (const { line, settings, config, digests, steps } of parse(text, early)) {
    const straight = engine();
    straight.create(config);
    straight.must(straight.exports.step(steps / 2));
    const checkpoint = straight.checkpoint();
    const resumed = engine();
    const address = resumed.exports.reserve(checkpoint.length);
    new Uint8Array(resumed.exports.memory.buffer, address, checkpoint.length).set(checkpoint);
    resumed.must(resumed.exports.load(checkpoint.length, 1));
    for (const [run, how] of [
      [straight, ''],
      [resumed, ', resumed'],
    ]) {
      run.must(run.exports.step(steps / 2));
      const digest = run.text(run.exports.digest());
      const expected = digests[digest.endsWith('-fma') ? 1 : 0];
      const kernels = run.text(run.exports.kernels());
      if (digest !== expected)
        found.push(`digests.txt:${line}: ${settings}: kernels ${kernels}${how}: ${digest} after ${steps} steps, expected ${expected}`);
    }
  }
  return found;
}
