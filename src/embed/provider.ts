import { type Player, player } from './player.ts';

/** A thing on another place's page, known by its address alone. */
export type Recognised = {
  /** Its name, as a card shows it. */
  readonly provider: string;
  /** The one address that the page goes by here, whatever form was written. */
  readonly url: string;
  /** Where to ask about it; without one, its page is looked at. */
  readonly source: Source;
  readonly player?: Player;
};

export type Source =
  | { readonly kind: 'oembed'; readonly address: string }
  | { readonly kind: 'page'; readonly address: string }
  | { readonly kind: 'archive'; readonly id: string }
  | { readonly kind: 'commons'; readonly title: string };

type Provider = {
  readonly name: string;
  readonly hosts: RegExp;
  readonly read: (url: URL) => Omit<Recognised, 'provider'> | undefined;
};

/**
 * What an address shows. One of an unknown place is `page`, named by its host; `undefined` for what is no address
 * of the web.
 */
export function recognise(address: string): Recognised | undefined {
  if (/\s/.test(address.trim()) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  for (const { name, hosts, read } of providers) {
    const found = hosts.test(url.hostname) ? read(url) : undefined;
    if (found !== undefined) return { provider: name, ...found };
  }
  url.hash = '';
  return {
    provider: url.hostname.replace(/^www\./, ''),
    url: url.href,
    source: { kind: 'page', address: url.href },
  };
}

const oEmbed = (endpoint: string, url: string): Source => ({
  kind: 'oembed',
  address: `${endpoint}${endpoint.includes('?') ? '&' : '?'}url=${encodeURIComponent(url)}`,
});

const providers: readonly Provider[] = [
  {
    name: 'YouTube',
    hosts: /^(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com$|^youtu\.be$/,
    read: readYouTube,
  },
  { name: 'Vimeo', hosts: /^(?:www\.|player\.)?vimeo\.com$/, read: readVimeo },
  { name: 'X', hosts: /^(?:(?:www|mobile)\.)?(?:twitter|x)\.com$|^platform\.twitter\.com$/, read: readX },
  { name: 'Bluesky', hosts: /^(?:bsky\.app|embed\.bsky\.app)$/, read: readBluesky },
  { name: 'Instagram', hosts: /^(?:www\.)?(?:instagram\.com|instagr\.am)$/, read: readInstagram },
  { name: 'TikTok', hosts: /^(?:(?:www|m|vm|vt)\.)?tiktok\.com$/, read: readTikTok },
  { name: 'SoundCloud', hosts: /^(?:(?:www|m|on|w)\.)?soundcloud\.com$/, read: readSoundCloud },
  { name: 'Spotify', hosts: /^open\.spotify\.com$/, read: readSpotify },
  { name: 'Internet Archive', hosts: /^(?:www\.)?archive\.org$/, read: readArchive },
  { name: 'Wikimedia Commons', hosts: /^commons\.(?:m\.)?wikimedia\.org$/, read: readCommons },
  { name: 'Mastodon', hosts: /\.[a-z]{2,}$/, read: readMastodon },
];

function readYouTube(url: URL): Omit<Recognised, 'provider'> | undefined {
  const [, form, inPath] = /^\/(?:(embed|v|shorts|live)\/)?([\w-]{1,64})\/?$/.exec(url.pathname) ?? [];
  const list = idIn(url.searchParams.get('list'));
  const isShort = url.hostname === 'youtu.be';
  const id =
    idIn(url.searchParams.get('v')) ?? (isShort || (form && inPath !== 'videoseries') ? inPath : undefined);
  if (id === undefined) return list === undefined ? undefined : readPlaylist(list);
  const start = secondsIn(url.searchParams.get('t') ?? url.searchParams.get('start'));
  const isTall = form === 'shorts';
  const page = isTall ? `https://www.youtube.com/shorts/${id}` : `https://www.youtube.com/watch?v=${id}`;
  return {
    url: start === undefined || isTall ? page : `${page}&t=${start}s`,
    source: oEmbed('https://www.youtube.com/oembed?format=json', page),
    player: player(`https://www.youtube-nocookie.com/embed/${id}`, isTall ? 'tall' : 'wide', {
      autoplay: '1',
      start,
    }),
  };
}

function readPlaylist(list: string): Omit<Recognised, 'provider'> {
  const page = `https://www.youtube.com/playlist?list=${list}`;
  return {
    url: page,
    source: oEmbed('https://www.youtube.com/oembed?format=json', page),
    player: player('https://www.youtube-nocookie.com/embed/videoseries', 'wide', { list, autoplay: '1' }),
  };
}

function readVimeo(url: URL): Omit<Recognised, 'provider'> | undefined {
  const path =
    /^\/(?:video\/|channels\/[\w-]+\/|album\/\d+\/video\/|groups\/[\w-]+\/videos\/)?(\d+)(?:\/([0-9a-f]{6,}))?\/?$/.exec(
      url.pathname,
    );
  if (!path) return undefined;
  const [, id, inPath] = path;
  const hash = inPath ?? /^[0-9a-f]{6,}$/.exec(url.searchParams.get('h') ?? '')?.[0];
  const page = `https://vimeo.com/${id}${hash === undefined ? '' : `/${hash}`}`;
  return {
    url: page,
    source: oEmbed('https://vimeo.com/api/oembed.json?dnt=1', page),
    player: player(`https://player.vimeo.com/video/${id}`, 'wide', { h: hash, dnt: '1', autoplay: '1' }),
  };
}

function readX(url: URL): Omit<Recognised, 'provider'> | undefined {
  const framed = /^\/embed\/Tweet\.html$/i.test(url.pathname)
    ? /^\d+$/.exec(url.searchParams.get('id') ?? '')?.[0]
    : undefined;
  const [, user, inPath] = /^\/(\w{1,20}|i\/web)\/status(?:es)?\/(\d{1,25})/.exec(url.pathname) ?? [];
  const id = inPath ?? framed;
  if (id === undefined) return undefined;
  const page = `https://x.com/${user ?? 'i/web'}/status/${id}`;
  return {
    url: page,
    source: oEmbed('https://publish.x.com/oembed?dnt=true&omit_script=true', page),
    player: player('https://platform.twitter.com/embed/Tweet.html', 'post', { id, dnt: 'true' }),
  };
}

function readBluesky(url: URL): Omit<Recognised, 'provider'> | undefined {
  const [, user, post] = /^\/profile\/([\w.:%-]{1,253})\/post\/(\w{1,64})\/?$/.exec(url.pathname) ?? [];
  if (user === undefined || post === undefined) return undefined;
  const page = `https://bsky.app/profile/${user}/post/${post}`;
  const did = /^did:(?:plc|web):[\w.:%-]+$/.exec(user)?.[0];
  return {
    url: page,
    source: oEmbed('https://embed.bsky.app/oembed?format=json', page),
    ...(did !== undefined && { player: blueskyPlayer(did, post) }),
  };
}

/** Bluesky frames a post by its author's identifier, which its answer tells. */
export function blueskyPlayer(did: string, post: string): Player {
  return player(`https://embed.bsky.app/embed/${did}/app.bsky.feed.post/${post}`, 'post');
}

function readInstagram(url: URL): Omit<Recognised, 'provider'> | undefined {
  const [, kind, id] = /^\/(?:[\w.]{1,40}\/)?(p|reel|reels|tv)\/([\w-]{1,64})/.exec(url.pathname) ?? [];
  if (id === undefined) return undefined;
  const page = `https://www.instagram.com/${kind === 'p' ? 'p' : 'reel'}/${id}/`;
  return { url: page, source: { kind: 'page', address: page }, player: player(`${page}embed/`, 'post') };
}

function readTikTok(url: URL): Omit<Recognised, 'provider'> | undefined {
  const [, user, inPath] = /^\/@([\w.-]{0,64})\/(?:video|photo)\/(\d{1,25})/.exec(url.pathname) ?? [];
  const id = inPath ?? /^\/(?:embed(?:\/v\d)?|player\/v1)\/(\d{1,25})/.exec(url.pathname)?.[1];
  const short = id === undefined ? /^\/(?:t\/)?(\w{6,20})\/?$/.exec(url.pathname)?.[1] : undefined;
  if (id === undefined && short === undefined) return undefined;
  const page =
    id === undefined
      ? `https://${url.hostname}${url.pathname}`
      : `https://www.tiktok.com/@${user ?? ''}/video/${id}`;
  return {
    url: page,
    source: oEmbed('https://www.tiktok.com/oembed', page),
    ...(id !== undefined && { player: tikTokPlayer(id) }),
  };
}

export function tikTokPlayer(id: string): Player {
  return player(`https://www.tiktok.com/player/v1/${id}`, 'tall', { autoplay: '1' });
}

function readSoundCloud(url: URL): Omit<Recognised, 'provider'> | undefined {
  if (url.hostname === 'w.soundcloud.com') {
    const inside = url.searchParams.get('url') ?? '';
    const sound = URL.canParse(inside) ? new URL(inside) : undefined;
    return sound && /(?:^|\.)soundcloud\.com$/.test(sound.hostname) && sound.hostname !== 'w.soundcloud.com'
      ? soundAt(sound)
      : undefined;
  }
  return /^\/[\w-]+/.test(url.pathname) ? soundAt(url) : undefined;
}

function soundAt(url: URL): Omit<Recognised, 'provider'> {
  const host = /^(?:on|api)\./.test(url.hostname) ? url.hostname : 'soundcloud.com';
  const page = `https://${host}${url.pathname.replace(/\/$/, '')}`;
  const shape = /\/sets\//.test(url.pathname) ? 'list' : 'strip';
  return {
    url: page,
    source: oEmbed('https://soundcloud.com/oembed?format=json', page),
    player: player('https://w.soundcloud.com/player/', shape, { url: page, auto_play: 'true' }),
  };
}

function readSpotify(url: URL): Omit<Recognised, 'provider'> | undefined {
  const path =
    /^\/(?:intl-[\w-]+\/)?(?:embed(?:-podcast)?\/)?(track|album|artist|playlist|episode|show)\/(\w{1,64})/.exec(
      url.pathname,
    );
  if (!path) return undefined;
  const [, kind, id] = path;
  const page = `https://open.spotify.com/${kind}/${id}`;
  const shape = kind === 'track' || kind === 'episode' ? 'strip' : 'list';
  return {
    url: page,
    source: oEmbed('https://open.spotify.com/oembed', page),
    player: player(`https://open.spotify.com/embed/${kind}/${id}`, shape),
  };
}

function readArchive(url: URL): Omit<Recognised, 'provider'> | undefined {
  const id = /^\/(?:details|embed)\/([\w.-]{1,100})/.exec(url.pathname)?.[1];
  if (id === undefined) return undefined;
  return {
    url: `https://archive.org/details/${id}`,
    source: { kind: 'archive', id },
    player: player(`https://archive.org/embed/${id}`, 'wide', { autoplay: '1' }),
  };
}

function readCommons(url: URL): Omit<Recognised, 'provider'> | undefined {
  const name = /^\/wiki\/(File:[^/]+)$/.exec(decodedPath(url))?.[1];
  if (name === undefined) return undefined;
  const title = name.replaceAll(' ', '_').normalize('NFC');
  const page = `https://commons.wikimedia.org/wiki/${encodeURIComponent(title).replace('%3A', ':')}`;
  const plays = /\.(?:webm|ogv|ogg|oga|opus|mp3|wav|flac|mpe?g)$/i.test(title);
  return {
    url: page,
    source: { kind: 'commons', title },
    ...(plays && { player: player(page, 'wide', { embedplayer: 'yes' }) }),
  };
}

/** Any host may be one of the fediverse: the form of the path tells. */
function readMastodon(url: URL): Omit<Recognised, 'provider'> | undefined {
  const path = /^(\/@[\w.]+(?:@[\w.-]+)?\/\d{6,25}|\/users\/[\w.]+\/statuses\/\d{6,25})(?:\/embed)?\/?$/.exec(
    url.pathname,
  )?.[1];
  if (path === undefined) return undefined;
  const page = `https://${url.host}${path}`;
  return { url: page, source: { kind: 'page', address: page } };
}

function idIn(value: string | null): string | undefined {
  return /^[\w-]{1,64}$/.exec(value ?? '')?.[0];
}

/** `90`, `90s`, `1m30s`, `1h2m3s`. */
function secondsIn(value: string | null): string | undefined {
  const parts = /^(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,6})s?)?$/.exec(value ?? '');
  if (!parts) return undefined;
  const [hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  const total = hours! * 3600 + minutes! * 60 + seconds!;
  return total === 0 ? undefined : String(total);
}

function decodedPath({ pathname }: URL): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '';
  }
}
