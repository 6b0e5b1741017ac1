// A keyboard and nothing else. After every key the focus must be somewhere, in the window, in front of everything, and
// to be seen: a fault ends the journey.

import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** More than any page of a journey has to step through. */
const MOST_STEPS = 150;

export class Keys {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    // From now on: else a key might open a window for files before anybody listens.
    page.on('filechooser', () => {});
  }

  /** Presses a key that leaves the page where it is. */
  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
    await this.look(key);
  }

  /** Presses a key that leads to another page. */
  async leave(key: string, to: RegExp): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.page.keyboard.press(key);
    await loaded;
    await this.page.waitForURL(to);
  }

  /** Steps with Tab (or back) until an element that matches has the focus, looking at each on the way. */
  async to(selector: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    for (let step = 0; step < MOST_STEPS; step++) {
      if (await this.isAt(selector)) return this.look(key);
      await this.page.keyboard.press(key);
      // Behind its last element a page gives the focus to the browser, and gets it back at its first.
      if (!(await this.isAt('body'))) await this.look(key);
    }
    throw new Error(`${selector} is not reached on ${this.page.url()}`);
  }

  isAt(selector: string): Promise<boolean> {
    return this.page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector);
  }

  /** Steps to a field and writes into it. */
  async write(selector: string, text: string): Promise<void> {
    await this.to(selector);
    await this.page.keyboard.insertText(text);
  }

  /** Steps to a button for files, and chooses one there. */
  async choose(selector: string, file: string, key?: 'Tab' | 'Shift+Tab'): Promise<void> {
    await this.to(selector, key);
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.keyboard.press('Enter');
    await (await chooser).setFiles(file);
    await this.look('Enter');
  }

  /** Nothing is wrong with where the focus is. */
  async look(after: string): Promise<void> {
    // What scrolls or fades into view may take a moment.
    const found = await this.page.waitForFunction(settled, undefined, { polling: 50 });
    assert.equal(await found.jsonValue(), 'fine', `after ${after} on ${this.page.url()}`);
  }
}

/** Runs in the page: "fine", or after a second what is wrong; undefined before. */
function settled(): string | undefined {
  const kept = window as { wrongSince?: number | undefined };
  const wrong = fault();
  if (wrong === undefined) {
    kept.wrongSince = undefined;
    return 'fine';
  }
  kept.wrongSince ??= performance.now();
  if (performance.now() - kept.wrongSince < 2_000) return undefined;
  kept.wrongSince = undefined;
  return wrong;

  function fault(): string | undefined {
    const at = document.activeElement;
    if (at === null || at === document.body) return 'the focus is lost';
    const name = at.outerHTML.slice(0, 160);
    const chain: Element[] = [];
    for (let one: Element | null = at; one !== null && chain.length < 6; one = one.parentElement)
      chain.push(one);
    const marked = chain.find(isMarked);
    if (marked === undefined) return `the focus cannot be seen: ${name}`;
    const { top, bottom, left, right } = marked.getBoundingClientRect();
    const [above, below] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
    const [from, to] = [Math.max(left, 0), Math.min(right, innerWidth)];
    if (below - above < 2 || to - from < 2) return `the focus is out of the window: ${name}`;
    const shares = [0.1, 0.5, 0.9];
    const isInFront = shares.some((y) =>
      shares.some((x) => {
        const hit = document.elementFromPoint(from + (to - from) * x, above + (below - above) * y);
        return hit !== null && (marked.contains(hit) || hit.contains(at));
      }),
    );
    return isInFront ? undefined : `the focus is covered: ${name}`;
  }

  /** An outline, or the line below the text that stands for one in the form of a post. */
  function isMarked(element: Element): boolean {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) return true;
    const line = element.matches('.composer') ? element.querySelector('.composer-bar') : null;
    return line !== null && getComputedStyle(line).boxShadow.includes('inset');
  }
}
