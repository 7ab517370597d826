// The steps that people take, in their own words: what journeys and figures are made of.

export const PIN = '483920';
const PULLED = { timeout: 60_000 };

/** Selects by the beginning of a data-testid: `begins('visit-row-')`. */
export const begins = (testid) => `[data-testid^="${testid}"]`;

/** A phone that is enrolled, has its grid and can do without the network. */
export async function enrolPhone(phone, server) {
  const { link } = await server.invite('worker');
  await phone.enrol(link, PIN);
  await phone.at('home').waitFor(PULLED);
  await phone.untilInstalled();
}

/** The office's computer, enrolled, with the whole town, at its table of visits. */
export async function enrolDesk(desk, server, patience = PULLED) {
  const { link } = await server.invite('supervisor');
  await desk.enrol(link, PIN);
  await desk.at('desk').waitFor(patience);
  await desk.at('nav-visits').click();
  await desk.at('desk-total').waitFor();
}

/** From anywhere to the page of the nth household of the first group. */
export async function openHousehold(phone, n) {
  await phone.at('nav-find').click();
  await phone.page.locator(begins('village-')).first().click();
  await phone.page.locator(begins('group-')).first().click();
  await phone.page.locator(begins('household-row-')).nth(n).click();
  await phone.at('household-start-visit').waitFor();
}

/** From anywhere to an empty form at the nth household. */
export async function startVisit(phone, n) {
  await openHousehold(phone, n);
  await phone.at('household-start-visit').click();
  await phone.at('visit-form').waitFor();
}

/** A whole visit: what is not named stays as the form proposes it. */
export async function recordVisit(phone, n, { outcome, met, change = 'none', remarks }) {
  await startVisit(phone, n);
  await phone.at(`visit-outcome-${outcome}`).click();
  if (met) await phone.at('visit-met').fill(met);
  await phone.at(`visit-change-${change}`).click();
  if (remarks) await writeRemarks(phone, remarks);
  await phone.at('visit-form-save').click();
  await phone.at('household-start-visit').waitFor();
}

export async function writeRemarks(phone, remarks) {
  await phone.at('visit-fold-remarks').click();
  await phone.at('visit-remarks').fill(remarks);
}

/** The words on the states of today's visits. */
export async function statesToday(phone) {
  await phone.at('nav-visits').click();
  const marks = phone.page.locator(begins('visit-state-'));
  await marks.first().waitFor();
  return (await marks.allInnerTexts()).map((text) => text.trim());
}

/** How many visits the desk's table has. */
export async function deskTotal(desk) {
  const text = await desk.at('desk-total').innerText();
  return Number(text.replace(/\D/g, ''));
}

/** Says what for and with whose leave something that names people leaves, and goes on. */
export async function giveLeave(desk) {
  await desk.at('leave').waitFor();
  await desk.page.locator('.leave .chip').filter({ hasText: '报送上级' }).click();
  await desk.at('leave-approver').selectOption({ index: 1 });
  await desk.at('leave-go').click();
}

/** How many lines the page of a ledger says there are; -1 while it counts. */
export async function ledgerTotal(desk) {
  const text = await desk.at('ledger-total').innerText();
  return text ? Number(text.replace(/\D/g, '')) : -1;
}

/** From now on the page counts its prints in `window.printed` instead of opening the browser's dialog. */
export async function countPrints(browser) {
  await browser.page.evaluate(() => { window.print = () => { window.printed = (window.printed ?? 0) + 1; }; });
}
