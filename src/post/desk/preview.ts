import { personalPage } from '../../account/reply.ts';
import type { Asked, Desk } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import type { Incoming, Reply } from '../../kit/http/message.ts';
import type { World } from '../../kit/world.ts';
import { canonicalLocale, type Site } from '../../site/site.ts';
import { momentOf } from '../local-time.ts';
import type { PostType } from '../post.ts';
import { type Rendered, renderPost } from '../render.ts';
import { readSource } from '../source.ts';
import { missingPage } from './edit.ts';
import { fieldsFrom, type PostFields } from './fields.ts';
import type { Kind } from './kind.ts';
import { fieldsOfState, readKnown } from './known.ts';

/** A post as it would be published, for a page of it in the site's theme. */
export type PreviewedPost = {
  readonly type: PostType;
  readonly title: string;
  readonly lang?: string;
  readonly rendered: Rendered;
  readonly authors: readonly number[];
  readonly terms: readonly number[];
  readonly pictureId?: number;
  /** UTC ISO. */
  readonly publishedAt: string;
};

/** The page of a post that is not published, handed in by who knows the theme. */
export type PreviewPage = (world: World, request: Incoming, site: Site, post: PreviewedPost) => Promise<Html>;

/** `POST /-/admin/posts/preview`: the form as it stands, saved or not. Nothing is written. */
export async function previewForm(
  preview: PreviewPage,
  desk: Desk,
  asked: Asked,
  kind: Kind,
): Promise<Reply> {
  return shown(preview, desk, asked, kind, fieldsFrom(asked.form));
}

/** `GET /-/admin/posts/12/preview`: what is saved. */
export async function previewSaved(
  preview: PreviewPage,
  desk: Desk,
  asked: Asked,
  kind: Kind,
): Promise<Reply> {
  const known = await readKnown(asked, kind);
  if (!known) return missingPage(desk, asked, kind);
  return shown(preview, desk, asked, kind, await fieldsOfState(asked, known.write));
}

async function shown(
  preview: PreviewPage,
  desk: Desk,
  asked: Asked,
  kind: Kind,
  fields: PostFields,
): Promise<Reply> {
  const { world, request, site } = asked;
  const post = await previewed(asked, kind, fields);
  if (!post) return unreadable(desk, asked, kind);
  const page = await preview(world, request, site, post);
  return personalPage(200, page, {
    headers: { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' },
  });
}

/** What can be read of the form: what is wrong with a date or a language is said when it is saved. */
async function previewed(
  { world, site }: Asked,
  kind: Kind,
  fields: PostFields,
): Promise<PreviewedPost | undefined> {
  const read = readSource({ format: fields.format, text: fields.text });
  if (!read.ok) return undefined;
  const lang = fields.lang.trim() === '' ? undefined : canonicalLocale(fields.lang);
  const pictureId = numbers([fields.picture])[0];
  // A write, for the card of an embed that is new is asked for: it is there when the post is published.
  const rendered = await world.db.write((tx) =>
    renderPost(tx, site, {
      document: read.document,
      lang: lang ?? null,
      title: fields.title,
      excerpt: fields.excerpt,
    }),
  );
  return {
    type: kind.type,
    title: fields.title,
    rendered,
    authors: numbers(fields.authors),
    terms: numbers(fields.categories),
    publishedAt: momentOf(fields.date, site.timeZone) ?? world.clock.now().toISOString(),
    ...(lang !== undefined && { lang }),
    ...(pictureId !== undefined && { pictureId }),
  };
}

function numbers(texts: readonly string[]): readonly number[] {
  return texts.filter((text) => /^[1-9]\d{0,14}$/.test(text)).map(Number);
}

function unreadable(desk: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  const { t } = asked;
  return desk.page(asked, {
    title: t('post-desk.preview'),
    section: kind.section,
    status: 413,
    main: html`<p role="alert">${t('post-desk.text-large')}</p>`,
  });
}
