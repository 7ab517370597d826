// Camera, microphone, finger and voice of the device. One door, `media(act, first, second)`; every answer is a text of lines, of which
// the first is `ok` or why not: cancelled, denied, unsupported, unreadable, empty, failed. The same file serves browsers and native
// windows. Nothing of the app's rules stands here.

// A photo: its longer side, the bytes it is squeezed to, how hard; the side of its small picture.
const EDGE = 1600;
const BYTES = 220 * 1024;
const QUALITIES = [0.82, 0.7, 0.58, 0.45];
const SMALL = 200;
const SOUND = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
const BITS = 24000;
// A signature: the width it is kept at.
const SIGNED = 600;
// The square that a decoder is given of what the camera sees.
const SIGHT = 480;

const acts = {
  pick, sheet, record, finish, drop, play, pause, pad, undo, clear, take, scan, look, unscan, lookAt, speak, hush, print: () => window.print() ?? 'ok',
};

/** Does what is asked. Begins at once: some things may only follow a tap. */
export async function media(act, first, second) {
  try {
    return await acts[act](first, second);
  } catch (error) {
    return refusal(error);
  }
}

/** Is there something to scan or to speak with, and is the kind of network known? */
export function can(act) {
  if (act === 'line') return Boolean(navigator.connection?.type);
  return act === 'speak'
    ? typeof speechSynthesis === 'object' && typeof SpeechSynthesisUtterance === 'function'
    : Boolean(navigator.mediaDevices?.getUserMedia);
}

function refusal({ name }) {
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' ? 'unsupported' : 'failed';
}

const lines = (...parts) => ['ok', ...parts].join('\n');

// ---- Photos ----

/** From the camera or from what is there: media type, width, height, seconds, bytes, small picture. */
async function pick(source) {
  const file = await chosen('image/*', source === 'camera');
  if (!file) return 'cancelled';
  const picture = await pictureOf(file);
  if (!picture) return 'unreadable';
  const large = drawn(picture, EDGE);
  let kept = await squeezed(large);
  if (kept.size > 2 * BYTES) kept = await squeezed(drawn(large, EDGE / 2));
  const small = await jpeg(drawn(large, SMALL), 0.6);
  picture.close();
  const { width, height } = kept.canvas;
  return lines('image/jpeg', width, height, '', await base64(kept.blob), await base64(small));
}

/** The input stands outside of the app's own part of the page, where a native window would catch the tap. */
function chosen(accept, fromCamera) {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  input.hidden = true;
  if (fromCamera) input.capture = 'environment';
  document.body.append(input);
  return new Promise((done) => {
    const end = () => { input.remove(); done(input.files[0]); };
    input.addEventListener('change', end);
    input.addEventListener('cancel', end);
    input.click();
  });
}

/** A sheet of an office program, of so many bytes at the most: its name and its bytes. */
async function sheet(most, kinds) {
  const file = await chosen(kinds);
  if (!file) return 'cancelled';
  if (file.size > Number(most)) return 'unreadable';
  return lines(file.name.replaceAll('\n', ' '), await base64(file));
}

/** Upright, as the camera meant it. Older browsers turn it by themselves and do not know the option. */
async function pictureOf(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (error) {
    return createImageBitmap(file).catch(() => null);
  }
}

/** Redrawn, it holds pixels and nothing else: no place, no time, no name of a camera. */
function drawn(picture, edge) {
  const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function squeezed(canvas) {
  let blob;
  for (const quality of QUALITIES) {
    blob = await jpeg(canvas, quality);
    if (blob.size <= BYTES) break;
  }
  return { canvas, blob, size: blob.size };
}

const jpeg = (canvas, quality) => new Promise((done) => { canvas.toBlob(done, 'image/jpeg', quality); });

async function base64(blob) {
  const reader = new FileReader();
  const read = new Promise((done) => { reader.onload = done; });
  reader.readAsDataURL(blob);
  await read;
  return reader.result.split(',')[1];
}

// ---- Voice ----

let recording = null;
let turn = 0;

/** Begins once the person has allowed it. */
async function record() {
  if (!can('record') || typeof MediaRecorder !== 'function') return 'unsupported';
  turn += 1;
  const mine = turn;
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
  if (mine !== turn) {
    release(stream);
    return 'cancelled';
  }
  const mimeType = SOUND.find((type) => MediaRecorder.isTypeSupported(type));
  const machine = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS });
  const parts = [];
  machine.ondataavailable = ({ data }) => parts.push(data);
  const over = new Promise((done) => { machine.onstop = done; });
  machine.start(1000);
  recording = { machine, stream, parts, over, begun: performance.now() };
  return 'ok';
}

/** Media type, -, -, seconds, bytes. */
async function finish() {
  if (!recording) return 'empty';
  const { machine, stream, parts, over, begun } = recording;
  recording = null;
  const seconds = Math.max(1, Math.round((performance.now() - begun) / 1000));
  if (machine.state !== 'inactive') machine.stop();
  await over;
  release(stream);
  const [type] = machine.mimeType.split(';');
  return lines(type, '', '', seconds, await base64(new Blob(parts, { type })), '');
}

/** Not wanted, or the screen was left: the microphone goes off. */
function drop() {
  turn += 1;
  if (recording) {
    release(recording.stream);
    recording = null;
  }
  return 'ok';
}

function release(stream) {
  stream.getTracks().forEach((track) => track.stop());
}

let player = null;

/** Answers when it is over, or another is played. */
function play(type, content) {
  pause();
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const audio = new Audio(address);
  return new Promise((done) => {
    const end = (word) => {
      audio.pause();
      URL.revokeObjectURL(address);
      player = null;
      done(word);
    };
    player = end;
    audio.onended = () => end('ok');
    audio.onerror = () => end('unreadable');
    audio.play().catch(() => end('failed'));
  });
}

function pause() {
  if (player) player('ok');
  return 'ok';
}

// ---- Signature ----

let strokes = [];
let paper = null;

/** Makes the canvas with this id one to write on. */
function pad(id) {
  const canvas = document.getElementById(id);
  strokes = [];
  paper = canvas;
  let stroke = null;
  const point = ({ clientX, clientY }) => {
    const { left, top } = canvas.getBoundingClientRect();
    return [clientX - left, clientY - top];
  };
  canvas.onpointerdown = (event) => {
    canvas.setPointerCapture(event.pointerId);
    stroke = [point(event)];
    strokes.push(stroke);
    redraw();
  };
  canvas.onpointermove = (event) => {
    if (!stroke) return;
    stroke.push(...(event.getCoalescedEvents?.() ?? [event]).map(point));
    redraw();
  };
  canvas.onpointerup = canvas.onpointercancel = () => { stroke = null; };
  new ResizeObserver(redraw).observe(canvas);
  return 'ok';
}

function redraw() {
  const ratio = devicePixelRatio || 1;
  paper.width = paper.clientWidth * ratio;
  paper.height = paper.clientHeight * ratio;
  const context = paper.getContext('2d');
  context.scale(ratio, ratio);
  ink(context);
}

/** Through the middles of the points, so that a quick hand gives curves and not corners. */
function ink(context) {
  Object.assign(context, { lineWidth: 3, lineCap: 'round', lineJoin: 'round', strokeStyle: '#1a1a1a' });
  for (const stroke of strokes) {
    context.beginPath();
    context.moveTo(...stroke[0]);
    stroke.forEach(([x, y], n) => {
      const [nextX, nextY] = stroke[n + 1] ?? [x, y];
      context.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
    });
    context.stroke();
  }
}

function undo() {
  strokes.pop();
  redraw();
  return 'ok';
}

function clear() {
  strokes = [];
  redraw();
  return 'ok';
}

/** What was written, and a little paper around it: media type, width, height, -, bytes. */
async function take() {
  const points = strokes.flat();
  if (points.length < 3) return 'empty';
  const [left, right] = ends(points.map(([x]) => x));
  const [top, bottom] = ends(points.map(([, y]) => y));
  const scale = Math.min(2, SIGNED / (right - left));
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil((right - left) * scale);
  canvas.height = Math.ceil((bottom - top) * scale);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(scale, scale);
  context.translate(-left, -top);
  ink(context);
  const blob = await new Promise((done) => { canvas.toBlob(done, 'image/png'); });
  return lines('image/png', canvas.width, canvas.height, '', await base64(blob), '');
}

const ends = (numbers) => [Math.min(...numbers) - 8, Math.max(...numbers) + 8];

// ---- Codes ----

let eye = null;
let detector;

/** Shows what the camera sees in the video with this id. */
async function scan(id) {
  if (!can('scan')) return 'unsupported';
  turn += 1;
  const mine = turn;
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } } });
  const video = document.getElementById(id);
  if (mine !== turn || !video) {
    release(stream);
    return 'cancelled';
  }
  eye = { stream, video };
  video.srcObject = stream;
  await video.play();
  return 'ok';
}

/** The middle of what the camera sees now: `text` and the code's words, or `luma` and the grey of a square. */
async function look() {
  if (!eye) return 'cancelled';
  const { video } = eye;
  const { videoWidth, videoHeight } = video;
  const side = Math.min(videoWidth, videoHeight);
  return read(video, [(videoWidth - side) / 2, (videoHeight - side) / 2, side, side], [0, 0, SIGHT, SIGHT], SIGHT);
}

/** The same of a picture that is chosen. */
async function lookAt(source) {
  const file = await chosen('image/*', source === 'camera');
  if (!file) return 'cancelled';
  const picture = await pictureOf(file);
  if (!picture) return 'unreadable';
  const scale = (2 * SIGHT) / Math.max(picture.width, picture.height);
  const size = [picture.width, picture.height];
  return read(picture, [0, 0, ...size], [0, 0, ...size.map((length) => length * scale)], 2 * SIGHT);
}

async function read(source, from, to, side) {
  const words = await detected(source);
  if (words) return lines('text', words);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.fillStyle = '#fff';
  context.fillRect(0, 0, side, side);
  context.drawImage(source, ...from, ...to);
  const { data } = context.getImageData(0, 0, side, side);
  const grey = new Uint8Array(side * side);
  for (let n = 0; n < grey.length; n += 1) grey[n] = (data[4 * n] * 3 + data[4 * n + 1] * 6 + data[4 * n + 2]) / 10;
  return lines('luma', await base64(new Blob([grey])));
}

/** By what the system itself brings, where it brings something. */
async function detected(source) {
  if (detector === undefined) {
    const formats = typeof BarcodeDetector === 'function' ? await BarcodeDetector.getSupportedFormats() : [];
    detector = formats.includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : null;
  }
  const [code] = detector ? await detector.detect(source).catch(() => []) : [];
  return code?.rawValue;
}

function unscan() {
  turn += 1;
  if (eye) {
    release(eye.stream);
    eye = null;
  }
  return 'ok';
}

// ---- Reading aloud ----

/** Line by line, since some voices give up on long texts. Answers when it is over or was stopped. */
async function speak(text, language) {
  if (!can('speak')) return 'unsupported';
  speechSynthesis.cancel();
  const voices = speechSynthesis.getVoices();
  const voice = voices.find(({ lang }) => lang.replace('_', '-') === language)
    ?? voices.find(({ lang }) => lang.startsWith(language.slice(0, 2)));
  if (voices.length && !voice) return 'unsupported';
  for (const line of text.split('\n')) {
    const word = await said(line, language, voice);
    if (word !== 'ok') return word;
  }
  return 'ok';
}

function said(line, lang, voice) {
  const words = Object.assign(new SpeechSynthesisUtterance(line), { lang, voice: voice ?? null });
  return new Promise((done) => {
    words.onend = () => done('ok');
    words.onerror = ({ error }) => done(error === 'canceled' || error === 'interrupted' ? 'cancelled' : 'unsupported');
    speechSynthesis.speak(words);
  });
}

function hush() {
  if (can('speak')) speechSynthesis.cancel();
  return 'ok';
}
