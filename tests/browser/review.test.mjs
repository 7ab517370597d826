// 研判: the office looks through the week's disputes, decides, and the decision stands on the worker's phone as a task; done there, the minutes say so.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { WHOLE_PAGE, axe } from './axe.mjs';
import { DESK, PHONE, journey, openBrowser, startServer, until } from './harness.mjs';
import { PIN, enrolDesk, enrolPhone, giveLeave } from './steps.mjs';

const DECIDED = '本周内上门两次,把浇水顺序定下来';

test('what a meeting decides is on the phone of whoever does it, and in the minutes', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  const desk = await keep(openBrowser(server, DESK));
  await enrolPhone(phone, server);
  await enrolDesk(desk, server);
  await desk.at('review-title').click();
  await desk.at('topic').first().waitFor();
  await desk.screenshot('desk-review');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);

  const worker = await nameOnPhone(phone);
  await decides(desk, worker);
  await desk.screenshot('desk-review-decided');
  await prints(desk);
  await carriesOut(phone);
  await until('the page says so', async () => (await desk.at('decision').first().innerText()).includes('待确认'));
  await minutes(desk);

  await desk.at('review-title').click();
  await desk.at('review-month').click();
  await until('the month is shown', async () => (await desk.at('review-period').innerText()).startsWith('月调度'));
  await desk.at('review-before').click();
  await desk.at('topic').first().waitFor();
  await desk.screenshot('desk-review-month');
  assert.deepEqual(phone.faults, []);
  assert.deepEqual(desk.faults, []);
}));

/** Whose phone it is, as the office's list calls them. */
async function nameOnPhone(phone) {
  await phone.at('nav-me').click();
  const name = (await phone.page.locator('.card-title').first().innerText()).trim();
  await phone.at('nav-home').click();
  return name;
}

/** Without who and by when it is not taken; with them it is, and the meeting is written down by itself. */
async function decides(desk, worker) {
  await desk.at('decide').first().click();
  await desk.at('decide-save').click();
  await desk.page.locator('.decide .problem').first().waitFor();
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  await desk.screenshot('desk-decide');
  await desk.at('decide-text').fill(DECIDED);
  await desk.at('decide-owner').selectOption({ label: worker });
  // A look at something else in between loses nothing.
  await desk.at('nav-visits').click();
  await desk.at('review-title').click();
  assert.equal(await desk.at('decide-text').inputValue(), DECIDED);
  await desk.at('decide-save').click();
  await desk.at('decision').waitFor();
  await desk.at('meeting-edit').click();
  await desk.page.locator('#field-attendees').fill('司法所、派出所、张庄村');
  await desk.at('form-save').click();
  await desk.at('review-title').click();
  await until('who was there is shown', async () => (await desk.at('meeting').innerText()).includes('司法所、派出所'));
}

/** The list as a handout: what is pressed and typed is not on paper. */
async function prints(desk) {
  await desk.page.emulateMedia({ media: 'print' });
  assert.ok(!(await desk.at('decide').first().isVisible()));
  assert.ok(await desk.at('topic').first().isVisible());
  await desk.screenshot('desk-review-print');
  await desk.page.emulateMedia({ media: null });
}

async function carriesOut(phone) {
  await phone.page.getByText('周研判').first().click();
  await phone.page.getByText(DECIDED).first().waitFor();
  for (const [step, words] of [['take', '明天就去'], ['finish', '两家都签了字']]) {
    await phone.at(`act-${step}`).click();
    await phone.at('field-text').fill(words);
    await phone.at('step-save').click();
  }
  await until('the office has it', async () => (await phone.page.locator('main').innerText()).includes('待确认'));
}

async function minutes(desk) {
  await desk.at('minutes').click();
  await desk.at('paper').waitFor();
  await until('the decision is in the minutes', async () => (await desk.at('paper').innerText()).includes(DECIDED));
  const paper = await desk.at('paper').innerText();
  for (const part of ['周研判月调度纪要', '司法所、派出所、张庄村', '两家都签了字', '待确认']) assert.ok(paper.includes(part), part);
  await desk.screenshot('desk-minutes');
  const csv = desk.page.waitForEvent('download');
  await desk.at('export-csv').click();
  await giveLeave(desk);
  const text = (await readFile(await (await csv).path())).toString('utf8');
  assert.ok(text.includes(DECIDED), text);
}

test('a village holds a meeting of its own, and the town looks at it', () => journey(async (keep) => {
  const server = await keep(startServer());
  const village = await keep(openBrowser(server, DESK));
  const name = (await server.command('members')).match(/(\S+)\s+村干部/)?.[1];
  const { link } = await server.invite(name);
  await village.enrol(link, PIN);
  await village.at('desk').waitFor({ timeout: 60_000 });
  await village.at('review-title').click();
  await village.at('decide-other').click();
  await village.at('decide-text').fill(DECIDED);
  await village.at('decide-owner').selectOption({ index: 1 });
  await village.at('decide-save').click();
  await village.at('decision').waitFor();
  const period = await village.at('review-period').innerText();
  assert.match(period, /村周研判:/);
  await village.screenshot('desk-review-own-village');
  assert.deepEqual(await axe(village, WHOLE_PAGE), []);

  const desk = await keep(openBrowser(server, DESK));
  await enrolDesk(desk, server);
  await desk.at('review-title').click();
  await desk.at('review-area').waitFor();
  await desk.at('review-others').waitFor();
  assert.ok(!(await desk.at('review-others').innerText()).includes(DECIDED), 'it is not the town’s meeting');
  await desk.at('review-area').selectOption({ label: period.split('周研判')[0] });
  await until('the village’s decision is seen', async () => (await desk.at('review-others').innerText()).includes(DECIDED));
  await desk.screenshot('desk-review-village');
  await desk.at('minutes').click();
  await until('its minutes', async () => (await desk.at('paper').innerText()).includes(DECIDED));
  for (const one of [village, desk]) assert.deepEqual(one.faults, []);
}));
