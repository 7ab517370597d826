// Starts the app on the page and looks after its service worker. GLUE and WASM, the names of the
// bound module, stand above this text; web-build writes them.

const hour = 60 * 60 * 1000;
// How long taking over may need before the page is loaded anew to help it along, in milliseconds.
const patience = 3000;

start();

async function start() {
  if (!isSupported()) {
    show('outdated');
    return;
  }
  takeOpeningAwayOnFirstScreen();
  // The worker may not be needed for the first screen, but a new version must get in even when
  // this one does not start: so it is registered whatever becomes of the app.
  try {
    // Compiling begins with the first byte, while the glue is still on its way.
    const [module, glue] = await Promise.all([WebAssembly.compileStreaming(fetch(WASM)), import(GLUE)]);
    // For the worker: it would compile the same once more, and the first screen waits for it.
    window.tjbModule = module;
    await glue.default({ module_or_path: module });
  } catch (error) {
    console.error('the app did not start', error);
    show('unopened');
  } finally {
    await guard();
  }
}

/** What the app cannot do without: modules in workers, weak references, files of its own. */
function isSupported() {
  return typeof WebAssembly === 'object'
    && typeof WeakRef === 'function'
    && Boolean(navigator.locks && navigator.storage && navigator.storage.getDirectory)
    && knowsModuleWorkers();
}

/** A browser that knows module workers reads the option; throwing then keeps it from starting one. */
function knowsModuleWorkers() {
  let asked = false;
  const options = {
    get type() {
      asked = true;
      throw new TypeError('only asking');
    },
  };
  try {
    new Worker(GLUE, options).terminate();
  } catch (error) {
    return asked;
  }
  return asked;
}

function show(id) {
  document.getElementById('main').hidden = true;
  document.getElementById(id).hidden = false;
}

/** The app adds to #main and leaves alone what it finds there. */
function takeOpeningAwayOnFirstScreen() {
  const main = document.getElementById('main');
  const observer = new MutationObserver(() => {
    const opening = document.getElementById('opening');
    if (opening && main.childElementCount > 1) {
      opening.remove();
      observer.disconnect();
    }
  });
  observer.observe(main, { childList: true });
}

/**
 * Registers the service worker. `tjb-update` on window says that a new version waits (then
 * `tjbUpdateWaiting` is true, for those who listen late); `tjbUpdate()` takes it and reloads.
 */
async function guard() {
  window.tjbUpdateWaiting = false;
  window.tjbUpdate = () => location.reload();
  if (!('serviceWorker' in navigator)) {
    return;
  }
  reloadWhenTakenOver();
  navigator.serviceWorker.addEventListener('message', (event) => {
    if (event.data && event.data.type === 'waiting') {
      announce();
    }
  });
  let registration;
  try {
    registration = await navigator.serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' });
  } catch (error) {
    // Works without, but not offline: private windows and odd certificates come here.
    console.warn('no service worker', error);
    return;
  }
  window.tjbUpdate = () => update(registration);
  if (registration.waiting && registration.active) {
    announce();
  }
  lookForUpdates(registration);
}

function announce() {
  window.tjbUpdateWaiting = true;
  window.dispatchEvent(new CustomEvent('tjb-update'));
}

/**
 * Taking over waits for every request that the old version still answers, and Chromium sometimes counts one as unanswered for as
 * long as the page stands, when it is taken while the page is still loading. A reload ends those: after a while it is done anyway.
 */
function update(registration) {
  const next = registration.waiting || registration.installing;
  if (next) {
    next.postMessage({ type: 'activate' });
    setTimeout(() => location.reload(), patience);
  } else {
    location.reload();
  }
}

/** Once a new version has taken over, the files of the old one are gone: no page may go on with them. The first version has no old one. */
function reloadWhenTakenOver() {
  if (navigator.serviceWorker.controller) {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  }
}

/** An installed app may stay open for days: it looks when it comes back, once an hour at most. */
function lookForUpdates(registration) {
  let lookedAt = Date.now();
  const look = () => {
    if (document.visibilityState === 'visible' && navigator.onLine && Date.now() - lookedAt > hour) {
      lookedAt = Date.now();
      registration.update().catch((error) => console.warn('no look for updates', error));
    }
  };
  document.addEventListener('visibilitychange', look);
  window.addEventListener('online', look);
}
