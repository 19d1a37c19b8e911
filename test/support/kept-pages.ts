import assert from 'node:assert/strict';
import { type Blog, productOf } from './blog.ts';

/**
 * Fills the cache by following every link of the site; of addresses under `/-/`, those that `own` fits. `from` is
 * what no page may lead to.
 */
export async function visitEverything(blog: Blog, from: readonly string[], own: RegExp): Promise<void> {
  const seen = new Set<string>();
  const waiting = ['/sitemap.xml', '/robots.txt', '/', ...from];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path) || seen.size > 120) continue;
    seen.add(path);
    const text = await blog.visit(path);
    for (const [, href = ''] of text.matchAll(/href="(?:https:\/\/blog\.example)?(\/[^"?#]*)/g))
      if (!href.startsWith('/-/') || own.test(href)) waiting.push(href);
  }
}

/** Every page of the cache, beside the same page of a product that has kept nothing; `always` are kept in any case. */
export async function compareWithFresh(blog: Blog, always: readonly string[]): Promise<void> {
  const fresh = productOf(blog.world);
  for (const path of always) {
    await blog.visit(path);
    assert.ok(
      blog.app.pages.keys().some((key) => new URL(key).pathname === path),
      `${path} is kept`,
    );
  }
  for (const key of blog.app.pages.keys()) {
    const path = new URL(key).pathname;
    const kept = await blog.visit(path);
    const rendered = await blog.get(path, {}, fresh);
    assert.equal(rendered.status, 200, `${path} is kept, and answers ${rendered.status}`);
    assert.equal(withoutTokens(kept), withoutTokens(rendered.text), `${path} is not what it should be`);
  }
}

/** Each rendering of a form has a token of its own. */
function withoutTokens(text: string): string {
  return text.replaceAll(/name="token" value="[^"]*"/g, '');
}
