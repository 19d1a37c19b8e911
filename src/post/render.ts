import { type LinkState, linkKey, linkState } from '../capture/link-state.ts';
import {
  type Document,
  type EmbedCard,
  firstStrong,
  outline,
  plainText,
  type RenderedLink,
  type RenderedPicture,
  references,
  renderHtml,
  splitPages,
  summary,
} from '../document/index.ts';
import { embedAddress, embedCard } from '../embed/index.ts';
import type { Database, Transaction } from '../kit/database/index.ts';
import type { Html } from '../kit/html.ts';
import { localeDirection } from '../kit/i18n/index.ts';
import { mediaFromRow, picture } from '../media/media.ts';
import { originalsOf } from '../media/path.ts';
import type { Quotation } from '../quotation/quotation.ts';
import { type ShownQuotations, showQuotations } from '../quotation/shown.ts';
import { renderLabels } from '../site/labels.ts';
import { clockOf } from '../site/read.ts';
import { lengthOf } from './length.ts';

/** A post as readers get it, made from its document when it is saved. */
export type Rendered = {
  /** One for each page of the post. */
  readonly parts: readonly { readonly html: Html; readonly outline: readonly OutlineEntry[] }[];
  readonly text: string;
  readonly summary: string;
  readonly dir: 'ltr' | 'rtl';
  readonly words: number;
  readonly minutes: number;
  readonly references: readonly Reference[];
};

export type OutlineEntry = { readonly id: string; readonly level: number; readonly text: string };

/** Something that the HTML was made with: when it changes, the post is rendered anew. */
export type Reference = { readonly kind: 'media' | 'embed' | 'link'; readonly target: string };

const summaryLength = 280;

/** Renders a document with the pictures and embeds that the site has. */
export async function renderPost(
  tx: Transaction,
  site: { readonly id: number; readonly locale: string; readonly url: string },
  post: {
    readonly document: Document;
    readonly lang: string | null;
    readonly title: string;
    readonly excerpt: string;
    /** What is known of what it quotes. */
    readonly quotations?: readonly Quotation[];
  },
): Promise<Rendered> {
  const { document } = post;
  const locale = post.lang ?? site.locale;
  const found = references(document);
  const pictures = await picturesOf(tx, site, found.images);
  const embeds = await embedsOf(tx, site.id, found.embeds);
  const links = await linksOf(tx, site, found.links);
  const { text } = plainText(document);
  const dir = firstStrong(`${post.title}\n${text}`) ?? localeDirection(locale);
  const options = {
    image: (src: string) =>
      pictures.get(src)?.picture ?? (isElsewhere(src, site.url) ? ('elsewhere' as const) : undefined),
    embed: (url: string) => embeds.get(url),
    quotation: await quotationsOf(tx, site.id, post, locale),
    link: (href: string) => links.known.get(href),
    labels: renderLabels(locale),
    direction: dir,
    topHeading: 2 as const,
  };
  return {
    parts: splitPages(document).map((part) => ({ html: renderHtml(part, options), outline: outline(part) })),
    text,
    summary: post.excerpt || summary(document, summaryLength),
    dir,
    ...lengthOf(text),
    references: [
      ...referencesTo(
        'media',
        [...pictures.values()].map(({ id }) => String(id)),
      ),
      ...referencesTo('embed', found.embeds.map(embedAddress)),
      ...referencesTo('link', links.keys),
    ],
  };
}

/** What is shown about quotations: dates by the site's clock, in the language of the post. */
async function quotationsOf(
  tx: Transaction,
  siteId: number,
  { document, quotations = [] }: { readonly document: Document; readonly quotations?: readonly Quotation[] },
  locale: string,
): Promise<ShownQuotations> {
  if (quotations.length === 0) return () => undefined;
  const date = { locale, ...(await clockOf(tx, siteId)) };
  return showQuotations(tx, siteId, { document, quotations }, date);
}

function referencesTo(kind: Reference['kind'], targets: readonly string[]): readonly Reference[] {
  return [...new Set(targets)].map((target) => ({ kind, target }));
}

/** A picture of another place, which no reader's browser is sent to unasked. */
export function isElsewhere(src: string, siteUrl: string): boolean {
  return URL.canParse(src, siteUrl) && new URL(src, siteUrl).host !== new URL(siteUrl).host;
}

/** One of the site's pictures, as a document shows it. */
export type OwnPicture = { readonly id: number; readonly picture: RenderedPicture | undefined };

/** The site's own pictures among the addresses of a document: its files, WordPress's sizes of them, and copies of others' files. */
export async function picturesOf(
  tx: { readonly db: Database['read'] },
  site: { readonly id: number; readonly url: string },
  addresses: readonly string[],
): Promise<ReadonlyMap<string, OwnPicture>> {
  const pictures = new Map<string, OwnPicture>();
  if (addresses.length === 0) return pictures;
  const wanted = addresses.map((address) => ({ address, paths: pathsOf(address, site.url) }));
  const rows = await tx.db
    .selectFrom('media')
    .selectAll()
    .where('site_id', '=', site.id)
    .where((eb) =>
      eb.or([
        eb('path', 'in', ['', ...wanted.flatMap(({ paths }) => paths)]),
        eb('source_url', 'in', addresses),
      ]),
    )
    .execute();
  const byPath = new Map(rows.map((row) => [row.path, row]));
  const bySource = new Map(rows.map((row) => [row.source_url, row]));
  for (const { address, paths } of wanted) {
    const row =
      paths.map((path) => byPath.get(path)).find((one) => one !== undefined) ?? bySource.get(address);
    if (row) pictures.set(address, { id: row.id, picture: picture(mediaFromRow(row)) });
  }
  return pictures;
}

/** Stored paths that an address of the site may mean. */
function pathsOf(address: string, siteUrl: string): readonly string[] {
  if (isElsewhere(address, siteUrl)) return [];
  try {
    const path = decodeURIComponent(new URL(address, siteUrl).pathname).normalize('NFC');
    return [path, ...originalsOf(path)];
  } catch {
    return [];
  }
}

/** A post with more is a list of links, and is shown as it was written. */
const mostLinks = 500;

/** What is known of where the links out of a post lead, and by what they are known. */
async function linksOf(
  tx: Transaction,
  site: { readonly id: number; readonly url: string },
  addresses: readonly string[],
): Promise<{ readonly known: ReadonlyMap<string, RenderedLink>; readonly keys: readonly string[] }> {
  const out = addresses
    .filter((address) => /^https?:/i.test(address) && isElsewhere(address, site.url))
    .slice(0, mostLinks);
  const states: ReadonlyMap<string, LinkState> =
    out.length === 0 ? new Map() : await linkState(tx, site.id, out);
  const known = new Map<string, RenderedLink>();
  for (const [address, { state, copy }] of states) {
    known.set(address, {
      state: state === 'unknown' ? 'live' : state,
      ...(copy && { copy: { href: copy.href, date: copy.capturedAt.slice(0, 10) } }),
    });
  }
  return { known, keys: out.flatMap((address) => linkKey(address) ?? []) };
}

async function embedsOf(
  tx: Transaction,
  siteId: number,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, EmbedCard>> {
  const cards = new Map<string, EmbedCard>();
  for (const address of addresses) {
    const card = await embedCard(tx, siteId, address);
    if (card) cards.set(address, card);
  }
  return cards;
}
