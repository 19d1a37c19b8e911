import { z } from 'zod';
import { type PageHead, textOf } from './head.ts';
import type { Player } from './player.ts';
import { blueskyPlayer, type Recognised, tikTokPlayer } from './provider.ts';

/** What a place told about one of its things. */
export type Told = {
  readonly title: string | undefined;
  readonly author: string | undefined;
  /** Absolute address of a picture. */
  readonly picture: string | undefined;
  readonly player?: Player;
};

const longestTitle = 300;
const longestAuthor = 120;

/** What places leave out comes as null, as a number, as an empty string. */
const text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(undefined);

/** oEmbed 1.0, section 2.3.4. */
const oEmbedAnswer = z.object({
  title: text,
  author_name: text,
  thumbnail_url: text,
  html: text,
  url: text,
  type: text,
});

/** Reads an oEmbed answer; `undefined` when it is none. Its HTML is read for words only, never shown. */
export function readOEmbed(json: unknown, { provider, url }: Recognised): Told | undefined {
  const parsed = oEmbedAnswer.safeParse(json);
  if (!parsed.success) return undefined;
  const { title, author_name, thumbnail_url, html, type, url: content } = parsed.data;
  const words = saysItself.has(provider) ? textOf(html ?? '', 'p') : '';
  return {
    title: shorten(words, longestTitle) ?? shorten(title, longestTitle),
    author: shorten(author_name, longestAuthor),
    picture: webAddress(thumbnail_url ?? (type === 'photo' ? content : undefined), url),
    ...playerIn(provider, html ?? ''),
  };
}

/** Places whose things are words: the words are the title. */
const saysItself: ReadonlySet<string> = new Set(['X', 'Bluesky']);

/** Some answers alone tell the identifier that a player needs. */
function playerIn(provider: string, html: string): { player?: Player } {
  if (provider === 'Bluesky') {
    const [, did, post] = /at:\/\/(did:(?:plc|web):[\w.:%-]+)\/app\.bsky\.feed\.post\/(\w+)/.exec(html) ?? [];
    if (did !== undefined && post !== undefined) return { player: blueskyPlayer(did, post) };
  }
  const video = provider === 'TikTok' ? /data-video-id="(\d{1,25})"/.exec(html)?.[1] : undefined;
  return video === undefined ? {} : { player: tikTokPlayer(video) };
}

/** What a page's head tells; words of a fediverse post stand in its description. */
export function readPage(head: PageHead, { provider, url }: Recognised): Told {
  const meta = (...names: string[]) =>
    names.map((name) => head.meta.get(name)).find((value) => value !== undefined && value !== '');
  const title = meta('og:title', 'twitter:title') ?? head.title;
  const words = provider === 'Mastodon' ? meta('og:description', 'description') : undefined;
  return {
    title: shorten(words ?? title, longestTitle),
    author: shorten(provider === 'Mastodon' ? title : meta('author', 'article:author'), longestAuthor),
    picture: webAddress(meta('og:image:secure_url', 'og:image', 'twitter:image'), url),
  };
}

const archiveAnswer = z.object({
  metadata: z.object({
    title: z.union([z.array(text).transform((all) => all[0]), text]),
    creator: z.union([z.array(text).transform((all) => all.filter(Boolean).join(', ')), text]),
  }),
});

/** The Internet Archive's item metadata (`/metadata/ID`); an item that does not exist is an empty object. */
export function readArchiveItem(json: unknown, id: string): Told | undefined {
  const parsed = archiveAnswer.safeParse(json);
  if (!parsed.success) return undefined;
  const { title, creator } = parsed.data.metadata;
  const picture = `https://archive.org/services/img/${id}`;
  return { title: shorten(title, longestTitle), author: shorten(creator, longestAuthor), picture };
}

const value = z.object({ value: text }).nullish().catch(undefined);
const commonsAnswer = z.object({
  query: z.object({
    pages: z.array(
      z.object({
        imageinfo: z.array(
          z.object({
            thumburl: text,
            extmetadata: z.object({ ObjectName: value, Artist: value }).nullish().catch(undefined),
          }),
        ),
      }),
    ),
  }),
});

/** Wikimedia's answer to `prop=imageinfo`; names come as HTML. */
export function readCommonsFile(json: unknown, title: string): Told | undefined {
  const info = commonsAnswer.safeParse(json).data?.query.pages[0]?.imageinfo[0];
  if (info === undefined) return undefined;
  const name = title
    .replace(/^File:/, '')
    .replace(/\.\w+$/, '')
    .replaceAll('_', ' ');
  return {
    title: shorten(textOf(info.extmetadata?.ObjectName?.value ?? ''), longestTitle) ?? name,
    author: shorten(textOf(info.extmetadata?.Artist?.value ?? ''), longestAuthor),
    picture: webAddress(info.thumburl, 'https://commons.wikimedia.org/'),
  };
}

/** One line without controls, cut between words; `undefined` when nothing is left. */
function shorten(given: string | null | undefined, longest: number): string | undefined {
  const line = (given ?? '')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (line.length <= longest) return line === '' ? undefined : line;
  const cut = line.slice(0, longest).replace(/[\ud800-\udbff]$/, '');
  return `${cut.replace(/\s+\S*$/, '') || cut}…`;
}

function webAddress(given: string | null | undefined, base: string): string | undefined {
  if (given === null || given === undefined || given === '' || !URL.canParse(given, base)) return undefined;
  const { protocol, href } = new URL(given, base);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
