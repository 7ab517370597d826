// The one journey that the whole app is for: recorded at the door without a network, seen in the office.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { DESK, PHONE, journey, openBrowser, startServer, until } from './harness.mjs';
import {
  PIN, begins, deskTotal, enrolDesk, enrolPhone, recordVisit, startVisit, statesToday, writeRemarks,
} from './steps.mjs';

const REFUSED = '门口说好了,改天再来';
const HALF = '门口有狗,下次先打电话';

test('recorded offline, killed in the middle, received by the office', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  const desk = await keep(openBrowser(server, DESK));
  await enrolPhone(phone, server);
  await phone.screenshot('phone-home');
  await enrolDesk(desk, server);
  const before = await deskTotal(desk);

  await opensWithoutNetwork(phone);
  await recordVisit(phone, 0, { outcome: 'met', met: '户主' });
  await recordVisit(phone, 1, { outcome: 'absent' });
  await recordVisit(phone, 2, { outcome: 'refused', remarks: REFUSED });
  assert.deepEqual(await statesToday(phone), Array(3).fill('已保存在本机'));
  await phone.screenshot('phone-visits-saved');

  await survivesTheKill(phone);
  assert.deepEqual(await statesToday(phone), Array(4).fill('已保存在本机'));
  assert.equal(await deskTotal(desk), before, 'nothing can have come through');

  await phone.goOnline();
  await until('every visit has its receipt', async () =>
    (await statesToday(phone)).every((state) => state === '已签收'));
  await phone.screenshot('phone-visits-received');
  assert.match(await phone.at('header-sync').innerText(), /已同步/);

  await until('the office sees them without reloading', async () => (await deskTotal(desk)) === before + 4);
  await looksClosely(desk);
  await takesFiles(desk);
  assert.deepEqual(phone.faults, []);
  assert.deepEqual(desk.faults, []);
}));

/** Offline: the app starts from its own store and asks for the PIN. */
async function opensWithoutNetwork(phone) {
  await phone.goOffline();
  await phone.page.reload();
  await phone.unlock(PIN);
  await phone.at('home').waitFor();
}

/** The battery dies in the middle of a form; the app opens again at the same field. */
async function survivesTheKill(phone) {
  await startVisit(phone, 3);
  await phone.at('visit-outcome-absent').click();
  await writeRemarks(phone, HALF);
  await phone.at('draft-kept').getByText('草稿已存').waitFor();
  await until('the last letters are kept too', () => isDraftKept(phone));
  await phone.screenshot('phone-visit-form');
  await phone.kill();

  await phone.reopen();
  // A fresh browser knows nothing of the lost network.
  await phone.context.setOffline(true);
  await phone.unlock(PIN);
  await phone.at('visit-form').waitFor();
  assert.equal(await phone.at('visit-remarks').inputValue(), HALF);
  await until('the focus is back', () =>
    phone.page.evaluate(() => document.activeElement?.dataset.testid === 'visit-remarks'));
  assert.equal(await isChosen(phone, 'visit-outcome-absent'), true);
  await phone.at('visit-change-none').click();
  await phone.at('visit-form-save').click();
  await phone.at('household-start-visit').waitFor();
}

/** Every draft is durable within a second; a little more than that after the last letter. */
async function isDraftKept(phone) {
  await phone.page.waitForTimeout(1_200);
  return phone.at('draft-kept').isVisible();
}

async function isChosen(phone, testid) {
  return phone.at(testid).evaluate((chip) => {
    const box = chip.matches('input') ? chip : chip.querySelector('input');
    return box ? box.checked : chip.getAttribute('aria-pressed') === 'true' || chip.getAttribute('aria-checked') === 'true';
  });
}

/** The office filters, opens one, and reads what was written at the door. */
async function looksClosely(desk) {
  const all = await deskTotal(desk);
  await desk.at('filter-outcome').selectOption('refused');
  await until('the filter holds', async () => (await deskTotal(desk)) < all);
  await desk.page.locator(begins('desk-row-')).first().click();
  await desk.at('desk-detail').getByText(REFUSED).waitFor();
  await desk.screenshot('desk-visits');
}

/** What the filter shows, as the files that the township keeps. */
async function takesFiles(desk) {
  const rows = await deskTotal(desk);
  const sheet = await download(desk, 'export-xlsx');
  assert.match(sheet.name, /\.xlsx$/);
  assert.equal(sheet.content.subarray(0, 2).toString(), 'PK');
  const list = await download(desk, 'export-csv');
  assert.match(list.name, /\.csv$/);
  const text = list.content.toString('utf8');
  assert.ok(text.includes(REFUSED), 'the remarks are in the file');
  assert.ok(text.trim().split('\n').length > rows, 'a head and every row');
}

async function download(desk, testid) {
  const [file] = await Promise.all([desk.page.waitForEvent('download'), desk.at(testid).click()]);
  return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
}
