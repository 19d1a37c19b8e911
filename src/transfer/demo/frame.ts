import { createAuthor } from '../../author/save.ts';
import type { Transaction } from '../../kit/database/index.ts';
import type { MenuItem, MenuTarget } from '../../site/menu.ts';
import { updateSite } from '../../site/save.ts';
import { saveMenu } from '../../site/save-menu.ts';
import { ensureTerm } from '../../term/save.ts';
import { type Ids, needed } from './ids.ts';
import type { WrittenPictures } from './pictures.ts';
import type { Demo } from './read.ts';
import type { DemoMenuEntry } from './shapes.ts';

/** The authors, by slug. */
export async function writePeople(
  tx: Transaction,
  siteId: number,
  { site }: Demo,
  pictures: WrittenPictures,
): Promise<Ids> {
  const authors = new Map<string, number>();
  for (const { slug, name, biography, links, honours, picture, lang } of site.authors) {
    const pictureId = needed(pictures, picture).id;
    const made = await createAuthor(tx, siteId, { name, slug, biography, links, honours, pictureId, lang });
    if (!made.ok) throw new Error(`demo/site.yaml, author ${slug}: ${made.reason}`);
    authors.set(slug, made.id);
  }
  return authors;
}

/** Categories, by slug and by path (`record/council`), and tags, by `tag:` and slug. */
export async function writeTerms(tx: Transaction, siteId: number, { site }: Demo): Promise<Ids> {
  const terms = new Map<string, number>();
  for (const { slug, name, parent, description } of site.categories) {
    const above = parent === undefined ? {} : { parentId: needed(terms, parent) };
    const { id } = await ensureTerm(tx, siteId, { taxonomy: 'category', slug, name, description, ...above });
    terms.set(slug, id);
    if (parent !== undefined) terms.set(`${parent}/${slug}`, id);
  }
  for (const [slug, name] of Object.entries(site.tags)) {
    const { id } = await ensureTerm(tx, siteId, { taxonomy: 'tag', slug, name });
    terms.set(`tag:${slug}`, id);
  }
  return terms;
}

/** What stands around every page: menu, footer, icon. */
export async function writeFrame(
  tx: Transaction,
  siteId: number,
  { site }: Demo,
  written: { readonly pictures: WrittenPictures; readonly terms: Ids; readonly pages: Ids },
): Promise<void> {
  const icon = needed(written.pictures, site.icon).id;
  const changed = await updateSite(tx, siteId, { settings: { ...site.settings, icon, footer: site.footer } });
  if (!changed.ok) throw new Error(`demo/site.yaml, settings: ${changed.reason}`);
  const items = site.menu.map((entry) => menuItem(entry, written));
  const saved = await saveMenu(tx, siteId, { name: site.title, location: 'main', items });
  if (!saved.ok) throw new Error(`demo/site.yaml, menu: ${saved.reason}`);
}

function menuItem(
  { label, to, children = [] }: DemoMenuEntry,
  written: { readonly terms: Ids; readonly pages: Ids },
): MenuItem {
  return {
    ...(label !== undefined && { label }),
    target: menuTarget(to, written),
    children: children.map((child) => menuItem(child, written)),
  };
}

function menuTarget(to: string, { terms, pages }: { readonly terms: Ids; readonly pages: Ids }): MenuTarget {
  if (to === 'home') return { kind: 'home' };
  if (to.startsWith('category:')) return { kind: 'term', id: needed(terms, to.slice('category:'.length)) };
  if (to.startsWith('page:')) return { kind: 'page', id: needed(pages, to.slice('page:'.length)) };
  return { kind: 'url', href: to };
}
