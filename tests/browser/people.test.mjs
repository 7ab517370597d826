// 人员和设备: the office adds a worker, enrols the phone from its screen, sees it, moves and revokes it, without one command on the server.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { WHOLE_PAGE, axe } from './axe.mjs';
import { DESK, PHONE, journey, openBrowser, startServer, until } from './harness.mjs';
import { PIN, begins, enrolDesk, recordVisit } from './steps.mjs';

test('a new worker has a phone within minutes, and a lost phone is shut out', () => journey(async (keep) => {
  const server = await keep(startServer());
  const desk = await keep(openBrowser(server, DESK));
  await enrolDesk(desk, server);
  await desk.at('people-title').click();
  await desk.at('person').first().waitFor();
  await desk.screenshot('desk-people');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);

  await add(desk);
  await desk.at('person-code').click();
  await desk.at('enrol-code').waitFor();
  const code = await desk.at('enrol-code').innerText();
  assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await desk.screenshot('desk-enrol-card');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  await prints(desk);

  const phone = await keep(openBrowser(server, PHONE));
  await phone.enrol(`${phone.url}/enroll/${code}`, PIN);
  await phone.at('home').waitFor({ timeout: 60_000 });
  // The card looks by itself whether it was used, and steps aside then.
  await desk.at('person-device').waitFor();
  await desk.at('enrol-card').waitFor({ state: 'detached' });
  await desk.screenshot('desk-person');
  await recordVisit(phone, 0, { outcome: 'absent' });

  // A second grid, and the first one is taken away: the phone follows by itself.
  await desk.at('person-grant').click();
  await choose(desk, 1);
  await desk.at('person-grant-yes').click();
  await until('there are two rights', async () => (await desk.at('person-right').count()) === 2);
  await desk.at('person-end').first().click();
  await desk.at('person-end-yes').click();
  await until('one right is left', async () => (await desk.at('person-right').count()) === 1);

  await desk.at('person-revoke').click();
  await desk.screenshot('desk-revoke');
  await desk.at('person-revoke-yes').click();
  await phone.at('ended').waitFor({ timeout: 30_000 });
  await until('the device knows', async () => {
    await desk.at('people-again').click();
    return (await desk.at('person-device').innerText()).includes('设备已知道');
  });
  assert.deepEqual(desk.faults, []);
}));

test('without a network the list is as it was, and nothing can be changed', () => journey(async (keep) => {
  const server = await keep(startServer());
  const desk = await keep(openBrowser(server, DESK));
  await enrolDesk(desk, server);
  await desk.at('people-title').click();
  await desk.at('person').first().waitFor();
  const before = await desk.at('person').count();
  await desk.goOffline();
  await desk.at('people-again').click();
  await desk.at('people-old').waitFor();
  assert.equal(await desk.at('person').count(), before);
  assert.ok(await desk.at('people-new').isDisabled());
  await desk.at('person').first().click();
  await desk.at('person-detail').waitFor();
  assert.ok(await desk.at('person-code').isDisabled());
  assert.equal(await desk.page.locator(begins('person-revoke')).count(), 0);
  await desk.screenshot('desk-people-old');

  await desk.goOnline();
  await desk.at('people-again').click();
  await desk.at('people-old').waitFor({ state: 'detached' });
  await desk.at('people-search').fill('没有这个人');
  await desk.page.getByText('没有符合的人').waitFor();
  assert.deepEqual(desk.faults, []);
}));

/** A worker of the first grid that the list offers. */
async function add(desk) {
  await desk.at('people-new').click();
  await desk.at('person-add').click();
  // Nothing was written yet: it says what is missing, and stays.
  await desk.page.locator('#problem-person-name').waitFor();
  await desk.at('person-name').fill('测试员');
  await desk.at('person-phone').fill('13800000000');
  await choose(desk, 0);
  await desk.screenshot('desk-person-new');
  await desk.at('person-add').click();
  await desk.at('person-detail').getByRole('heading', { name: '测试员' }).waitFor();
}

/** The nth grid of the select. */
async function choose(desk, n) {
  const grid = await until(`there is grid ${n}`, () => desk.at('people-area').locator('option').evaluateAll((found, n) =>
    found.map((option) => option.value).filter((value) => value.length === 15)[n], n));
  await desk.at('people-area').selectOption(grid);
}

/** On paper stands the card alone. */
async function prints(desk) {
  await desk.page.emulateMedia({ media: 'print' });
  const seen = await desk.page.locator('main > *:visible, .detail > *:visible').evaluateAll((found) =>
    found.map((element) => element.className));
  assert.deepEqual(seen, ['detail', 'card enrol-card']);
  await desk.screenshot('desk-enrol-card-print');
  await desk.page.emulateMedia({ media: 'screen' });
}
