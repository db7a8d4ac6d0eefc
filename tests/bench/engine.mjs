/* A page's module by its raw exports (wasm/exports.c), in node or in a tab: what a benchmark needs of them. */
export class Engine {
  /** `memory` is what a threaded module was given to import; others have their own. */
  constructor(instance, memory = instance.exports.memory) {
    this.exports = instance.exports;
    this.memory = memory;
    this.threads = 1;
    this.exports._initialize();
  }
  text(address) {
    if (address === 0) throw new Error(this.text(this.exports.message()));
    const tail = new Uint8Array(this.memory.buffer, address);
    return new TextDecoder().decode(tail.slice(0, tail.indexOf(0)));
  }
  must(status) {
    if (status !== 0) throw new Error(this.text(this.exports.message()));
  }
  configure(config) {
    const lines = Object.entries(config).map(([name, value]) => `${name}=${value}\n`);
    const bytes = new TextEncoder().encode(`${lines.join('')}\0`);
    const address = this.exports.reserve(bytes.length);
    new Uint8Array(this.memory.buffer, address, bytes.length).set(bytes);
    this.must(this.exports.configure());
  }
  create(config) {
    this.configure(config);
    this.must(this.exports.create(this.threads));
  }
  step() {
    this.must(this.exports.step(1));
  }
  loss() {
    return new Float64Array(this.memory.buffer, this.exports.progress(), 2)[1];
  }
  evaluate(graphs) {
    if (this.exports.evaluate(1, graphs) === 0) this.must(-1);
  }
  checkpoint() {
    const size = this.exports.save();
    if (size === 0) this.must(-1);
    return new Uint8Array(this.memory.buffer, this.exports.saved(), size).slice();
  }
}
