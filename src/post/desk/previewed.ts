import type { Html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Incoming } from '../../kit/http/message.ts';
import type { World } from '../../kit/world.ts';
import { previewQuotations } from '../../quotation/preview.ts';
import { canonicalLocale, type Site } from '../../site/site.ts';
import { momentOf } from '../local-time.ts';
import type { PostType } from '../post.ts';
import { type Rendered, renderPost } from '../render.ts';
import { type RepublishedPart, republishedParts } from '../republished-part.ts';
import { readSource } from '../source.ts';
import type { PostFields } from './fields.ts';

/** A post as it would be published, for a page of it in the site's theme. */
export type PreviewedPost = {
  readonly type: PostType;
  readonly title: string;
  readonly lang?: string;
  readonly rendered: Rendered;
  /** What of it was published elsewhere before. */
  readonly republished: readonly RepublishedPart[];
  readonly authors: readonly number[];
  readonly terms: readonly number[];
  readonly pictureId?: number;
  /** UTC ISO. */
  readonly publishedAt: string;
};

/** The page of a post that is not published, handed in by who knows the theme. */
export type PreviewPage = (world: World, request: Incoming, site: Site, post: PreviewedPost) => Promise<Html>;

/** Of a post's form, what its preview shows. */
export type PreviewFields = Pick<
  PostFields,
  'title' | 'format' | 'text' | 'excerpt' | 'lang' | 'date' | 'authors' | 'categories' | 'picture'
>;

/**
 * What can be read of the form: what is wrong with a date or a language is said when it is saved. Undefined for a
 * text that is too long.
 */
export async function previewed(
  world: World,
  site: Site,
  type: PostType,
  fields: PreviewFields,
): Promise<PreviewedPost | undefined> {
  const read = readSource({ format: fields.format, text: fields.text });
  if (!read.ok) return undefined;
  const lang = fields.lang.trim() === '' ? undefined : canonicalLocale(fields.lang);
  const pictureId = numbers([fields.picture])[0];
  const quotations = await previewQuotations(world, site.id, read.document);
  // A write, for the card of an embed that is new is asked for: it is there when the post is published.
  const rendered = await world.db.write((tx) =>
    renderPost(tx, site, {
      document: read.document,
      quotations,
      lang: lang ?? null,
      title: fields.title,
      excerpt: fields.excerpt,
    }),
  );
  return {
    type,
    title: fields.title,
    rendered,
    republished: republishedParts(read.document),
    authors: numbers(fields.authors),
    terms: numbers(fields.categories),
    publishedAt: momentOf(fields.date, site.timeZone) ?? world.clock.now().toISOString(),
    ...(lang !== undefined && { lang }),
    ...(pictureId !== undefined && { pictureId }),
  };
}

function numbers(texts: readonly string[]): readonly number[] {
  return texts.map(idIn).filter((id) => id > 0);
}
