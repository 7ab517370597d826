// The bad network itself: what the journeys rely on when they cut and refuse.

import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';

import { startProxy } from './proxy.mjs';

/** A server that sends everything back. */
async function startEcho() {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.pipe(socket);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

/** Sends through the proxy and collects what comes back until the end or until all is back. */
function send(port, text) {
  return new Promise((done) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(text));
    let back = '';
    socket.on('data', (chunk) => {
      back += chunk;
      if (back.length >= text.length) socket.end();
    });
    socket.on('error', () => {});
    socket.on('close', () => done(back));
  });
}

test('the proxy passes, refuses and cuts in either direction', async () => {
  const echo = await startEcho();
  const proxy = await startProxy(echo.address().port);
  const text = 'x'.repeat(1000);
  try {
    assert.equal(await send(proxy.port, text), text);
    assert.deepEqual(proxy.bytes, { up: 1000, down: 1000 });

    proxy.refuse();
    assert.equal(await send(proxy.port, text), '');

    proxy.pass();
    proxy.cutAfter({ down: 300, times: 1 });
    assert.equal((await send(proxy.port, text)).length, 300);
    assert.equal(await send(proxy.port, text), text, 'only one connection was to be cut');

    proxy.cutAfter({ up: 0 });
    assert.equal(await send(proxy.port, text), '');
  } finally {
    await proxy.close();
    await new Promise((done) => echo.close(done));
  }
});
