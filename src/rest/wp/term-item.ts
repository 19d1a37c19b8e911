import { hrefOf } from '../../post/permalink.ts';
import { archivePath, type Taxonomy } from '../../term/term.ts';
import type { Context } from '../argument.ts';
import { apiUrl, type Call } from '../call.ts';
import { curies, embeddable, type Links, link } from '../link.ts';
import type { ItemSchema } from '../route.ts';
import type { TermRow } from './term-list.ts';

/** What WordPress calls a taxonomy, and where its terms stand. */
export function termWords(taxonomy: Taxonomy) {
  return taxonomy === 'category'
    ? ({ name: 'category', route: 'categories', one: 'category' } as const)
    : ({ name: 'post_tag', route: 'tags', one: 'tag' } as const);
}

export function termItem(call: Call, row: TermRow, context: Context): object {
  const { name, route } = termWords(row.taxonomy);
  const full = context !== 'embed';
  return {
    id: row.id,
    ...(full && { count: row.count, description: row.description }),
    link: call.origin + hrefOf(archivePath(row)),
    name: row.name,
    slug: row.slug,
    taxonomy: name,
    ...(full && row.taxonomy === 'category' && { parent: row.parent_id ?? 0 }),
    ...(full && { meta: [] }),
    _links: links(call, row, name, route),
  };
}

function links(call: Call, row: TermRow, name: string, route: string): Links {
  const at = (path: string) => apiUrl(call, path);
  return {
    self: [link(at(`/wp/v2/${route}/${row.id}`))],
    collection: [link(at(`/wp/v2/${route}`))],
    about: [link(at(`/wp/v2/taxonomies/${name}`))],
    ...(row.parent_id !== null && { up: [embeddable(at(`/wp/v2/${route}/${row.parent_id}`))] }),
    'wp:post_type': [link(`${at('/wp/v2/posts')}?${route}=${row.id}`)],
    curies,
  };
}

export function termSchema(taxonomy: Taxonomy): ItemSchema {
  return {
    $schema: 'http://json-schema.org/draft-04/schema#',
    title: taxonomy,
    type: 'object',
    properties: {
      id: { type: 'integer', readonly: true },
      count: { type: 'integer', readonly: true, description: 'Published posts of its archive.' },
      description: { type: 'string' },
      link: { type: 'string', format: 'uri', readonly: true },
      name: { type: 'string' },
      slug: { type: 'string' },
      taxonomy: { type: 'string', readonly: true },
      ...(taxonomy === 'category' && { parent: { type: 'integer' } }),
      meta: { type: 'array' },
    },
  };
}
