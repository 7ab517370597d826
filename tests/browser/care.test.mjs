// People who need care, on the phone: a second PIN of their own, an own list with masked names, a check-in recorded without a network,
// closed again behind the PIN, and sent although it is closed.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { axe } from './axe.mjs';
import { PHONE, journey, openBrowser, startServer, until } from './harness.mjs';
import { PIN, begins, enrolPhone } from './steps.mjs';

const CARE_PIN = '715306';
/** What a person at a gate has patience for: every question that must be answered is one tap. */
const MOST_TAPS = 12;
const found = [];

test('a check-in stays behind its own PIN and reaches the office all the same', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  await enrolPhone(phone, server);
  await phone.at('tile-care').click();
  await phone.at('care-pin').waitFor();
  await looks(phone, 'care-gate');
  await setPin(phone);
  const rows = phone.page.locator(begins('care-row-'));
  await rows.first().waitFor();
  await until('the demo worker is on several teams', async () => (await rows.count()) >= 3);
  assert.match(await rows.first().innerText(), /\*\*/, 'names are masked');
  await looks(phone, 'care-list');

  await rows.first().click();
  await phone.at('care-file').waitFor();
  const masked = await phone.at('care-name').innerText();
  await phone.at('care-show').click();
  await until('the whole name on a tap', async () => (await phone.at('care-name').innerText()) !== masked);
  await looks(phone, 'care-file');
  await phone.goOffline();
  await checkIn(phone);
  await looks(phone, 'care-file-checked');

  await staysClosed(phone, masked);
  await phone.goOnline();
  await phone.at('nav-home').click();
  await until('it is sent while the files are closed', async () =>
    /已同步/.test(await phone.at('header-sync').innerText()));
  assert.deepEqual(phone.faults, []);
  assert.deepEqual(found, []);
}));

async function looks(browser, name) {
  await browser.screenshotWhole(name);
  found.push(...(await axe(browser)).map((line) => `${name}: ${line}`));
}

async function setPin(phone) {
  await phone.typePin('care-pin', CARE_PIN);
  await phone.typePin('care-pin-again', CARE_PIN);
  const submit = phone.at('care-pin-submit');
  if (await submit.isVisible()) await submit.click().catch(() => {});
}

/** Every question that must be answered is said when it is not. */
async function checkIn(phone) {
  await phone.at('care-check-new').click();
  await phone.at('care-form').waitFor();
  await phone.at('care-save').click();
  await phone.at('form-problems').waitFor();
  // To begin it and to save it.
  let taps = 2;
  for (const chip of [
    'care-method-door', 'care-place-home', 'care-met-person', 'care-livelihood-farming', 'care-whereabouts-home',
    'care-contact-works', 'care-need-none', 'care-abnormal-no', 'care-medication-as_told',
  ]) {
    const answer = phone.at(chip);
    if (await answer.count()) {
      await answer.first().click();
      taps += 1;
    }
  }
  console.log(`# check-in: ${taps} taps`);
  assert.ok(taps <= MOST_TAPS, `${taps} taps`);
  await looks(phone, 'care-check-form');
  await phone.at('care-save').click();
  await phone.at('care-checks').getByText('已保存在本机').first().waitFor();
}

/** Opened again without a network: the app's PIN shows nothing of the care files; their own PIN does. */
async function staysClosed(phone, masked) {
  await phone.page.reload();
  await phone.unlock(PIN);
  await phone.at('nav-home').click();
  await phone.at('home').waitFor();
  assert.doesNotMatch(await phone.page.locator('body').innerText(), new RegExp(masked.replaceAll('*', '\\*')));
  await phone.at('tile-care').click();
  await phone.at('care-pin').waitFor();
  await phone.typePin('care-pin', '111222');
  await phone.page.locator('.problem').first().waitFor();
}
