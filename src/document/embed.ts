/**
 * Addresses of things that other places show: which of them a bare line turns into an embed, and which
 * page stands behind a player in an `<iframe>`. Pure: fetching titles and pictures happens elsewhere.
 */
export type EmbedProvider = {
  readonly name: string;
  /** Tells an address that people copy from the provider's pages. */
  readonly page: RegExp;
  /** From a player's address to the page's; `undefined` when it shows something else. */
  readonly fromPlayer?: (url: URL) => string | undefined;
};

const providers: readonly EmbedProvider[] = [
  {
    name: 'YouTube',
    page: /^https?:\/\/(?:(?:www\.|m\.|music\.)?youtube\.com\/(?:watch\?\S*v=|shorts\/|live\/|playlist\?\S*list=)|youtu\.be\/)[\w-]+/i,
    fromPlayer: youTubePage,
  },
  {
    name: 'Vimeo',
    page: /^https?:\/\/(?:www\.)?vimeo\.com\/(?:\d+|channels\/[\w-]+\/\d+|album\/\d+)/i,
    fromPlayer: (url) =>
      when(url, /(^|\.)player\.vimeo\.com$/, /^\/video\/(\d+)/, (id) => `https://vimeo.com/${id}`),
  },
  { name: 'X', page: /^https?:\/\/(?:www\.|mobile\.)?(?:twitter|x)\.com\/\w+\/status(?:es)?\/\d+/i },
  { name: 'Bluesky', page: /^https?:\/\/bsky\.app\/profile\/[^/\s]+\/post\/\w+/i },
  {
    name: 'Instagram',
    page: /^https?:\/\/(?:www\.)?(?:instagram\.com|instagr\.am)\/(?:[\w.]+\/)?(?:p|reel|tv)\/[\w-]+/i,
    fromPlayer: (url) =>
      when(
        url,
        /(^|\.)instagram\.com$/,
        /^\/(?:p|reel)\/([\w-]+)\/embed/,
        (id) => `https://www.instagram.com/p/${id}/`,
      ),
  },
  {
    name: 'TikTok',
    page: /^https?:\/\/(?:www\.|vm\.)?tiktok\.com\/(?:@[\w.-]+\/video\/\d+|\w{6,})/i,
    fromPlayer: (url) =>
      when(
        url,
        /(^|\.)tiktok\.com$/,
        /^\/(?:embed(?:\/v\d)?|player\/v1)\/(\d+)/,
        (id) => `https://www.tiktok.com/@/video/${id}`,
      ),
  },
  {
    name: 'SoundCloud',
    page: /^https?:\/\/(?:www\.|m\.|on\.)?soundcloud\.com\/[\w-]+(?:\/[\w-]+)*/i,
    fromPlayer: (url) =>
      url.hostname === 'w.soundcloud.com' ? webAddress(url.searchParams.get('url')) : undefined,
  },
  {
    name: 'Spotify',
    page: /^https?:\/\/open\.spotify\.com\/(?:intl-\w+\/)?(?:track|album|artist|playlist|episode|show)\/\w+/i,
    fromPlayer: (url) =>
      when(
        url,
        /^open\.spotify\.com$/,
        /^\/embed(?:-podcast)?\/(\w+\/\w+)/,
        (path) => `https://open.spotify.com/${path}`,
      ),
  },
  {
    name: 'Internet Archive',
    page: /^https?:\/\/(?:www\.)?archive\.org\/details\/[\w.-]+/i,
    fromPlayer: (url) =>
      when(url, /(^|\.)archive\.org$/, /^\/embed\/([\w.-]+)/, (id) => `https://archive.org/details/${id}`),
  },
  {
    name: 'Wikimedia Commons',
    page: /^https?:\/\/commons\.(?:m\.)?wikimedia\.org\/wiki\/File:\S+/i,
    fromPlayer: (url) =>
      when(
        url,
        /^commons\.wikimedia\.org$/,
        /^\/wiki\/(File:.+)/,
        (file) => `https://commons.wikimedia.org/wiki/${file}`,
      ),
  },
  {
    name: 'Mastodon',
    page: /^https:\/\/[\w.-]+\.[a-z]{2,}\/(?:@[\w.]+(?:@[\w.-]+)?|users\/[\w.]+\/statuses)\/\d{6,}\/?$/i,
    fromPlayer: (url) =>
      when(url, /./, /^(\/@[\w.]+\/\d{6,})\/embed$/, (path) => `https://${url.host}${path}`),
  },
];

/** The name of the provider whose page an address is, or `undefined`. */
export function embedProvider(url: string): string | undefined {
  if (/\s/.test(url)) return undefined;
  return providers.find((provider) => provider.page.test(url))?.name;
}

/** The page behind a player's address, or `undefined` when no known provider has it. */
export function embedPage(player: string): string | undefined {
  if (!URL.canParse(player)) return undefined;
  const url = new URL(player);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  for (const provider of providers) {
    const page = provider.fromPlayer?.(url);
    if (page !== undefined) return page;
  }
  return embedProvider(player) === undefined ? undefined : player;
}

function youTubePage(url: URL): string | undefined {
  if (!/(^|\.)youtube(-nocookie)?\.com$/.test(url.hostname)) return undefined;
  const id = /^\/(?:embed|v|shorts)\/([\w-]+)/.exec(url.pathname)?.[1];
  const list = url.searchParams.get('list');
  if (list !== null && (id === undefined || id === 'videoseries')) {
    return `https://www.youtube.com/playlist?list=${encodeURIComponent(list)}`;
  }
  if (id === undefined) return undefined;
  const start = /^\d+$/.exec(url.searchParams.get('start') ?? '')?.[0];
  return `https://www.youtube.com/watch?v=${id}${start === undefined ? '' : `&t=${start}s`}`;
}

function when(url: URL, host: RegExp, path: RegExp, page: (found: string) => string): string | undefined {
  if (!host.test(url.hostname)) return undefined;
  const found = path.exec(url.pathname)?.[1];
  return found === undefined ? undefined : page(found);
}

function webAddress(value: string | null): string | undefined {
  return value !== null && /^https?:\/\//i.test(value) ? value : undefined;
}
