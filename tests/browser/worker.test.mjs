// A grid worker's day, offline throughout: no change by one tap and taken back, a routine visit with few taps, a hazard, an opinion
// out of a visit, an errand, a lecture, whom to visit next, the evacuation list; then the office gives the hazard out and it comes
// back to the phone. Every screen is looked at by axe, in normal and in the largest letters.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { axe } from './axe.mjs';
import { DESK, PHONE, journey, openBrowser, startServer, until } from './harness.mjs';
import { PIN, begins, enrolDesk, enrolPhone, openHousehold } from './steps.mjs';

/** What a person at a gate has patience for (a routine visit; a hazard with its words). */
const MOST_TAPS = { visit: 6, hazard: 9 };
const MOST_SECONDS = { visit: 15, hazard: 60 };
const SEEN = '电线垂到人头高,小孩够得着';
const HEARD = '机井坏了半个月,浇不上水';

test('a worker’s day without a network, and the office’s answer', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  const desk = await keep(openBrowser(server, DESK));
  await enrolPhone(phone, server);
  await enrolDesk(desk, server);
  await phone.goOffline();
  await phone.page.reload();
  await phone.unlock(PIN);
  await phone.at('home').waitFor();
  await looks(phone, 'worker-home');

  await noChange(phone);
  const figures = { visit: await routineVisit(phone), hazard: await hazard(phone) };
  await opinionOutOfVisit(phone);
  await errandAndLecture(phone);
  await lists(phone);
  for (const [what, { taps, seconds }] of Object.entries(figures)) {
    console.log(`# ${what}: ${taps} taps, ${seconds.toFixed(1)} s by machine`);
    assert.ok(taps <= MOST_TAPS[what], `${what}: ${taps} taps`);
    assert.ok(seconds < MOST_SECONDS[what], `${what}: ${seconds} s`);
  }

  await phone.goOnline();
  await givenOutAndMended(phone, desk);
  assert.deepEqual(phone.faults, []);
  assert.deepEqual(desk.faults, []);
  assert.deepEqual(found, [], 'accessible in normal and in the largest letters');
}));

const found = [];

/** A picture for people, and axe; what it finds is told together at the end. */
async function looks(browser, name) {
  await browser.screenshot(name);
  found.push(...(await axe(browser)).map((line) => `${name}: ${line}`));
}

/** Counts taps; typing into a field is one. */
function counted(phone) {
  const began = Date.now();
  let taps = 0;
  const one = (act) => async (testid, ...more) => {
    taps += 1;
    await act(testid, ...more);
  };
  return {
    tap: one((testid) => phone.at(testid).first().click()),
    tapOn: one((locator) => locator.click()),
    write: one((testid, words) => phone.at(testid).fill(words)),
    done: () => ({ taps, seconds: (Date.now() - began) / 1000 }),
  };
}

async function noChange(phone) {
  await openHousehold(phone, 4);
  await looks(phone, 'worker-household');
  const visits = () => phone.page.locator(begins('visit-row-')).count();
  const before = await visits();
  await phone.at('household-no-change').click();
  await phone.at('undo').waitFor();
  await until('it stands at the door', async () => (await visits()) === before + 1);
  await phone.at('undo').click();
  await until('it is void', async () =>
    (await phone.page.locator(`.entry.is-void${begins('visit-row-')}`).count()) > 0);
}

/** From the first screen: 走访, a recent household, 无变化 in the form, 保存. */
async function routineVisit(phone) {
  await phone.at('nav-home').click();
  await phone.at('home').waitFor();
  const { tap, tapOn, done } = counted(phone);
  await tap('nav-add');
  await tapOn(phone.page.locator(begins('household-row-')).first());
  await phone.at('visit-form').waitFor();
  await tap('visit-outcome-met_family');
  await tap('visit-change-none');
  await tap('visit-form-save');
  await phone.at('household-start-visit').waitFor();
  return done();
}

async function hazard(phone) {
  await phone.at('nav-home').click();
  await phone.at('home').waitFor();
  const { tap, write, done } = counted(phone);
  await tap('tile-hazard');
  await phone.at('form-hazard').waitFor();
  await tap('hazard-type-lines');
  await write('field-place', '村口小卖部');
  await write('field-description', SEEN);
  await tap('severity-urgent');
  await tap('disposal-needs_unit');
  await phone.at('draft-kept').getByText('草稿已存').waitFor();
  await tap('form-save');
  await phone.at('item-stands').waitFor();
  const figures = done();
  assert.equal(await phone.at('item-stands').innerText(), '待处理');
  assert.match(await phone.at('item-title').innerText(), /线路.*村口小卖部/);
  await looks(phone, 'worker-hazard');
  return figures;
}

/** What a form misses is said beside the field; what was written in the visit stands in it already. */
async function opinionOutOfVisit(phone) {
  await openHousehold(phone, 5);
  await phone.at('household-start-visit').click();
  await phone.at('visit-form').waitFor();
  await phone.at('visit-outcome-met').click();
  await phone.at('visit-fold-remarks').click();
  await phone.at('visit-remarks').fill(HEARD);
  await phone.at('visit-form-save').click();
  await phone.at('household-start-visit').waitFor();
  await phone.page.locator(begins('visit-row-')).first().click();
  await phone.at('spawn-opinion').click();
  await phone.at('form-opinion').waitFor();
  assert.equal(await phone.at('field-content').inputValue(), HEARD);
  await phone.at('form-save').click();
  await phone.at('form-problems').waitFor();
  await looks(phone, 'worker-opinion-form');
  await phone.at('opinion-category-water').click();
  await phone.at('opinion-nature-help').click();
  await phone.at('opinion-reply-passed_on').click();
  await phone.at('form-save').click();
  await phone.page.locator(begins('item-row-')).first().waitFor();
  assert.match(await phone.page.locator(begins('item-row-')).first().innerText(), /水利电力/);
}

async function errandAndLecture(phone) {
  await phone.at('nav-home').click();
  await phone.at('tile-errand').click();
  await phone.at('field-applicant').fill('王桂花');
  await phone.at('errand-item-pension').click();
  await phone.at('errand-mandate-oral').click();
  await phone.at('errand-taker-self').click();
  await looks(phone, 'worker-errand-form');
  await phone.at('form-save').click();
  await phone.at('item-stands').waitFor();
  assert.equal(await phone.at('item-stands').innerText(), '办理中');
  await phone.at('act-finish').click();
  await phone.at('errand-result-done').click();
  await phone.at('step-save').click();
  await until('it is done', async () => (await phone.at('item-stands').innerText()) === '待交付');

  await phone.at('nav-home').click();
  await phone.at('tile-lecture').click();
  await phone.at('lecture-topic-fraud').click();
  await phone.at('lecture-way-talk').click();
  await phone.at('field-place').fill('村部广场');
  await phone.at('field-sessions').fill('1');
  await phone.at('field-attendance').fill('三十');
  await phone.at('form-save').click();
  await phone.at('form-problems').waitFor();
  assert.equal(await phone.at('field-attendance').inputValue(), '三十', 'what was typed stays');
  await phone.at('field-attendance').fill('30');
  await phone.at('form-save').click();
  await phone.at('item-title').waitFor();
}

async function lists(phone) {
  await phone.at('nav-home').click();
  for (const [testid, page, picture] of [
    ['home-due-all', 'due', 'worker-due'],
    ['list-evacuation', 'evacuation', 'worker-evacuation'],
    ['list-notice', 'items-notice', 'worker-notices'],
    ['list-hazard', 'items-hazard', 'worker-hazards'],
  ]) {
    await phone.at('nav-home').click();
    await phone.at(testid).click();
    await phone.at(page).waitFor();
    await looks(phone, picture);
  }
  await phone.at('items-find').fill('小孩够');
  await until('found by its words', async () =>
    (await phone.page.locator(begins('item-row-')).count()) === 1);
  await phone.at('nav-find').click();
  await phone.at('find-search').fill('机井坏了');
  await phone.at('find-items').getByText('水利电力').first().waitFor();
  await phone.at('find-visits').getByText(HEARD).waitFor();
  await looks(phone, 'worker-find');
  await phone.at('nav-home').click();
  await phone.at('list-notice').click();
  await phone.page.locator(begins('item-row-')).first().click();
  await phone.at('item-title').waitFor();
  await looks(phone, 'worker-notice');
}

/** The office gives the hazard to the village, the worker mends it, a second person strikes it off. */
async function givenOutAndMended(phone, desk) {
  await desk.at('desk-items').click();
  const row = desk.page.locator(begins('item-row-')).filter({ hasText: '村口小卖部' });
  await row.waitFor();
  await row.click();
  await desk.at('desk-item').getByText(SEEN).waitFor();
  await looks(desk, 'desk-hazards');
  await desk.at('act-assign').click();
  await desk.at('field-unit').fill('村委会');
  await desk.at('step-save').click();
  await until('it is given out', async () => (await desk.at('item-stands').innerText()) === '已交办');

  await phone.at('nav-home').click();
  await phone.at('list-hazard').click();
  const mine = phone.page.locator(begins('item-row-')).filter({ hasText: '村口小卖部' });
  await until('the phone hears of it', async () => /已交办/.test(await mine.innerText()));
  await mine.click();
  await phone.at('act-fix').click();
  await phone.at('step-save').click();
  await phone.at('step-fix').getByText('必须填写').waitFor();
  await phone.at('field-text').fill('电工已重新绑好');
  await phone.at('step-save').click();
  await until('it is mended', async () => (await phone.at('item-stands').innerText()) === '待复查');
  await phone.at('act-check').click();
  await phone.at('recheck-cleared').click();
  await phone.at('step-save').click();
  await until('it is gone', async () => (await phone.at('item-stands').innerText()) === '已消除');

  await desk.at('act-close').waitFor();
  await desk.at('act-close').click();
  await desk.at('step-save').click();
  await until('it is struck off', async () => (await desk.at('item-stands').innerText()) === '已销号');
}
