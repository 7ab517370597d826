// The office opens one care file for a purpose, and it leaves the PC with the page; and 总览 says how far each village is seen to.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { WHOLE_PAGE, axe } from './axe.mjs';
import { DESK, PHONE, journey, openBrowser, startServer, until } from './harness.mjs';
import { PIN, begins, countPrints, enrolDesk, enrolPhone, giveLeave } from './steps.mjs';

const CARE_PIN = '715306';

test('a care file is opened by full name and for a purpose, and is gone with the page', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  await enrolPhone(phone, server);
  const { name, village } = await somebody(phone);
  const desk = await keep(openBrowser(server, DESK));
  await enrolDesk(desk, server);
  await desk.at('desk-home').click();
  await desk.at('care-counts-open').waitFor();
  await desk.at('care-open-link').click();
  await desk.at('care-open-go').click();
  await desk.page.locator('#problem-care-open-name').waitFor();
  await desk.screenshot('desk-care-open');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);

  await desk.at('care-open-village').selectOption({ label: village });
  await desk.at('care-open-name').fill('无此人');
  await desk.at('care-purpose-help').click();
  await desk.at('care-open-go').click();
  await desk.page.getByText('没有这个人的档案').waitFor();
  await desk.at('care-open-close').click();

  await ask(desk, village, name);
  await desk.at('care-opened-file').waitFor();
  assert.ok((await desk.at('care-opened-file').innerText()).includes(name));
  await desk.screenshot('desk-care-opened');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  await desk.page.emulateMedia({ media: 'print' });
  assert.ok(!(await desk.at('care-opened-file').isVisible()), 'it is not for paper');
  await desk.page.emulateMedia({ media: null });

  // Leaving the page closes it; without a network it does not open at all.
  await desk.at('nav-visits').click();
  await desk.at('desk-home').click();
  await desk.at('care-open-link').click();
  await desk.at('care-open-go').waitFor();
  assert.equal(await desk.at('care-opened-file').count(), 0);
  await desk.goOffline();
  await ask(desk, village, name);
  await desk.at('care-open-said').getByText('要联网才能打开').waitFor();
  await desk.goOnline();
  const log = await server.command('audit');
  assert.equal(log.split('\n').filter((line) => line.includes('查看关爱档案') && /救助帮扶|处置异常/.test(line)).length, 2, log);
  assert.ok(!log.includes(name), 'the log has no names of those who are cared for');
  assert.deepEqual([...desk.faults, ...phone.faults], []);
}));

test('the office gives a person another care team, and the worker hears of it', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  await enrolPhone(phone, server);
  const { name, village } = await somebody(phone);
  const desk = await keep(openBrowser(server, DESK));
  await enrolDesk(desk, server);
  await desk.at('desk-home').click();
  await desk.at('care-open-link').click();
  await ask(desk, village, name);
  await desk.at('care-team-change').click();
  await desk.at('care-team-form').waitFor();
  await desk.screenshotWhole('desk-care-team');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);

  // Nobody is left who could open it: it says so and keeps what was chosen.
  const selects = desk.at('care-team-form').locator('select');
  await until('the members are there', async () => (await selects.first().locator('option').count()) > 3);
  const had = await selects.evaluateAll((all) => all.map((one) => one.value));
  assert.ok(had.includes('written'), 'whoever has no account is shown by name');
  for (let n = 0; n < had.length; n += 1) await selects.nth(n).selectOption('');
  await desk.at('care-team-save').click();
  await desk.at('care-team-said').waitFor();
  await desk.at('care-team-cancel').click();
  await desk.at('care-team-change').click();
  await until('it is as it was', async () =>
    JSON.stringify(await selects.evaluateAll((all) => all.map((one) => one.value))) === JSON.stringify(had));

  await desk.at('field-team-family-name').fill('张小军');
  await desk.at('field-team-family-phone').fill('13800000000');
  await desk.at('care-team-save').click();
  await desk.at('care-team').getByText('张小军').waitFor();
  await desk.screenshotWhole('desk-care-team-set');
  await phone.at('care-team').getByText(/张小军|张\*/).waitFor({ timeout: 40_000 });
  const log = await server.command('audit');
  assert.match(log, /调整五包一/);
  assert.ok(!log.includes('张小军'), 'the log has no names of families');
  assert.deepEqual([...desk.faults, ...phone.faults], []);
}));

test('the coverage of each village opens the ledger by grid', () => journey(async (keep) => {
  const server = await keep(startServer());
  const desk = await keep(openBrowser(server, DESK));
  await enrolDesk(desk, server);
  await desk.at('desk-home').click();
  await desk.at('coverage-row').first().waitFor();
  await desk.screenshotWhole('desk-home-coverage');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  const cells = (await desk.at('coverage-row').first().innerText()).split(/\s+/);
  const [village, households] = cells;
  const met = Number((await desk.at('coverage-stretch-year').first().locator('.coverage-met').innerText()).replace(/\D/g, ''));
  await desk.at('coverage-stretch-year').first().click();
  await desk.page.getByText('走访覆盖表').first().waitFor();
  await until('the ledger says the same', async () => {
    const total = await desk.page.locator('.ledger tbody tr').first().locator('td').allInnerTexts();
    return total[2] === households && Number(total[3]) === met;
  });
  assert.equal(await desk.at('filter-village').locator('option:checked').innerText(), village);
  assert.deepEqual(desk.faults, []);
}));

/** Whose file the worker's phone holds, and in which village. */
async function somebody(phone) {
  await phone.at('tile-care').click();
  await openCare(phone);
  await phone.page.locator(begins('care-row-')).first().click();
  await phone.at('care-file').waitFor();
  await phone.at('care-show').click();
  await until('the whole name', async () => !(await phone.at('care-name').innerText()).includes('*'));
  const place = await phone.at('care-file').locator('.card .hint').first().innerText();
  return { name: await phone.at('care-name').innerText(), village: place.split(' ')[0] };
}

/** Sets the second PIN, for the first time. */
async function openCare(phone) {
  await phone.typePin('care-pin', CARE_PIN);
  await phone.typePin('care-pin-again', CARE_PIN);
  const submit = phone.at('care-pin-submit');
  if (await submit.isVisible()) await submit.click().catch(() => {});
}

async function ask(desk, village, name) {
  await desk.at('care-open-village').selectOption({ label: village });
  await desk.at('care-open-name').fill(name);
  await desk.at('care-purpose-abnormal').click();
  await desk.at('care-open-go').click();
}

test('a station prints a file of its own line, with its mark, and in no other way', () => journey(async (keep) => {
  const server = await keep(startServer());
  const station = await keep(openBrowser(server, DESK));
  const { link } = await server.invite('清水民政所');
  await station.enrol(link, PIN);
  await station.at('unit-home').waitFor({ timeout: 60_000 });
  await station.at('tile-care').click();
  await openCare(station);
  await station.page.locator(begins('care-row-')).first().click();
  await station.at('care-print').waitFor();
  await station.page.emulateMedia({ media: 'print' });
  assert.ok(!(await station.at('care-name').isVisible()), 'by the browser\'s own menu nothing of it is on paper');
  await station.page.emulateMedia({ media: null });
  await station.at('care-print').click();
  await station.screenshotWhole('care-print');
  assert.deepEqual(await axe(station, WHOLE_PAGE), []);
  await countPrints(station);
  await giveLeave(station);
  await until('it is printed', () => station.page.evaluate(() => window.printed === 1));
  assert.ok(!(await station.at('care-paper').isVisible()), 'it is for the printer');
  await station.page.emulateMedia({ media: 'print' });
  assert.ok(await station.at('care-paper').isVisible());
  assert.ok(!(await station.at('care-name').isVisible()));
  await station.screenshotWhole('care-paper');
  const pdf = (await station.page.pdf({ preferCSSPageSize: true })).toString('latin1');
  assert.match(pdf, /MediaBox\s*\[\s*0 0 59[45][.\d]* 84[12]/, 'A4, upright');
  await station.page.emulateMedia({ media: null });
  await until('the server has noted it', async () => /导出.*person-file|person-file.*导出/.test(await server.command('audit')));
  assert.deepEqual(station.faults, []);
}));
