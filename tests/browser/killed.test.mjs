// The battery goes twenty times, at a moment of chance around 保存: ten times without a network, ten times while what was saved is on its
// way. What was said to be saved is there afterwards, what was not is a draft, and the office gets everything once.

import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { PHONE, journey, openBrowser, startServer, until } from './harness.mjs';
import { PIN, enrolPhone, startVisit, statesToday, writeRemarks } from './steps.mjs';

const ROUNDS = 20;
/** Later than this after the tap everything is over. */
const LATEST_MS = 400;

test('killed twenty times while saving and while syncing, nothing is lost and nothing doubled', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  await enrolPhone(phone, server);
  const before = await visitsOf(server);
  const told = { saved: 0, drafted: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round < ROUNDS / 2) await phone.goOffline(); else await phone.goOnline();
    const remarks = `第${round}回断电`;
    const wasShown = await isKilledWhileSaving(phone, round, remarks);
    await phone.reopen();
    await phone.unlock(PIN);
    const isDraft = await opensAtTheForm(phone);
    if (isDraft) {
      assert.equal(wasShown, false, `round ${round}: said to be saved, and it is a draft`);
      assert.equal(await phone.at('visit-remarks').inputValue(), remarks);
      await phone.at('visit-form-save').click();
      await phone.at('household-start-visit').waitFor();
    }
    told[isDraft ? 'drafted' : 'saved'] += 1;
    await until(`round ${round} is in the list once`, async () => (await listed(phone, remarks)) === 1);
  }
  console.log(`# killed ${ROUNDS} times: ${told.saved} saved before, ${told.drafted} kept as drafts`);
  await phone.goOnline();
  await until('everything has its receipt', async () =>
    (await statesToday(phone)).every((state) => state === '已签收'), 60_000);
  const after = await visitsOf(server);
  const fresh = after.filter((line) => line.includes('回断电'));
  assert.equal(fresh.length, ROUNDS);
  assert.equal(after.length, before.length + ROUNDS);
  for (let round = 0; round < ROUNDS; round += 1) {
    assert.equal(fresh.filter((line) => line.includes(`第${round}回断电`)).length, 1, `round ${round}`);
  }
}));

/** Fills the form, taps 保存, and is killed soon after. Was it told to be saved before? */
async function isKilledWhileSaving(phone, round, remarks) {
  await startVisit(phone, round % 4);
  await phone.at('visit-outcome-absent').click();
  await writeRemarks(phone, remarks);
  await phone.at('visit-change-none').click();
  await phone.at('draft-kept').getByText('草稿已存').waitFor();
  // Every draft is durable within a second.
  await phone.page.waitForTimeout(1_200);
  let wasShown = false;
  const save = await phone.at('visit-form-save').elementHandle();
  const tapped = save.click({ noWaitAfter: true }).then(() => phone.at('household-start-visit').waitFor()).then(
    () => { wasShown = true; },
    // The browser is gone.
    () => {},
  );
  await new Promise((done) => setTimeout(done, ((round % (ROUNDS / 2)) / (ROUNDS / 2)) ** 2 * LATEST_MS + Math.random() * 20));
  const isSaid = wasShown;
  await phone.kill();
  await tapped;
  return isSaid;
}

/** After unlocking: is it the begun form, or anything else? */
async function opensAtTheForm(phone) {
  const form = phone.at('visit-form');
  await form.or(phone.at('home')).or(phone.at('household-start-visit')).first().waitFor();
  return form.isVisible();
}

/** How often today's list has this visit. */
async function listed(phone, remarks) {
  await phone.at('nav-visits').click();
  await phone.page.locator('[data-testid^="visit-state-"]').first().waitFor();
  return phone.page.getByText(remarks, { exact: false }).count();
}

/** The lines of the office's ledger of visits, past the app. */
async function visitsOf(server) {
  const file = join(server.folder, 'visits.csv');
  await server.command('export', '--ledger', 'visits', '--format', 'csv', '--out', file);
  const text = await readFile(file, 'utf8');
  await rm(file);
  return text.trim().split('\n').slice(1);
}
