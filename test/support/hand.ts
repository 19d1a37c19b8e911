import assert from 'node:assert/strict';
import type { Page } from './browser.ts';

/** How somebody uses a page: by pointing at things, or by the keyboard alone. What is used is named by CSS. */
export type Hand = {
  readonly fill: (page: Page, selector: string, text: string) => Promise<void>;
  /** Presses a button, follows a link, opens what can be opened. */
  readonly press: (page: Page, selector: string) => Promise<void>;
  readonly tick: (page: Page, selector: string) => Promise<void>;
};

/** A finger or a mouse. */
export const pointer: Hand = {
  fill: (page, selector, text) => page.fill(selector, text),
  press: (page, selector) => page.click(selector),
  tick: (page, selector) => page.check(selector),
};

/** Tab, Enter and letters: what cannot be reached with them does not exist. */
export const keyboard: Hand = {
  fill: async (page, selector, text) => {
    await reach(page, selector);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.insertText(text);
  },
  press: async (page, selector) => {
    await reach(page, selector);
    await page.keyboard.press('Enter');
  },
  tick: async (page, selector) => {
    await reach(page, selector);
    await page.keyboard.press('Space');
  },
};

/** More stops than any page of a test has. */
const most = 250;

async function reach(page: Page, selector: string): Promise<void> {
  await page.waitForSelector(selector);
  const here = `document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`;
  for (let stops = 0; stops < most; stops++) {
    if (await page.evaluate(here)) return assertSeen(page, selector);
    await page.keyboard.press('Tab');
  }
  assert.fail(`${selector} is not reached by Tab on ${page.url()}`);
}

/** Who goes by Tab must see where they are. */
async function assertSeen(page: Page, selector: string): Promise<void> {
  const seen = await page.evaluate(`(() => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(document.activeElement);
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  })()`);
  assert.ok(seen, `nobody sees that ${selector} has the focus on ${page.url()}`);
}
