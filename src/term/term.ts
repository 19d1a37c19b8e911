import type { TermTable } from '../kit/database/index.ts';

export type Taxonomy = 'category' | 'tag';

/** A category or tag. */
export type Term = {
  readonly id: number;
  readonly taxonomy: Taxonomy;
  readonly name: string;
  readonly slug: string;
  /** Slugs of its parents and its own: `a/b`. */
  readonly path: string;
  readonly description: string;
  readonly parentId: number | null;
};

export function termFromRow(row: TermTable): Term {
  const { id, taxonomy, name, slug, path, description } = row;
  return { id, taxonomy, name, slug, path, description, parentId: row.parent_id };
}

/** Where readers find what is filed under it. Stored path. */
export function archivePath({ taxonomy, path }: Pick<Term, 'taxonomy' | 'path'>): string {
  return `/${taxonomy}/${path}/`;
}

/** The same as it stands in a link. Slugs hold letters, figures and hyphens alone. */
export function archiveHref(term: Pick<Term, 'taxonomy' | 'path'>): string {
  return encodeURI(archivePath(term));
}
