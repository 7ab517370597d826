// A TCP proxy between browser and server that can refuse and cut: the bad network of a village, on demand.

import net from 'node:net';

/** Starts a proxy to a port of this machine; `close()` ends it. */
export async function startProxy(serverPort, listenPort = 0) {
  const proxy = new Proxy(serverPort);
  await proxy.listen(listenPort);
  return proxy;
}

class Proxy {
  #sockets = new Set();
  #server;
  #isRefusing = false;
  #cut = null;

  constructor(serverPort) {
    this.serverPort = serverPort;
    /** Bytes that went each way since the start. */
    this.bytes = { up: 0, down: 0 };
    /** Connections that came through. */
    this.connections = 0;
    this.#server = net.createServer((client) => this.#join(client));
  }

  listen(port) {
    return new Promise((done, fail) => {
      this.#server.once('error', fail);
      this.#server.listen(port, '127.0.0.1', () => {
        this.port = this.#server.address().port;
        done();
      });
    });
  }

  /** No network: open connections end, new ones are closed at once. */
  refuse() {
    this.#isRefusing = true;
    this.#endAll();
  }

  /** The network is back, whole. */
  pass() {
    this.#isRefusing = false;
    this.#cut = null;
  }

  /**
   * Cuts every connection once so many bytes went that way: `{ up: 2000 }` in the middle of a
   * request, `{ down: 100 }` in the middle of an answer; `times` connections, then all pass.
   */
  cutAfter({ up = Infinity, down = Infinity, times = Infinity }) {
    this.#cut = { up, down, times };
    // Connections that were open before would carry the next request past the knife.
    this.#endAll();
  }

  close() {
    this.refuse();
    return new Promise((done) => this.#server.close(done));
  }

  #endAll() {
    for (const socket of this.#sockets) socket.destroy();
  }

  #join(client) {
    if (this.#isRefusing) {
      client.destroy();
      return;
    }
    this.connections += 1;
    const server = net.connect(this.serverPort, '127.0.0.1');
    const pair = [client, server];
    const end = () => pair.forEach((socket) => socket.destroy());
    for (const socket of pair) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        end();
      });
    }
    this.#carry(client, server, 'up', end);
    this.#carry(server, client, 'down', end);
  }

  #carry(from, to, way, end) {
    let carried = 0;
    from.on('data', (chunk) => {
      const room = (this.#cut?.times > 0 ? this.#cut[way] : Infinity) - carried;
      const part = chunk.length > room ? chunk.subarray(0, Math.max(0, room)) : chunk;
      carried += part.length;
      this.bytes[way] += part.length;
      if (part.length < chunk.length) {
        this.#cut.times -= 1;
        to.write(part, end);
        return;
      }
      if (!to.write(part)) {
        from.pause();
        to.once('drain', () => from.resume());
      }
    });
    from.on('end', () => to.end());
  }
}

/** A port that nobody uses now. */
export function freePort() {
  return new Promise((done, fail) => {
    const probe = net.createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
