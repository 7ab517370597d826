// What journeys with pictures and sound need: a photo as a phone's camera writes it, and a film for the pretended camera.

/** Chromium's pretended camera and microphone, allowed without asking. */
export const MEDIA = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
export const ALLOWED = { permissions: ['geolocation', 'camera', 'microphone'] };

/**
 * A JPEG of 3000 × 2000 that lies on its side, as a phone held upright writes it: turned by its EXIF orientation, with the camera's
 * name and a position. Upright its corners are blue, red, white, green, from the top left along the lines.
 */
export async function photoOnItsSide(page) {
  const plain = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(3000, 2000);
    const context = canvas.getContext('2d');
    let seed = 7;
    const chance = (below) => { seed = (seed * 16807) % 2147483647; return seed % below; };
    for (let n = 0; n < 40_000; n += 1) {
      context.fillStyle = `hsl(${chance(360)} 60% 50%)`;
      context.fillRect(chance(3000), chance(2000), 4 + chance(30), 4 + chance(30));
    }
    for (const [color, x, y] of [['#f00', 0, 0], ['#0f0', 2500, 0], ['#00f', 0, 1500], ['#fff', 2500, 1500]]) {
      context.fillStyle = color;
      context.fillRect(x, y, 500, 500);
    }
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const jpeg = Buffer.from(plain);
  return Buffer.concat([jpeg.subarray(0, 2), exif(), jpeg.subarray(2)]);
}

/** The segment with orientation 6, the camera's name and a position in Guizhou. */
function exif() {
  const entry = (tag, type, count, value) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16BE(tag, 0);
    bytes.writeUInt16BE(type, 2);
    bytes.writeUInt32BE(count, 4);
    if (Buffer.isBuffer(value)) value.copy(bytes, 8);
    else if (type === 3) bytes.writeUInt16BE(value, 8);
    else bytes.writeUInt32BE(value, 8);
    return bytes;
  };
  const table = (entries) => {
    const head = Buffer.alloc(2);
    head.writeUInt16BE(entries.length);
    return Buffer.concat([head, ...entries, Buffer.alloc(4)]);
  };
  const degrees = (...numbers) => Buffer.concat(numbers.map((number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32BE(number, 0);
    bytes.writeUInt32BE(1, 4);
    return bytes;
  }));
  const first = 8;
  const position = first + 2 + 3 * 12 + 4;
  const values = position + 2 + 4 * 12 + 4;
  const tiff = Buffer.concat([
    Buffer.from('MM\0*\0\0\0\x08', 'latin1'),
    table([entry(0x010f, 2, 4, Buffer.from('Cam\0')), entry(0x0112, 3, 1, 6), entry(0x8825, 4, 1, position)]),
    table([
      entry(1, 2, 2, Buffer.from('N\0\0\0')), entry(2, 5, 3, values),
      entry(3, 2, 2, Buffer.from('E\0\0\0')), entry(4, 5, 3, values + 24),
    ]),
    degrees(26, 39, 0), degrees(106, 37, 48),
  ]);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** The segments of a JPEG before its picture, by their markers. */
export function segments(jpeg) {
  const found = [];
  for (let at = 2; jpeg[at] === 0xff && jpeg[at + 1] !== 0xda; at += 2 + jpeg.readUInt16BE(at + 2)) found.push(jpeg[at + 1]);
  return found;
}

/** A film of one second that shows the element with this testid in its middle, in the form the pretended camera takes. */
export async function filmOf(phone, testid) {
  const [width, height] = [640, 480];
  const picture = await phone.at(testid).screenshot();
  const grey = await phone.page.evaluate(async ({ source, width, height }) => {
    const bytes = Uint8Array.from(atob(source), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(width, height).getContext('2d');
    context.fillStyle = '#ddd';
    context.fillRect(0, 0, width, height);
    const side = height * 0.8;
    context.drawImage(bitmap, (width - side) / 2, (height - side) / 2, side, (side * bitmap.height) / bitmap.width);
    const { data } = context.getImageData(0, 0, width, height);
    return Array.from({ length: width * height }, (_, n) => data[4 * n + 1]);
  }, { source: picture.toString('base64'), width, height });
  const frame = Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(grey), Buffer.alloc((width * height) / 2, 128)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), ...Array(10).fill(frame)]);
}
