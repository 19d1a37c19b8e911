import { blockPlace } from '../kit/http/index.ts';
import { type Look, lookHref } from '../site/look.ts';
import { menuOf } from './menu.ts';
import type { FeedLink, Frame, OpenGraph, SiteFrame, SiteLook } from './page.ts';
import { pictureOf } from './picture.ts';
import { note } from './reader.ts';
import { absolute, type Visit } from './visit.ts';

/** What a page says of itself to the frame around it. */
export type About = {
  readonly title: string;
  readonly description?: string;
  /** Stored path. Absent: no search engine should keep the page. */
  readonly canonical?: string;
  /** Absolute: where the page's text was published first, and should be found. */
  readonly original?: string | undefined;
  readonly openGraph?: Partial<OpenGraph>;
  /** Text for a script element of type application/ld+json. */
  readonly jsonLd?: string;
  /** Feeds of the page itself, before the site's. */
  readonly feeds?: readonly { readonly title: string; readonly path: string }[];
  /** Path of what is known of where its words come from, for programs. */
  readonly provenance?: string;
  /** Stored path of the post that others may embed. */
  readonly oEmbed?: string;
  /** Stored paths. */
  readonly previous?: string | undefined;
  readonly next?: string | undefined;
};

/** Everything that stands around a page. */
export async function frameOf(visit: Visit, about: About): Promise<Frame> {
  const { site } = visit;
  note(visit.reader, 'site');
  const { canonical } = about;
  return {
    site: await siteFrameOf(visit),
    locale: site.locale,
    direction: visit.direction,
    title: about.title,
    description: about.description ?? '',
    noIndex: canonical === undefined || !site.settings.searchEngines,
    feeds: feedsOf(visit, about),
    openGraph: { type: 'website', authors: [], tags: [], ...about.openGraph },
    jsonLd: about.jsonLd ?? '',
    menu: await menuOf(visit),
    footer: site.settings.footer.map((_, index) => blockPlace(`${site.id}/${index}`)),
    path: visit.path,
    ...(canonical !== undefined && { canonical: about.original ?? absolute(visit, canonical) }),
    ...(about.oEmbed !== undefined && { oEmbed: oEmbedOf(visit, about.oEmbed) }),
    ...(about.provenance !== undefined && { provenance: visit.origin + about.provenance }),
    ...(about.previous !== undefined && { previous: absolute(visit, about.previous) }),
    ...(about.next !== undefined && { next: absolute(visit, about.next) }),
  };
}

export async function siteFrameOf({ reader, site, origin }: Visit): Promise<SiteFrame> {
  const icon =
    site.settings.icon === null
      ? undefined
      : (await pictureOf(reader, [site.settings.icon])).get(site.settings.icon);
  return {
    title: site.title,
    tagline: site.tagline,
    url: `${origin}/`,
    timeZone: site.timeZone,
    calendar: site.calendar,
    ...(icon && { icon: icon.src }),
    ...lookOf(site.settings.look),
  };
}

function lookOf(look: Look): { readonly look?: SiteLook } {
  const stylesheet = lookHref(look);
  if (stylesheet === undefined) return {};
  const { light, dark, text, furniture } = look;
  const paper = { ...(light && { light: light.paper }), ...(dark && { dark: dark.paper }) };
  return {
    look: {
      stylesheet,
      paper,
      bundled: { text: text === 'literata', furniture: furniture === 'source-sans' },
    },
  };
}

function feedsOf(visit: Visit, about: About): readonly FeedLink[] {
  const { t, site } = visit;
  const type = 'application/rss+xml';
  const own = (about.feeds ?? []).map(({ title, path }) => ({ title, href: absolute(visit, path), type }));
  return [
    ...own,
    { title: t('feed.posts', { site: site.title }), href: absolute(visit, '/feed/'), type },
    { title: t('feed.comments', { site: site.title }), href: absolute(visit, '/comments/feed/'), type },
  ];
}

function oEmbedOf(visit: Visit, path: string) {
  const url = encodeURIComponent(absolute(visit, path));
  return {
    json: `${visit.origin}/oembed?url=${url}&format=json`,
    xml: `${visit.origin}/oembed?url=${url}&format=xml`,
  };
}
