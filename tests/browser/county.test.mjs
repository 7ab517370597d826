// 参数: the office sets who answers for the app, limits, days off and units; every phone has it after its next sync, and who set what stands below.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { WHOLE_PAGE, axe } from './axe.mjs';
import { DESK, PHONE, journey, openBrowser, startServer, until } from './harness.mjs';
import { enrolDesk, enrolPhone } from './steps.mjs';

const YEAR = new Date().getFullYear();
const NOTICE = `国务院办公厅关于${YEAR}年部分节假日安排的通知
一、元旦:1月1日(周四)至3日(周六)放假调休,共3天。1月4日(周日)上班。
七、国庆节:10月1日(周四)至7日(周三)放假调休,共7天。9月20日(周日)、10月10日(周六)上班。`;

test('what the office sets comes to every phone, and slips of the pen are said', () => journey(async (keep) => {
  const server = await keep(startServer());
  const desk = await keep(openBrowser(server, DESK));
  await enrolDesk(desk, server);
  const phone = await keep(openBrowser(server, PHONE));
  await enrolPhone(phone, server);
  await about(phone);
  assert.equal(await phone.at('about-sponsor').innerText(), '未填写');

  await desk.at('county-title').click();
  await desk.at('county-about-sponsor').waitFor();
  await desk.screenshot('desk-county');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  assert.ok(await desk.at('county-save').isDisabled());
  await desk.page.setViewportSize({ width: 1920, height: 1080 });
  await desk.screenshot('desk-county-1920');
  await desk.page.setViewportSize({ width: 1440, height: 900 });

  // A slip of the pen is said beside its field, and nothing is saved.
  await desk.at('county-about-sponsor').fill('清水县委政法委');
  await desk.at('county-dispute_limits-village_days').fill('三');
  await desk.at('county-save').click();
  await desk.at('form-problems').waitFor();
  await desk.page.locator('#problem-county-dispute_limits-village_days').getByText('请写数字').waitFor();
  await desk.screenshot('desk-county-wrong');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  await desk.at('county-dispute_limits-village_days').fill('4');
  await desk.at('form-problems').waitFor({ state: 'hidden' });

  // What is begun outlives a look at something else.
  await desk.at('nav-visits').click();
  await desk.at('county-title').click();
  assert.equal(await desk.at('county-about-sponsor').inputValue(), '清水县委政法委');
  await desk.at('county-about-filing_number').fill('试备字 1 号');
  await desk.at('county-about-phone').fill('0935-1234567');
  await desk.at('county-notice-open').click();
  await desk.at('county-notice').fill(NOTICE);
  await desk.at('county-notice-read').click();
  await desk.at('county-notice-said').getByText('读出 10 天放假、3 天上班').waitFor();
  await desk.at(`county-day-remove-${YEAR}-10-10`).click();
  await desk.at('county-code_lists-units').fill('村委会\n水管所\n司法所');
  await desk.screenshot('desk-county-filled');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  await desk.at('county-save').click();
  await desk.at('county-versions').click();
  const said = await desk.at('county-version-0').innerText();
  for (const part of ['主办单位', '清水县委政法委', '村', '4', `${YEAR}-10-01`, '水管所']) assert.ok(said.includes(part), `${part} in ${said}`);
  assert.ok(!said.includes(`${YEAR}-10-10`));
  await desk.screenshot('desk-county-saved');

  // Every phone has it: who answers for the app, whom to call, what can be taken by one tap.
  await about(phone);
  await until('the phone knows the sponsor', async () => (await phone.at('about-sponsor').innerText()) === '清水县委政法委');
  assert.equal(await phone.at('about-filing').innerText(), '试备字 1 号');
  await phone.screenshot('phone-about');
  await phone.page.goBack();
  await phone.page.locator('a[href$="/me/feedback"]').click();
  assert.equal(await phone.at('feedback-phone').locator('a').getAttribute('href'), 'tel:0935-1234567');
  await phone.at('nav-home').click();
  await phone.at('tile-hazard').click();
  await phone.at('disposal-needs_unit').click();
  await phone.page.getByRole('button', { name: '水管所' }).click();
  assert.equal(await phone.at('field-wanted_unit').inputValue(), '水管所');

  // Without a network it is set all the same, and waits.
  await desk.goOffline();
  await desk.at('county-rules-urgent_hazard_days').fill('0');
  await desk.at('county-save').click();
  await desk.at('county-version-0').getByText('已保存在本机').waitFor();
  await desk.screenshot('desk-county-offline');
  await desk.goOnline();
  await desk.at('county-version-0').getByText('已保存在本机').waitFor({ state: 'hidden', timeout: 30_000 });
  assert.deepEqual([...desk.faults, ...phone.faults], []);
}));

async function about(phone) {
  await phone.at('nav-me').click();
  await phone.page.locator('a[href$="/me/about"]').click();
  await phone.at('about-sponsor').waitFor();
}
