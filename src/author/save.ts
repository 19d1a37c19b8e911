import type { Document } from '../document/index.ts';
import { timestamp } from '../kit/clock.ts';
import { nextId, type Transaction } from '../kit/database/index.ts';
import { clearRedirect, redirectTo } from '../redirect/save.ts';
import { canonicalLocale } from '../site/site.ts';
import { slugFrom, slugify } from '../term/slug.ts';
import { type AuthorPageLink, authorPath, profileShape } from './author.ts';

export type AuthorWrite = {
  readonly name: string;
  /** Made from the name when left out. */
  readonly slug?: string;
  /** Markdown, or a document; null for none. */
  readonly biography?: string | Document | null;
  readonly links?: readonly AuthorPageLink[];
  readonly honours?: readonly string[];
  readonly pictureId?: number | null;
  readonly accountId?: number | null;
  /** BCP 47 tag of the profile's text. */
  readonly lang?: string | null;
};

export type AuthorRefused =
  | { readonly ok: false; readonly reason: 'missing' }
  | { readonly ok: false; readonly reason: 'slug-taken'; readonly slug: string }
  | { readonly ok: false; readonly reason: 'bad-slug'; readonly slug: string }
  | { readonly ok: false; readonly reason: 'bad-locale'; readonly locale: string }
  | { readonly ok: false; readonly reason: 'bad-profile'; readonly field: string; readonly problem: string }
  | { readonly ok: false; readonly reason: 'biography-too-large' };

export type AuthorSaved = { readonly ok: true; readonly id: number; readonly slug: string };

/** Adds an author to a site. A slug that was asked for is refused where it is taken; one made from the name gets a number. */
export async function createAuthor(
  tx: Transaction,
  siteId: number,
  write: AuthorWrite,
): Promise<AuthorSaved | AuthorRefused> {
  const facts = await examine(tx, siteId, write);
  if (!facts.ok) return facts;
  // Taking the site's counter first puts writers of its authors in line, so a slug found free stays free.
  const id = await nextId(tx, siteId, 'author');
  const slug = write.slug === undefined ? await freeSlug(tx, siteId, write.name) : slugFrom(write.slug);
  if (slug === '') return { ok: false, reason: 'bad-slug', slug: write.slug ?? '' };
  if (await slugHolder(tx, siteId, slug)) return { ok: false, reason: 'slug-taken', slug };
  await tx.db
    .insertInto('author')
    .values({ ...blank, ...facts.columns, site_id: siteId, id, slug })
    .execute();
  tx.changed(siteId, `author:${id}`);
  return { ok: true, id, slug };
}

/** Changes an author's profile; what is left out stays. An address that their page had leads to the one that it has. */
export async function updateAuthor(
  tx: Transaction,
  siteId: number,
  id: number,
  write: Partial<AuthorWrite>,
): Promise<AuthorSaved | AuthorRefused> {
  const row = await tx.db
    .selectFrom('author')
    .select(['name', 'slug'])
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return { ok: false, reason: 'missing' };
  const facts = await examine(tx, siteId, { ...write, name: write.name ?? row.name });
  if (!facts.ok) return facts;
  const slug = write.slug === undefined ? row.slug : slugFrom(write.slug);
  if (slug === '') return { ok: false, reason: 'bad-slug', slug: write.slug ?? '' };
  const holder = slug === row.slug ? undefined : await slugHolder(tx, siteId, slug);
  if (holder) return { ok: false, reason: 'slug-taken', slug };
  await tx.db
    .updateTable('author')
    .set({ ...facts.columns, slug })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .execute();
  if (slug !== row.slug) await leadOn(tx, siteId, row.slug, slug);
  tx.changed(siteId, `author:${id}`);
  return { ok: true, id, slug };
}

async function leadOn(tx: Transaction, siteId: number, from: string, to: string): Promise<void> {
  const path = authorPath(to);
  await clearRedirect(tx, siteId, path);
  await redirectTo(tx, siteId, authorPath(from), path, timestamp(tx.clock));
}

/** The author of that slug, or of that name's slug, made if there is none yet: for imported bylines. */
export async function ensureAuthor(
  tx: Transaction,
  siteId: number,
  write: AuthorWrite,
): Promise<(AuthorSaved & { readonly created: boolean }) | AuthorRefused> {
  const slug = (write.slug === undefined ? slugify(write.name) : slugFrom(write.slug)) || 'author';
  const holder = await slugHolder(tx, siteId, slug);
  if (holder) return { ok: true, id: holder.id, slug, created: false };
  const made = await createAuthor(tx, siteId, { ...write, slug });
  return made.ok ? { ...made, created: true } : made;
}

/** The author as whom an account signs on a site, made if it has none there yet. */
export async function authorOfAccount(
  tx: Transaction,
  siteId: number,
  account: { readonly id: number; readonly login: string; readonly name: string },
): Promise<AuthorSaved | AuthorRefused> {
  const known = await tx.db
    .selectFrom('author')
    .select(['id', 'slug'])
    .where('site_id', '=', siteId)
    .where('account_id', '=', account.id)
    .orderBy('id')
    .executeTakeFirst();
  if (known) return { ok: true, ...known };
  const wanted = await slugHolder(tx, siteId, slugify(account.login));
  const slug = wanted ? {} : { slug: account.login };
  return createAuthor(tx, siteId, { name: account.name, accountId: account.id, ...slug });
}

const blank = {
  account_id: null,
  picture_id: null,
  biography: null,
  biography_html: null,
  links: '[]',
  honours: '[]',
  lang: null,
};

/** The columns that a write names. */
async function examine(tx: Transaction, siteId: number, write: AuthorWrite) {
  const parsed = profileShape.safeParse({
    name: write.name,
    links: write.links ?? [],
    honours: write.honours ?? [],
  });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return {
      ok: false,
      reason: 'bad-profile',
      field: issue?.path.join('.') ?? '',
      problem: issue?.message ?? '',
    } as const;
  }
  const lang = write.lang === undefined || write.lang === null ? write.lang : canonicalLocale(write.lang);
  if (lang === undefined && write.lang !== undefined) {
    return { ok: false, reason: 'bad-locale', locale: write.lang ?? '' } as const;
  }
  const biography = await biographyColumns(tx, siteId, write, lang ?? null);
  if (!biography) return { ok: false, reason: 'biography-too-large' } as const;
  const { name, links, honours } = parsed.data;
  const columns = {
    name,
    ...biography,
    ...(lang !== undefined && { lang }),
    ...(write.links && { links: JSON.stringify(links) }),
    ...(write.honours && { honours: JSON.stringify(honours) }),
    ...(write.pictureId !== undefined && { picture_id: write.pictureId }),
    ...(write.accountId !== undefined && { account_id: write.accountId }),
  };
  return { ok: true, columns } as const;
}

async function biographyColumns(
  tx: Transaction,
  siteId: number,
  { biography }: AuthorWrite,
  lang: string | null,
) {
  if (biography === undefined) return {};
  if (biography === null || biography === '') return { biography: null, biography_html: null };
  const site = await tx.db
    .selectFrom('site')
    .select('locale')
    .where('id', '=', siteId)
    .executeTakeFirstOrThrow();
  // What renders texts is loaded when one is written: set-up needs this module, and no biography.
  const { prose } = await import('../site/prose.ts');
  const made = prose(biography, {
    locale: lang ?? site.locale,
    idPrefix: 'about-',
    directionOfText: lang === null,
  });
  return made && { biography: JSON.stringify(made.document), biography_html: made.html };
}

async function freeSlug(tx: Transaction, siteId: number, name: string): Promise<string> {
  const base = slugify(name) || 'author';
  for (let number = 1; ; number++) {
    const slug = number === 1 ? base : `${base}-${number}`;
    if (!(await slugHolder(tx, siteId, slug))) return slug;
  }
}

async function slugHolder(
  tx: Transaction,
  siteId: number,
  slug: string,
): Promise<{ id: number } | undefined> {
  return tx.db
    .selectFrom('author')
    .select('id')
    .where('site_id', '=', siteId)
    .where('slug', '=', slug)
    .executeTakeFirst();
}
