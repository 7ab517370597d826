// Every screen as the app draws it, one by one, in all its states (the pictures that the unit tests of the app write to target/gallery):
// axe in normal and in the largest letters, and nothing cut off on a phone 320 pixels wide.

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { chromium } from 'playwright-core';

import { WHOLE_PAGE, axe } from './axe.mjs';
import { DESK, PHONE } from './harness.mjs';

const GALLERY = resolve(import.meta.dirname, '../../target/gallery');
/** Fewer would mean that the pictures were not drawn. */
const LEAST = 60;

test('every screen is accessible, and whole on the narrowest phone', async () => {
  const files = (await readdir(GALLERY)).filter((name) => /\.html$/.test(name) && !/-larg(e|est)\.html$/.test(name));
  assert.ok(files.length >= LEAST, `${files.length} screens drawn`);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  const found = [];
  try {
    const phone = await (await browser.newContext(PHONE)).newPage();
    const narrow = await (await browser.newContext({ ...PHONE, viewport: { width: 320, height: 640 } })).newPage();
    const desk = await (await browser.newContext(DESK)).newPage();
    for (const name of files) {
      const address = pathToFileURL(join(GALLERY, name)).href;
      const isDesk = name.startsWith('desk-');
      const page = isDesk ? desk : phone;
      await page.goto(address);
      // The title stands in the app's own page, which these are cut out of; headings of whole pages are looked at in the journeys.
      await page.evaluate(() => { document.title = '铁脚板'; });
      found.push(...(await axe({ page }, WHOLE_PAGE)).map((line) => `${name}: ${line}`));
      if (!isDesk) {
        await narrow.goto(address);
        found.push(...(await cutOff(narrow)).map((line) => `${name}: ${line}`));
      }
    }
  } finally {
    await browser.close();
  }
  assert.deepEqual(found, []);
});

/** What stands out of a page in any size of letters. */
async function cutOff(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    return ['text-normal', 'text-large', 'text-largest'].flatMap((size) => {
      root.className = size;
      const wide = root.scrollWidth > root.clientWidth + 1;
      return wide ? [`${size}: ${root.scrollWidth} pixels on a phone of ${root.clientWidth}`] : [];
    });
  });
}
