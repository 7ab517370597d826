// The dedicated worker: the same module as the page, whose `main` sees where it runs and serves the
// store. GLUE and WASM stand above this text; web-build writes them.

// What the page says before the module listens is kept, in order, and said again.
const early = [];
const keep = (event) => early.push(event);
self.addEventListener('message', keep);

const [module, glue] = await Promise.all([WebAssembly.compileStreaming(fetch(WASM)), import(GLUE)]);
await glue.default({ module_or_path: module });

self.removeEventListener('message', keep);
for (const { data, ports } of early) {
  self.dispatchEvent(new MessageEvent('message', { data, ports }));
}
