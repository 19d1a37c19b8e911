import { permalinkPath } from '../../post/permalink.ts';
import { slugFrom } from '../../term/slug.ts';
import type { Entry, Run, Stock } from './run.ts';

/**
 * Works out where every entry will stand: for those that an earlier import brought, where they are; for the others
 * by the site's pattern, with a number where the slug is taken, as the posts' own rule has it.
 */
export async function foresee(
  run: Run,
  stock: Stock,
  known: ReadonlyMap<string, { readonly id: number }>,
): Promise<void> {
  const { site } = run;
  const here = await readPlaces(
    run,
    [...known.values()].map(({ id }) => id),
  );
  const taken = new Set(
    [...here.values()].map(({ type, slug, parent }) => `${type}/${parent ?? ''}/${slug}`),
  );
  for (const slug of await takenSlugs(run, stock.entries)) taken.add(slug);
  const byItem = new Map<string, Entry>();
  for (const entry of stock.entries) {
    byItem.set(entry.item, entry);
    const record = known.get(entry.item);
    const place = record && here.get(record.id);
    if (place) entry.id = record.id;
    const parent = entry.parent === undefined ? undefined : byItem.get(entry.parent);
    const slug = place?.slug ?? freeSlug(entry, parent?.id, taken);
    entry.path = place?.path ?? pathOf(entry, slug, parent, site);
  }
}

type Place = {
  readonly type: string;
  readonly slug: string;
  readonly path: string | null;
  readonly parent: number | null;
};

async function readPlaces({ world, site }: Run, ids: readonly number[]): Promise<ReadonlyMap<number, Place>> {
  const places = new Map<number, Place>();
  for (let start = 0; start < ids.length; start += 500) {
    const rows = await world.db.read
      .selectFrom('post')
      .select(['id', 'type', 'slug', 'path', 'parent_id'])
      .where('site_id', '=', site.id)
      .where('id', 'in', ids.slice(start, start + 500))
      .execute();
    for (const { id, type, slug, path, parent_id: parent } of rows)
      places.set(id, { type, slug, path, parent });
  }
  return places;
}

async function takenSlugs({ world, site }: Run, entries: readonly Entry[]): Promise<readonly string[]> {
  const slugs = [...new Set(entries.map(({ slug }) => slug))];
  const taken: string[] = [];
  for (let start = 0; start < slugs.length; start += 500) {
    const rows = await world.db.read
      .selectFrom('post')
      .select(['type', 'slug', 'parent_id'])
      .where('site_id', '=', site.id)
      .where('slug', 'in', slugs.slice(start, start + 500))
      .execute();
    taken.push(...rows.map(({ type, slug, parent_id }) => `${type}/${parent_id ?? ''}/${slug}`));
  }
  return taken;
}

function freeSlug(entry: Entry, parentId: number | undefined, taken: Set<string>): string {
  const wanted = slugFrom(entry.slug) || 'post';
  // A parent that is not there yet has no children yet, but those of this import.
  const among =
    entry.type === 'post' ? 'post/' : `page/${entry.parent === undefined ? '' : (parentId ?? entry.parent)}`;
  for (let number = 1; ; number++) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`;
    if (taken.has(`${among}/${slug}`)) continue;
    taken.add(`${among}/${slug}`);
    return slug;
  }
}

function pathOf(entry: Entry, slug: string, parent: Entry | undefined, site: Run['site']): string {
  if (entry.type === 'page') return parent && parent.path !== '' ? `${parent.path}${slug}/` : `/${slug}/`;
  return permalinkPath(site.permalinks, {
    id: entry.id ?? 0,
    slug,
    publishedAt: entry.date ?? '9999-01-01T00:00:00.000Z',
    timeZone: site.timeZone,
    authorSlug: '',
    categoryPath: '',
  });
}
