// Accessibility of what is on the screen, by axe-core: names of controls, roles, contrast, labels, reading order.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const SOURCE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** Large text is the same page with other sizes: both are looked at. */
const SIZES = ['text-normal', 'text-largest'];

/** What only a whole page can keep: a part of one has no heading or landmark of the page's own. */
export const WHOLE_PAGE = ['page-has-heading-one', 'landmark-one-main', 'landmark-no-duplicate-banner', 'landmark-unique'];

/** What axe finds on the page as it stands, without the rules named; one line each, empty when all is well. */
export async function axe(browser, without = []) {
  const { page } = browser;
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await readFile(SOURCE, 'utf8'));
  const before = await page.evaluate(() => document.documentElement.className);
  const found = [];
  for (const size of SIZES) {
    const violations = await page.evaluate(async ([size, without]) => {
      const root = document.documentElement;
      root.classList.remove('text-normal', 'text-large', 'text-largest');
      root.classList.add(size);
      // What is still fading in has not its own colours yet.
      await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})));
      const { violations } = await globalThis.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
        // One landmark a part is a matter of taste here; toasts stand outside the page on purpose.
        rules: Object.fromEntries(['region', ...without].map((rule) => [rule, { enabled: false }])),
      });
      const wide = root.scrollWidth > root.clientWidth + 1;
      const lines = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
      return wide ? [...lines, `cut off at the right: ${root.scrollWidth} of ${root.clientWidth} pixels`] : lines;
    }, [size, without]);
    found.push(...violations.map((line) => `${size} ${line}`));
  }
  await page.evaluate((name) => { document.documentElement.className = name; }, before);
  return found;
}
