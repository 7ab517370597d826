// The reader of door codes alone: what is printed is read again, tilted, in shadow, at a slant; what is no code is none.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { test } from 'node:test';

const PROJECT = resolve(import.meta.dirname, '../..');
const source = await readFile(`${PROJECT}/app/platform/codes.js`);
// The package of the app's folder says nothing about modules; as data it is one.
const { readCode } = await import(`data:text/javascript;base64,${source.toString('base64')}`);

// As the app draws it; a test of the app holds the two together.
const [TEXT, drawn] = (await readFile(`${PROJECT}/tests/fixtures/door/code.txt`, 'utf8')).trim().split('\n');
const SIZE = Number.parseInt(drawn, 10);
const DARK = new Set(drawn.split('M').slice(1).map((square) => square.split('h')[0]));
const SIDE = 480;

let seed = 11;
const chance = () => { seed = (seed * 16807) % 2147483647; return seed / 2147483647; };
const packed = (pixels) => Buffer.from(pixels).toString('base64');

/** The code as a camera sees it. */
function seen({ tilt = 0, share = 0.8, noise = 0, slant = 0, shadow = 0, dirt = 0 } = {}) {
  const grey = new Uint8Array(SIDE * SIDE);
  const scale = SIZE / (SIDE * share);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const depth = 1 + (slant * (y - SIDE / 2)) / SIDE;
      const [u, v] = [(x - SIDE / 2) * depth, (y - SIDE / 2) * depth];
      const column = Math.floor((u * Math.cos(tilt) - v * Math.sin(tilt)) * scale + SIZE / 2);
      const row = Math.floor((u * Math.sin(tilt) + v * Math.cos(tilt)) * scale + SIZE / 2);
      const isDirty = Math.hypot(x - SIDE * 0.6, y - SIDE * 0.6) < dirt;
      const light = DARK.has(`${column} ${row}`) && !isDirty ? 60 : 190;
      grey[y * SIDE + x] = Math.max(0, light - (shadow * x) / SIDE + (chance() - 0.5) * noise);
    }
  }
  return packed(grey);
}

test('a door code is read as cameras see it', () => {
  const views = [
    {}, { tilt: 0.3 }, { tilt: Math.PI / 2 }, { tilt: Math.PI }, { share: 0.45 }, { noise: 60 }, { shadow: 80 },
    { slant: 0.3 }, { slant: -0.25, tilt: 0.2 }, { dirt: 25 }, { tilt: 0.1, noise: 40, shadow: 60, slant: 0.15 },
  ];
  for (const view of views) assert.equal(readCode(seen(view)), TEXT, JSON.stringify(view));
});

test('what is no code is read as nothing, whatever it is', () => {
  for (const content of ['', 'no base64!', packed([1]), packed(new Uint8Array(100 * 100))]) assert.equal(readCode(content), '');
  for (let n = 0; n < 60; n += 1) {
    const stripes = Uint8Array.from({ length: 160 * 160 }, (_, at) => {
      const [x, y] = [at % 160, Math.floor(at / 160)];
      if (n % 3 === 0) return chance() * 256;
      return n % 3 === 1 ? ((at * (n + 3)) % 97 < 48 ? 30 : 220) : (Math.floor(x / (2 + (n % 7))) % 2 ^ Math.floor(y / (1 + (n % 9))) % 2) * 200;
    });
    assert.equal(readCode(packed(stripes)), '');
  }
});

test('a code that is too dirty is read as nothing rather than wrongly', () => {
  assert.equal(readCode(seen({ dirt: 130 })), '');
});
