// axe-core in a page: what of WCAG 2.2 AA and good practice the page breaks.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const EVERYTHING: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // Judged by axe as experimental or left out by it unless asked for.
  rules: { 'target-size': { enabled: true }, 'label-content-name-mismatch': { enabled: true } },
};

/** What a theme can break. */
const COLOURS: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

/** What a direction or a language can break: colours, which take longest to judge, stay as they are. */
const SHAPES: RunOptions = {
  ...EVERYTHING,
  rules: { ...EVERYTHING.rules, 'color-contrast': { enabled: false } },
};

/** Every rule broken, with its first elements. */
export const violations = (page: Page): Promise<string[]> => run(page, EVERYTHING);

/** The rules about colours alone. */
export const colourViolations = (page: Page): Promise<string[]> => run(page, COLOURS);

/** All rules but those about colours. */
export const shapeViolations = (page: Page): Promise<string[]> => run(page, SHAPES);

async function run(page: Page, options: RunOptions): Promise<string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(SOURCE);
  const asked = JSON.stringify({ ...options, resultTypes: ['violations'] });
  const { violations } = (await page.evaluate(`axe.run(document, ${asked})`)) as AxeResults;
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ html, any, all, none }) => {
      const why = [...any, ...all, ...none][0]?.message ?? '';
      return `${id} (${nodes.length}): ${html.slice(0, 160)} ${why.slice(0, 200)}`;
    }),
  );
}
