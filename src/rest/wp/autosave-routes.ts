import { z } from 'zod';
import { parseHtml, parseMarkdown, renderHtml } from '../../document/index.ts';
import type { Transaction } from '../../kit/database/index.ts';
import { html } from '../../kit/html.ts';
import { fieldsOf, keptFields } from '../../post/desk/fields.ts';
import { loadWrite } from '../../post/load.ts';
import { type Autosave, keepAutosave, readAutosave } from '../../revision/autosave.ts';
import { contextArg, text, whole, written } from '../argument.ts';
import { apiUrl, type Call } from '../call.ts';
import { link } from '../link.ts';
import { gmtDate, siteDate } from '../moment.ts';
import { answer, type Outcome, refuse } from '../outcome.ts';
import { plainOf } from '../plain.ts';
import { endpoint, type RestRoute } from '../route.ts';
import { knownAuthor } from './author.ts';
import type { PostRow } from './post-read.ts';
import { editable } from './revision-routes.ts';

const writeArgs = {
  title: written(2_000).optional(),
  content: written().optional(),
  excerpt: written(20_000).optional(),
  status: text(20).optional(),
  /** The whole form of the desk in place of these, as pairs of a field's name and its value. */
  verbatim_form: z
    .array(z.tuple([z.string().max(100), written()]))
    .max(5_000)
    .optional(),
  /** The version that the writing began from. */
  verbatim_version: whole(0).optional(),
};

/** `/wp/v2/posts/12/autosaves`: what one is writing and has not saved. The desk offers it, as it does its own. */
export function autosaveRoutes(): readonly RestRoute[] {
  return (['post', 'page'] as const).flatMap((type) => [
    {
      pattern: `/wp/v2/${type}s/{parent}/autosaves`,
      endpoints: [
        endpoint({
          methods: ['GET'],
          summary: `What who asks was writing on a ${type}: one, or none.`,
          args: { context: contextArg },
          handle: async (call, { context }) => {
            const post = await editable(call, type);
            if ('code' in post) return post;
            const kept = await read(call, post.id);
            return answer(kept ? [await item(call, post, kept, context)] : []);
          },
        }),
        endpoint({
          methods: ['POST'],
          summary: `Keeps what is being written on a ${type}; the ${type} stays as it is.`,
          args: writeArgs,
          handle: async (call, args) => keep(call, await editable(call, type), args),
        }),
      ],
    },
    {
      pattern: `/wp/v2/${type}s/{parent}/autosaves/{id}`,
      endpoints: [
        endpoint({
          methods: ['GET'],
          summary: 'What who asks was writing.',
          args: { context: contextArg },
          handle: async (call, { context }) => {
            const post = await editable(call, type);
            if ('code' in post) return post;
            const kept = await read(call, post.id);
            return kept && Number(call.params.id) === post.id
              ? answer(await item(call, post, kept, context))
              : refuse(404, 'rest_post_no_autosave', 'There is no autosave revision for this post.');
          },
        }),
      ],
    },
  ]);
}

async function read({ world, site, account }: Call, postId: number): Promise<Autosave | undefined> {
  if (!account) return undefined;
  return readAutosave({ db: world.db.read }, site.id, postId, account.id);
}

type Kept = {
  readonly title?: string | undefined;
  readonly content?: string | undefined;
  readonly excerpt?: string | undefined;
  readonly verbatim_form?: readonly (readonly [string, string])[] | undefined;
  readonly verbatim_version?: number | undefined;
};

async function keep(call: Call, post: Awaited<ReturnType<typeof editable>>, texts: Kept): Promise<Outcome> {
  if ('code' in post) return post;
  const { world, site, account, now } = call;
  const gone = refuse(404, 'rest_post_invalid_parent', 'Invalid post parent ID.');
  if (!account) return gone;
  const kept = await world.db.write(async (tx): Promise<Autosave | undefined> => {
    const fields = texts.verbatim_form
      ? keptFields(texts.verbatim_form)
      : await formWith(tx, call, post, texts);
    if (!fields) return undefined;
    const autosave = { version: texts.verbatim_version ?? post.version, fields, savedAt: now };
    await keepAutosave(tx, site.id, post.id, account.id, autosave);
    return autosave;
  });
  if (!kept) return gone;
  return answer({ ...(await item(call, post, kept, 'edit')), verbatim_stale: kept.version !== post.version });
}

/** The form of the desk as it would stand with these texts. */
async function formWith(
  tx: Transaction,
  { site }: Call,
  post: PostRow,
  texts: Kept,
): Promise<Autosave['fields'] | undefined> {
  const write = await loadWrite(tx, site.id, post.id);
  if (!write) return undefined;
  const tagNames = await namesOfTags(tx.db, site.id, post);
  const categories = post.terms.flatMap((term) => (term.taxonomy === 'category' ? term.id : []));
  return formOf(fieldsOf(write, { timeZone: site.timeZone, categories, tagNames }), texts);
}

async function namesOfTags(
  db: Parameters<typeof loadWrite>[0]['db'],
  siteId: number,
  post: PostRow,
): Promise<readonly string[]> {
  const tags = post.terms.flatMap((term) => (term.taxonomy === 'tag' ? term.id : []));
  if (tags.length === 0) return [];
  const rows = await db
    .selectFrom('term')
    .select('name')
    .where('site_id', '=', siteId)
    .where('id', 'in', tags)
    .execute();
  return rows.map(({ name }) => name);
}

/** The same, by the names of its fields. */
function formOf(fields: ReturnType<typeof fieldsOf>, { title, content, excerpt }: Kept): Autosave['fields'] {
  const { authors, categories, sticky, comments } = fields;
  const single = {
    title: title === undefined ? fields.title : plainOf(title),
    format: content === undefined ? fields.format : 'html',
    text: content ?? fields.text,
    excerpt: excerpt === undefined ? fields.excerpt : plainOf(excerpt),
    slug: fields.slug,
    lang: fields.lang,
    status: fields.status,
    date: fields.date,
    tags: fields.tags,
    picture: fields.picture,
    password: fields.password,
    parent: fields.parent,
    order: fields.order,
  };
  return [
    ...Object.entries(single),
    ...authors.map((id) => ['author', id] as const),
    ...categories.map((id) => ['category', id] as const),
    ...(sticky ? ([['sticky', 'yes']] as const) : []),
    ...(comments ? ([['comments', 'yes']] as const) : []),
  ];
}

async function item(call: Call, post: PostRow, kept: Autosave, context: string): Promise<object> {
  const { site, world, account } = call;
  const fields = new Map(kept.fields);
  const [title = '', source = '', excerpt = ''] = ['title', 'text', 'excerpt'].map((name) =>
    fields.get(name),
  );
  const parse = fields.get('format') === 'html' ? parseHtml : parseMarkdown;
  const parsed = parse(source, { limit: 'writer' });
  const edit = context === 'edit';
  const escaped = (plain: string) => html`${plain}`.toString();
  return {
    author: account ? ((await knownAuthor(world.db, site.id, account.id)) ?? 0) : 0,
    date: siteDate(kept.savedAt, site.timeZone),
    date_gmt: gmtDate(kept.savedAt),
    id: post.id,
    modified: siteDate(kept.savedAt, site.timeZone),
    modified_gmt: gmtDate(kept.savedAt),
    parent: post.id,
    slug: `${post.id}-autosave-v1`,
    title: { ...(edit && { raw: title }), rendered: escaped(title) },
    content: {
      ...(edit && { raw: source }),
      rendered: parsed.ok ? renderHtml(parsed.document).toString() : '',
    },
    excerpt: { ...(edit && { raw: excerpt }), rendered: escaped(excerpt) },
    _links: { parent: [link(apiUrl(call, `/wp/v2/${post.type}s/${post.id}`))] },
  };
}
