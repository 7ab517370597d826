// Those who have no records: the auditor reads the log, a worker the own part of it, the county the counts, the administrator looks after people.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { WHOLE_PAGE, axe } from './axe.mjs';
import { DESK, PHONE, journey, openBrowser, startServer, until } from './harness.mjs';
import { PIN, enrolDesk, enrolPhone, giveLeave, ledgerTotal } from './steps.mjs';

/** Somebody with this role over the whole town, at a desk. */
async function sit(keep, server, role, name) {
  const listed = await server.command('members');
  const [town] = listed.match(/\b\d{9}\b/);
  await server.command('member', 'add', '--name', name, '--role', role, '--area', town);
  const desk = await keep(openBrowser(server, DESK));
  const { link } = await server.invite(name);
  await desk.enrol(link, PIN);
  await desk.at('desk').waitFor({ timeout: 60_000 });
  return desk;
}

test('the auditor reads who did what, and everybody the own part', () => journey(async (keep) => {
  const server = await keep(startServer());
  const office = await keep(openBrowser(server, DESK));
  await enrolDesk(office, server);
  await office.at('nav-ledgers').click();
  await until('the ledger is made', async () => (await ledgerTotal(office)) >= 0);
  const file = office.page.waitForEvent('download');
  await office.at('export-csv').click();
  await giveLeave(office);
  await file;

  const auditor = await sit(keep, server, 'auditor', '孙审计');
  await auditor.at('audit-whole').waitFor();
  for (const absent of ['nav-disputes', 'nav-visits', 'desk-home', 'people-title']) assert.equal(await auditor.at(absent).count(), 0, absent);
  await until('the export is in the log', async () => {
    await auditor.at('audit-act').selectOption({ label: '导出' });
    const first = await auditor.at('audit-entry').first().innerText().catch(() => '');
    if (first.includes('报送上级')) return true;
    await auditor.at('audit-act').selectOption({ index: 0 });
    return false;
  });
  await auditor.screenshot('desk-audit');
  assert.deepEqual(await axe(auditor, WHOLE_PAGE), []);

  const phone = await keep(openBrowser(server, PHONE));
  await enrolPhone(phone, server);
  await phone.at('nav-me').click();
  await phone.page.getByText('操作记录').first().click();
  await phone.at('audit-entry').first().waitFor();
  assert.deepEqual(await phone.at('audit-entry').locator('strong').allInnerTexts(), ['登记设备']);
  await phone.screenshot('phone-audit');
  assert.deepEqual(await axe(phone, WHOLE_PAGE), []);
  await phone.goOffline();
  await phone.page.reload();
  await phone.unlock(PIN);
  await phone.page.getByText('网络').first().waitFor();
  assert.equal(await phone.at('audit-entry').count(), 0, 'nothing of it stays on the phone');
  for (const one of [office, auditor, phone]) assert.deepEqual(one.faults, []);
}));

test('the county has counts and nothing else, the administrator people and places', () => journey(async (keep) => {
  const server = await keep(startServer());
  const county = await sit(keep, server, 'county', '县综治');
  await county.at('paper').waitFor();
  const ledgers = await county.page.locator('[data-testid^="ledger-"].chip').allInnerTexts();
  assert.deepEqual(ledgers.map((name) => name.trim()), ['矛盾纠纷月报', '统计对比表', '走访覆盖表', '关爱走访统计', '网格基本情况表']);
  await county.at('stretch-year').click();
  await until('the year is counted', async () => (await ledgerTotal(county)) > 0);
  const paper = await county.at('paper').innerText();
  assert.ok(paper.includes('由服务器统计'), paper);
  await county.screenshot('desk-county-seat');
  assert.deepEqual(await axe(county, WHOLE_PAGE), []);

  const admin = await sit(keep, server, 'admin', '钱管理');
  await admin.at('person').first().waitFor();
  for (const absent of ['nav-disputes', 'nav-ledgers', 'desk-home']) assert.equal(await admin.at(absent).count(), 0, absent);
  await admin.at('tree-title').click();
  await admin.screenshot('desk-admin-seat');
  for (const one of [county, admin]) assert.deepEqual(one.faults, []);
}));

test('a PC that nobody uses locks itself, and goes on where it was', () => journey(async (keep) => {
  const server = await keep(startServer());
  const desk = await keep(openBrowser(server, DESK));
  await enrolDesk(desk, server);
  await desk.page.clock.install();
  await desk.page.reload();
  await desk.unlock(PIN);
  await desk.at('nav-disputes').click();
  await desk.at('disputes-total').waitFor();
  await desk.page.clock.fastForward('29:00');
  await desk.page.mouse.click(700, 20);
  await desk.page.clock.fastForward('29:00');
  assert.equal(await desk.at('unlock-pin').count(), 0, 'it was used in between');
  await desk.page.clock.fastForward('02:00');
  await desk.at('was-left').waitFor();
  await desk.screenshot('desk-was-left');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  await desk.unlock(PIN);
  await desk.at('disputes-total').waitFor();
  assert.match(desk.page.url(), /disputes/);

  await desk.at('nav-me').click();
  await desk.at('lock-after-0').click();
  await desk.page.clock.fastForward('23:00:00');
  assert.equal(await desk.at('was-left').count(), 0, 'a screen on a wall stays open');
  await desk.screenshot('desk-lock-after');
  assert.deepEqual(desk.faults, []);
}));

test('a supervisor with a phone has the office’s places, at every size of letters', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  const { link } = await server.invite('supervisor');
  await phone.enrol(link, PIN);
  await phone.at('home').waitFor({ timeout: 60_000 });
  const found = [];
  const looks = async (name) => {
    await phone.screenshotWhole(`phone-office-${name}`);
    found.push(...(await axe(phone)).map((line) => `${name}: ${line}`));
  };
  await looks('home');
  for (const [place, there] of [
    ['desk-home', 'care-counts'], ['review-title', 'meeting'], ['nav-ledgers', 'paper'], ['people-title', 'person'], ['tree-title', 'tree-total'],
    ['import-title', 'import-pick'], ['county-title', 'county-save'],
  ]) {
    await phone.at('nav-home').click();
    await phone.at(`office-${place}`).click();
    await phone.at(there).first().waitFor();
    await looks(place);
  }
  await phone.at('nav-home').click();
  await phone.at('office-people-title').click();
  await phone.at('person').nth(3).click();
  await phone.at('person-code').waitFor();
  await looks('person');
  assert.deepEqual(found, []);
  assert.deepEqual(phone.faults, []);
}));
