// Photos on a line that costs: words go, photos wait for a wireless network, and say so.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DESK, PHONE, journey, openBrowser, startServer, until } from './harness.mjs';
import { ALLOWED, MEDIA, photoOnItsSide } from './media.mjs';
import { begins, enrolDesk, enrolPhone, startVisit, statesToday } from './steps.mjs';

test('on a mobile network photos wait for a wireless one when the person wants that', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, { ...PHONE, ...ALLOWED }, MEDIA));
  const desk = await keep(openBrowser(server, DESK));
  await phone.page.addInitScript(isMobile);
  await enrolPhone(phone, server);
  await enrolDesk(desk, server);
  await phone.at('nav-me').click();
  await phone.at('wireless-only').click();
  await phone.screenshot('phone-me-wireless');
  await savesWithPhoto(phone);
  await until('the words are received', async () => (await statesToday(phone)).every((state) => state === '已签收'));
  await until('the photo is counted apart', async () => (await phone.at('header-sync').innerText()).trim() === '照片待传 1');
  await phone.at('header-sync').click();
  await phone.at('blobs-waiting').getByText('1 个待传').waitFor();
  await phone.page.getByText('等连上无线网络再传').waitFor();
  await phone.screenshotWhole('phone-sync-photos-held');

  // The office has the words, and is told that the photo is still with the phone.
  await desk.page.locator(begins('desk-row-')).first().click();
  const detail = desk.at('desk-detail');
  await detail.getByTestId('attachment-elsewhere').getByText('还没传过来').waitFor();
  await desk.screenshot('desk-photo-elsewhere');

  await phone.page.evaluate(() => {
    window.line.type = 'wifi';
    window.line.dispatchEvent(new Event('change'));
  });
  await until('the photo is received', async () => (await phone.at('header-sync').innerText()).trim() === '已同步');
  // Nobody presses anything at the office: what was wanted comes by itself.
  await detail.getByTestId('picture-photo').locator('img').waitFor({ timeout: 60_000 });
  assert.deepEqual(phone.faults, []);
  assert.deepEqual(desk.faults, []);
}));

/** As Chrome on a phone tells its network. */
function isMobile() {
  const line = new EventTarget();
  line.type = 'cellular';
  Object.defineProperty(navigator, 'connection', { get: () => line });
  window.line = line;
}

async function savesWithPhoto(phone) {
  await startVisit(phone, 0);
  await phone.at('visit-outcome-absent').click();
  await phone.at('visit-change-none').click();
  await phone.at('visit-fold-attachments').click();
  const buffer = await photoOnItsSide(phone.page);
  const [chooser] = await Promise.all([phone.page.waitForEvent('filechooser'), phone.at('photo-choose').click()]);
  await chooser.setFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
  await phone.at('picture-photo').locator('img').waitFor();
  await phone.at('visit-form-save').click();
  await phone.at('household-start-visit').waitFor();
}
