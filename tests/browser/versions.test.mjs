// What was corrected after saving is told, on the phone and at the office: who, when, the value before and the one after.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { axe } from './axe.mjs';
import { DESK, PHONE, journey, openBrowser, startServer } from './harness.mjs';
import { begins, enrolDesk, enrolPhone, recordVisit } from './steps.mjs';

const FIRST = '羊圈漏雨,想要油布';
const SECOND = '羊圈漏雨,油布已经送到';

test('a correction shows the value before beside the one after, at the office too', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  const desk = await keep(openBrowser(server, DESK));
  await enrolPhone(phone, server);
  await enrolDesk(desk, server);

  await recordVisit(phone, 0, { outcome: 'met_family', met: '李秀英', remarks: FIRST });
  await phone.at('nav-visits').click();
  await phone.page.locator(begins('visit-row-')).first().click();
  await phone.at('visit-edit').waitFor();
  assert.equal(await phone.at('versions').count(), 0, 'nothing was corrected yet');
  await phone.at('visit-edit').click();
  await phone.at('visit-outcome-met').click();
  await phone.at('visit-remarks').fill(SECOND);
  await phone.at('visit-form-save').click();
  await phone.at('versions').waitFor();
  await tells(phone);
  await phone.screenshot('phone-versions');

  const id = new URL(phone.page.url()).pathname.split('/').pop();
  await desk.at(`desk-row-${id}`).click();
  await desk.at('desk-detail').waitFor();
  await desk.at('versions').waitFor();
  await tells(desk);
  await desk.screenshot('desk-versions');
  assert.deepEqual(phone.faults, []);
  assert.deepEqual(desk.faults, []);
}));

/** One edit: two fields, each with what stood there. */
async function tells(browser) {
  await browser.at('versions').locator('summary').click();
  const version = browser.at('version-0');
  await version.waitFor();
  await version.locator('del', { hasText: FIRST }).waitFor();
  await version.locator('ins', { hasText: SECOND }).waitFor();
  await version.locator('del', { hasText: '见到家人' }).waitFor();
  await version.locator('ins', { hasText: '见到本人' }).waitFor();
  assert.equal(await browser.at('version-1').count(), 0);
  assert.deepEqual(await axe(browser), []);
  await version.evaluate((element) => element.scrollIntoView({ block: 'center' }));
}
