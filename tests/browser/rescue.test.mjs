// 换机体检: what is on a phone alone is told, kept from being thrown away, and carried to the office in a sealed file that the person takes there.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { axe } from './axe.mjs';
import { DESK, PHONE, journey, openBrowser, startServer, until } from './harness.mjs';
import { deskTotal, enrolDesk, enrolPhone, recordVisit } from './steps.mjs';

const SEEN = '煤气灶老化,要换软管';

test('what a phone could not send is carried to the office; then it may be given away', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  const desk = await keep(openBrowser(server, DESK));
  await enrolPhone(phone, server);
  await enrolDesk(desk, server);
  const before = await deskTotal(desk);

  await phone.goOffline();
  await recordVisit(phone, 0, { outcome: 'met_family', met: '李秀英', remarks: SEEN });
  await openCheckUp(phone);
  await phone.at('check-up-red').waitFor();
  await phone.at('sign-out-refused').waitFor();
  assert.equal(await phone.at('sign-out').count(), 0, 'no way to sign out while it is red');
  assert.match(await phone.at('check-waiting').innerText(), /1 条/);
  assert.deepEqual(await axe(phone), []);

  const coming = phone.page.waitForEvent('download');
  await phone.at('rescue-write').click();
  const download = await coming;
  const path = join(phone.profile, download.suggestedFilename());
  await download.saveAs(path);
  await phone.at('rescue-told').waitFor();
  await phone.screenshot('phone-check-up-red');
  const file = await readFile(path);
  assert.ok(file.toString('latin1').startsWith('TIEJIAOBAN-RESCUE\n'));
  assert.ok(!file.includes(Buffer.from(SEEN)), 'nothing can be read without the key');

  assert.match(await server.command('rescue', path), /新收下 1 处/);
  await desk.at('sync-title').click();
  await desk.at('sync-now').click();
  await desk.at('nav-visits').click();
  await until('the office has it', async () => (await deskTotal(desk)) === before + 1);

  await phone.goOnline();
  await phone.at('check-up-clear').waitFor({ timeout: 60_000 });
  assert.deepEqual(await axe(phone), []);
  await phone.screenshot('phone-check-up-clear');
  await phone.at('sign-out').click();
  await phone.at('sign-out-yes').click();
  await phone.at('ended').waitFor();
  assert.match(await phone.at('ended').innerText(), /已退出/);
  await phone.screenshot('phone-signed-out');
  assert.match(await server.command('rescue', path), /新收下 0 处,早已收到 1 处/);
  assert.deepEqual(phone.faults, []);
}));

async function openCheckUp(phone) {
  await phone.at('nav-me').click();
  await phone.page.locator('a[href="/me/check"]').click();
  await phone.at('check-up').waitFor();
}
