// Finds a QR code in a square of grey and reads it: for the many phones whose system brings no detector. Codes of versions 1 to 10
// with bytes in them, which is what doors have. Whatever it is given, it answers with a text, which may be empty.

/** The words of a code in a square of grey, one byte a pixel, in base64. */
export function readCode(content) {
  try {
    const letters = atob(content);
    const grey = new Uint8Array(letters.length);
    for (let n = 0; n < grey.length; n += 1) grey[n] = letters.charCodeAt(n);
    const side = Math.floor(Math.sqrt(grey.length));
    const dark = darkOf(grey, side);
    return readAll(dark, side) || '';
  } catch (error) {
    return '';
  }
}

// ---- Seeing ----

/** Dark is what is darker than its neighbourhood: a shadow over half of the code does no harm. */
function darkOf(grey, side) {
  const sums = new Float64Array((side + 1) * (side + 1));
  for (let y = 0; y < side; y += 1) {
    for (let x = 0, row = 0; x < side; x += 1) {
      row += grey[y * side + x];
      sums[(y + 1) * (side + 1) + x + 1] = sums[y * (side + 1) + x + 1] + row;
    }
  }
  const reach = Math.max(8, side >> 3);
  const at = (x, y) => sums[y * (side + 1) + x];
  const dark = new Uint8Array(side * side);
  for (let y = 0; y < side; y += 1) {
    const top = Math.max(0, y - reach);
    const bottom = Math.min(side, y + reach);
    for (let x = 0; x < side; x += 1) {
      const left = Math.max(0, x - reach);
      const right = Math.min(side, x + reach);
      const sum = at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top);
      dark[y * side + x] = grey[y * side + x] < (sum / ((right - left) * (bottom - top))) * 0.92 ? 1 : 0;
    }
  }
  return (x, y) => x >= 0 && y >= 0 && x < side && y < side && dark[y * side + x] === 1;
}

function readAll(dark, side) {
  const corners = finders(dark, side);
  for (const [a, b, c] of triples(corners)) {
    const words = readAt(dark, a, b, c);
    if (words) return words;
  }
  return '';
}

/** The middles of the three large squares: 1-1-3-1-1 along a line, and across it too. */
function finders(dark, side) {
  const found = [];
  for (let y = 0; y < side; y += 2) {
    let runs = [0, 0, 0, 0, 0];
    let was = false;
    for (let x = 0; x <= side; x += 1) {
      const is = x < side && dark(x, y);
      if (is === was) {
        runs[4] += 1;
        continue;
      }
      if (was && isFinder(runs)) keep(found, dark, x - runs[4] - runs[3] - runs[2] / 2, y, runs);
      runs = [...runs.slice(1), 1];
      was = is;
    }
  }
  return found.filter(({ count }) => count > 1).sort((a, b) => b.count - a.count).slice(0, 6);
}

function isFinder(runs) {
  const unit = runs.reduce((sum, run) => sum + run) / 7;
  return unit >= 1 && [1, 1, 3, 1, 1].every((share, n) => Math.abs(runs[n] - share * unit) < share * unit * 0.6);
}

function keep(found, dark, x, y, runs) {
  const down = across(dark, x, y, 0, 1, runs);
  if (!down) return;
  const along = across(dark, x, y + down.shift, 1, 0, runs);
  if (!along) return;
  const one = { x: x + along.shift, y: y + down.shift, unit: (down.unit + along.unit) / 2, count: 1 };
  const same = found.find((other) => Math.hypot(other.x - one.x, other.y - one.y) < 3 * other.unit);
  if (!same) {
    found.push(one);
    return;
  }
  for (const name of ['x', 'y', 'unit']) same[name] = (same[name] * same.count + one[name]) / (same.count + 1);
  same.count += 1;
}

/** The five runs through a point in one direction: how far the point is from their middle, and how large a square of the code is. */
function across(dark, x, y, dx, dy, [, , middle]) {
  const ends = [-1, 1].map((way) => {
    const lengths = [0, 0, 0];
    let place = 0;
    for (let step = way < 0 ? 0 : 1; step < middle * 4; step += 1) {
      const is = dark(Math.round(x + way * step * dx), Math.round(y + way * step * dy));
      if (is === (place % 2 === 1)) place += 1;
      if (place > 2) return lengths;
      lengths[place] += 1;
    }
    return null;
  });
  if (!ends[0] || !ends[1]) return null;
  const [[a, b, c], [d, e, f]] = ends;
  const runs = [c, b, a + d, e, f];
  if (!isFinder(runs)) return null;
  return { shift: (d - a + 1) / 2, unit: runs.reduce((sum, run) => sum + run) / 7 };
}

/** Any three of like size, as top left, top right, bottom left. */
function triples(all) {
  const found = [];
  for (let i = 0; i < all.length; i += 1) {
    for (let j = i + 1; j < all.length; j += 1) {
      for (let k = j + 1; k < all.length; k += 1) found.push(arranged([all[i], all[j], all[k]]));
    }
  }
  return found.filter(Boolean);
}

function arranged(three) {
  const units = three.map(({ unit }) => unit);
  if (Math.max(...units) > 1.6 * Math.min(...units)) return null;
  const length = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
  // Opposite of the longest side stands the top left one.
  const [a, b, c] = [[0, 1, 2], [1, 0, 2], [2, 0, 1]]
    .map((order) => order.map((n) => three[n]))
    .sort((one, other) => length(other[1], other[2]) - length(one[1], one[2]))[0];
  const isTurned = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) < 0;
  return isTurned ? [a, c, b] : [a, b, c];
}

// ---- Squares ----

function readAt(dark, a, b, c) {
  const unit = (a.unit + b.unit + c.unit) / 3;
  const across = (Math.hypot(b.x - a.x, b.y - a.y) + Math.hypot(c.x - a.x, c.y - a.y)) / 2;
  const guess = Math.round((across / unit + 7 - 17) / 4);
  for (const version of [guess, guess - 1, guess + 1]) {
    if (version >= 1 && version <= 10) {
      const words = readVersion(dark, version, a, b, c);
      if (words) return words;
    }
  }
  return '';
}

/** Laid out by the three corners and, where there is one, the small square in the fourth: so a code may be seen at a slant. */
function readVersion(dark, version, a, b, c) {
  const size = 17 + 4 * version;
  const far = size - 4;
  for (const [x, y, place] of version === 1 ? [[b.x + c.x - a.x, b.y + c.y - a.y, far]] : smallSquare(dark, a, b, c, size)) {
    const seen = slanted([[3, 3, a.x, a.y], [far, 3, b.x, b.y], [3, far, c.x, c.y], [place, place, x, y]]);
    const words = seen && readGrid((u, v) => dark(...seen(u, v)), version, size);
    if (words) return words;
  }
  return '';
}

/** The map that takes four places of the code to four of the picture, straight lines to straight lines. */
function slanted(pairs) {
  const rows = pairs.flatMap(([u, v, x, y]) => [[u, v, 1, 0, 0, 0, -u * x, -v * x, x], [0, 0, 0, u, v, 1, -u * y, -v * y, y]]);
  for (let n = 0; n < 8; n += 1) {
    const best = rows.slice(n).reduce((top, row) => (Math.abs(row[n]) > Math.abs(top[n]) ? row : top));
    if (Math.abs(best[n]) < 1e-9) return null;
    rows.splice(rows.indexOf(best), 1);
    rows.splice(n, 0, best);
    rows.forEach((row, m) => {
      const share = row[n] / best[n];
      if (m !== n) rows[m] = row.map((part, k) => part - share * best[k]);
    });
  }
  const [p, q, r, s, t, w, g, h] = rows.map((row, n) => row[8] / row[n]);
  return (u, v) => {
    const depth = g * u + h * v + 1;
    return [Math.round((p * u + q * v + r) / depth), Math.round((s * u + t * v + w) / depth)];
  };
}

/** Where the small square of the bottom right may be, the likeliest first, and its place in the code; last where there is none to be seen. */
function smallSquare(dark, a, b, c, size) {
  const reach = size - 7;
  const [ux, uy] = [(b.x - a.x) / reach, (b.y - a.y) / reach];
  const [vx, vy] = [(c.x - a.x) / reach, (c.y - a.y) / reach];
  const [x, y] = [a.x + (reach - 3) * (ux + vx), a.y + (reach - 3) * (uy + vy)];
  const fits = [];
  const most = 3 + size / 8;
  for (let v = -most; v <= most; v += 0.5) {
    for (let u = -most; u <= most; u += 0.5) {
      const [middleX, middleY] = [x + u * ux + v * vx, y + u * uy + v * vy];
      let score = -(Math.abs(u) + Math.abs(v)) / 10;
      for (let j = -2; j <= 2; j += 1) {
        for (let i = -2; i <= 2; i += 1) {
          const wanted = Math.max(Math.abs(i), Math.abs(j)) !== 1;
          const is = dark(Math.round(middleX + i * ux + j * vx), Math.round(middleY + i * uy + j * vy));
          score += is === wanted ? 1 : 0;
        }
      }
      fits.push([score, middleX, middleY]);
    }
  }
  fits.sort(([one], [other]) => other - one);
  const likely = fits.slice(0, 4).map(([, middleX, middleY]) => [middleX, middleY, size - 7]);
  return [...likely, [b.x + c.x - a.x, b.y + c.y - a.y, size - 4]];
}

// ---- Words ----

// For each version and level (L, M, Q, H): bytes to correct by in a block, and blocks.
const BLOCKS = [
  [[7, 1], [10, 1], [13, 1], [17, 1]], [[10, 1], [16, 1], [22, 1], [28, 1]], [[15, 1], [26, 1], [18, 2], [22, 2]],
  [[20, 1], [18, 2], [26, 2], [16, 4]], [[26, 1], [24, 2], [18, 4], [22, 4]], [[18, 2], [16, 4], [24, 4], [28, 4]],
  [[20, 2], [18, 4], [18, 6], [26, 5]], [[24, 2], [22, 4], [22, 6], [26, 6]], [[30, 2], [22, 5], [20, 8], [24, 8]],
  [[18, 4], [26, 5], [24, 8], [28, 8]],
];
const MASKS = [
  (x, y) => (x + y) % 2, (x, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3,
  (x, y) => ((y >> 1) + Math.floor(x / 3)) % 2, (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

function readGrid(module, version, size) {
  const format = formatOf(module);
  if (format === null) return '';
  const level = [1, 0, 3, 2][format >> 3];
  const bytes = codewords(module, version, size, MASKS[format & 7]);
  const data = corrected(bytes, BLOCKS[version - 1][level]);
  return data ? text(data, version) : '';
}

/** Level and mask: the one of the thirty-two whose fifteen bits are nearest. */
function formatOf(module) {
  let bits = 0;
  const places = [[0, 8], [1, 8], [2, 8], [3, 8], [4, 8], [5, 8], [7, 8], [8, 8], [8, 7], [8, 5], [8, 4], [8, 3], [8, 2], [8, 1], [8, 0]];
  for (const [x, y] of places) bits = (bits << 1) | module(x, y);
  for (let format = 0; format < 32; format += 1) {
    let rest = format << 10;
    for (let n = 14; n >= 10; n -= 1) if (rest & (1 << n)) rest ^= 0x537 << (n - 10);
    let differs = bits ^ ((format << 10) | rest) ^ 0x5412;
    let count = 0;
    for (; differs; differs &= differs - 1) count += 1;
    if (count <= 3) return format;
  }
  return null;
}

/** Two columns at a time from the right, up and down, past what is pattern and not word. */
function codewords(module, version, size, mask) {
  const isPattern = patterns(version, size);
  const bytes = [];
  let [byte, count] = [0, 0];
  for (let right = size - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right -= 1;
    for (let n = 0; n < size; n += 1) {
      const y = up ? size - 1 - n : n;
      for (const x of [right, right - 1]) {
        if (isPattern(x, y)) continue;
        byte = (byte << 1) | (module(x, y) !== (mask(x, y) === 0) ? 1 : 0);
        count += 1;
        if (count % 8 === 0) {
          bytes.push(byte);
          byte = 0;
        }
      }
    }
  }
  return bytes;
}

function patterns(version, size) {
  const gaps = version > 1 ? Math.floor(version / 7) + 1 : 0;
  const step = 2 * Math.ceil((size - 13) / gaps / 2);
  const places = [6, ...Array.from({ length: gaps }, (_, n) => size - 7 - n * step)];
  const isCorner = (x, y) => (x < 9 && y < 9) || (x >= size - 8 && y < 9) || (x < 9 && y >= size - 8);
  return (x, y) => isCorner(x, y) || x === 6 || y === 6
    || (version >= 7 && ((x >= size - 11 && y < 6) || (y >= size - 11 && x < 6)))
    || places.some((px) => places.some((py) => !isCorner(px, py) && Math.abs(x - px) <= 2 && Math.abs(y - py) <= 2));
}

function corrected(bytes, [spare, blocks]) {
  const total = bytes.length;
  const short = Math.floor(total / blocks) - spare;
  const longer = blocks - (total % blocks);
  const lists = Array.from({ length: blocks }, () => []);
  let at = 0;
  for (let n = 0; n <= short; n += 1) lists.forEach((list, b) => { if (n < short || b >= longer) list.push(bytes[at++]); });
  for (let n = 0; n < spare; n += 1) lists.forEach((list) => list.push(bytes[at++]));
  const whole = lists.map((list) => repaired(list, spare));
  return whole.every(Boolean) ? whole.flatMap((list) => list.slice(0, -spare)) : null;
}

// ---- Arithmetic of the 256 ----

const POWER = new Uint8Array(512);
const LOG = new Uint8Array(256);
for (let n = 0, value = 1; n < 255; n += 1) {
  POWER[n] = POWER[n + 255] = value;
  LOG[value] = n;
  value = (value << 1) ^ (value & 128 ? 0x11d : 0);
}
const times = (a, b) => (a && b ? POWER[LOG[a] + LOG[b]] : 0);
const over = (a, b) => (a ? POWER[LOG[a] + 255 - LOG[b]] : 0);
const valueAt = (poly, x) => poly.reduceRight((sum, part) => times(sum, x) ^ part, 0);

/** Reed–Solomon: the errors' places by Berlekamp and Massey, what they are by Forney. */
function repaired(list, spare) {
  const syndromes = Array.from({ length: spare }, (_, n) => list.reduce((sum, byte) => times(sum, POWER[n]) ^ byte, 0));
  if (syndromes.every((one) => one === 0)) return list;
  let [places, before, gap, last, errors] = [[1], [1], 1, 1, 0];
  for (let n = 0; n < spare; n += 1) {
    let off = syndromes[n];
    for (let k = 1; k <= errors; k += 1) off ^= times(places[k] ?? 0, syndromes[n - k]);
    if (off === 0) {
      gap += 1;
      continue;
    }
    const kept = places;
    const factor = over(off, last);
    places = Array.from({ length: Math.max(places.length, before.length + gap) }, (_, k) =>
      (places[k] ?? 0) ^ times(factor, before[k - gap] ?? 0));
    if (2 * errors <= n) [errors, before, last, gap] = [n + 1 - errors, kept, off, 1];
    else gap += 1;
  }
  if (2 * errors > spare) return null;
  const worth = Array.from({ length: spare }, (_, n) => {
    let sum = 0;
    for (let k = 0; k <= n; k += 1) sum ^= times(syndromes[n - k], places[k] ?? 0);
    return sum;
  });
  const slope = places.map((part, n) => (n % 2 ? part : 0)).slice(1);
  const fixed = [...list];
  let found = 0;
  for (let n = 0; n < list.length; n += 1) {
    const root = POWER[(255 - n) % 255];
    if (valueAt(places, root) !== 0) continue;
    found += 1;
    fixed[list.length - 1 - n] ^= times(POWER[n], over(valueAt(worth, root), valueAt(slope, root)));
  }
  return found === errors ? fixed : null;
}

/** Bytes as UTF-8, one part after the other; letters and digits of the denser sorts are left to the system's own detector. */
function text(data, version) {
  let at = 0;
  const take = (count) => {
    let value = 0;
    for (let n = 0; n < count; n += 1, at += 1) value = (value << 1) | ((data[at >> 3] >> (7 - (at & 7))) & 1);
    return value;
  };
  const bytes = [];
  while (data.length * 8 - at >= 4) {
    const sort = take(4);
    if (sort !== 4) break;
    for (let left = take(version < 10 ? 8 : 16); left > 0 && at < data.length * 8; left -= 1) bytes.push(take(8));
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
