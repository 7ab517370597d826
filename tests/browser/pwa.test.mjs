// The installed web app: what the build and the service worker promise, whatever the screens show.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { PHONE, WEB, journey, openBrowser, startServer } from './harness.mjs';

/** The first screen of an app that has not been enrolled. */
const FIRST = 'enroll-code';

/** A copy of the web client that a test may change. */
async function copyOfSite() {
  const folder = await mkdtemp(join(tmpdir(), 'tjb-site-'));
  await cp(WEB, folder, { recursive: true });
  return { folder, close: () => rm(folder, { recursive: true, force: true }) };
}

/** Publishes a new version: the same app under another version of the service worker. */
async function publish(folder, version) {
  const path = join(folder, 'sw.js');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace(/const VERSION = "\w+"/, `const VERSION = "${version}"`));
  await rm(`${path}.br`, { force: true });
  await rm(`${path}.gz`, { force: true });
}

const versionsKept = (page) => page.evaluate(() => caches.keys());

test('the app installs itself and opens without any network', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  await phone.page.goto(phone.url);
  await phone.at(FIRST).waitFor();
  await phone.untilInstalled();

  await phone.goOffline();
  await phone.page.reload();
  await phone.at(FIRST).waitFor();
  await phone.page.goto(`${phone.url}/enroll/ABCD2345`);
  await phone.at(FIRST).waitFor();
  assert.deepEqual(phone.faults, [], 'the strict content policy is kept and nothing throws');
}));

test('the page is readable, in Chinese, and can be installed', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  const answer = await phone.page.goto(phone.url);
  assert.match(answer.headers()['content-security-policy'], /script-src 'self' 'wasm-unsafe-eval'/);
  assert.equal(await phone.page.locator('html').getAttribute('lang'), 'zh-CN');
  const viewport = await phone.page.locator('meta[name=viewport]').getAttribute('content');
  assert.match(viewport, /viewport-fit=cover/);
  assert.doesNotMatch(viewport, /user-scalable|maximum-scale/);
  const manifest = await phone.page.evaluate(() => fetch('/manifest.webmanifest').then((it) => it.json()));
  assert.equal(manifest.name, '铁脚板');
  for (const { src, sizes } of manifest.icons) {
    const size = await phone.page.evaluate(async (address) => {
      const picture = await createImageBitmap(await (await fetch(address)).blob());
      return `${picture.width}x${picture.height}`;
    }, src);
    assert.equal(size, sizes, src);
  }
}));

test('a new version waits until it is taken, also across a reload', () => journey(async (keep) => {
  const site = await keep(copyOfSite());
  const server = await keep(startServer({ web: site.folder }));
  const phone = await keep(openBrowser(server, PHONE));
  await phone.page.goto(phone.url);
  await phone.at(FIRST).waitFor();
  await phone.untilInstalled();
  const [first] = await versionsKept(phone.page);
  assert.equal(await phone.page.evaluate(() => window.tjbUpdateWaiting), false);

  await publish(site.folder, 'second');
  await phone.page.reload();
  await phone.page.waitForFunction(() => window.tjbUpdateWaiting === true);
  assert.deepEqual((await versionsKept(phone.page)).sort(), [first, 'tjb-second'].sort());

  await phone.page.reload();
  await phone.page.waitForFunction(() => window.tjbUpdateWaiting === true);
  await phone.page.evaluate(() => {
    window.isOld = true;
    window.tjbUpdate();
  });
  await phone.page.waitForFunction(() => window.isOld === undefined && caches.keys().then((all) => String(all) === 'tjb-second'));
  await phone.at(FIRST).waitFor();
  await phone.goOffline();
  await phone.page.reload();
  await phone.at(FIRST).waitFor();
}));

test('a version with a damaged file is not taken, the old one stays', () => journey(async (keep) => {
  const site = await keep(copyOfSite());
  const server = await keep(startServer({ web: site.folder }));
  const phone = await keep(openBrowser(server, PHONE));
  await phone.page.goto(phone.url);
  await phone.untilInstalled();
  const kept = await versionsKept(phone.page);

  await publish(site.folder, 'damaged');
  for (const ending of ['', '.br', '.gz']) await rm(join(site.folder, `index.html${ending}`), { force: true });
  await writeFile(join(site.folder, 'index.html'), '<p>half a page');
  const outcome = await phone.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const next = new Promise((done) => registration.addEventListener('updatefound', () => {
      registration.installing.addEventListener('statechange', (event) => done(event.target.state));
    }));
    await registration.update();
    return next;
  });
  assert.equal(outcome, 'redundant');
  await phone.goOffline();
  await phone.page.reload();
  await phone.at(FIRST).waitFor();
  assert.deepEqual(await versionsKept(phone.page), kept, 'nothing of the damaged version is left');
}));

test('a browser that is too old is told so in plain words', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  await phone.page.addInitScript(() => { delete globalThis.WeakRef; });
  await phone.page.goto(phone.url);
  await phone.page.getByRole('heading', { name: '请更新浏览器' }).waitFor();
  assert.equal(await phone.page.locator('#main').isVisible(), false);
}));
