// What a journey needs, in one import: server, browsers, proxy, and a way to clean up whatever happened.

export { DESK, PHONE, openBrowser } from './browser.mjs';
export { freePort, startProxy } from './proxy.mjs';
export { WEB, startServer } from './server.mjs';

/**
 * Runs a journey with things that are closed afterwards, last opened first, also when it fails:
 * `journey(async (keep) => { const server = await keep(startServer()); … })`.
 */
export async function journey(walk) {
  const kept = [];
  const keep = async (promise) => {
    const thing = await promise;
    kept.push(thing);
    return thing;
  };
  try {
    await walk(keep);
  } catch (error) {
    for (const thing of kept) await explain(thing, error);
    throw error;
  } finally {
    for (const thing of kept.reverse()) await thing.close();
  }
}

/** Adds to a failed journey what server and browser had to say. */
async function explain(thing, error) {
  if (thing.log) console.error(`server wrote:\n${thing.log.slice(-4000)}`);
  if (thing.faults?.length) console.error(`the page's errors:\n${thing.faults.join('\n')}`);
  if (thing.page && !thing.page.isClosed()) {
    const name = `failed-${Date.now()}`;
    await thing.screenshot(name).catch(() => {});
    console.error(`picture: target/screenshots/${name}.png at ${thing.page.url()} (${error.name})`);
  }
}

/** Waits until a question about the outside world is answered with yes. */
export async function until(sentence, question, patience = 20_000) {
  const begun = Date.now();
  for (;;) {
    const answer = await question();
    if (answer) return answer;
    if (Date.now() - begun > patience) throw new Error(`never came true: ${sentence}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
