// The office takes a phone back: in a real browser it hands everything in, forgets, and can be given to somebody else.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DESK, PHONE, journey, openBrowser, startServer, until } from './harness.mjs';
import { PIN, begins, deskTotal, enrolDesk, enrolPhone, recordVisit } from './steps.mjs';

/** The names of this origin's stored files that hold anything: the pool keeps each file's name at its beginning. */
const keptFiles = (phone) => phone.page.evaluate(async () => {
  const names = [];
  const walk = async (folder) => {
    for await (const entry of folder.values()) {
      if (entry.kind === 'directory') await walk(entry);
      else {
        const head = await (await entry.getFile().catch(() => null))?.slice(0, 512).text() ?? '';
        const name = head.match(/[\w.-]*\.db[\w-]*/)?.[0];
        if (name) names.push(name);
      }
    }
  };
  await walk(await navigator.storage.getDirectory());
  return names;
});

test('a phone that is taken back hands in, forgets everything and says so; a new code begins afresh', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  await enrolPhone(phone, server);
  const device = (await server.command('devices')).split(/\s+/)[0];
  const desk = await keep(openBrowser(server, DESK));
  await enrolDesk(desk, server);
  const before = await deskTotal(desk);
  assert.ok((await keptFiles(phone)).includes('store.db'));

  await phone.goOffline();
  for (const n of [0, 1]) await recordVisit(phone, n, { outcome: 'absent' });
  await server.command('revoke', device);
  await phone.goOnline();
  await phone.at('ended').waitFor({ timeout: 30_000 });
  await phone.screenshot('phone-ended');
  await until('the office has both', async () => (await deskTotal(desk)) === before + 2);
  assert.match(await server.command('devices'), /收回,设备已知道/);

  // It says so still after a start, and nothing of the store is left.
  await phone.page.reload();
  await phone.at('ended').waitFor();
  assert.equal(await phone.at('unlock-pin').count(), 0);
  const left = await keptFiles(phone);
  assert.deepEqual(left.filter((name) => name.startsWith('store')), [], `${left}`);
  assert.ok(left.includes('keyring.db'), `${left}`);

  const { code } = await server.invite('worker');
  await phone.at('ended-new-code').click();
  await phone.at('enroll-code').fill(code);
  await phone.at('enroll-next').click();
  await phone.at('pin-input').fill(PIN);
  await phone.at('pin-confirm').fill(PIN);
  await phone.at('home').waitFor({ timeout: 60_000 });
  await phone.at('nav-visits').click();
  await phone.page.locator(begins('visit-row-')).first().waitFor();
  await phone.page.reload();
  await phone.unlock(PIN);
  await phone.page.locator(begins('visit-row-')).first().waitFor();
}));
