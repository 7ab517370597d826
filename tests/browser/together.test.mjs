// The office's morning: several disputes accepted and given out at once from the table, by mouse and by keyboard, and on the phone of whoever answers for them.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { WHOLE_PAGE, axe } from './axe.mjs';
import { DESK, journey, openBrowser, startServer, until } from './harness.mjs';
import { begins, enrolDesk } from './steps.mjs';

test('several disputes are accepted and given out at once, and what cannot says why', () => journey(async (keep) => {
  const server = await keep(startServer());
  const desk = await keep(openBrowser(server, DESK));
  await enrolDesk(desk, server);
  await desk.at('nav-disputes').click();
  await desk.page.locator(begins('dispute-row-')).first().waitFor();

  // All of the filter: what they can take stands there with how many can.
  await desk.at('tick-all').click();
  const bar = desk.at('together');
  await bar.waitFor();
  await desk.page.locator(begins('together-note')).waitFor();
  await desk.screenshot('desk-together');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  const all = await numberIn(desk.at('disputes-total'));
  assert.equal(await numberIn(bar.locator('strong')), Math.min(all, 200));

  // 受理: those that wait for it, each by its own limit; one that came from the town has no limit of its own and says so.
  const waiting = await numberIn(desk.at('together-accept'));
  assert.ok(waiting > 0, 'the town has some that wait');
  await desk.at('together-accept').click();
  await desk.at('together-card').waitFor();
  await desk.screenshot('desk-together-card');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  await desk.at('together-save').click();
  await desk.at('together-done').waitFor();
  const refused = await desk.at('together-refused').locator('li').allInnerTexts();
  assert.ok(refused.length > 0 && refused.every((text) => text.includes('时限')), refused.join());
  const accepted = waiting - refused.length;
  assert.ok((await desk.at('together-done').innerText()).includes(`办了 ${accepted} 件`));
  await until('what was done is no longer ticked', async () => (await numberIn(bar.locator('strong'))) === Math.min(all, 200) - accepted);
  await desk.screenshot('desk-together-done');
  await desk.at('together-clear').click();
  await bar.waitFor({ state: 'hidden' });

  // By keyboard: the first two accepted ones are ticked with x and given out.
  await desk.at('filter-state').selectOption('accepted');
  await until('only accepted ones', async () => (await numberIn(desk.at('disputes-total'))) >= 2);
  await desk.page.locator('#desk-rows').focus();
  for (const key of ['j', 'x', 'j', 'x']) await desk.page.keyboard.press(key);
  await until('two are ticked', async () => (await numberIn(bar.locator('strong'))) === 2);
  await desk.at('together-assign').click();
  await desk.at('together-save').click();
  // Nothing is lost on missing input: the form says what is missing, and both stay ticked.
  await desk.at('together-refusal').waitFor();
  assert.equal(await numberIn(bar.locator('strong')), 2);
  await desk.at('step-unit').fill('司法所');
  await desk.at('together-save').click();
  await bar.waitFor({ state: 'hidden' });
  await until('they are received', async () => (await desk.page.locator('.desk-top').innerText()).includes('已同步'));
  await desk.at('filter-state').selectOption('assigned');
  await until('two more are given out', async () => (await desk.page.locator(begins('dispute-row-')).count()) >= 2);

  // 事项 the same way.
  await desk.at('desk-items').click();
  await desk.page.locator(begins('item-row-')).first().waitFor();
  await desk.at('tick-all').click();
  await desk.page.locator(begins('together-')).first().waitFor();
  await desk.screenshot('desk-together-items');
  assert.deepEqual(desk.faults, []);
}));

async function numberIn(locator) {
  return Number((await locator.innerText()).replace(/\D/g, ''));
}
