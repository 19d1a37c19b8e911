import { type Incoming, type Reply, redirect } from '../kit/http/index.ts';
import { storedPath } from '../post/permalink.ts';
import { readPathOfId, readRedirect } from '../reading/find.ts';
import { pictureOf } from '../reading/picture.ts';
import { readPostAt } from '../reading/post.ts';
import { note } from '../reading/reader.ts';
import { absolute, type Visit } from '../reading/visit.ts';
import { nameIn } from '../speaker/speaker.ts';
import {
  type FeedAddress,
  type FeedFormat,
  feedAddress,
  feedParameter,
  feedPath,
  oldFiles,
} from './address.ts';
import { renderAtom } from './atom.ts';
import { renderJsonFeed } from './json-feed.ts';
import { listAt } from './lists.ts';
import type { FeedItem, FeedModel } from './model.ts';
import { postItems } from './posts.ts';
import { replyItems } from './replies.ts';
import { renderRss, rfc822 } from './rss.ts';
import { quotationItems, speakerAt } from './speakers.ts';

/** Answers for the address of a feed; undefined for any other, and where there is nothing to be the feed of. */
export async function answerFeed(visit: Visit, request: Incoming): Promise<Reply | undefined> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  const old = oldFiles[request.path];
  if (old !== undefined) return redirect(visit.origin + old, 301);
  const parameter = request.query.get('feed');
  if (parameter !== null) return fromParameter(visit, request, parameter);
  const path = storedPath(request.path);
  const address = path === undefined ? undefined : feedAddress(path);
  if (path === undefined || address === undefined) return undefined;
  const own = feedPath(address.of.base, address.format);
  if (own !== path) return redirect(absolute(visit, own), 301);
  return answerAt(visit, address, pageOf(request));
}

/** `/?feed=rss2&cat=3`, and `?feed=atom` at the address of any page. */
async function fromParameter(visit: Visit, request: Incoming, value: string): Promise<Reply | undefined> {
  const asked = feedParameter(value);
  const path = storedPath(request.path);
  if (asked === undefined || path === undefined) return undefined;
  const base = asked.replies && path === '/' ? '/comments/' : ((await pathById(visit, request)) ?? path);
  return redirect(absolute(visit, feedPath(base, asked.format)), 301);
}

async function pathById(visit: Visit, { query }: Incoming): Promise<string | undefined> {
  for (const [name, kind] of parameters) {
    const id = Number(query.get(name) ?? Number.NaN);
    if (Number.isSafeInteger(id) && id > 0) return readPathOfId(visit.reader, kind, id);
  }
  return undefined;
}

const parameters = [
  ['p', 'post'],
  ['page_id', 'post'],
  ['cat', 'term'],
  ['author', 'author'],
] as const;

function pageOf({ query }: Incoming): number {
  const page = Number(query.get('paged') ?? 1);
  return Number.isInteger(page) && page > 0 && page < 1e6 ? page : 1;
}

/** What of a feed does not depend on its form. */
type Feed = {
  readonly base: string;
  readonly pageUrl: string;
  readonly title: string;
  readonly description: string;
  readonly neverEmpty?: boolean;
  readonly items: (limit: number, offset: number) => Promise<readonly FeedItem[]>;
};

async function answerAt(visit: Visit, { format, of }: FeedAddress, page: number): Promise<Reply | undefined> {
  const feed =
    of.kind === 'replies'
      ? repliesOfSite(visit)
      : ((await ofSpeaker(visit, of.base)) ??
        (await ofList(visit, of.base)) ??
        (await ofPost(visit, of.base)));
  if (feed === undefined) return moved(visit, of.base, format);
  const { feedItems } = visit.site.settings;
  // One more than is shown tells whether there is another page.
  const items = await feed.items(feedItems + 1, (page - 1) * feedItems);
  if (items.length === 0 && (page > 1 || feed.neverEmpty)) return undefined;
  const model = await modelOf(visit, feed, format, {
    page,
    items: items.slice(0, feedItems),
    more: items.length > feedItems,
  });
  return reply(visit, format, model);
}

async function ofList(visit: Visit, base: string): Promise<Feed | undefined> {
  const list = await listAt(visit, base);
  return (
    list && {
      ...list,
      pageUrl: absolute(visit, list.base),
      items: (limit, offset) => postItems(visit, list, limit, offset),
    }
  );
}

async function ofSpeaker(visit: Visit, base: string): Promise<Feed | undefined> {
  const speaker = await speakerAt(visit, base);
  if (!speaker) return undefined;
  const name = nameIn(speaker, visit.site.locale).text;
  return {
    base,
    pageUrl: absolute(visit, base),
    title: visit.t('feed.of', { site: visit.site.title, name }),
    description: visit.t('record.said-by', { name }),
    items: (limit, offset) => quotationItems(visit, speaker, limit, offset),
  };
}

function repliesOfSite(visit: Visit): Feed {
  const { site, t, origin } = visit;
  return {
    base: '/comments/',
    pageUrl: `${origin}/`,
    title: t('feed.comments', { site: site.title }),
    description: site.tagline,
    items: (limit, offset) => replyItems(visit, undefined, limit, offset),
  };
}

/** A pattern of permalinks may end without a slash. */
async function ofPost(visit: Visit, base: string): Promise<Feed | undefined> {
  const post =
    (await readPostAt(visit.reader, base, 1)) ?? (await readPostAt(visit.reader, base.slice(0, -1), 1));
  if (!post) return undefined;
  return {
    base,
    pageUrl: absolute(visit, post.path ?? '/'),
    title: visit.t('feed.thread', { site: visit.site.title, title: post.title }),
    description: '',
    items: (limit, offset) => replyItems(visit, post.id, limit, offset),
  };
}

/** The feed of a post that has another address now. */
async function moved(visit: Visit, base: string, format: FeedFormat): Promise<Reply | undefined> {
  const found =
    (await readRedirect(visit.reader, base)) ?? (await readRedirect(visit.reader, base.slice(0, -1)));
  if (found === undefined || found.status === 410 || !found.to.startsWith('/')) return undefined;
  return redirect(absolute(visit, feedPath(found.to, format)), 301);
}

type Slice = { readonly page: number; readonly items: readonly FeedItem[]; readonly more: boolean };

async function modelOf(
  visit: Visit,
  feed: Feed,
  format: FeedFormat,
  { page, items, more }: Slice,
): Promise<FeedModel> {
  const { site, reader } = visit;
  note(reader, 'site');
  const address = (wanted: number) =>
    absolute(visit, feedPath(feed.base, format)) + (wanted > 1 ? `?paged=${wanted}` : '');
  const icon =
    site.settings.icon === null
      ? undefined
      : (await pictureOf(reader, [site.settings.icon])).get(site.settings.icon);
  return {
    title: feed.title,
    description: feed.description,
    selfUrl: address(page),
    htmlUrl: feed.pageUrl,
    id: absolute(visit, feedPath(feed.base, 'atom')),
    locale: site.locale,
    updated:
      items
        .map(({ updatedAt }) => updatedAt)
        .toSorted()
        .at(-1) ?? never,
    items,
    ...(icon && { icon: visit.origin + icon.src }),
    ...(more && { nextUrl: address(page + 1) }),
    ...(page > 1 && { previousUrl: address(page - 1) }),
  };
}

/** An empty feed was never changed, but RFC 4287 § 4.1.1 wants a time. */
const never = '1970-01-01T00:00:00.000Z';

const renderers: Readonly<
  Record<FeedFormat, { readonly type: string; readonly render: (feed: FeedModel) => string }>
> = {
  rss: { type: 'application/rss+xml', render: renderRss },
  atom: { type: 'application/atom+xml', render: renderAtom },
  json: { type: 'application/feed+json', render: renderJsonFeed },
};

function reply({ reader }: Visit, format: FeedFormat, model: FeedModel): Reply {
  const { type, render } = renderers[format];
  return {
    status: 200,
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'public, max-age=0, must-revalidate',
      'last-modified': rfc822(model.updated),
      // Programs on other sites read feeds in browsers.
      'access-control-allow-origin': '*',
    },
    body: render(model),
    reads: reader.reads,
  };
}
