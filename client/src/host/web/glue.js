// What the web host needs of the browser: the worker, the lock, the device's secret, storage, time and fetch.
// Plain functions for host/web.rs; nothing of the app's rules stands here.

/** Is this a dedicated worker? */
export function isWorker() {
  return typeof DedicatedWorkerGlobalScope === 'function' && self instanceof DedicatedWorkerGlobalScope;
}

/** Can this browser keep files of its own, and say who uses them? */
export function isSupported() {
  return Boolean(self.isSecureContext && navigator.locks && navigator.storage && navigator.storage.getDirectory
    && typeof FileSystemFileHandle === 'function' && FileSystemFileHandle.prototype.createSyncAccessHandle);
}

/** The page's side: starts the worker and passes its words on. */
export function startWorker(hear, gone) {
  const address = document.querySelector('meta[name="tjb-worker"]')?.content;
  if (!address) {
    gone();
    return () => gone();
  }
  const worker = new Worker(address, { type: 'module' });
  worker.addEventListener('message', (event) => hear(event.data));
  worker.addEventListener('error', () => gone());
  worker.postMessage({ module: window.tjbModule });
  return (text) => worker.postMessage(text);
}

/** The page's side: the network is back, or the app came to the front; and whether the line costs by the byte, where the browser knows. */
export function watchPage(awake, line) {
  const { connection } = navigator;
  if (connection?.type) {
    const tell = () => line(connection.type === 'cellular');
    connection.addEventListener('change', tell);
    tell();
  }
  window.addEventListener('online', () => awake());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') {
      awake();
    }
  });
}

/** The page's side: asks the browser to keep the data. Some ask the person, some decide by themselves. */
export async function persist() {
  const storage = navigator.storage;
  if (!storage || !storage.persist) {
    return false;
  }
  return (await storage.persisted()) || storage.persist();
}

/** The worker's side: hears the page. */
export function listen(hear) {
  self.addEventListener('message', (event) => hear(event.data));
}

/** The worker's side: speaks to the page. */
export function speak(text) {
  self.postMessage(text);
}

/** Takes the lock and keeps it for as long as this worker lives. False when another window has it. */
export function takeLock(name) {
  return new Promise((resolve, reject) => {
    const held = (lock) => {
      resolve(Boolean(lock));
      return lock ? new Promise(() => {}) : undefined;
    };
    navigator.locks.request(name, { ifAvailable: true }, held).catch(reject);
  });
}

/**
 * Thirty-two bytes of this device. The key itself cannot be read by any script, this one neither: only what it makes of a
 * fixed text leaves it. Whoever copies the browser's whole profile has it all the same.
 */
export async function deviceSecret() {
  const db = await request(openDatabase());
  const read = db.transaction('key').objectStore('key').get('device');
  let key = await request(read);
  if (!key) {
    const made = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    const write = db.transaction('key', 'readwrite', { durability: 'strict' });
    const done = new Promise((resolve, reject) => {
      write.oncomplete = resolve;
      write.onabort = () => reject(write.error);
    });
    write.objectStore('key').put(made, 'device');
    await done;
    key = made;
  }
  db.close();
  const text = new TextEncoder().encode('tiejiaoban device secret 1');
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, text));
}

function openDatabase() {
  const opening = indexedDB.open('tiejiaoban', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('key');
  return opening;
}

function request(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

/** Bytes used and allowed. */
export async function estimate() {
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  return [usage, quota];
}

/** Has the browser promised to keep the data? */
export async function persisted() {
  return navigator.storage.persisted ? navigator.storage.persisted() : false;
}

/** Waits. */
export function sleep(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

/**
 * Sends a request; `said` are more headers, one a line. Given up when no byte moves for so long; there is no limit on the whole.
 * JSON is compressed where the browser can.
 */
export async function send(url, token, method, said, body, stallMilliseconds) {
  const abort = new AbortController();
  let timer;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), stallMilliseconds);
  };
  alive();
  try {
    const init = await requestOf(token, method, said, body);
    const answer = await fetch(url, { ...init, method, cache: 'no-store', credentials: 'omit', signal: abort.signal });
    return [answer.status, await wholeBody(answer, alive)];
  } finally {
    clearTimeout(timer);
  }
}

async function requestOf(token, method, said, body) {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  for (const line of said.split('\n').filter(Boolean)) {
    const [name, value] = line.split(': ');
    headers[name] = value;
  }
  if (!body) {
    return { headers };
  }
  headers['Content-Type'] = method === 'PUT' ? 'application/octet-stream' : 'application/json';
  if (method === 'PUT' || body.length < 256 || typeof CompressionStream !== 'function') {
    return { headers, body };
  }
  headers['Content-Encoding'] = 'gzip';
  const smaller = new Blob([body]).stream().pipeThrough(new CompressionStream('gzip'));
  return { headers, body: await new Response(smaller).blob() };
}

async function wholeBody(answer, alive) {
  if (!answer.body) {
    return new Uint8Array();
  }
  const reader = answer.body.getReader();
  const parts = [];
  let length = 0;
  for (;;) {
    alive();
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    parts.push(value);
    length += value.length;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
