import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import { rowCount } from '../../kit/database/index.ts';
import { html } from '../../kit/html.ts';
import { hrefOf } from '../../post/permalink.ts';
import { searchIds } from '../../search/index.ts';
import { archivePath } from '../../term/term.ts';
import { contextArg, ids, listOf, text } from '../argument.ts';
import { apiUrl, type Call } from '../call.ts';
import { curies, embeddable, link } from '../link.ts';
import type { Outcome } from '../outcome.ts';
import { listed, pagingArgs, sliceOf } from '../paging.ts';
import { endpoint, type RestRoute } from '../route.ts';
import { holding } from './condition.ts';
import { readPostRows } from './post-read.ts';
import { termWords } from './term-item.ts';

const args = {
  context: contextArg,
  ...pagingArgs,
  search: text(300).default(''),
  type: z.enum(['post', 'term', 'post-format']).default('post'),
  subtype: listOf(z.enum(['post', 'page', 'category', 'post_tag', 'any'])).default(['any']),
  include: ids.optional(),
  exclude: ids.default([]),
};

type Args = z.output<z.ZodObject<typeof args>>;

/** `/wp/v2/search`: posts, pages and terms by their words, as links to them. */
export function searchRoutes(): readonly RestRoute[] {
  return [
    {
      pattern: '/wp/v2/search',
      schema: {
        $schema: 'http://json-schema.org/draft-04/schema#',
        title: 'search-result',
        type: 'object',
        properties: {
          id: { type: ['integer', 'string'], readonly: true },
          title: { type: 'string', readonly: true },
          url: { type: 'string', format: 'uri', readonly: true },
          type: { type: 'string', enum: ['post', 'term'], readonly: true },
          subtype: { type: 'string', readonly: true },
        },
      },
      endpoints: [
        endpoint({
          methods: ['GET'],
          summary: 'Finds posts, pages and terms.',
          args,
          handle: async (call, given) => {
            if (given.type === 'post-format') return listed(call, given, { items: [], total: 0 });
            return given.type === 'term' ? terms(call, given) : posts(call, given);
          },
        }),
      ],
    },
  ];
}

async function posts(call: Call, given: Args): Promise<Outcome> {
  const { world, site } = call;
  const found = await matching(call, given);
  const rows = await readPostRows(world.db, site.id, found);
  const all = given.subtype.includes('any') ? ['post', 'page'] : given.subtype;
  // What stands behind a password is found by its title alone, or a search would tell its words.
  const words = given.search.trim().toLowerCase();
  const seen = rows.filter(({ id, type, path, status, password, title }) =>
    [
      path !== null && status === 'published',
      password === null || title.toLowerCase().includes(words),
      all.includes(type),
      !given.exclude.includes(id),
    ].every(Boolean),
  );
  const { limit, offset } = sliceOf(given);
  const items = seen.slice(offset, offset + limit).map((row) => ({
    id: row.id,
    title: html`${row.title}`.toString(),
    url: call.origin + hrefOf(row.path ?? '/'),
    type: 'post',
    subtype: row.type,
    _links: linksTo(call, `/wp/v2/${row.type}s/${row.id}`, `/wp/v2/types/${row.type}`),
  }));
  return listed(call, given, { items, total: seen.length });
}

/** What the words find; without words the newest, as an editor asks that offers pages to link to. */
async function matching({ world, site }: Call, { search, include }: Args): Promise<readonly number[]> {
  if (include) return include;
  if (search.trim() !== '') return searchIds(world.db, site.id, search);
  const rows = await world.db.read
    .selectFrom('post')
    .select('id')
    .where('site_id', '=', site.id)
    .where('listed_at', 'is not', null)
    .orderBy('listed_at', 'desc')
    .limit(rowCount(200))
    .execute();
  return rows.map(({ id }) => id);
}

async function terms(call: Call, given: Args): Promise<Outcome> {
  const { world, site, origin } = call;
  const names = given.subtype.includes('any') ? ['category', 'post_tag'] : given.subtype;
  const taxonomies = names.map((name) => (name === 'post_tag' ? 'tag' : name));
  const named: RawBuilder<SqlBool> = sql`lower(name) like ${holding(given.search.trim())} escape '!'`;
  const rows = await world.db.read
    .selectFrom('term')
    .selectAll()
    .where('site_id', '=', site.id)
    .where(named)
    .where(sql<SqlBool>`taxonomy in (${sql.join(taxonomies)})`)
    .orderBy('name')
    .limit(rowCount(1_000))
    .execute();
  const seen = rows.filter(({ id }) => !given.exclude.includes(id) && (given.include?.includes(id) ?? true));
  const { limit, offset } = sliceOf(given);
  const items = seen.slice(offset, offset + limit).map((row) => {
    const { name, route } = termWords(row.taxonomy);
    return {
      id: row.id,
      title: html`${row.name}`.toString(),
      url: origin + hrefOf(archivePath(row)),
      type: 'term',
      subtype: name,
      _links: linksTo(call, `/wp/v2/${route}/${row.id}`, `/wp/v2/taxonomies/${name}`),
    };
  });
  return listed(call, given, { items, total: seen.length });
}

function linksTo(call: Call, item: string, about: string) {
  return {
    self: [embeddable(apiUrl(call, item))],
    about: [link(apiUrl(call, about))],
    collection: [link(apiUrl(call, '/wp/v2/search'))],
    curies,
  };
}
