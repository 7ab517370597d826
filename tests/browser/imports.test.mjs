// 导入: the office imports a village's sheet from its own screen, sees every bad row, decides who is registered already, and undoes it all.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { WHOLE_PAGE, axe } from './axe.mjs';
import { DESK, PHONE, journey, openBrowser, startServer, until } from './harness.mjs';
import { enrolDesk, enrolPhone } from './steps.mjs';

const FIRST = `柳湾村户籍登记表
组,门牌,户主,姓名,与户主关系,身份证号,出生日期,联系电话
1,901号,试一,试一,户主,,1968-04-12,13812345678
1,901号,试一,试建国,子,,1993-11-20,
1,901号,试一,试小妹,女,629999199311200021,,
1,902号,试二,试二,户主,,1970-01-01,1381234
`;
const SECOND = `组,门牌,户主,姓名,与户主关系,身份证号,出生日期,联系电话
1,901号,试一,试一,户主,,1968-04-12,13912345678
1,901号,试一,试建囯,子,,1993-11-20,
1,903号,试三,试三,户主,,1969-03-03,
1,903号,试三,试二,配偶,,1970-01-01,
`;

test('a sheet is looked at, imported, and undone as a whole', () => journey(async (keep) => {
  const server = await keep(startServer());
  const desk = await keep(openBrowser(server, DESK));
  await enrolDesk(desk, server);
  await desk.at('import-title').click();
  await desk.at('import-pick').waitFor();
  await desk.page.getByText('还没有导入过').waitFor();
  await desk.screenshot('desk-imports-begin');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);

  await pick(desk, '柳湾村.csv', FIRST);
  // Without a village every row is wrong, and says so.
  await desk.page.getByText('没有这个村').first().waitFor();
  await desk.at('import-village').selectOption({ index: 1 });
  await desk.at('import-ask').waitFor();
  await until('one row is wrong, one is odd', async () => (await desk.at('import-row').count()) === 2);
  assert.equal(await desk.page.locator('.import-rows td.is-wrong').innerText(), '629999199311200021');
  assert.equal(await desk.page.locator('.import-rows td.is-odd').innerText(), '1381234');
  await desk.screenshot('desk-imports-looked-at');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  await desk.at('import-part-all').click();
  assert.equal(await desk.at('import-row').count(), 4);
  await write(desk);
  assert.match(await desk.at('import-done').innerText(), /新建 2 户 3 人/);
  assert.ok(await finds(desk, '试建国'));

  // What is decided outlives the screen.
  await desk.at('import-title').click();
  await pick(desk, '柳湾村.csv', SECOND);
  await desk.at('import-same').click();
  await desk.at('nav-visits').click();
  await desk.at('import-title').click();
  assert.equal(await desk.at('import-same').getAttribute('aria-checked'), 'true');
  await desk.at('import-same-moves').click();
  await desk.screenshot('desk-imports-decided');
  await write(desk);
  assert.match(await desk.at('import-done').innerText(), /新建 1 户 2 人,修改 3 处。0 行/);
  assert.ok(await finds(desk, '试建囯'));

  await desk.at('import-title').click();
  await desk.at('import-undo').first().click();
  await desk.at('import-undo-yes').waitFor();
  await desk.screenshot('desk-imports-undo');
  assert.deepEqual(await axe(desk, WHOLE_PAGE), []);
  await desk.at('import-undo-yes').click();
  await desk.page.getByText('已撤销').first().waitFor();
  await until('it is as it was', async () => (await finds(desk, '试建国')) && !(await finds(desk, '试三')));
  assert.deepEqual(desk.faults, []);
}));

test('what a worker used since stays, and without a network nothing is lost', () => journey(async (keep) => {
  const server = await keep(startServer());
  const desk = await keep(openBrowser(server, DESK));
  await enrolDesk(desk, server);
  const phone = await keep(openBrowser(server, PHONE));
  await enrolPhone(phone, server);
  await phone.at('nav-find').click();
  const village = (await phone.page.locator('[data-testid^="village-"]').first().innerText()).split('\n')[0];

  await desk.at('import-title').click();
  await desk.goOffline();
  await pick(desk, '柳湾村.csv', FIRST);
  await desk.at('import-said').getByText('现在连不上服务器').waitFor();
  assert.equal(await desk.at('import-name').innerText(), '柳湾村.csv');
  await desk.screenshot('desk-imports-offline');
  await desk.goOnline();
  await desk.at('import-again').click();
  await desk.at('import-village').selectOption({ label: village });
  await desk.at('import-ask').waitFor();
  await write(desk);

  // The worker's phone has the new household, and writes a visit there.
  await phone.at('nav-find').click();
  await phone.page.locator('#find-search').fill('试一');
  await phone.page.locator('[data-testid^="find-result-"]').filter({ hasText: '901号' }).first().click();
  await phone.at('household-start-visit').click();
  await phone.at('visit-outcome-absent').click();
  await phone.at('visit-change-none').click();
  await phone.at('visit-form-save').click();
  await phone.at('household-start-visit').waitFor();
  await until('the office keeps it', async () => {
    await desk.at('import-undo').click();
    await desk.at('import-undo-yes').waitFor();
    const says = await desk.page.locator('.imports-made .confirm').innerText();
    if (says.includes('已有走访')) return true;
    await desk.page.locator('.imports-made .confirm .button').first().click();
    return false;
  });
  await desk.screenshot('desk-imports-kept');
  await desk.at('import-undo-yes').click();
  await desk.page.getByText('已撤销').first().waitFor();
  await until('the phone keeps the visited household only', async () => {
    await phone.at('nav-find').click();
    await phone.page.locator('#find-search').fill('试');
    const rows = await phone.page.locator('[data-testid^="find-result-"]').allInnerTexts();
    return rows.some((text) => text.includes('901号')) && !rows.some((text) => text.includes('902号'));
  });
  assert.deepEqual([...desk.faults, ...phone.faults], []);
}));

/** Chooses a sheet that says this. */
async function pick(desk, name, text) {
  const asked = desk.page.waitForEvent('filechooser');
  await desk.at('import-pick').click();
  await (await asked).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await desk.at('import-name').waitFor();
}

/** Imports what was looked at. */
async function write(desk) {
  await desk.at('import-ask').click();
  await desk.at('import-write').click();
  await desk.at('import-done').waitFor({ timeout: 30_000 });
}

/** Does the office's own store know a household with this person? */
async function finds(desk, name) {
  await desk.at('desk-households').click();
  await desk.page.locator('#find-search').fill(name);
  return desk.page.locator('[data-testid^="find-result-"]').first()
    .waitFor({ timeout: 5_000 }).then(() => true, () => false);
}
