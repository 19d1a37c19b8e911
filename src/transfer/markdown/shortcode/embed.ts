import { type BlockNode, embedPage } from '../../../document/index.ts';
import type { Call } from './call.ts';
import type { CallContext, Piece } from './piece.ts';

/** The page that a call of a provider's name shows, by its ID or address. */
const pages: Readonly<Record<string, (id: string, call: Call) => string>> = {
  youtube: (id) => `https://www.youtube.com/watch?v=${id}`,
  vimeo: (id) => `https://vimeo.com/${id}`,
  tweet: (id, { named, positional }) =>
    `https://twitter.com/${named.user ?? positionalUser(positional, id) ?? 'i/web'}/status/${id}`,
  instagram: (id) => `https://www.instagram.com/p/${id}/`,
  tiktok: (id) => `https://www.tiktok.com/@/video/${id}`,
  spotify: (id, { named }) => `https://open.spotify.com/${named.type ?? 'track'}/${id}`,
  archive: (id) => `https://archive.org/details/${id}`,
  gist: (id, { positional, named }) => gist(id, positional, named),
  codepen: (id, { named, positional }) =>
    `https://codepen.io/${named.user ?? positional[1] ?? 'pen'}/pen/${id}`,
};

/** Names that themes have for the same. */
const aliases: Readonly<Record<string, string>> = {
  'youtube-lite': 'youtube',
  'lite-youtube': 'youtube',
  youtubelite: 'youtube',
  yt: 'youtube',
  'youtube-embed': 'youtube',
  youtubeplayer: 'youtube',
  'responsive-embed': 'youtube',
  vimeo_simple: 'vimeo',
  'vimeo-embed': 'vimeo',
  vimeoplayer: 'vimeo',
  x: 'tweet',
  twitter: 'tweet',
  twitter_simple: 'tweet',
  x_simple: 'tweet',
  'tweet-single': 'tweet',
  instagram_simple: 'instagram',
  'archive-org': 'archive',
  internetarchive: 'archive',
  'spotify-embed': 'spotify',
};

/** Calls that embed a page of elsewhere; a page that no provider of ours has becomes a link to it. */
export function embedCall(call: Call, context: CallContext): Piece | undefined {
  const key = aliases[call.name] ?? call.name;
  const page = pages[key];
  const given =
    call.named.id ??
    call.named.url ??
    call.named.src ??
    call.named.href ??
    call.named.v ??
    call.positional.at(key === 'tweet' ? -1 : 0);
  if (given === undefined || given === '') return undefined;
  const address = /^https?:\/\//i.test(given) ? given : page?.(given.trim(), call);
  if (
    address === undefined ||
    (page === undefined &&
      !/^(embed|oembed|video|iframe|soundcloud|mastodon|toot|bluesky|bsky|facebook|peertube|player|media)$/.test(
        key,
      ))
  )
    return undefined;
  return embedOrLink(address, call.named.title ?? call.named.caption, context);
}

/** An embed where the document knows the provider, else a link in a paragraph of its own. */
export function embedOrLink(
  address: string,
  words: string | undefined,
  context: Pick<CallContext, 'lose'>,
): Piece {
  const page = embedPage(address);
  if (page !== undefined)
    return { kind: 'blocks', blocks: [{ type: 'embed', attrs: { url: page } }], text: address };
  context.lose(`what is shown from ${address}`, 'as a link');
  const link: BlockNode = {
    type: 'paragraph',
    content: [
      { type: 'text', text: words?.trim() || address, marks: [{ type: 'link', attrs: { href: address } }] },
    ],
  };
  return { kind: 'blocks', blocks: [link], text: address };
}

/** Hugo's `gist user id`, or Jekyll's `gist user/id file`. */
function gist(id: string, positional: readonly string[], named: Call['named']): string {
  const user =
    named.user ??
    (positional.length > 1 && !/^[0-9a-f]{20,}$/.test(id) && !id.includes('/') ? id : undefined);
  return user === undefined
    ? `https://gist.github.com/${id}`
    : `https://gist.github.com/${user}/${named.id ?? positional[1]}`;
}

function positionalUser(positional: readonly string[], id: string): string | undefined {
  return positional.length > 1 && positional[0] !== id ? positional[0] : undefined;
}
