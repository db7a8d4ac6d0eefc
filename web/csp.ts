/* What the page may do, as a Content-Security-Policy: run and fetch its own files, compile WebAssembly, and nothing else.
 * The built index.html has it as a meta tag, for hosts that send no headers; the preview server and the one of the tests
 * send it as a header, which binds the workers too, each by the response its script came in. 'self' is all it names, so it
 * holds on any host. It says nothing of frames: the page is there to be embedded. */
export const CSP = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  /* blob: is a figure on its way to a PNG (src/ui/figure/save.ts). */
  "img-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  /* src/platform/scripts.ts */
  'trusted-types pathstar',
].join('; ');
