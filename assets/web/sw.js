// The service worker: keeps one whole version of the app and answers from it, with or without a
// network. VERSION and FILES, a list of [address, digest], stand above this text; web-build writes
// them. It never touches /v1: what is sent and received is the app's own business.

const KIND = 'tjb-';
const CACHE = KIND + VERSION;
const PAGE = '/index.html';
const ADDRESSES = new Set(FILES.map(([address]) => address));
// The server's own pages; every other address is the app's.
const SERVER = /^\/(v1|metrics|health|ready)(\/|$)/;
const HASHED = /-[0-9a-f]{10}\.\w+$/;

self.addEventListener('install', (event) => {
  event.waitUntil(fill().then(tellWaiting));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOthers().then(() => self.clients.claim()));
});

self.addEventListener('message', (event) => {
  if (event.data && event.data.type === 'activate') {
    self.skipWaiting();
  }
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin || SERVER.test(pathname)) {
    return;
  }
  if (request.mode === 'navigate') {
    // From the cache first, not the network: a newer page would ask for files of a version that
    // is not here yet, and a lost signal in between would leave it half open.
    event.respondWith(kept(PAGE, request));
  } else if (ADDRESSES.has(pathname)) {
    event.respondWith(kept(pathname, request));
  }
});

async function kept(address, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address)) || fetch(request);
}

/** All or nothing: one file that is missing or not the one meant, and this version is not taken. */
async function fill() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(FILES.map(([address, digest]) => add(cache, address, digest)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function add(cache, address, digest) {
  const isHashed = HASHED.test(address);
  // A hashed name never changes its content: what an older version kept is not fetched again.
  const known = isHashed ? await caches.match(address) : undefined;
  const answer = known || await fetch(address, {
    integrity: digest,
    cache: isHashed ? 'default' : 'no-cache',
  });
  if (!answer.ok) {
    throw new Error(`${address}: ${answer.status}`);
  }
  await cache.put(address, answer);
}

/** A first version has nobody to wait for; a later one waits until the page says `activate`. */
async function tellWaiting() {
  if (!self.registration.active) {
    return;
  }
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) {
    page.postMessage({ type: 'waiting', version: VERSION });
  }
}

async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(KIND) && name !== CACHE).map((name) => caches.delete(name)),
  );
}
