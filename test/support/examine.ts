import assert from 'node:assert/strict';
import { axe, type Page } from './browser.ts';
import { assertValidHtml } from './html.ts';

/** A small page around a form: valid, without a barrier, no wider than the screen, its column not squeezed. */
export async function examine(page: Page, name: string): Promise<void> {
  const { width = 0 } = page.viewportSize() ?? {};
  // A browser writes out what was served as a bare word.
  const content = (await page.content()).replaceAll(/ (hidden|autofocus|required)=""/g, ' $1');
  assertValidHtml(content, name);
  assert.deepEqual(await axe(page), [], name);
  const wide = await page.evaluate('document.documentElement.scrollWidth');
  assert.ok(Number(wide) <= width, `${name} is ${wide} pixels wide on ${width}`);
  const heading = await page.locator('h1').boundingBox();
  assert.ok(
    heading && heading.width >= 300 && heading.height < 150,
    `${name}: the column is ${heading?.width} pixels wide`,
  );
}
