// A step that was begun: its words are there again after the battery died, after leaving the page, and in the list of drafts.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { axe } from './axe.mjs';
import { PHONE, journey, openBrowser, startServer, until } from './harness.mjs';
import { PIN, enrolPhone } from './steps.mjs';

const NOTE = '去看过,两家都说等村里';
const BEGUN = '约了电工,下午来';
const FIXED = '电线换了新的,柴草还没';

test('a step that was begun offline goes on after a kill and after leaving the page', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  await enrolPhone(phone, server);
  await phone.goOffline();
  await recordDispute(phone);
  await survivesTheKill(phone);
  await isPutAsideAndFoundAgain(phone);
  await aHazardsStepToo(phone);
  assert.deepEqual(phone.faults, []);
}));

async function recordDispute(phone) {
  await phone.at('tile-dispute').click();
  await phone.at('dispute-party-0').fill('李桂兰');
  await phone.at('dispute-party-1').fill('马占彪');
  await phone.at('dispute-place').fill('二组水渠边');
  await phone.at('dispute-summary').fill('夜里抢着放水');
  await phone.at('dispute-risk-none').click();
  await phone.at('dispute-category-neighbours').click();
  await phone.at('dispute-consent-agreed').click();
  await phone.at('dispute-form-save').click();
  await phone.at('dispute-stands').waitFor();
}

/** The battery dies while the words are typed; the app opens again in the step, at the field, offline. */
async function survivesTheKill(phone) {
  await phone.at('act-note').click();
  await phone.at('step-text').pressSequentially(NOTE);
  await phone.at('step-draft-kept').getByText('草稿已存').waitFor();
  // Every change is durable within a second.
  await phone.page.waitForTimeout(1_000);
  await phone.kill();

  await phone.reopen();
  await phone.context.setOffline(true);
  await phone.unlock(PIN);
  await phone.at('step-note').waitFor();
  assert.equal(await phone.at('step-text').inputValue(), NOTE);
  await phone.at('step-draft-kept').getByText('草稿已存').waitFor();
  await until('the focus is back', () =>
    phone.page.evaluate(() => document.activeElement?.dataset.testid === 'step-text'));
  assert.deepEqual(await axe(phone), []);
  await phone.screenshot('phone-step-draft');
}

/** Not now: the page shows where one left off, the first screen lists it, and taking the step ends it. */
async function isPutAsideAndFoundAgain(phone) {
  await phone.at('step-cancel').click();
  await phone.at('act-note').getByText('写到一半').waitFor();
  await phone.at('nav-home').click();
  await phone.at('step-draft-note').getByText('记事 · 李桂兰与马占彪').waitFor();
  await phone.at('step-draft-note').scrollIntoViewIfNeeded();
  await phone.screenshot('phone-step-draft-list');
  await phone.at('step-draft-note').click();
  await phone.at('act-note').click();
  assert.equal(await phone.at('step-text').inputValue(), NOTE);
  await phone.at('step-save').click();
  await phone.at('dispute-entry-note').getByText(NOTE).waitFor();
  await phone.at('nav-home').click();
  await phone.at('home').waitFor();
  await until('the draft is gone with the step', async () => (await phone.at('step-draft-note').count()) === 0);
}

/** The steps of a form that is data: left without a word, found as typed; thrown away on purpose only. */
async function aHazardsStepToo(phone) {
  await phone.at('tile-hazard').click();
  await phone.at('hazard-type-power').click();
  await phone.at('field-place').fill('三组桥头');
  await phone.at('field-description').fill('电线老化');
  await phone.at('severity-urgent').click();
  await phone.at('disposal-needs_unit').click();
  await phone.at('form-save').click();
  await phone.at('act-fix').click();
  await phone.at('field-text').fill(FIXED);
  await phone.at('nav-home').click();
  await phone.at('step-draft-fix').click();
  await phone.at('step-fix').waitFor();
  assert.equal(await phone.at('field-text').inputValue(), FIXED);
  await phone.at('step-draft-drop').click();
  await phone.at('step-draft-drop-yes').click();
  await phone.at('act-fix').waitFor();
  assert.equal(await phone.at('act-fix').getByText('写到一半').count(), 0);
  await staysReadableWhenItCannotBeTaken(phone);
}

/** Another step made the begun one impossible: its words stay, and only the person throws them away. */
async function staysReadableWhenItCannotBeTaken(phone) {
  await phone.at('act-progress').click();
  await phone.at('field-text').fill(BEGUN);
  await phone.at('step-draft-kept').getByText('草稿已存').waitFor();
  await phone.at('step-cancel').click();
  await phone.at('act-fix').click();
  await phone.at('field-text').fill(FIXED);
  await phone.at('step-save').click();
  await phone.at('step-left-progress').getByText(BEGUN).waitFor();
  await phone.at('step-left-progress').scrollIntoViewIfNeeded();
  assert.deepEqual(await axe(phone), []);
  await phone.screenshot('phone-step-left');
  await phone.at('step-left-drop').click();
  await phone.at('step-left-drop-yes').click();
  await phone.at('step-left-progress').waitFor({ state: 'detached' });
}
