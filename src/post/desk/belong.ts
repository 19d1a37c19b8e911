import type { Asked } from '../../desk/index.ts';
import { idIn } from '../../kit/http/form.ts';
import { slugify } from '../../term/slug.ts';
import type { Choices } from './choices.ts';
import type { PostFields } from './fields.ts';

/** IDs of things that there are; undefined when one is none of them. */
export function idsAmong(
  given: readonly string[],
  all: readonly { readonly id: number }[],
): readonly number[] | undefined {
  const ids = given.filter((text) => text !== '').map(Number);
  return ids.every((id) => all.some((one) => one.id === id)) ? [...new Set(ids)] : undefined;
}

/** Somebody signs: where nobody is chosen, who did before. */
export function authorsFrom(
  given: readonly string[],
  { authors }: Choices,
  before: readonly number[],
): readonly number[] | undefined {
  const chosen = idsAmong(given, authors);
  return chosen?.length === 0 ? before : chosen;
}

/** The category that is to be made, if one is named. */
export function categoryFrom(
  { newCategory, newCategoryParent }: PostFields,
  { categories }: Choices,
  longest: number,
): { readonly name: string; readonly parentId?: number } | undefined | 'unknown-parent' {
  const name = newCategory.trim();
  if (name === '') return undefined;
  const parent = idsAmong([newCategoryParent], categories);
  if (!parent || name.length > longest) return 'unknown-parent';
  const [parentId] = parent;
  return { name, ...(parentId !== undefined && { parentId }) };
}

/** Names with commas between, in any script; one of each. */
export function tagsFrom(text: string): readonly string[] {
  const names = text.split(/[,،、，]/u).map((name) => name.trim());
  const bySlug = new Map(names.filter((name) => slugify(name) !== '').map((name) => [slugify(name), name]));
  return [...bySlug.values()];
}

/** The first of the names that no tag has yet. */
export async function strangeTag(
  { world, site }: Asked,
  names: readonly string[],
): Promise<string | undefined> {
  if (names.length === 0) return undefined;
  const rows = await world.db.read
    .selectFrom('term')
    .select('slug')
    .where('site_id', '=', site.id)
    .where('taxonomy', '=', 'tag')
    .where('slug', 'in', names.map(slugify))
    .execute();
  return names.find((name) => rows.every(({ slug }) => slug !== slugify(name)));
}

export async function pictureFrom(
  { world, site }: Asked,
  given: string,
): Promise<number | undefined | 'unknown'> {
  if (given.trim() === '') return undefined;
  const row = await world.db.read
    .selectFrom('media')
    .select('id')
    .where('site_id', '=', site.id)
    .where('id', '=', idIn(given))
    .where('mime', 'like', 'image/%')
    .executeTakeFirst();
  return row?.id ?? 'unknown';
}

export function parentFrom(
  given: string,
  { parents }: Choices,
  before: number | undefined,
): number | undefined | 'unknown' {
  if (given === '') return undefined;
  const id = Number(given);
  return id === before || parents.some((page) => page.id === id) ? id : 'unknown';
}
