import { captureHref } from '../capture/link-state.ts';
import { type Source, sourcePath } from '../source/source.ts';

/** Where a document stands, and of which site and post it is. */
export type Place = {
  readonly origin: string;
  readonly siteId: number;
  /** Address of the post. */
  readonly post: string;
  /** Address of the document itself. */
  readonly document: string;
};

/** What a source is known by: its own address, or that of its record for what has none. */
export function sourceIri(origin: string, { id, address }: Pick<Source, 'id' | 'address'>): string {
  return address ?? origin + sourcePath(id);
}

/** Where readers find an archived copy. */
export function captureUrl(origin: string, id: number): string {
  return origin + captureHref(id);
}
