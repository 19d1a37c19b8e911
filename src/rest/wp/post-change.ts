import type { Transaction } from '../../kit/database/index.ts';
import type { PostWrite, Source } from '../../post/post.ts';
import { readSource } from '../../post/source.ts';
import { canonicalLocale } from '../../site/site.ts';
import { type Call, callerMay, forbid } from '../call.ts';
import { momentOf } from '../moment.ts';
import { type Refusal, refuse } from '../outcome.ts';
import { plainOf } from '../plain.ts';
import { accountOfAuthor } from './author.ts';
import { mayPublish } from './post-may.ts';
import type { PostRow } from './post-read.ts';
import { statusOf } from './post-status.ts';
import type { WriteArgs } from './post-write.ts';

export type Changed = { readonly ok: true; readonly write: PostWrite } | Refusal;

/** A post as it stands, or a blank one that has no row yet. */
export type Standing = { readonly write: PostWrite; readonly before: PostRow | undefined };

/** What a request makes of a post, or why it may not. Every right that a field takes is asked for here. */
export async function changedWrite(
  tx: Transaction,
  call: Call,
  standing: Standing,
  args: WriteArgs,
): Promise<Changed> {
  const refused = forbidden(call, standing, args);
  if (refused) return refused;
  const text = textOf(standing, args);
  if (!text.ok) return text;
  const authors = await authorsOf(tx, call, standing, args);
  if (!authors.ok) return authors;
  const picture = await pictureOf(tx, call, standing, args);
  if (!picture.ok) return picture;
  const parent = await parentOf(tx, call, standing, args);
  if (!parent.ok) return parent;
  const moment = dateOf(call, args);
  const {
    publishedAt: publishedBefore,
    parentId: _p,
    pictureId: _i,
    password,
    lang,
    ...write
  } = standing.write;
  const publishedAt = moment === undefined ? publishedBefore : (moment ?? undefined);
  const locale = args.lang === undefined ? lang : canonicalLocale(args.lang);
  const locked = args.password ?? password;
  return {
    ok: true,
    write: {
      ...write,
      ...text.fields,
      authors: authors.ids,
      terms: await termsOf(tx, call, standing, args),
      status: args.status === undefined ? write.status : statusOf(args.status),
      ...(args.title !== undefined && { title: plainOf(args.title) }),
      ...(args.slug !== undefined && { slug: args.slug }),
      ...(args.excerpt !== undefined && { excerpt: plainOf(args.excerpt) }),
      ...(args.sticky !== undefined && write.type === 'post' && { sticky: args.sticky }),
      ...(args.comment_status !== undefined && { commentsOpen: args.comment_status === 'open' }),
      ...(args.menu_order !== undefined && { menuOrder: args.menu_order }),
      ...(publishedAt !== undefined && { publishedAt }),
      ...(locked && { password: locked }),
      ...(locale !== undefined && { lang: locale }),
      ...(picture.id !== undefined && { pictureId: picture.id }),
      ...(parent.id !== undefined && { parentId: parent.id }),
    },
  };
}

function forbidden(call: Call, { write, before }: Standing, args: WriteArgs): Refusal | undefined {
  const wanted = args.status === undefined ? write.status : statusOf(args.status);
  const isOut = ['published', 'scheduled', 'private'].includes(wanted);
  const mine = call.account ? [{ id: 0, accountId: call.account.id }] : [];
  const authors = before?.authors ?? mine;
  if (isOut && wanted !== before?.status && !mayPublish(call, { type: write.type, authors }))
    return forbid(
      call,
      'rest_cannot_publish',
      'Sorry, you are not allowed to publish posts in this post type.',
    );
  const mayOthers = callerMay(call, 'edit-others');
  if (args.sticky !== undefined && args.sticky !== (write.sticky ?? false) && !mayOthers)
    return forbid(call, 'rest_cannot_assign_sticky', 'Sorry, you are not allowed to make posts sticky.');
  if (args.password !== undefined && args.password !== (write.password ?? '') && !mayOthers)
    return forbid(call, 'rest_cannot_edit', 'Sorry, you are not allowed to put a password before this post.');
  if (args.password && args.sticky)
    return refuse(400, 'rest_invalid_field', 'A post can not be sticky and have a password.');
  if (args.template)
    return refuse(400, 'rest_invalid_param', 'Invalid parameter(s): template', {
      params: { template: 'The theme has no such template.' },
    });
  return undefined;
}

type Text = { readonly ok: true; readonly fields: Pick<PostWrite, 'document' | 'source'> } | Refusal;

/** The text as it was sent is kept beside the document that is made of it. */
function textOf({ write, before }: Standing, args: WriteArgs): Text {
  const { source: known, document } = write;
  const sent = args.content ?? (before ? undefined : '');
  if (sent === undefined) return { ok: true, fields: { document, ...(known && { source: known }) } };
  const source: Source = { format: args.verbatim_format ?? 'html', text: sent };
  if (known?.text === source.text && known.format === source.format)
    return { ok: true, fields: { document, source } };
  const parsed = readSource(source);
  if (parsed.ok) return { ok: true, fields: { document: parsed.document, source } };
  return refuse(
    413,
    'rest_content_too_large',
    'The content is longer, or nested deeper, than a post may be.',
  );
}

type Ids = { readonly ok: true; readonly ids: readonly number[] } | Refusal;
type OneId = { readonly ok: true; readonly id: number | undefined } | Refusal;

/** WordPress knows one author: naming another replaces all of a byline, naming its first leaves it as it is. */
async function authorsOf(
  tx: Transaction,
  call: Call,
  { write }: Standing,
  { author }: WriteArgs,
): Promise<Ids> {
  if (author === undefined || author === (write.authors[0] ?? 0)) return { ok: true, ids: write.authors };
  const account = author === 0 ? undefined : await accountOfAuthor(tx, call.site.id, author);
  if (account === undefined) return refuse(400, 'rest_invalid_author', 'Invalid author ID.');
  const isMine = account !== null && account === call.account?.id;
  if (!callerMay(call, 'edit-others') && !(isMine && write.authors.length === 0))
    return forbid(
      call,
      'rest_cannot_edit_others',
      'Sorry, you are not allowed to create posts as this user.',
    );
  return { ok: true, ids: [author] };
}

async function pictureOf(
  tx: Transaction,
  { site }: Call,
  { write }: Standing,
  { featured_media }: WriteArgs,
): Promise<OneId> {
  if (featured_media === undefined) return { ok: true, id: write.pictureId };
  if (featured_media === 0) return { ok: true, id: undefined };
  const row = await tx.db
    .selectFrom('media')
    .select('id')
    .where('site_id', '=', site.id)
    .where('id', '=', featured_media)
    .executeTakeFirst();
  return row
    ? { ok: true, id: row.id }
    : refuse(400, 'rest_invalid_featured_media', 'Invalid featured media ID.');
}

/** A page stands below another page, and never below itself. */
async function parentOf(
  tx: Transaction,
  { site }: Call,
  { write, before }: Standing,
  { parent }: WriteArgs,
): Promise<OneId> {
  if (parent === undefined || write.type === 'post') return { ok: true, id: write.parentId };
  if (parent === 0) return { ok: true, id: undefined };
  const invalid = refuse(400, 'rest_post_invalid_id', 'Invalid post parent ID.');
  const seen = new Set<number>();
  for (let next: number | null = parent; next !== null && !seen.has(next); ) {
    if (next === before?.id) return invalid;
    seen.add(next);
    const row: { parent_id: number | null; type: string } | undefined = await tx.db
      .selectFrom('post')
      .select(['parent_id', 'type'])
      .where('site_id', '=', site.id)
      .where('id', '=', next)
      .executeTakeFirst();
    if (row?.type !== 'page') return invalid;
    next = row.parent_id;
  }
  return { ok: true, id: parent };
}

/** Those of the site's terms that are named; a taxonomy that is not named keeps its own. */
async function termsOf(
  tx: Transaction,
  { site }: Call,
  { write }: Standing,
  { categories, tags }: WriteArgs,
): Promise<readonly number[]> {
  if (write.type === 'page' || (categories === undefined && tags === undefined)) return write.terms;
  const all = [...new Set([...write.terms, ...(categories ?? []), ...(tags ?? [])])];
  if (all.length === 0) return [];
  const rows = await tx.db
    .selectFrom('term')
    .select(['id', 'taxonomy'])
    .where('site_id', '=', site.id)
    .where('id', 'in', all)
    .execute();
  const taxonomies = new Map(rows.map(({ id, taxonomy }) => [id, taxonomy]));
  const of = (taxonomy: 'category' | 'tag', named: readonly number[] | undefined) =>
    (named ?? write.terms).filter((id) => taxonomies.get(id) === taxonomy);
  return [...new Set([...of('category', categories), ...of('tag', tags)])];
}

/** UTC ISO; null where the date is taken back, undefined where nothing is said of it. */
function dateOf({ site }: Call, { date, date_gmt }: WriteArgs): string | null | undefined {
  if (date_gmt !== undefined && date_gmt !== null) return momentOf(date_gmt, 'UTC');
  if (date !== undefined) return date === null ? null : momentOf(date, site.timeZone);
  return date_gmt;
}
