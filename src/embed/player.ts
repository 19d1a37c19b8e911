/** A frame that plays or shows the thing, put in place of its card after a click. CSS pixels. */
export type Player = { readonly src: string; readonly width: number; readonly height: number };

/** Every host a player may come from, for `frame-src`: nothing else is ever framed. */
export const playerHosts: readonly string[] = [
  'www.youtube-nocookie.com',
  'player.vimeo.com',
  'platform.twitter.com',
  'embed.bsky.app',
  'www.instagram.com',
  'www.tiktok.com',
  'w.soundcloud.com',
  'open.spotify.com',
  'archive.org',
  'commons.wikimedia.org',
];

const size = {
  wide: { width: 1280, height: 720 },
  tall: { width: 405, height: 720 },
  post: { width: 550, height: 600 },
  strip: { width: 700, height: 166 },
  list: { width: 700, height: 352 },
} as const;

/** The player at an address of one of the hosts above, its parameters percent-encoded. */
export function player(
  base: string,
  shape: keyof typeof size,
  parameters: Readonly<Record<string, string | undefined>> = {},
): Player {
  const url = new URL(base);
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) url.searchParams.set(name, value);
  return { src: url.href, ...size[shape] };
}
