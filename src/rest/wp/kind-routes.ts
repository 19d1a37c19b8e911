import { contextArg, text } from '../argument.ts';
import { apiUrl, type Call, callerMay, forbid } from '../call.ts';
import { curies, type Links, link } from '../link.ts';
import { answer, type Outcome, refuse } from '../outcome.ts';
import { endpoint, type RestRoute } from '../route.ts';

/** What a site has kinds of: `/wp/v2/types`, `/wp/v2/statuses`, `/wp/v2/taxonomies`. */
type Kind = { readonly key: string; readonly item: (call: Call, context: string) => object };

export function kindRoutes(): readonly RestRoute[] {
  return [
    ...routesOf('types', 'type', types, 'rest_type_invalid', 'Invalid post type.'),
    ...routesOf('statuses', 'status', statuses, 'rest_status_invalid', 'Invalid status.'),
    ...routesOf('taxonomies', 'taxonomy', taxonomies, 'rest_taxonomy_invalid', 'Invalid taxonomy.'),
  ];
}

function routesOf(
  route: string,
  name: string,
  kinds: readonly Kind[],
  code: string,
  message: string,
): readonly RestRoute[] {
  const schema = {
    $schema: 'http://json-schema.org/draft-04/schema#',
    title: name,
    type: 'object',
    properties: { name: { type: 'string', readonly: true }, slug: { type: 'string', readonly: true } },
  };
  return [
    {
      pattern: `/wp/v2/${route}`,
      schema,
      endpoints: [
        endpoint({
          methods: ['GET'],
          summary: `The ${route} of a site.`,
          args: { context: contextArg, ...(route === 'taxonomies' && { type: text(50).optional() }) },
          handle: async (call, { context }) => {
            const refused = forbiddenContext(call, context);
            if (refused) return refused;
            const seen = kinds.filter(({ key }) => isSeen(call, route, key));
            return answer(Object.fromEntries(seen.map(({ key, item }) => [key, item(call, context)])));
          },
        }),
      ],
    },
    {
      pattern: `/wp/v2/${route}/{${name}}`,
      schema,
      endpoints: [
        endpoint({
          methods: ['GET'],
          summary: `One of the ${route}.`,
          args: { context: contextArg },
          handle: async (call, { context }) => {
            const kind = kinds.find(({ key }) => key === call.params[name]);
            if (!kind) return refuse(404, code, message);
            if (!isSeen(call, route, kind.key))
              return forbid(call, 'rest_cannot_read_status', 'Cannot view status.');
            return forbiddenContext(call, context) ?? answer(kind.item(call, context));
          },
        }),
      ],
    },
  ];
}

/** What is not published is nobody's business who does not write here. */
function isSeen(call: Call, route: string, key: string): boolean {
  return route !== 'statuses' || key === 'publish' || callerMay(call, 'create-post');
}

function forbiddenContext(call: Call, context: string): Outcome | undefined {
  return context === 'edit' && !callerMay(call, 'create-post')
    ? forbid(call, 'rest_forbidden_context', 'Sorry, you are not allowed to edit posts in this post type.')
    : undefined;
}

const supports = {
  post: ['title', 'editor', 'author', 'thumbnail', 'excerpt', 'comments', 'revisions'],
  page: ['title', 'editor', 'author', 'thumbnail', 'excerpt', 'page-attributes', 'comments', 'revisions'],
  attachment: ['title', 'author', 'comments'],
} as const;

const types: readonly Kind[] = [
  type('post', 'Posts', 'posts', ['category', 'post_tag']),
  type('page', 'Pages', 'pages', []),
  type('attachment', 'Media', 'media', []),
];

function type(
  slug: keyof typeof supports,
  name: string,
  base: string,
  ofTaxonomies: readonly string[],
): Kind {
  return {
    key: slug,
    item: (call, context) => ({
      description: '',
      hierarchical: slug === 'page',
      has_archive: false,
      name,
      slug,
      icon: null,
      taxonomies: ofTaxonomies,
      rest_base: base,
      rest_namespace: 'wp/v2',
      template: [],
      template_lock: false,
      ...(context === 'edit' && {
        viewable: true,
        capabilities: {},
        labels: { name, singular_name: name },
        supports: Object.fromEntries(supports[slug].map((one) => [one, true])),
        visibility: { show_in_nav_menus: slug !== 'attachment', show_ui: true },
      }),
      _links: linksTo(call, 'types', `/wp/v2/${base}`),
    }),
  };
}

const statuses: readonly Kind[] = [
  status('publish', 'Published', true),
  status('future', 'Scheduled', false),
  status('draft', 'Draft', false),
  status('pending', 'Pending', false),
  status('private', 'Private', false),
  status('trash', 'Trash', false),
];

function status(slug: string, name: string, isPublic: boolean): Kind {
  return {
    key: slug,
    item: (call, context) => ({
      name,
      ...(context !== 'view' && { private: slug === 'private', protected: !isPublic && slug !== 'private' }),
      public: isPublic,
      queryable: isPublic,
      ...(context === 'edit' && { show_in_list: slug !== 'trash' }),
      slug,
      date_floating: slug === 'draft' || slug === 'pending',
      _links: { archives: [link(`${apiUrl(call, '/wp/v2/posts')}${isPublic ? '' : `?status=${slug}`}`)] },
    }),
  };
}

const taxonomies: readonly Kind[] = [
  taxonomy('category', 'Categories', 'categories', true),
  taxonomy('post_tag', 'Tags', 'tags', false),
];

function taxonomy(slug: string, name: string, base: string, hierarchical: boolean): Kind {
  return {
    key: slug,
    item: (call, context) => ({
      name,
      slug,
      description: '',
      types: ['post'],
      hierarchical,
      rest_base: base,
      rest_namespace: 'wp/v2',
      ...(context === 'edit' && {
        capabilities: {},
        labels: { name, singular_name: name },
        show_cloud: true,
        visibility: { public: true, show_ui: true, show_in_nav_menus: true, show_admin_column: true },
      }),
      _links: linksTo(call, 'taxonomies', `/wp/v2/${base}`),
    }),
  };
}

function linksTo(call: Call, route: string, items: string): Links {
  return {
    collection: [link(apiUrl(call, `/wp/v2/${route}`))],
    'wp:items': [link(apiUrl(call, items))],
    curies,
  };
}
