// A department: nothing of the town but what is assigned to it. The office gives it a hazard, it signs and answers from a phone without a
// network, the worker reads it; the department's screens on a phone and at a desk.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { axe } from './axe.mjs';
import { DESK, PHONE, journey, openBrowser, startServer, until } from './harness.mjs';
import { PIN, begins, enrolDesk, enrolPhone } from './steps.mjs';

const PLACE = '老粮库';
const found = [];

test('what the office assigns reaches the department, and its answer the worker', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  const desk = await keep(openBrowser(server, DESK));
  const station = await keep(openBrowser(server, PHONE));
  await enrolPhone(phone, server);
  await enrolDesk(desk, server);
  const { link } = await server.invite('清水派出所');
  await station.enrol(link, PIN);
  await station.at('unit-home').waitFor({ timeout: 60_000 });
  await station.untilInstalled();
  assert.equal(await station.page.locator(begins('nav-add')).count(), 0, 'it records nothing at doors');

  await recordHazard(phone);
  await assign(desk);
  const given = station.page.locator(begins('item-row-')).filter({ hasText: PLACE });
  await until('it stands on the first screen', async () => (await given.count()) === 1);
  await looks(station, 'unit-home');

  await station.goOffline();
  await given.click();
  await station.at('act-receive').click();
  await station.at('step-save').click();
  await until('signed for', async () => (await station.at('item-stands').innerText()) === '已签收');
  await station.at('act-progress').click();
  await station.at('field-text').fill('已约电工,明天换线');
  await station.at('step-save').click();
  await looks(station, 'unit-item');
  await station.goOnline();

  await phone.at('nav-home').click();
  await phone.at('list-hazard').click();
  const mine = phone.page.locator(begins('item-row-')).filter({ hasText: PLACE });
  await until('the worker hears of it', async () => /已签收/.test(await mine.innerText()));
  await mine.click();
  await phone.page.getByText('已约电工,明天换线').waitFor();
  await looks(phone, 'unit-worker-reads');

  const office = await keep(openBrowser(server, DESK));
  const again = await server.invite('清水派出所');
  await office.enrol(again.link, PIN);
  await office.at('unit-home').waitFor({ timeout: 60_000 });
  await until('it stands there too', async () =>
    (await office.page.locator(begins('item-row-')).filter({ hasText: PLACE }).count()) === 1);
  assert.equal(await office.at('nav-visits').count(), 0);
  await looks(office, 'unit-desk');
  for (const one of [phone, desk, station, office]) assert.deepEqual(one.faults, []);
  assert.deepEqual(found, []);
}));

async function looks(browser, name) {
  await browser.screenshot(name);
  found.push(...(await axe(browser)).map((line) => `${name}: ${line}`));
}

async function recordHazard(phone) {
  await phone.at('tile-hazard').click();
  await phone.at('form-hazard').waitFor();
  await phone.at('hazard-type-fire').click();
  await phone.at('field-place').fill(PLACE);
  await phone.at('field-description').fill('线路老化,堆着麦草');
  await phone.at('severity-urgent').click();
  await phone.at('disposal-needs_unit').click();
  await phone.at('form-save').click();
  await phone.at('item-stands').waitFor();
}

async function assign(desk) {
  await desk.at('desk-items').click();
  const row = desk.page.locator(begins('item-row-')).filter({ hasText: PLACE });
  await row.waitFor();
  await row.click();
  await desk.at('act-assign').click();
  await desk.at('field-unit').fill('派出所');
  await desk.at('step-save').click();
  await until('it is given out', async () => (await desk.at('item-stands').innerText()) === '已交办');
}
