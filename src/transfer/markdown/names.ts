import { slugFrom, slugify } from '../../term/slug.ts';
import { type Byline, type CategoryPath, termKey } from './facts.ts';

/** A term of the blog: where it stands, and by which name. */
export type TermName = {
  readonly taxonomy: 'category' | 'tag';
  readonly path: string;
  readonly slug: string;
  readonly name: string;
  readonly parent?: string;
};

/**
 * The tags and categories of a folder, each once. Names that only differ in case, spaces and hyphens are one; those
 * whose slugs happen to be the same (`C`, `C++`) are told apart by a number.
 */
export class Terms {
  readonly #byName = new Map<string, TermName>();
  readonly #paths = new Set<string>();

  /** Key of a tag. */
  tag(name: string): string {
    return this.#take('tag', name, undefined);
  }

  /** Key of a category, those above it taken along. */
  category(path: CategoryPath): string {
    let parent: string | undefined;
    for (const name of path) parent = this.#take('category', name, parent);
    return parent ?? '';
  }

  get(key: string): TermName | undefined {
    return this.#byName.get(key);
  }

  /** Every term, a category after the one it is in. */
  all(): readonly (readonly [key: string, TermName])[] {
    return [...this.#byName];
  }

  /** The path of a term's page here, by an address of the old blog (`topics/agile`). */
  pageOf(address: string): string | undefined {
    const [kind = '', ...rest] = address.replace(/^\/+|\/+$/g, '').split('/');
    const name = rest.join('/');
    if (name === '' || name.startsWith('page/')) return undefined;
    if (/^(tags?|topics?|keywords?)$/i.test(kind) && this.#byName.has(keyOf('tag', name, undefined)))
      return `/tag/${this.#byName.get(keyOf('tag', name, undefined))!.path}/`;
    if (!/^(category|categories)$/i.test(kind)) return undefined;
    const found = this.#paths.has(`category/${name}`)
      ? name
      : this.#byName.get(keyOf('category', name, undefined))?.path;
    return found && `/category/${found}/`;
  }

  #take(taxonomy: TermName['taxonomy'], name: string, parent: string | undefined): string {
    const key = keyOf(taxonomy, name, parent);
    if (this.#byName.has(key)) return key;
    const above = parent === undefined ? '' : `${this.#byName.get(parent)?.path ?? ''}/`;
    const plain = slugify(name) || 'term';
    let slug: string = plain;
    for (let number = 2; this.#paths.has(`${taxonomy}/${above}${slug}`); number++)
      slug = `${plain}-${number}`;
    this.#paths.add(`${taxonomy}/${above}${slug}`);
    this.#byName.set(key, {
      taxonomy,
      path: above + slug,
      slug,
      name: name.trim(),
      ...(parent !== undefined && { parent }),
    });
    return key;
  }
}

function keyOf(taxonomy: string, name: string, parent: string | undefined): string {
  return `${parent ?? taxonomy}:${termKey(name)}`;
}

/** Everybody who is named as an author in a folder, with what the blog's data say about them. */
export class Bylines {
  readonly #bySlug = new Map<string, Byline>();

  /** Adds somebody, or what is known about them beyond that; the first word on a thing counts. The slug. */
  take(byline: Byline): string {
    const slug = slugFrom(byline.key) || slugify(byline.name ?? '') || 'author';
    this.#bySlug.set(slug, { ...byline, ...this.#bySlug.get(slug) });
    return slug;
  }

  all(): readonly (readonly [slug: string, Byline])[] {
    return [...this.#bySlug];
  }

  has(slug: string): boolean {
    return this.#bySlug.has(slug);
  }
}
