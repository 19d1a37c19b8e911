import { html } from '../../kit/html.ts';
import { familyOf, hrefOf, type Variant } from '../../media/media.ts';
import type { Context } from '../argument.ts';
import { apiUrl, type Call } from '../call.ts';
import { curies, embeddable, type Links, link } from '../link.ts';
import { gmtDate, siteDate } from '../moment.ts';
import type { ItemSchema } from '../route.ts';
import type { MediaRow } from './media-list.ts';

export function mediaItem(call: Call, media: MediaRow, context: Context): object {
  const { origin, site } = call;
  const url = media.status === 'ready' ? origin + hrefOf(media) : (media.sourceUrl ?? origin + hrefOf(media));
  const guid = origin + hrefOf(media);
  const full = context !== 'embed';
  const edit = context === 'edit';
  const text = (plain: string) => ({ ...(edit && { raw: plain }), rendered: html`${plain}`.toString() });
  return {
    id: media.id,
    date: siteDate(media.createdAt, site.timeZone),
    ...(full && {
      date_gmt: gmtDate(media.createdAt),
      guid: { rendered: guid, ...(edit && { raw: guid }) },
      modified: siteDate(media.changedAt, site.timeZone),
      modified_gmt: gmtDate(media.changedAt),
    }),
    slug: slugOf(media),
    ...(full && { status: 'inherit' }),
    type: 'attachment',
    link: `${origin}/?attachment_id=${media.id}`,
    title: text(media.title || slugOf(media)),
    author: media.authorId ?? 0,
    ...(full && {
      featured_media: 0,
      comment_status: 'closed',
      ping_status: 'closed',
      template: '',
      meta: [],
    }),
    ...(full && { description: { ...(edit && { raw: '' }), rendered: '' } }),
    caption: {
      ...(edit && { raw: media.caption }),
      rendered: media.caption === '' ? '' : `${html`<p>${media.caption}</p>`}\n`,
    },
    alt_text: media.alt,
    media_type: familyOf(media) === 'image' ? 'image' : 'file',
    mime_type: media.mime,
    media_details: details(call, media, url),
    ...(full && { post: media.postId ?? null }),
    source_url: url,
    ...(edit && { missing_image_sizes: [] }),
    _links: links(call, media),
  };
}

function slugOf({ path }: MediaRow): string {
  return (path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '');
}

/** WordPress's sizes by the widest that a copy of the name may have. */
const sizes = [
  ['thumbnail', 480],
  ['medium', 800],
  ['medium_large', 1_280],
  ['large', 2_000],
] as const;

function details({ origin }: Call, media: MediaRow, url: string): object {
  const { width, height, variants } = media;
  const file = media.path.replace(/^\/wp-content\/uploads\//, '');
  if (width === undefined || height === undefined) return { file, filesize: media.bytes, sizes: {} };
  const copies = variants.filter(({ mime }) => mime !== 'image/avif').sort((a, b) => b.width - a.width);
  const found: Record<string, object> = {};
  for (const [name, widest] of sizes) {
    const copy = copies.find((each) => each.width <= widest && each.width < width);
    if (copy) found[name] = size(origin, copy);
  }
  const whole = { file: file.split('/').at(-1) ?? '', width, height, mime_type: media.mime, source_url: url };
  return { width, height, file, filesize: media.bytes, sizes: { ...found, full: whole } };
}

function size(origin: string, { path, width, height, mime, bytes }: Variant): object {
  const source_url = origin + hrefOf({ path });
  return { file: path.split('/').at(-1) ?? '', width, height, filesize: bytes, mime_type: mime, source_url };
}

function links(call: Call, media: MediaRow): Links {
  const at = (path: string) => apiUrl(call, path);
  return {
    self: [link(at(`/wp/v2/media/${media.id}`))],
    collection: [link(at('/wp/v2/media'))],
    about: [link(at('/wp/v2/types/attachment'))],
    ...(media.authorId !== undefined && { author: [embeddable(at(`/wp/v2/users/${media.authorId}`))] }),
    curies,
  };
}

const rendered = {
  type: 'object',
  properties: { raw: { type: 'string' }, rendered: { type: 'string', readonly: true } },
};

export const mediaSchema: ItemSchema = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'attachment',
  type: 'object',
  properties: {
    id: { type: 'integer', readonly: true },
    date: { type: 'string', format: 'date-time', readonly: true },
    slug: { type: 'string', readonly: true },
    status: { type: 'string', enum: ['inherit'], readonly: true },
    type: { type: 'string', readonly: true },
    link: { type: 'string', format: 'uri', readonly: true },
    title: rendered,
    author: { type: 'integer', readonly: true },
    caption: rendered,
    alt_text: { type: 'string' },
    media_type: { type: 'string', enum: ['image', 'file'], readonly: true },
    mime_type: { type: 'string', readonly: true },
    media_details: { type: 'object', readonly: true },
    post: { type: ['integer', 'null'] },
    source_url: { type: 'string', format: 'uri', readonly: true },
  },
};
