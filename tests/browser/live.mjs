// A connection that lives for hours: a phone writes every minute, the office's page sees it without being touched; once the server is away for a
// minute, as after an update. Figures, one a line: name, value, unit. `node live.mjs MINUTES`; ends with 1 when something was not seen.

import { DESK, PHONE, journey, openBrowser, startServer, until } from './harness.mjs';
import { deskTotal, enrolDesk, enrolPhone, recordVisit } from './steps.mjs';

const MINUTE = 60_000;
/** How long the office may wait for news, and how long after the server came back. */
const PATIENCE = 2 * MINUTE;
const minutes = Number(process.argv[2] ?? 240);

const tell = (name, value, unit) => console.log(`${name}, ${Math.round(value * 100) / 100}, ${unit}`);
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const sorted = (values) => [...values].sort((a, b) => a - b);

await journey(async (keep) => {
  const server = await keep(startServer());
  const phone = await keep(openBrowser(server, PHONE));
  const desk = await keep(openBrowser(server, DESK));
  await enrolPhone(phone, server);
  await enrolDesk(desk, server);
  const asked = countRequests(desk.page);
  // A page that was loaded again would have lost this.
  await desk.page.evaluate(() => { window.wasNeverReloaded = true; });
  const begun = Date.now();
  const delays = [];
  let isBack = false;
  tell('heap of the page at the beginning', await heap(desk), 'MB');
  for (let n = 0; Date.now() - begun < minutes * MINUTE; n += 1) {
    if (!isBack && Date.now() - begun > minutes * MINUTE / 2) {
      await server.stop();
      await sleep(MINUTE);
      await server.start();
      isBack = true;
      tell('seen after the server was away for a minute', await seen(phone, desk, n) / 1000, 's');
    } else {
      delays.push(await seen(phone, desk, n));
    }
    await sleep(MINUTE);
  }
  const longest = sorted(delays);
  tell('minutes watched', (Date.now() - begun) / MINUTE, 'min');
  tell('visits that the office saw by itself', delays.length, 'visits');
  tell('from saved to the table of the office, median', longest[Math.floor(longest.length / 2)] / 1000, 's');
  tell('from saved to the table of the office, longest', longest.at(-1) / 1000, 's');
  tell('requests of the office', asked.count, 'requests');
  tell('heap of the page at the end', await heap(desk), 'MB');
  if (!await desk.page.evaluate(() => window.wasNeverReloaded === true)) throw new Error('the page was loaded again');
  if (desk.faults.length || phone.faults.length) throw new Error([...desk.faults, ...phone.faults].join('\n'));
});

/** Records a visit and waits until the office's count has it; how long that took after the phone had saved it, milliseconds. */
async function seen(phone, desk, n) {
  const before = await deskTotal(desk);
  await recordVisit(phone, n % 20, { outcome: 'absent' });
  const saved = Date.now();
  await until('the office sees it', async () => (await deskTotal(desk)) === before + 1, PATIENCE);
  return Date.now() - saved;
}

function countRequests(page) {
  const asked = { count: 0 };
  page.context().on('request', () => { asked.count += 1; });
  return asked;
}

async function heap(browser) {
  const session = await browser.context.newCDPSession(browser.page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1e6;
}
