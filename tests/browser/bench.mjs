// Figures of the web app in a real browser, one a line: name, value, unit. Not a test: nothing here fails for being slow.
// The processor is slowed down four times, as on a cheap phone, where the name says so.

import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { DESK, PHONE, WEB, journey, openBrowser, startServer, until } from './harness.mjs';
import { PIN, begins, deskTotal, enrolDesk, enrolPhone, recordVisit, startVisit, statesToday } from './steps.mjs';

const SLOWDOWN = 4;
const STARTS = 5;
const SAVES = 30;
const DAY = 20;
const PATIENT = { timeout: 600_000 };
const TEXTS = ['张', '李', '王', '村', '1号', '13'];

const tell = (name, value, unit) => console.log(`${name}, ${Math.round(value * 10) / 10}, ${unit}`);
const sorted = (values) => [...values].sort((a, b) => a - b);
const median = (values) => sorted(values)[Math.floor(values.length / 2)];
const p95 = (values) => sorted(values)[Math.min(values.length - 1, Math.ceil(values.length * 0.95) - 1)];

async function took(act) {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

async function slowDown(browser, rate) {
  const session = await browser.context.newCDPSession(browser.page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}

/** What goes over the wire before the first screen: everything but icons, compressed. */
async function transfer() {
  let bytes = 0;
  for (const entry of await readdir(WEB, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (!entry.isFile() || /\.(br|gz|png)$/.test(path)) continue;
    const squeezed = await stat(`${path}.br`).catch(() => stat(path));
    bytes += squeezed.size;
  }
  tell('transfer of the web app, brotli', bytes / 1024, 'KiB');
}

/** From the opening to the PIN, and from its last digit to the home screen, without a network. */
async function startOffline(phone) {
  const toPin = [];
  const toHome = [];
  await phone.goOffline();
  for (let n = 0; n < STARTS; n += 1) {
    toPin.push(await took(async () => {
      await phone.page.goto(phone.url);
      await phone.at('unlock-pin').waitFor();
    }));
    toHome.push(await took(async () => {
      await phone.unlock(PIN);
      await phone.at('home').waitFor();
    }));
  }
  await phone.goOnline();
  tell(`offline start to PIN, ${SLOWDOWN}x slower, median`, median(toPin), 'ms');
  tell(`PIN to home, ${SLOWDOWN}x slower, median`, median(toHome), 'ms');
}

/** In the page, before it loads: notes when a save was handed to the worker, and when its answer came, which is after the commit. */
function noteSaves() {
  const marks = {};
  window.saveMarks = marks;
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function post(words, ...rest) {
    if (typeof words === 'string' && words.includes('"name":"SaveVisit"')) {
      Object.assign(marks, { n: JSON.parse(words).n, asked: performance.now(), durable: undefined });
      this.addEventListener('message', function hear({ data }) {
        if (JSON.parse(data).answer?.n !== marks.n) return;
        marks.durable = performance.now();
        this.removeEventListener('message', hear);
      });
    }
    return postMessage.call(this, words, ...rest);
  };
}

/**
 * From the tap on 保存 to the answer that it is durable, and on to the moment the page stands on the household again.
 * The browser slows the page's thread only, so what of it the worker took is told too.
 */
async function saves(phone) {
  const times = [];
  for (let n = 0; n < SAVES; n += 1) {
    // Some households twice: a group has about twenty.
    await startVisit(phone, n % 15);
    await phone.at('visit-outcome-absent').click();
    await phone.at('visit-change-none').click();
    times.push(await phone.page.evaluate(() => new Promise((done) => {
      const begun = performance.now();
      const observer = new MutationObserver(() => {
        if (!document.querySelector('[data-testid="visit-form"]')) {
          observer.disconnect();
          const shown = performance.now() - begun;
          // The page may be drawn while the answer is still being handed round: its mark is set by then.
          setTimeout(() => {
            const { asked, durable } = window.saveMarks;
            done({ durable: durable - begun, shown, worker: durable - asked });
          });
        }
      });
      observer.observe(document.body, { childList: true, subtree: true });
      document.querySelector('[data-testid="visit-form-save"]').click();
    })));
    await phone.at('household-start-visit').waitFor();
  }
  tellSaves('tap to durable', times.map((time) => time.durable));
  tellSaves('of it in the worker, not slowed down', times.map((time) => time.worker));
  tellSaves('tap to shown', times.map((time) => time.shown));
}

function tellSaves(what, times) {
  tell(`save, ${what}, ${SLOWDOWN}x slower, median`, median(times), 'ms');
  tell(`save, ${what}, ${SLOWDOWN}x slower, p95`, p95(times), 'ms');
  tell(`save, ${what}, ${SLOWDOWN}x slower, slowest of ${SAVES}`, Math.max(...times), 'ms');
}

/** The evening: what a day's visits cost on the wire, headers and all, and how often the phone had to ask. */
async function day(phone, server) {
  await slowDown(phone, 1);
  await phone.goOffline();
  for (let n = 0; n < DAY; n += 1) await recordVisit(phone, n % 15, { outcome: 'absent' });
  const before = { ...phone.proxy.bytes };
  const asked = requests(server);
  await phone.goOnline();
  await until('all received', async () => (await statesToday(phone)).every((state) => state === '已签收'), 60_000);
  tell(`${DAY} visits, bytes up, headers included`, phone.proxy.bytes.up - before.up, 'bytes');
  tell(`${DAY} visits, bytes down, headers included`, phone.proxy.bytes.down - before.down, 'bytes');
  tell(`${DAY} visits, requests to sync`, requests(server) - asked, 'requests');
}

const requests = (server) => server.log.split('route="/v1/sync"').length;

/** From the last letter to the list that answers it. */
async function searches(desk, name) {
  await desk.page.goto(`${desk.url}/find`);
  await desk.at('unlock-pin').waitFor();
  await desk.unlock(PIN);
  await desk.at('find-search').waitFor();
  const times = [];
  for (const text of TEXTS) {
    await desk.at('find-search').fill('');
    await desk.page.locator(begins('village-')).first().waitFor();
    times.push(await desk.page.evaluate(([typed, rows]) => new Promise((done) => {
      const input = document.querySelector('[data-testid="find-search"]');
      const begun = performance.now();
      const observer = new MutationObserver(() => {
        if (document.querySelector(rows) || document.querySelector('.empty')) {
          observer.disconnect();
          done(performance.now() - begun);
        }
      });
      observer.observe(document.body, { childList: true, subtree: true });
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(input, typed);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }), [text, begins('find-result-')]));
  }
  tell(`search, ${name}, median`, median(times), 'ms');
  tell(`search, ${name}, slowest`, Math.max(...times), 'ms');
}

/** At rest at the table of visits: what it asks is answered. */
async function visits(desk) {
  await desk.at('nav-visits').click();
  await desk.at('desk-total').waitFor();
  await desk.page.waitForTimeout(1_000);
}

/** The office's pages over the whole town: from the click to what it asked for. */
async function pages(desk) {
  await visits(desk);
  tell('what waits and all pictures, from the click, town', await took(async () => {
    await desk.at('desk-home').click();
    await until('the pictures are counted', async () =>
      (await desk.at('board').locator('.bar-count').allInnerTexts()).some((text) => Number(text.replace(/\D/g, '')) > 0));
  }), 'ms');
  await visits(desk);
  tell('what waits, all pictures and coverage of every village, opened again, town', await took(async () => {
    await desk.at('desk-home').click();
    await desk.at('coverage-row').first().waitFor();
  }), 'ms');
  await desk.at('county-title').click();
  await desk.at('county-dispute_limits-village_days').fill('3');
  tell('another limit of disputes, saved and every day that is due worked out again, town', await took(async () => {
    await desk.at('county-save').click();
    await desk.at('county-version-0').waitFor({ state: 'attached' });
  }), 'ms');
  for (const sort of ['week', 'month']) {
    await desk.at('review-title').click();
    await desk.at(`review-${sort}`).click();
    await visits(desk);
    const ms = await took(async () => {
      await desk.at('review-title').click();
      await desk.at('topic').first().waitFor();
    });
    tell(`what a ${sort}'s meeting looks at, ${await desk.at('topic').count()} disputes`, ms, 'ms');
  }
  await desk.at('nav-ledgers').click();
  await desk.at('paper').waitFor();
  for (const stretch of ['stretch-month', 'stretch-year']) {
    for (const ledger of ['disputes', 'dispute-month', 'figures', 'visits', 'coverage', 'worklog']) {
      await desk.at('ledger-grids').click();
      await desk.at('paper').getByText('网格基本情况表').waitFor();
      await desk.at(stretch).click();
      await desk.page.waitForTimeout(300);
      const name = await desk.at(`ledger-${ledger}`).innerText();
      const ms = await took(async () => {
        await desk.at(`ledger-${ledger}`).click();
        await desk.at('paper').getByRole('heading', { name }).waitFor();
      });
      tell(`${ledger}, ${stretch}, ${await desk.at('ledger-total').innerText()}`, ms, 'ms');
    }
  }
  await desk.at('ledger-visits').click();
  await desk.at('paper').getByText('入户走访月台账').waitFor();
  let file;
  tell('a year of visits as a workbook', await took(async () => {
    const coming = desk.page.waitForEvent('download');
    await desk.at('export-xlsx').click();
    file = await coming;
  }), 'ms');
  tell('size of that workbook', (await stat(await file.path())).size / 1e6, 'MB');
}

/** The memory of every renderer that is not one of these, megabytes: its own pages and its share of those with others. Linux alone says it. */
async function memory(without) {
  let sum = 0;
  for (const id of (await renderers()).filter((id) => !without.includes(id))) {
    const text = await readFile(`/proc/${id}/smaps_rollup`, 'utf8').catch(() => '');
    sum += Number(text.match(/^Pss:\s+(\d+)/m)?.[1] ?? 0);
  }
  return sum / 1024;
}

async function renderers() {
  const ids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const words = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return ids.filter((_, place) => words[place].includes('--type=renderer'));
}

await transfer();
await journey(async (keep) => {
  const server = await keep(startServer({ scale: 'town' }));
  const phone = await keep(openBrowser(server, PHONE));
  await phone.context.addInitScript(noteSaves);
  tell('first pull of one grid, from the PIN to the home screen', await took(() => enrolPhone(phone, server)), 'ms');
  await slowDown(phone, SLOWDOWN);
  await startOffline(phone);
  await saves(phone);
  await day(phone, server);

  const others = await renderers();
  const desk = await keep(openBrowser(server, DESK));
  desk.context.setDefaultTimeout(300_000);
  tell('first pull of the town, from the link to the table', await took(() => enrolDesk(desk, server, PATIENT)), 'ms');
  tell('visits in the town', await deskTotal(desk), 'visits');
  tell('memory of the tab after the first pull of the town', await memory(others), 'MB');
  await searches(desk, 'town');
  await pages(desk);
  tell('memory of the tab after all of that', await memory(others), 'MB');
});
