import { z } from 'zod';
import { readSite } from '../../site/read.ts';
import { type SiteChange, type SiteRefused, updateSite } from '../../site/save.ts';
import type { Site } from '../../site/site.ts';
import { readTerm } from '../../term/read.ts';
import { idNumber, text, whole } from '../argument.ts';
import { type Call, callerMay, forbid } from '../call.ts';
import { answer, type Outcome, type Refusal, refuse } from '../outcome.ts';
import { editing, endpoint, type RestRoute } from '../route.ts';

const writeArgs = {
  title: text(200).optional(),
  description: text(200).optional(),
  timezone: text(100).optional(),
  timezone_string: text(100).optional(),
  language: text(35).optional(),
  posts_per_page: whole(1, 100).optional(),
  show_on_front: z.enum(['posts', 'page']).optional(),
  page_on_front: idNumber.optional(),
  page_for_posts: idNumber.optional(),
  default_category: idNumber.optional(),
  default_comment_status: z.enum(['open', 'closed']).optional(),
  site_icon: idNumber.nullable().optional(),
};

type WriteArgs = z.output<z.ZodObject<typeof writeArgs>>;

/** `/wp/v2/settings`: what of a site's settings WordPress has too. */
export function settingRoutes(): readonly RestRoute[] {
  return [
    {
      pattern: '/wp/v2/settings',
      schema: {
        $schema: 'http://json-schema.org/draft-04/schema#',
        title: 'settings',
        type: 'object',
        properties: {
          title: { type: 'string' },
          description: { type: 'string' },
          url: { type: 'string', format: 'uri', readonly: true },
          timezone: { type: 'string' },
          language: { type: 'string' },
          posts_per_page: { type: 'integer' },
          default_category: { type: 'integer' },
        },
      },
      endpoints: [
        endpoint({
          methods: ['GET'],
          summary: 'Settings of the site.',
          args: {},
          handle: async (call) => forbidden(call) ?? answer(item(call, call.site)),
        }),
        endpoint({
          methods: editing,
          summary: 'Changes settings of the site.',
          args: writeArgs,
          handle: update,
        }),
      ],
    },
  ];
}

function forbidden(call: Call): Refusal | undefined {
  return callerMay(call, 'manage-site')
    ? undefined
    : forbid(call, 'rest_forbidden', 'Sorry, you are not allowed to do that.');
}

function item({ origin }: Call, { title, tagline, timeZone, locale, settings }: Site): object {
  return {
    title,
    description: tagline,
    url: origin,
    timezone: timeZone,
    date_format: 'Y-m-d',
    time_format: 'H:i',
    start_of_week: 1,
    language: locale,
    use_smilies: false,
    default_category: settings.defaultCategory ?? 0,
    default_post_format: 'standard',
    posts_per_page: settings.perPage,
    show_on_front: settings.frontPage === null ? 'posts' : 'page',
    page_on_front: settings.frontPage ?? 0,
    page_for_posts: settings.postsPage ?? 0,
    default_ping_status: 'closed',
    default_comment_status: settings.commentsOpen ? 'open' : 'closed',
    site_icon: settings.icon,
  };
}

async function update(call: Call, args: WriteArgs): Promise<Outcome> {
  const refused = forbidden(call) ?? (await missingParts(call, args));
  if (refused) return refused;
  const done = await call.world.db.write((tx) => updateSite(tx, call.site.id, changeOf(args)));
  if (!done.ok) return refusedFor(done);
  const site = await readSite(call.world.db, call.site.id);
  return answer(item(call, site ?? call.site));
}

function changeOf(args: WriteArgs): SiteChange {
  const timeZone = args.timezone ?? args.timezone_string;
  const front = args.show_on_front === 'posts' ? 0 : args.page_on_front;
  return {
    ...(args.title !== undefined && { title: args.title }),
    ...(args.description !== undefined && { tagline: args.description }),
    ...(args.language !== undefined && { locale: args.language }),
    ...(timeZone !== undefined && { timeZone }),
    settings: {
      ...(args.posts_per_page !== undefined && { perPage: args.posts_per_page }),
      ...(front !== undefined && { frontPage: front || null }),
      ...(args.page_for_posts !== undefined && { postsPage: args.page_for_posts || null }),
      ...(args.default_category !== undefined && { defaultCategory: args.default_category || null }),
      ...(args.default_comment_status !== undefined && {
        commentsOpen: args.default_comment_status === 'open',
      }),
      ...(args.site_icon !== undefined && { icon: args.site_icon || null }),
    },
  };
}

/** Pages, the icon and the default category must be the site's own. */
async function missingParts(call: Call, args: WriteArgs): Promise<Refusal | undefined> {
  return (await missingPages(call, args)) ?? missingCategory(call, args.default_category);
}

async function missingCategory({ world, site }: Call, id: number | undefined): Promise<Refusal | undefined> {
  if (!id) return undefined;
  const term = await readTerm(world.db, site.id, id);
  if (term?.taxonomy === 'category') return undefined;
  return invalid('default_category', 'The site has no category of that ID.');
}

async function missingPages({ world, site }: Call, args: WriteArgs): Promise<Refusal | undefined> {
  const named = { page_on_front: 'post', page_for_posts: 'post', site_icon: 'media' } as const;
  for (const [name, table] of Object.entries(named) as [keyof typeof named, 'post' | 'media'][]) {
    const id = args[name];
    if (!id) continue;
    const row = await world.db.read
      .selectFrom(table)
      .select('id')
      .where('site_id', '=', site.id)
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) return invalid(name, 'The site has nothing of that ID.');
  }
  return undefined;
}

function refusedFor(refused: SiteRefused): Refusal {
  switch (refused.reason) {
    case 'no-title':
      return invalid('title', 'A site has a title.');
    case 'bad-locale':
      return invalid('language', 'This is no language tag.');
    case 'bad-time-zone':
      return invalid('timezone', 'There is no such time zone.');
    case 'has-posts':
      return invalid('timezone', 'The addresses of the posts are made in this time zone.');
    case 'bad-settings':
      return invalid(refused.setting, refused.problem);
    default:
      return refuse(400, 'rest_invalid_param', 'Invalid parameter(s).');
  }
}

function invalid(name: string, problem: string): Refusal {
  return refuse(400, 'rest_invalid_param', `Invalid parameter(s): ${name}`, { params: { [name]: problem } });
}
