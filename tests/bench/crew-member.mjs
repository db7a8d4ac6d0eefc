/* A thread of a threaded module in the tab. */
self.onmessage = async ({ data: { module, memory, address } }) => {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  self.postMessage('ready');
  exports.help(address);
};
