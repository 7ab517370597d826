// A real Chromium with a profile of its own: a phone or a desk, that can lose the network, be killed
// and be opened again on the same profile.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { chromium } from 'playwright-core';

import { startProxy } from './proxy.mjs';

const run = promisify(execFile);
const PICTURES = resolve(import.meta.dirname, '../../target/screenshots');
const EXECUTABLE = process.env.CHROMIUM || '/usr/bin/chromium';
const SWITCHES = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};
export const DESK = { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 };

/** Opens a browser on a fresh profile, with a network of its own: `openBrowser(server, PHONE)`; `switches` are Chromium's. */
export async function openBrowser(server, shape, switches = []) {
  const profile = await mkdtemp(join(tmpdir(), 'tjb-profile-'));
  const browser = new Browser(await startProxy(server.port), shape, profile);
  browser.switches = switches;
  await browser.open();
  return browser;
}

class Browser {
  /** Errors that the page threw or wrote, network failures apart. */
  faults = [];

  constructor(proxy, shape, profile) {
    this.proxy = proxy;
    this.url = `http://localhost:${proxy.port}`;
    this.shape = shape;
    this.profile = profile;
  }

  /** Starts the browser on its profile; `page` is then an empty page. */
  async open() {
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: EXECUTABLE,
      args: [...SWITCHES, ...this.switches],
      chromiumSandbox: false,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      acceptDownloads: true,
      geolocation: { latitude: 26.65, longitude: 106.63, accuracy: 12 },
      permissions: ['geolocation'],
      ...this.shape,
    });
    this.context.setDefaultTimeout(20_000);
    this.page = this.context.pages()[0] || (await this.context.newPage());
    this.#listen();
  }

  #listen() {
    this.page.on('pageerror', (error) => this.faults.push(`thrown: ${error.message}`));
    this.page.on('console', (message) => {
      const isNetwork = /Failed to load resource|net::ERR_/.test(message.text());
      if (message.type() === 'error' && !isNetwork) this.faults.push(message.text());
    });
  }

  /** The element with this data-testid. */
  at(testid) {
    return this.page.getByTestId(testid);
  }

  /** No network: the browser knows it, and the proxy answers nobody. */
  async goOffline() {
    this.proxy.refuse();
    await this.context.setOffline(true);
  }

  async goOnline() {
    this.proxy.pass();
    await this.context.setOffline(false);
  }

  /** The battery is out: every process of this profile dies at once, without a word. */
  async kill() {
    const closed = new Promise((done) => this.context.once('close', done));
    for (const pid of await processesWith(this.profile)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch (error) {
        // Gone between the listing and the blow.
        if (error.code !== 'ESRCH') throw error;
      }
    }
    await closed;
  }

  /** After `kill`: opens again on the same profile, at an address. */
  async reopen(path = '/') {
    const locks = ['SingletonLock', 'SingletonCookie', 'SingletonSocket'];
    await Promise.all(locks.map((name) => rm(join(this.profile, name), { force: true })));
    await this.open();
    await this.page.goto(this.url + path);
  }

  /** By link and six digits to the home screen or the desk. */
  async enrol(link, pin) {
    await this.page.goto(this.url + new URL(link).pathname);
    await this.at('enroll-next').click();
    await this.typePin('pin-input', pin);
    // The sixth digit of the second field sends the form.
    await this.typePin('pin-confirm', pin);
  }

  async unlock(pin) {
    await this.typePin('unlock-pin', pin);
  }

  async typePin(testid, pin) {
    await this.at(testid).fill(pin);
  }

  /** A picture for people, in target/screenshots. */
  async screenshot(name) {
    await mkdir(PICTURES, { recursive: true });
    await this.page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }

  /** The whole length of the page, as one picture. */
  async screenshotWhole(name) {
    await mkdir(PICTURES, { recursive: true });
    await this.page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  }

  /** Resolves once the service worker holds a whole version and controls the page. */
  async untilInstalled() {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller) {
        await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
      }
    });
  }

  async close() {
    await this.context.close();
    await this.proxy.close();
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Processes of this user whose command line names the folder, as every process of a profile's browser does. */
async function processesWith(folder) {
  const { stdout } = await run('ps', ['-axww', '-o', 'pid=,args=']);
  return stdout
    .split('\n')
    .filter((line) => line.includes(folder) && !line.includes('ps -axww'))
    .map((line) => Number.parseInt(line, 10));
}
