// The dedicated worker: the same module as the page, whose `main` sees where it runs and serves the
// store. GLUE stands above this text; web-build writes it.

// The page has compiled the module and hands it over with its first words. What it says before the
// module listens is kept, in order, and said again.
const early = [];
let take;
const handed = new Promise((done) => { take = done; });
const keep = (event) => (event.data.module ? take(event.data.module) : early.push(event));
self.addEventListener('message', keep);

const [module, glue] = await Promise.all([handed, import(GLUE)]);
await glue.default({ module_or_path: module });

self.removeEventListener('message', keep);
for (const { data, ports } of early) {
  self.dispatchEvent(new MessageEvent('message', { data, ports }));
}
