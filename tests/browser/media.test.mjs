// What is added to a visit besides words: photos, a voice note, a signature, without a network, through a kill. And the door's code.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { DESK, PHONE, journey, openBrowser, startServer, until } from './harness.mjs';
import { ALLOWED, MEDIA, filmOf, photoOnItsSide, segments } from './media.mjs';
import { PIN, begins, enrolDesk, enrolPhone, openHousehold, startVisit, statesToday } from './steps.mjs';

const BLUE_RED_WHITE_GREEN = ['0000ff', 'ff0000', 'ffffff', '00ff00'];

test('a photo, a voice note and a signature are kept offline, through a kill, saved, and follow their words to the office', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, { ...PHONE, ...ALLOWED }, MEDIA));
  const desk = await keep(openBrowser(server, DESK));
  await enrolPhone(phone, server);
  await enrolDesk(desk, server);
  await phone.goOffline();
  await startVisit(phone, 0);
  await phone.at('visit-outcome-absent').click();
  await phone.at('visit-change-none').click();
  await phone.at('visit-fold-attachments').click();
  await addsPhoto(phone, await photoOnItsSide(phone.page));
  await isSmallUprightAndSilent(await photoAsKept(phone));
  await takesOffAndBack(phone);
  await saysSomething(phone);
  await signs(phone);
  await isReadableEverywhere(phone, 'phone-attachments');
  await until('the draft names all three', () => isDraftKept(phone));

  await phone.kill();
  await phone.reopen();
  await phone.context.setOffline(true);
  await phone.unlock(PIN);
  await hasAllThree(phone);
  await isSmallUprightAndSilent(await photoAsKept(phone));
  await phone.at('visit-form-save').click();
  await phone.at('household-start-visit').waitFor();
  assert.deepEqual(await statesToday(phone), ['已保存在本机']);
  await phone.page.locator(begins('visit-row-')).first().click();
  await hasAllThree(phone);
  await phone.screenshotWhole('phone-visit-with-attachments');
  assert.deepEqual(await marks(phone), ['待传', '待传', '待传']);
  const kept = await photoAsKept(phone);
  await saysWhatItKeeps(phone);

  await phone.goOnline();
  await until('the words are received', async () => (await statesToday(phone)).every((state) => state === '已签收'));
  await until('nothing waits any more', async () => (await phone.at('header-sync').innerText()).trim() === '已同步');
  await phone.page.locator(begins('visit-row-')).first().click();
  await until('all are received', async () => (await marks(phone)).join() === '已传,已传,已传');
  await phone.screenshotWhole('phone-visit-photos-received');
  await seesThemAtTheDesk(desk, kept);
  assert.deepEqual(phone.faults, []);
  assert.deepEqual(desk.faults, []);
}));

test('who does not allow the microphone is told so and saves without', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE, ['--use-fake-device-for-media-stream']));
  await enrolPhone(phone, server);
  await startVisit(phone, 0);
  await phone.at('visit-outcome-absent').click();
  await phone.at('visit-change-none').click();
  await phone.at('visit-fold-attachments').click();
  await phone.at('voice-record').click();
  await phone.at('attachments-said').getByText('没有得到允许').waitFor();
  await chooses(phone, 'photo-choose', { name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
  await phone.at('attachments-said').getByText('打不开').waitFor();
  await phone.at('visit-form-save').click();
  await phone.at('household-start-visit').waitFor();
  assert.deepEqual(phone.faults, []);
}));

test('a door code is printed, scanned by the camera and found in a photo, offline', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, { ...PHONE, ...ALLOWED }, MEDIA));
  const folder = await mkdtemp(join(tmpdir(), 'tjb-film-'));
  await keep({ close: () => rm(folder, { recursive: true }) });
  await enrolPhone(phone, server);
  await openHousehold(phone, 1);
  const place = new URL(phone.page.url()).pathname;
  await phone.at('household-door').click();
  const card = await phone.at('door-code').screenshot();
  await phone.screenshot('phone-door-card');
  const film = join(folder, 'door.y4m');
  await writeFile(film, await filmOf(phone, 'door-code'));

  await phone.kill();
  phone.switches = [...MEDIA, `--use-file-for-fake-video-capture=${film}`];
  await phone.reopen();
  await phone.context.setOffline(true);
  await phone.unlock(PIN);
  await phone.at('door-card').waitFor();
  await phone.at('nav-find').click();
  await phone.at('scan-door').click();
  await until('the household is open', () => new URL(phone.page.url()).pathname === place);

  // 记录 leads on to the form; there by a picture of the code. Another picture is no code.
  await phone.at('nav-add').click();
  await withoutCamera(phone, async () => {
    await phone.at('scan-door').click();
    await phone.at('scan-said').getByText('用不了摄像头').waitFor();
    await phone.screenshot('phone-scan');
    const empty = { name: 'b.jpg', mimeType: 'image/jpeg', buffer: await photoOnItsSide(phone.page) };
    await chooses(phone, 'scan-choose', empty);
    await phone.at('scan-said').getByText('没认出门牌码').waitFor();
    await chooses(phone, 'scan-choose', { name: 'c.png', mimeType: 'image/png', buffer: card });
    await phone.at('visit-form').waitFor();
  });
  assert.equal(new URL(phone.page.url()).pathname, place.replace('/household/', '/visit/new/'));
  assert.deepEqual(phone.faults, []);
}));

test('a form is read aloud as it stands, and falls silent when it is left', () => journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  // No voice is installed here: what would be spoken is written down, and each line takes a while.
  await phone.page.addInitScript(() => {
    window.spoken = [];
    speechSynthesis.speak = (line) => {
      window.spoken.push(`${line.lang} ${line.text}`);
      window.line = line;
      setTimeout(() => line.onend(), 50);
    };
    speechSynthesis.cancel = () => { window.spoken.push('silent'); window.line?.onerror({ error: 'canceled' }); };
  });
  await enrolPhone(phone, server);
  await startVisit(phone, 0);
  await phone.at('visit-outcome-refused').click();
  await phone.at('read-aloud').click();
  await until('it has read to the end', () => phone.page.evaluate(() => window.spoken.some((line) => line.includes('处理情况'))));
  const spoken = await phone.page.evaluate(() => window.spoken);
  assert.ok(spoken.includes('zh-CN 走访结果:拒访'), spoken.join('\n'));
  await phone.at('back').click();
  await phone.at('household-start-visit').waitFor();
  await until('it is silent', () => phone.page.evaluate(() => window.spoken.at(-1) === 'silent'));
  assert.deepEqual(phone.faults, []);
}));

async function chooses(phone, testid, file) {
  const [chooser] = await Promise.all([phone.page.waitForEvent('filechooser'), phone.at(testid).click()]);
  await chooser.setFiles(file);
}

async function addsPhoto(phone, buffer) {
  assert.ok(buffer.length > 1_000_000, 'a photo as large as cameras make them');
  await chooses(phone, 'photo-take', { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer });
  await phone.at('picture-photo').locator('img').waitFor();
}

/** The bytes as they are kept, and the colours of their corners. */
async function photoAsKept(phone) {
  await phone.at('picture-photo').click();
  const picture = phone.at('viewer').locator('img');
  await picture.waitFor();
  // The small one stands in until the large one has come.
  await phone.at('viewer-coming').waitFor({ state: 'detached' });
  const kept = await picture.evaluate(async (image) => {
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context.drawImage(image, 0, 0);
    const at = (x, y) => [...context.getImageData(Math.round(x * width), Math.round(y * height), 1, 1).data.slice(0, 3)];
    return { source: image.src, width, height, corners: [at(0.1, 0.1), at(0.9, 0.1), at(0.1, 0.9), at(0.9, 0.9)] };
  });
  await phone.page.keyboard.press('Escape');
  await phone.at('viewer').waitFor({ state: 'detached' });
  const [head, content] = kept.source.split(',');
  assert.equal(head, 'data:image/jpeg;base64');
  return { ...kept, bytes: Buffer.from(content, 'base64') };
}

async function isSmallUprightAndSilent({ bytes, width, height, corners }) {
  assert.deepEqual([width, height], [1067, 1600]);
  assert.ok(bytes.length < 450_000, `${bytes.length} bytes`);
  const rounded = corners.map((color) => color.map((part) => (part > 128 ? 'ff' : '00')).join(''));
  assert.deepEqual(rounded, BLUE_RED_WHITE_GREEN);
  assert.ok(!segments(bytes).includes(0xe1), 'no EXIF');
  assert.equal(bytes.includes('Exif'), false);
  assert.equal(bytes.includes('Cam\0'), false);
}

async function takesOffAndBack(phone) {
  await phone.at('attachment-remove').click();
  await phone.at('picture-photo').waitFor({ state: 'detached' });
  await phone.at('attachment-undo').click();
  await phone.at('picture-photo').locator('img').waitFor();
}

async function saysSomething(phone) {
  await phone.at('voice-record').click();
  await phone.at('voice-recording').getByText('2 秒').waitFor();
  await phone.screenshot('phone-voice-recording');
  await phone.at('voice-finish').click();
  await phone.at('voice-note').getByText(/录音 [23] 秒/).waitFor();
  await phone.at('voice-play').getByText('听').click();
  await phone.at('voice-play').getByText('停').waitFor();
  await phone.at('voice-play').getByText('听').waitFor();
}

async function signs(phone) {
  await phone.at('signature-sign').click();
  await phone.at('signature-take').click();
  await phone.at('attachments-said').getByText('还是空的').waitFor();
  const paper = phone.at('signature-paper');
  await paper.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await paper.boundingBox();
  const { mouse } = phone.page;
  for (const [from, to] of [[0.2, 0.5], [0.4, 0.8]]) {
    await mouse.move(x + width * from, y + height * 0.3);
    await mouse.down();
    await mouse.move(x + width * to, y + height * 0.7, { steps: 12 });
    await mouse.up();
  }
  await phone.screenshot('phone-signature');
  await phone.at('signature-take').click();
  await phone.at('picture-signature').locator('img').waitFor();
}

async function hasAllThree(phone) {
  await phone.at('picture-photo').locator('img').waitFor();
  await phone.at('picture-signature').locator('img').waitFor();
  await phone.at('voice-note').waitFor();
}

/** The words below what was added. */
async function marks(phone) {
  await phone.at('attachments-shown').waitFor();
  return (await phone.at('blob-mark').allInnerTexts()).map((text) => text.trim());
}

/** The office fetches what it looks at: small in the row, whole on a click, the voice note when it is to be heard. */
async function seesThemAtTheDesk(desk, kept) {
  await desk.page.locator(begins('desk-row-')).first().click();
  const detail = desk.at('desk-detail');
  await detail.getByTestId('picture-photo').locator('img').waitFor();
  await detail.getByTestId('picture-signature').locator('img').waitFor();
  await detail.getByTestId('attachments-shown').scrollIntoViewIfNeeded();
  await desk.screenshot('desk-visit-with-photos');
  const seen = await photoAsKept(desk);
  assert.ok(seen.bytes.equals(kept.bytes), 'the very bytes that the phone keeps');
  assert.equal(await desk.at('blob-mark').count(), 0, 'only who made them is told that they were sent');
  await until('the voice note is heard', async () => {
    await detail.getByTestId('voice-play').click();
    return (await detail.getByTestId('voice-play').innerText()).includes('停');
  });
}

/** Every draft is durable within a second; a little more than that after the last change. */
async function isDraftKept(phone) {
  await phone.page.waitForTimeout(1_200);
  return phone.at('draft-kept').isVisible();
}

async function saysWhatItKeeps(phone) {
  await phone.at('header-sync').click();
  await phone.at('blobs-here').getByText('3 个').waitFor();
  await phone.at('blobs-waiting').getByText('3 个待传').waitFor();
  await phone.screenshotWhole('phone-sync-photos-waiting');
}

/** At 320 pixels and with the largest letters nothing stands out of the page; buttons are large enough for a thumb. */
async function isReadableEverywhere(phone, name) {
  const { page } = phone;
  for (const [width, letters] of [[390, 'text-normal'], [320, 'text-normal'], [390, 'text-largest'], [320, 'text-largest']]) {
    await page.setViewportSize({ width, height: 844 });
    await page.evaluate((letters) => { document.documentElement.className = letters; }, letters);
    await page.locator('#field-attachments').scrollIntoViewIfNeeded();
    await phone.screenshotWhole(`${name}-${width}-${letters}`);
    const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
    assert.ok(wide <= width, `${wide} at ${width} ${letters}`);
    const heights = await page.locator('#field-attachments button').evaluateAll((all) => all.map((one) => one.offsetHeight));
    assert.ok(heights.every((height) => height >= 48), heights.join());
  }
  await page.setViewportSize(PHONE.viewport);
  await page.evaluate(() => { document.documentElement.className = 'text-normal'; });
}

/** As a browser without a camera. */
async function withoutCamera(phone, walk) {
  const devices = 'navigator.mediaDevices.getUserMedia';
  await phone.page.evaluate((name) => {
    window.kept = navigator.mediaDevices.getUserMedia;
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException(name, 'NotFoundError'));
  }, devices);
  await walk();
  await phone.page.evaluate(() => { navigator.mediaDevices.getUserMedia = window.kept; });
}
