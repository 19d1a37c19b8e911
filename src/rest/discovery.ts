import type { Call } from './call.ts';
import { apiUrl } from './call.ts';
import { curies, link } from './link.ts';
import { offsetHours } from './moment.ts';
import { answer } from './outcome.ts';
import { endpoint, type RestRoute } from './route.ts';
import { describe, keyOf, namespaceOf } from './schema.ts';
import { siteIcon } from './wp/icon.ts';

/** `/`: what the API has, and how to come in. */
export function indexRoutes(routes: () => readonly RestRoute[]): readonly RestRoute[] {
  const namespaces = ['oembed/1.0', 'wp/v2', 'verbatim/v1'];
  // The routes are what they are while the program runs; only addresses are each site's own.
  const known = new Map<RestRoute, object>();
  const described = (call: Call, shown: readonly RestRoute[]): object =>
    Object.fromEntries(
      shown.map((route) => {
        const description = known.get(route) ?? describe(route);
        known.set(route, description);
        const self = !route.pattern.includes('{') && {
          _links: { self: [link(apiUrl(call, route.pattern))] },
        };
        return [keyOf(route), { ...description, ...self }];
      }),
    );
  return [
    {
      pattern: '/',
      endpoints: [
        endpoint({
          methods: ['GET'],
          summary: 'What the API has, and how to come in.',
          args: {},
          handle: async (call) => answer(await index(call, described(call, routes()), namespaces)),
        }),
      ],
    },
    ...namespaces.map((namespace) => ({
      pattern: `/${namespace}`,
      endpoints: [
        endpoint({
          methods: ['GET'] as const,
          summary: `What ${namespace} has.`,
          args: {},
          handle: async (call: Call) =>
            answer({
              namespace,
              routes: described(
                call,
                routes().filter(({ pattern }) => namespaceOf(pattern) === namespace),
              ),
              _links: { up: [link(apiUrl(call, '/'))] },
            }),
        }),
      ],
    })),
  ];
}

async function index(call: Call, routes: object, namespaces: readonly string[]) {
  const { site, origin, now } = call;
  const icon = await siteIcon(call);
  return {
    name: site.title,
    description: site.tagline,
    url: origin,
    home: origin,
    gmt_offset: offsetHours(site.timeZone, now),
    timezone_string: site.timeZone,
    page_for_posts: site.settings.postsPage ?? 0,
    page_on_front: site.settings.frontPage ?? 0,
    show_on_front: site.settings.frontPage === null ? 'posts' : 'page',
    namespaces,
    authentication: {
      'application-passwords': {
        endpoints: { authorization: `${origin}/-/account/applications` },
      },
    },
    routes,
    site_logo: 0,
    site_icon: icon?.id ?? 0,
    site_icon_url: icon?.url ?? '',
    _links: {
      help: [link('https://developer.wordpress.org/rest-api/')],
      ...(icon && {
        'wp:featuredmedia': [
          link(apiUrl(call, `/wp/v2/media/${icon.id}`), { embeddable: true, type: 'site_icon' }),
        ],
      }),
      curies,
    },
  };
}
