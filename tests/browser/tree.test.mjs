// 村和网格: the office adds a village and a grid from its own screen, and a register for them is imported at once.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { WHOLE_PAGE, axe } from './axe.mjs';
import { DESK, journey, openBrowser, startServer, until } from './harness.mjs';
import { begins, enrolDesk } from './steps.mjs';

const SHEET = `组,门牌,户主,姓名,与户主关系,出生日期
7,1号,新一,新一,户主,1968-04-12
8,2号,新二,新二,户主,1970-01-01
`;

test('a new village with a grid takes a register in', () => journey(async (keep) => {
  const server = await keep(startServer());
  const desk = await keep(openBrowser(server, DESK));
  await enrolDesk(desk, server);
  await desk.at('tree-title').click();
  await desk.at('tree-row').first().waitFor();
  await desk.screenshot('desk-tree');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  const town = (await desk.page.locator('.tree tbody tr.is-village td').first().innerText()).slice(0, 9);

  await desk.at('tree-new-village').click();
  await desk.at('tree-save').click();
  await desk.page.locator('#problem-tree-name').waitFor();
  await desk.at('tree-name').fill('新庄村');
  await desk.at('tree-code').fill('123');
  await desk.page.locator('#problem-tree-code').waitFor();
  await desk.screenshot('desk-tree-village');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  await desk.at('tree-code').fill(`${town}299`);
  await desk.at('tree-save').click();
  await desk.at(`tree-new-grid-${town}299`).click();
  await desk.at('tree-name').fill('第一网格');
  await desk.at('tree-groups').fill('7-8');
  await desk.at('tree-save').click();
  await desk.at(`tree-edit-${town}299001`).waitFor();
  await desk.at(`tree-edit-${town}299001`).click();
  assert.equal(await desk.at('tree-groups').inputValue(), '7、8');
  await desk.at('tree-name').fill('东头网格');
  await desk.screenshot('desk-tree-grid');
  await desk.at('tree-save').click();
  await until('it has its new name', async () =>
    (await desk.at('tree-row').allInnerTexts()).some((text) => text.includes('东头网格')));

  await paste(desk, town);

  await desk.at('import-title').click();
  const asked = desk.page.waitForEvent('filechooser');
  await desk.at('import-pick').click();
  await (await asked).setFiles({ name: '新庄村.csv', mimeType: 'text/csv', buffer: Buffer.from(SHEET) });
  // The new village comes with the next sync.
  await until('the village can be chosen', async () =>
    (await desk.at('import-village').locator('option').allInnerTexts()).includes('新庄村'));
  await desk.at('import-village').selectOption({ label: '新庄村' });
  await desk.at('import-ask').click();
  await desk.at('import-write').click();
  await desk.at('import-done').waitFor();
  await desk.at('tree-title').click();
  await until('the grid has two households', async () => {
    const rows = await desk.at('tree-row').allInnerTexts();
    return rows.some((text) => text.includes('东头网格') && /\t2\t2/.test(text));
  });
  assert.ok(await desk.page.locator(begins('tree-edit-')).count() > 4);
  assert.deepEqual(desk.faults, []);
}));

/** Several at once out of a spreadsheet; pasted again, nothing is left to add. */
async function paste(desk, town) {
  const text = `村名\t村代码\t网格\t组\n新庄村\t${town}299\t东头网格\t7-8\n沟口村\t${town}298\t第一网格\t1-4\n沟口村\t${town}298\t第二网格\t五\n`;
  await desk.at('tree-paste').click();
  const asked = desk.page.waitForEvent('filechooser');
  await desk.at('tree-sheet').click();
  await (await asked).setFiles({ name: '村组.csv', mimeType: 'text/csv', buffer: Buffer.from(`村组一览表\n${text.replaceAll('\t', ',')}`) });
  await desk.page.getByText('第 5 行').waitFor();
  await desk.at('tree-paste-text').fill(text);
  await desk.page.getByText('第 4 行').waitFor();
  assert.ok(await desk.at('tree-paste-save').isDisabled());
  await desk.at('tree-paste-text').fill(text.replace('五', '5'));
  await desk.at('tree-paste-save').getByText('添加 1 个村、2 个网格').waitFor();
  await desk.screenshot('desk-tree-paste');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  await desk.at('tree-paste-save').click();
  await desk.at(`tree-edit-${town}298002`).waitFor();
  await desk.at('tree-paste').click();
  await desk.at('tree-paste-text').fill(text.replace('五', '5'));
  await until('all of it is there', async () => (await desk.at('tree-paste-lines').innerText()).split('已有').length === 4);
  assert.ok(await desk.at('tree-paste-save').isDisabled());
  await desk.at('desk-detail-close').click();
}
