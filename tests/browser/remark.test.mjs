// 退改: the office marks a field of a visit; the worker finds it on the first screen, offline, the form opens at that field; the office sees
// what was corrected, and nothing else, and accepts it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { axe } from './axe.mjs';
import { DESK, PHONE, journey, openBrowser, startServer } from './harness.mjs';
import { begins, enrolDesk, enrolPhone, recordVisit } from './steps.mjs';

const FIRST = '看不清';
const SECOND = '羊圈漏雨,要两块油布';
const WISH = '请写清楚要什么';

test('a field is sent back, corrected without a network at that field, and accepted', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  const desk = await keep(openBrowser(server, DESK));
  await enrolPhone(phone, server);
  await enrolDesk(desk, server);
  await recordVisit(phone, 0, { outcome: 'met_family', met: '李秀英', remarks: FIRST });

  const row = desk.page.locator(begins('desk-row-'), { hasText: FIRST }).first();
  await row.click();
  await desk.at('desk-detail').waitFor();
  await desk.at('remark-begin').click();
  await desk.at('remark-field-remarks').click();
  await desk.at('remark-blurred').click();
  await desk.at('remark-text').fill(WISH);
  assert.deepEqual(await axe(desk), []);
  await desk.screenshot('desk-remark-form');
  await desk.at('remark-send').click();
  await desk.at('remark').waitFor();
  assert.match(await desk.at('remark-state').first().innerText(), /待修改/);
  await desk.screenshot('desk-remark-sent');

  // The phone hears of it while it is online, and has it without a network.
  await phone.at('nav-home').click();
  await phone.at('home-returned').waitFor({ timeout: 60_000 });
  await phone.goOffline();
  assert.match(await phone.at('home-returned').innerText(), new RegExp(WISH));
  assert.deepEqual(await axe(phone), []);
  await phone.screenshot('phone-returned');
  await phone.at('home-returned').locator(begins('remark-')).first().click();
  await phone.at('visit-form').waitFor();
  await phone.at('marked').waitFor();
  await phone.page.waitForFunction(() => document.activeElement?.id === 'field-remarks');
  await phone.screenshot('phone-marked');
  await phone.at('visit-remarks').fill(SECOND);
  await phone.at('visit-form-save').click();
  await phone.at('remark').waitFor();
  assert.match(await phone.at('remark-state').first().innerText(), /已修改/);
  await phone.screenshot('phone-remark-answered');
  await phone.at('nav-home').click();
  await phone.at('home').waitFor();
  assert.equal(await phone.at('home-returned').count(), 0);
  await phone.goOnline();

  await desk.at('remark-title').click();
  await desk.at('remarks-answered').locator(begins('remark-')).first().waitFor({ timeout: 60_000 });
  assert.deepEqual(await axe(desk), []);
  await desk.screenshot('desk-remarks');
  await desk.at('remarks-answered').locator(begins('remark-')).first().click();
  const difference = desk.at('remark-difference');
  await difference.locator('del', { hasText: FIRST }).waitFor();
  await difference.locator('ins', { hasText: SECOND }).waitFor();
  assert.equal(await difference.count(), 1, 'the answer shows only the difference');
  await desk.screenshot('desk-remark-answered');
  await desk.at('remark-accept').click();
  await desk.at('remarks-done').waitFor();
  assert.equal(await desk.at('remark').count(), 0);
  assert.deepEqual(phone.faults, []);
  assert.deepEqual(desk.faults, []);
}));
