// The real server with a demo town in a temporary folder.

import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { freePort } from './proxy.mjs';

const run = promisify(execFile);
const PROJECT = resolve(import.meta.dirname, '../..');
const BINARY = process.env.TJB_SERVER || join(PROJECT, 'target/debug/sync-server');
export const WEB = process.env.TJB_WEB || join(PROJECT, 'target/site');
const PATIENCE = 60_000;

/** Makes the town, starts the server; `web` is another folder of the web client. */
export async function startServer({ scale = 'small', web = WEB } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'tjb-server-'));
  const server = new Server(join(folder, 'data'), folder, web);
  try {
    await run(BINARY, ['demo', '--data', server.data, '--scale', scale]);
    server.port = await freePort();
    server.url = `http://localhost:${server.port}`;
    await server.start();
  } catch (error) {
    await server.close();
    throw error;
  }
  return server;
}

class Server {
  #process = null;
  /** What it wrote, for the report of a test that fails. */
  log = '';

  constructor(data, folder, web) {
    this.data = data;
    this.folder = folder;
    this.web = web;
  }

  async start() {
    const words = ['serve', '--data', this.data, '--listen', `127.0.0.1:${this.port}`];
    const child = spawn(BINARY, [...words, '--web', this.web, '--public-url', this.url]);
    this.#process = child;
    const keep = (text) => { this.log += text; };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const begun = Date.now();
    while (!(await answers(this.port))) {
      if (child.exitCode !== null || Date.now() - begun > PATIENCE) {
        throw new Error(`the server does not start:\n${this.log}`);
      }
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  /** Pulls the plug: SIGKILL. */
  async kill() {
    await this.#end('SIGKILL');
  }

  async stop() {
    await this.#end('SIGTERM');
  }

  #end(signal) {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((done) => {
      child.once('exit', done);
      child.kill(signal);
    });
  }

  async close() {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Runs one of the server's commands beside it; what it printed. */
  async command(...words) {
    const { stdout } = await run(BINARY, [...words, '--data', this.data]);
    return stdout;
  }

  /** A fresh one-time code and link for a demo member, `worker` or `supervisor`, or for a member by name. */
  async invite(member) {
    const who = ['worker', 'supervisor'].includes(member) ? ['--demo', member] : ['--member', member];
    const words = ['enroll', '--data', this.data, ...who, '--url', this.url];
    const { stdout } = await run(BINARY, [...words, '--minutes', '1440']);
    const found = stdout.match(/https?:\/\/\S+\/enroll\/([A-Za-z0-9-]+)/);
    if (!found) throw new Error(`no link in what enroll printed:\n${stdout}`);
    return { link: found[0], code: found[1] };
  }
}

function answers(port) {
  return new Promise((done) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => { socket.destroy(); done(true); });
    socket.once('error', () => done(false));
  });
}
