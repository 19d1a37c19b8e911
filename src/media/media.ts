import type { MediaTable } from '../kit/database/index.ts';
import type { Family } from './kind.ts';
import { kindOf } from './kind.ts';

/** A picture, a recording, a film or a document of a site. */
export type Media = {
  readonly id: number;
  /** Where readers find it, decoded: `/wp-content/uploads/2016/05/photo.jpg`. */
  readonly path: string;
  /** `remote`: still to be fetched from `sourceUrl`. `failed`: it could not be had. */
  readonly status: 'ready' | 'remote' | 'failed';
  readonly sha256: string | undefined;
  readonly mime: string;
  readonly bytes: number;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly title: string;
  readonly alt: string;
  readonly caption: string;
  readonly sourceUrl: string | undefined;
  readonly variants: readonly Variant[];
  readonly authorId: number | undefined;
  readonly postId: number | undefined;
  readonly createdAt: string;
  readonly changedAt: string;
};

/** A size or format made from a picture. Its address has its content's hash, and never changes its content. */
export type Variant = {
  readonly path: string;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly sha256: string;
};

/** A picture for HTML. Addresses are root-relative and percent-encoded. */
export type MediaPicture = {
  readonly src: string;
  readonly srcset: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  /** For `<source>` elements before the `<img>`, best first. */
  readonly sources: readonly { readonly type: string; readonly srcset: string }[];
};

/**
 * How a page shows a picture: a plain `src` that every reader knows, WebP in `srcset`, AVIF in `sources`.
 * Undefined for what is no picture, is not there yet, or has no size.
 */
export function picture(media: Media): MediaPicture | undefined {
  const { status, width, height, alt, variants } = media;
  if (status !== 'ready' || width === undefined || height === undefined || familyOf(media) !== 'image')
    return undefined;
  const plain = variants.find(({ mime }) => mime === 'image/jpeg' || mime === 'image/png');
  const avif = srcsetOf(variants, 'image/avif');
  return {
    src: hrefOf(plain ?? media),
    srcset: srcsetOf(variants, 'image/webp'),
    width,
    height,
    alt,
    sources: avif === '' ? [] : [{ type: 'image/avif', srcset: avif }],
  };
}

export function familyOf({ mime }: Pick<Media, 'mime'>): Family | undefined {
  return kindOf(mime)?.family;
}

/** The address for HTML: root-relative, percent-encoded. */
export function hrefOf({ path }: { readonly path: string }): string {
  return encodeURI(path).replace(/[?#]/g, encodeURIComponent);
}

function srcsetOf(variants: readonly Variant[], mime: string): string {
  return variants
    .filter((variant) => variant.mime === mime)
    .sort((a, b) => a.width - b.width)
    .map((variant) => `${hrefOf(variant)} ${variant.width}w`)
    .join(', ');
}

/** Where the bytes are kept: by their content, apart for each site. */
export function blobKey(siteId: number, sha256: string): string {
  return `${siteId}/${sha256.slice(0, 2)}/${sha256}`;
}

export function mediaFromRow(row: MediaTable): Media {
  return {
    id: row.id,
    path: row.path,
    status: row.status,
    sha256: row.sha256 ?? undefined,
    mime: row.mime,
    bytes: row.bytes,
    width: row.width ?? undefined,
    height: row.height ?? undefined,
    title: row.title,
    alt: row.alt,
    caption: row.caption,
    sourceUrl: row.source_url ?? undefined,
    variants: JSON.parse(row.variants) as Variant[],
    authorId: row.author_id ?? undefined,
    postId: row.post_id ?? undefined,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}
