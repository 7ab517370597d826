// 省平台: the import sheet is mapped once, filled by one tap with what is not keyed in, and all of it marked; what changes later is shown again.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { inflateRawSync } from 'node:zlib';

import { WHOLE_PAGE, axe } from './axe.mjs';
import { DESK, journey, openBrowser, startServer, until } from './harness.mjs';
import { begins, enrolDesk, giveLeave, ledgerTotal } from './steps.mjs';

const SHEET = '平安甘肃导入表';
const HEADINGS = '序号\t事件名称\t类别\t排查日期\t填报单位\t备用';

test('nobody types a case twice: a sheet is mapped, filled and marked', () => journey(async (keep) => {
  const server = await keep(startServer());
  const desk = await keep(openBrowser(server, DESK));
  await enrolDesk(desk, server);
  await map(desk);

  await desk.at('nav-ledgers').click();
  await desk.at('stretch-year').click();
  await desk.at('ledger-unentered').click();
  const total = await until('the year has its disputes', async () => (await ledgerTotal(desk)) > 3 && ledgerTotal(desk));
  await desk.screenshot('desk-ledger-unentered');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  const coming = desk.page.waitForEvent('download');
  await desk.at(`sheet-${SHEET}`).click();
  await giveLeave(desk);
  const file = await coming;
  assert.match(file.suggestedFilename(), /^平安甘肃导入表_.*\.xlsx$/);
  const text = sheetOf(await readFile(await file.path()));
  for (const part of ['事件名称', '填报单位', '清水镇综治中心', '邻里纠纷']) assert.ok(text.includes(part), part);
  assert.ok(!text.includes('填报人'), 'nothing but headings and lines');
  assert.match(text, /<t[^>]*>\d{4}\/\d{2}\/\d{2}<\/t>/);
  await desk.at('sheet-filled').waitFor();
  await desk.screenshot('desk-sheet-filled');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  await desk.at('sheet-mark').click();
  await desk.at('sheet-filled').waitFor({ state: 'hidden' });
  // Nothing is left that is not keyed in.
  await desk.at('ledger-unentered').click();
  await until('all are in the ledger', async () => (await ledgerTotal(desk)) >= total);
  await desk.at('ledger-unentered').click();
  await until('none is left', async () => (await ledgerTotal(desk)) === 0);

  // The table knows, and a case that changes is shown again.
  await desk.at('nav-disputes').click();
  await desk.at('filter-disputes-open').click();
  await desk.at('filter-province').selectOption('entered');
  await until('they are listed', async () => (await desk.page.locator(begins('dispute-row-')).count()) > 2);
  await desk.page.locator(begins('dispute-row-')).first().click();
  await desk.at('province').waitFor();
  await desk.at('province-number').fill('GS-2026-1');
  await desk.at('province-enter').click();
  await until('it has its number', async () => (await desk.at('province-enter').isDisabled()) && (await desk.at('province-number').inputValue()) === 'GS-2026-1');
  await desk.screenshot('desk-province');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  await desk.at('filter-province').selectOption('not_entered');
  await until('none is left in the table', async () => (await desk.page.locator(begins('dispute-row-')).count()) === 0);

  // Several at once, from the table of matters.
  await desk.at('desk-items').click();
  await desk.page.locator(begins('item-row-')).first().waitFor();
  await desk.at('tick-all').click();
  await desk.at('together-enter_province').click();
  await desk.at('together-card').waitFor();
  await desk.screenshot('desk-province-together');
  await desk.at('together-save').click();
  await desk.at('filter-province').selectOption('entered');
  await until('matters are marked', async () => (await desk.page.locator(begins('item-row-')).count()) > 0);
  await desk.screenshot('desk-province-items');
  assert.deepEqual(desk.faults, []);
}));

/** Maps the platform's sheet in 参数. */
async function map(desk) {
  await desk.at('county-title').click();
  await desk.at('county-province-platform').fill('平安甘肃');
  await desk.at('county-sheet-new').click();
  await desk.at('county-sheet-name').fill(SHEET);
  await desk.at('county-sheet-headings').fill(HEADINGS);
  await desk.page.getByText('认出 6 列').waitFor();
  await desk.at('county-sheet-add').click();
  await desk.at('county-column-from-1').selectOption('纠纷名称');
  await desk.at('county-column-from-4').selectOption('=');
  await desk.at('county-column-text-4').fill('清水镇综治中心');
  await desk.at('county-column-day-3').selectOption('YYYY/MM/DD');
  await desk.at('county-column-2').locator('summary').click();
  await desk.at('county-words-2').fill('邻里=邻里纠纷');
  assert.equal(await desk.at('county-column-from-2').inputValue(), '类别');
  await desk.at('county-sheet').scrollIntoViewIfNeeded();
  await desk.screenshot('desk-county-sheets');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  const coming = desk.page.waitForEvent('download');
  await desk.at('county-sheet-file').click();
  const mapping = JSON.parse(await readFile(await (await coming).path(), 'utf8'));
  assert.equal(mapping.columns[2].words['邻里'], '邻里纠纷');
  await desk.at('county-save').click();
  await until('it is saved', () => desk.at('county-save').isDisabled());
}

/** The XML of a workbook's sheet: its entry in the ZIP, unpacked. */
function sheetOf(bytes) {
  for (let at = 0; (at = bytes.indexOf('PK\u0003\u0004', at, 'latin1')) >= 0; at += 4) {
    const [name, extra] = [bytes.readUInt16LE(at + 26), bytes.readUInt16LE(at + 28)];
    if (!bytes.toString('latin1', at + 30, at + 30 + name).endsWith('sheet1.xml')) continue;
    const begin = at + 30 + name + extra;
    const packed = bytes.readUInt16LE(at + 8) === 8;
    return packed ? inflateRawSync(bytes.subarray(begin)).toString() : bytes.subarray(begin).toString();
  }
  throw new Error('no sheet in the workbook');
}
