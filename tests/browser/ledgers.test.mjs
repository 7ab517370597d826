// 台账: the office chooses a ledger, days and a village, prints it and takes it as a file; the figures are those of the server's own export.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';

import { WHOLE_PAGE, axe } from './axe.mjs';
import { DESK, journey, openBrowser, startServer, until } from './harness.mjs';
import { countPrints, enrolDesk, giveLeave, ledgerTotal } from './steps.mjs';

test('the office files its ledgers without typing a number', () => journey(async (keep) => {
  const server = await keep(startServer());
  const desk = await keep(openBrowser(server, DESK));
  await enrolDesk(desk, server);
  await desk.at('nav-ledgers').click();
  await desk.at('paper').waitFor();
  await desk.at('stretch-year').click();
  await until('there are disputes this year', async () => (await ledgerTotal(desk)) > 0);
  await desk.screenshot('desk-ledger-disputes');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);

  await desk.at('ledger-dispute-month').click();
  await desk.at('paper').getByText('化解率', { exact: true }).waitFor();
  await desk.screenshot('desk-ledger-month');
  // One line, one truth: the server's own export of the same days says the same.
  const [from, to] = await Promise.all(['filter-from', 'filter-to'].map((id) => desk.at(id).inputValue()));
  const theirs = await exported(server, 'dispute-month', from, to);
  const ours = await download(desk, 'export-json');
  assert.deepEqual(JSON.parse(ours.content.toString('utf8')), theirs);
  assert.equal(await cell(desk, 0, 0), '合计');
  assert.equal(await cell(desk, 0, 3), String(theirs[0]['受理数'] ?? ''));

  for (const ledger of ['visits', 'coverage', 'care-visits', 'hazards', 'opinions', 'errands', 'lectures', 'worklog', 'grids', 'oral-agreements', 'written-agreements']) {
    await desk.at(`ledger-${ledger}`).click();
    await until(`${ledger} is there`, async () => (await desk.at(`ledger-${ledger}`).getAttribute('aria-current')) !== null && (await ledgerTotal(desk)) >= 0);
    assert.equal(await ledgerTotal(desk), (await exported(server, ledger, from, to)).length, ledger);
    await desk.screenshot(`desk-ledger-${ledger}`);
  }

  await prints(desk);
  assert.deepEqual(desk.faults, []);
}));

test('a ledger that names people leaves with a purpose and somebody\'s leave, marked, and the server notes it', () => journey(async (keep) => {
  const server = await keep(startServer());
  const desk = await keep(openBrowser(server, DESK));
  await enrolDesk(desk, server);
  await desk.at('nav-ledgers').click();
  await desk.at('stretch-year').click();
  await until('there are disputes this year', async () => (await ledgerTotal(desk)) > 0);
  // Asked for by the browser's own menu, its lines stay off the paper.
  await desk.page.emulateMedia({ media: 'print' });
  assert.equal(await desk.at('paper').isVisible(), false);
  await desk.page.emulateMedia({ media: null });

  await desk.at('export-csv').click();
  await desk.at('leave').waitFor();
  await desk.at('leave-go').click();
  assert.equal(await desk.page.locator('.leave .problem').count(), 2, 'both are asked for');
  await desk.screenshot('desk-leave');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  await desk.at('leave-cancel').click();
  await desk.at('export-csv').click();
  const [csv] = await Promise.all([desk.page.waitForEvent('download'), giveLeave(desk)]);
  assert.ok((await readFile(await csv.path(), 'utf8')).includes('当事人'));

  // What was said last stands there already; the mark is on the page before it is printed.
  await countPrints(desk);
  await desk.at('ledger-print').click();
  await desk.at('leave-go').click();
  await desk.at('mark').waitFor();
  await until('it is printed', () => desk.page.evaluate(() => window.printed === 1));
  const mark = await desk.at('mark').innerText();
  assert.ok(mark.includes('报送上级') && mark.includes('批准人'), mark);
  await desk.page.emulateMedia({ media: 'print' });
  assert.equal(await desk.at('paper').isVisible(), true);
  assert.equal(await desk.page.locator('.watermark').isVisible(), true);
  await desk.screenshot('desk-ledger-marked');
  const pdf = await desk.page.pdf({ preferCSSPageSize: true });
  await writeFile(join(server.folder, 'marked.pdf'), pdf);
  await desk.page.emulateMedia({ media: null });
  await until('the server has noted both', async () => {
    const noted = (await server.command('audit')).split('\n').filter((line) => line.includes('导出') && line.includes('矛盾纠纷排查化解台账'));
    return noted.length === 2 && noted.every((line) => line.includes('用途 报送上级') && line.includes('批准人'));
  });
  assert.deepEqual(desk.faults, []);
}));

test('in the morning the office sees what waits, and each number opens its list', () => journey(async (keep) => {
  const server = await keep(startServer());
  const desk = await keep(openBrowser(server, DESK));
  await enrolDesk(desk, server);
  await desk.at('desk-home').click();
  await desk.at('morning').waitFor();
  await desk.screenshot('desk-morning');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  const tiles = await desk.page.locator('[data-testid^="morning-"]').evaluateAll((found) =>
    found.map((tile) => [tile.dataset.testid, Number(tile.querySelector('strong').textContent.replace(/\D/g, ''))]));
  assert.ok(tiles.length >= 3, `only ${JSON.stringify(tiles)}`);
  for (const [testid, count] of tiles.filter(([testid]) => !['morning-remarks', 'morning-people'].includes(testid))) {
    await desk.at(testid).click();
    const shown = testid.startsWith('morning-dispute') ? 'disputes-total' : 'items-total';
    await until(`${testid} opens its ${count}`, async () =>
      Number((await desk.at(shown).innerText()).replace(/\D/g, '')) === count);
    await desk.at('desk-home').click();
    await desk.at('morning').waitFor();
  }
  // A picture's number, too, is that of the list behind it.
  await desk.at('board').scrollIntoViewIfNeeded();
  await desk.screenshotWhole('desk-board');
  const bar = desk.at('board').locator('.bar').first();
  await until('the pictures are counted', async () => Number(await bar.locator('.bar-count').innerText()) > 0);
  const count = Number(await bar.locator('.bar-count').innerText());
  await bar.click();
  await until(`the bar opens its ${count}`, async () =>
    Number((await desk.at('disputes-total').innerText()).replace(/\D/g, '')) === count);
  await cuts(desk);
  assert.deepEqual(desk.faults, []);
}));

/** By week, of one village with its grids, and a cause; who comes back sees the same pictures. */
async function cuts(desk) {
  await desk.at('desk-home').click();
  await desk.at('board-weekly').click();
  await desk.page.getByText('每周排查的纠纷').waitFor();
  await desk.at('board-village').selectOption({ index: 1 });
  await desk.at('board-by-grid').waitFor();
  await desk.screenshotWhole('desk-board-village');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  const cause = desk.at('board-by-cause').locator('.bar').first();
  await until('the causes are counted', async () => Number(await cause.locator('.bar-count').innerText()) > 0);
  const count = Number(await cause.locator('.bar-count').innerText());
  const words = await cause.locator('.bar-name').innerText();
  await cause.click();
  await desk.at('filter-cause').getByText(words).waitFor();
  await until(`the cause opens its ${count}`, async () =>
    Number((await desk.at('disputes-total').innerText()).replace(/\D/g, '')) === count);
  await desk.at('filter-cause').click();
  await desk.at('filter-cause').waitFor({ state: 'detached' });
  await desk.at('desk-home').click();
  await desk.at('board-by-grid').waitFor();
}

/** On paper: A4 across, the table alone, on as many pages as it needs. */
async function prints(desk) {
  await desk.at('ledger-visits').click();
  await until('the visits are there', async () => (await ledgerTotal(desk)) > 100);
  const pdf = await desk.page.pdf({ preferCSSPageSize: true });
  const text = pdf.toString('latin1');
  const box = text.match(/\/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/);
  assert.ok(box, 'a page');
  const [width, height] = [Number(box[1]), Number(box[2])];
  assert.ok(Math.abs(width - 842) < 2 && Math.abs(height - 595) < 2, `A4 across: ${width} × ${height}`);
  const pages = text.match(/\/Type\s*\/Page\b/g).length;
  assert.ok(pages > 3, `${pages} pages`);
  await desk.page.emulateMedia({ media: 'print' });
  assert.equal(await desk.at('nav-ledgers').isVisible(), false);
  assert.equal(await desk.at('ledger-print').isVisible(), false);
  assert.equal(await desk.at('paper').isVisible(), true);
  await desk.page.emulateMedia({ media: null });
}

async function cell(desk, row, column) {
  return desk.page.locator('.ledger tbody tr').nth(row).locator('td').nth(column).innerText();
}

async function exported(server, ledger, from, to) {
  const file = join(server.folder, `${ledger}.json`);
  const [approver] = (await server.command('members')).match(/[0-9a-f-]{36}/);
  const leave = ['--purpose', 'check', '--approver', approver];
  await server.command('export', '--ledger', ledger, '--format', 'json', '--from', from, '--to', to, '--out', file, ...leave);
  return JSON.parse(await readFile(file, 'utf8'));
}

async function download(desk, testid) {
  const [file] = await Promise.all([desk.page.waitForEvent('download'), desk.at(testid).click()]);
  return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
}
