import { z } from 'zod';
import { renderHtml } from '../../document/index.ts';
import { previewed } from '../../post/desk/previewed.ts';
import type { PreviewPage } from '../../post/index.ts';
import { readSource } from '../../post/source.ts';
import { compareTexts } from '../../revision/compare.ts';
import { readRevision } from '../../revision/read.ts';
import { idNumber, ids, text, written } from '../argument.ts';
import { type Call, forbid, named } from '../call.ts';
import { answer, type Outcome, refuse } from '../outcome.ts';
import { endpoint, type RestRoute } from '../route.ts';
import { mayBegin, mayEdit } from '../wp/post-may.ts';
import { readPostRow } from '../wp/post-read.ts';
import { readMe } from '../wp/user-find.ts';
import { rolesOf } from '../wp/user-item.ts';
import { openApi } from './openapi.ts';

/** What is not a text, its page shows around it. */
const previewArgs = {
  content: written(),
  format: z.enum(['html', 'markdown']).default('markdown'),
  type: z.enum(['post', 'page']).default('post'),
  title: text(2_000).default(''),
  excerpt: text(20_000).default(''),
  lang: text(35).default(''),
  /** In the site's time zone: `2026-05-21T19:04`. */
  date: text(40).default(''),
  authors: ids.default([]),
  categories: ids.default([]),
  featured_media: idNumber.default(0),
};

type PreviewArgs = z.output<z.ZodObject<typeof previewArgs>>;

const string = { type: 'string' };
const integer = { type: 'integer' };

/** `verbatim/v1`: what WordPress has not. */
export function verbatimRoutes(
  routes: () => readonly RestRoute[],
  previewPage: PreviewPage,
): readonly RestRoute[] {
  return [
    {
      pattern: '/verbatim/v1/site',
      schema: object({
        title: string,
        tagline: string,
        locale: string,
        time_zone: string,
        calendar: string,
        permalinks: string,
      }),
      endpoints: [
        endpoint({
          methods: ['GET'],
          summary: 'What the site says of itself.',
          args: {},
          handle: async ({ site }) =>
            answer({
              title: site.title,
              tagline: site.tagline,
              locale: site.locale,
              time_zone: site.timeZone,
              calendar: site.calendar,
              permalinks: site.permalinks,
            }),
        }),
      ],
    },
    {
      pattern: '/verbatim/v1/me',
      schema: object({ id: integer, name: string, login: string, roles: { type: 'array', items: string } }),
      endpoints: [
        endpoint({
          methods: ['GET'],
          summary: 'Who asks, and as what.',
          args: {},
          statuses: [401],
          handle: async (call) => {
            const row = await readMe(call);
            if ('code' in row) return row;
            return answer({
              id: row.id,
              name: row.name,
              login: row.account?.login ?? '',
              roles: rolesOf(row),
            });
          },
        }),
      ],
    },
    {
      pattern: '/verbatim/v1/preview',
      schema: object({
        html: string,
        page: string,
        losses: { type: 'array', items: { type: 'object' } },
      }),
      endpoints: [
        endpoint({
          methods: ['POST'],
          summary: 'A text as it would be shown, alone and in its page, and what of it cannot be kept.',
          args: previewArgs,
          statuses: [401, 413],
          handle: (call, args) => preview(call, args, previewPage),
        }),
      ],
    },
    {
      pattern: '/verbatim/v1/posts/{parent}/comparison',
      schema: object({
        from: integer,
        to: integer,
        title: { type: 'array', items: { type: 'object' } },
        excerpt: { type: 'array', items: { type: 'object' } },
        blocks: { type: 'array', items: { type: 'object' } },
      }),
      endpoints: [
        endpoint({
          methods: ['GET'],
          summary: 'Two versions of a post or page, compared word by word.',
          args: { from: idNumber, to: idNumber },
          statuses: [401, 404],
          handle: comparison,
        }),
      ],
    },
    {
      pattern: '/verbatim/v1/openapi.json',
      schema: object({ openapi: string }),
      endpoints: [
        endpoint({
          methods: ['GET'],
          summary: 'This description.',
          args: {},
          handle: async (call) => answer(openApi(call, routes())),
        }),
      ],
    },
  ];
}

function object(properties: Readonly<Record<string, object>>) {
  return { type: 'object', required: Object.keys(properties), properties };
}

async function preview(call: Call, args: PreviewArgs, previewPage: PreviewPage): Promise<Outcome> {
  if (!mayBegin(call, args.type))
    return forbid(call, 'rest_forbidden', 'Sorry, you are not allowed to do that.');
  const { world, request, site } = call;
  const { content: text, format } = args;
  const parsed = readSource({ format, text });
  const post = await previewed(world, site, args.type, {
    format,
    text,
    title: args.title,
    excerpt: args.excerpt,
    lang: args.lang,
    date: args.date,
    authors: args.authors.map(String),
    categories: args.categories.map(String),
    picture: String(args.featured_media),
  });
  if (!parsed.ok || !post)
    return refuse(
      413,
      'rest_content_too_large',
      'The content is longer, or nested deeper, than a post may be.',
    );
  const page = await previewPage(world, request, site, post);
  return answer({
    html: renderHtml(parsed.document).toString(),
    page: page.toString(),
    losses: parsed.losses,
  });
}

async function comparison(
  call: Call,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Outcome> {
  const { world, site } = call;
  const post = await named(call, readPostRow, 'parent');
  if (!post) return refuse(404, 'rest_post_invalid_parent', 'Invalid post parent ID.');
  if (!mayEdit(call, post))
    return forbid(call, 'rest_cannot_read', 'Sorry, you are not allowed to view revisions of this post.');
  const db = { db: world.db.read };
  const [before, after] = [
    await readRevision(db, site.id, post.id, from),
    await readRevision(db, site.id, post.id, to),
  ];
  if (!before || !after) return refuse(404, 'rest_post_invalid_id', 'Invalid revision ID.');
  return answer({ from, to, ...compareTexts(before.snapshot, after.snapshot, post.lang ?? site.locale) });
}
