// Bad days in a real browser: a second window, a full phone, a connection that is cut again and again.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DESK, PHONE, journey, openBrowser, startServer, until } from './harness.mjs';
import { PIN, deskTotal, enrolDesk, enrolPhone, recordVisit, statesToday } from './steps.mjs';

const REMARKS = '屋后排水沟堵了,下雨要来看';

test('a second window says so, and goes on where the first was closed', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  await enrolPhone(phone, server);
  const first = phone.page;
  const second = await phone.context.newPage();
  await second.goto(phone.url);
  await second.getByTestId('open-elsewhere').waitFor();
  await phone.at('nav-find').click();
  await phone.at('find-search').waitFor();

  await first.close();
  phone.page = second;
  await second.getByRole('button').click();
  await phone.unlock(PIN);
  // The app opens again where the person was.
  await phone.at('find-search').waitFor();
}));

test('a full phone says so, and goes on with everything saved once there is room', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  await enrolPhone(phone, server);
  await phone.goOffline();
  await recordVisit(phone, 0, { outcome: 'absent', remarks: REMARKS });

  const full = await allowStorage(phone, 1);
  await phone.page.reload();
  await phone.unlock(PIN);
  await phone.page.getByText('手机空间不够').waitFor();
  await phone.screenshot('phone-full');

  await full.detach();
  await phone.unlock(PIN);
  await phone.at('household-start-visit').waitFor();
  await recordVisit(phone, 1, { outcome: 'absent' });
  assert.deepEqual(await statesToday(phone), Array(2).fill('已保存在本机'));
  await phone.goOnline();
  await until('both have their receipts', async () => (await statesToday(phone)).every((state) => state === '已签收'));
}));

test('a connection that is cut again and again brings each visit once', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  const desk = await keep(openBrowser(server, DESK));
  await enrolPhone(phone, server);
  await enrolDesk(desk, server);
  const before = await deskTotal(desk);
  await phone.goOffline();
  for (const n of [0, 1, 2]) await recordVisit(phone, n, { outcome: 'absent', remarks: `${REMARKS}${n}` });

  // In the middle of the request, at its end, in the head of the answer and in its body.
  for (const cut of [{ up: 700 }, { up: 1300 }, { down: 40 }, { down: 400 }]) {
    phone.proxy.pass();
    phone.proxy.cutAfter(cut);
    await phone.context.setOffline(false);
    await pressSync(phone);
    await phone.context.setOffline(true);
  }
  await phone.goOnline();
  await pressSync(phone);
  await until('every visit has its receipt', async () =>
    (await statesToday(phone)).every((state) => state === '已签收'));
  await until('the office has three more', async () => (await deskTotal(desk)) >= before + 3);
  assert.equal(await deskTotal(desk), before + 3, 'each exactly once');
}));

/** So many bytes for this origin, for as long as the returned session stands. */
async function allowStorage(phone, quotaSize) {
  const session = await phone.context.newCDPSession(phone.page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: phone.url, quotaSize });
  return session;
}

/** The button, and then what becomes of it. */
async function pressSync(phone) {
  await phone.at('header-sync').click();
  const tried = phone.proxy.connections;
  await phone.at('sync-now').click();
  await until('a connection was tried', () => phone.proxy.connections > tried);
  await phone.at('nav-home').click();
}
