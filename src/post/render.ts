import { directionOf, type Document, outline, plainText, references, renderHtml, splitPages, summary } from '../document/index.ts';
import { embedAddress, embedCard } from '../embed/index.ts';
import type { Html } from '../kit/html.ts';
import { localeDirection, messagesFor } from '../kit/i18n/index.ts';
import type { Transaction } from '../kit/database/index.ts';
import { mediaFromRow, picture } from '../media/media.ts';
import { mediaPaths } from '../media/path.ts';
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
export type Reference = { readonly kind: 'media' | 'embed'; readonly target: string };

const summaryLength = 280;

/** Renders a document with the pictures and embeds that the site has. */
export async function renderPost(
  tx: Transaction,
  site: { readonly id: number; readonly locale: string; readonly url: string },
  post: { readonly document: Document; readonly lang: string | null; readonly title: string; readonly excerpt: string },
): Promise<Rendered> {
  const { document } = post;
  const found = references(document);
  const pictures = await picturesOf(tx, site, found.images);
  const embeds = await embedsOf(tx, site.id, found.embeds);
  const { text } = plainText(document);
  const options = {
    image: (src: string) => pictures.get(src)?.picture,
    embed: (url: string) => embeds.get(url),
    t: messagesFor(post.lang ?? site.locale),
  };
  return {
    parts: splitPages(document).map((part) => ({ html: renderHtml(part, options), outline: outline(part) })),
    text,
    summary: post.excerpt || summary(document, summaryLength),
    dir: directionOf(`${post.title}\n${text}`) ?? localeDirection(post.lang ?? site.locale),
    ...lengthOf(text),
    references: [
      ...[...new Set([...pictures.values()].map(({ id }) => String(id)))].map((target) => ({ kind: 'media' as const, target })),
      ...[...new Set(found.embeds.map(embedAddress))].map((target) => ({ kind: 'embed' as const, target })),
    ],
  };
}

/** The site's own pictures among the addresses of a document. */
async function picturesOf(tx: Transaction, site: { readonly id: number; readonly url: string }, addresses: readonly string[]) {
  const pictures = new Map<string, { readonly id: number; readonly picture: ReturnType<typeof picture> }>();
  const wanted = addresses.map((address) => ({ address, paths: mediaPaths(address, [new URL(site.url).host]) }));
  const paths = wanted.flatMap((one) => one.paths);
  if (paths.length === 0) return pictures;
  const rows = await tx.db.selectFrom('media').selectAll().where('site_id', '=', site.id).where('path', 'in', paths).execute();
  const byPath = new Map(rows.map((row) => [row.path, mediaFromRow(row)]));
  for (const { address, paths } of wanted) {
    const media = paths.map((path) => byPath.get(path)).find((one) => one !== undefined);
    if (media) pictures.set(address, { id: media.id, picture: picture(media) });
  }
  return pictures;
}

async function embedsOf(tx: Transaction, siteId: number, addresses: readonly string[]) {
  const cards = await Promise.all(addresses.map(async (address) => [address, await embedCard(tx, siteId, address)] as const));
  return new Map(cards);
}
