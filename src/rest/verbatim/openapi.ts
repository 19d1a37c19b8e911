import type { Call } from '../call.ts';
import type { Endpoint, RestRoute } from '../route.ts';
import { argumentSchemas, namespaceOf } from '../schema.ts';

type Json = Readonly<Record<string, unknown>>;

/** The whole API in OpenAPI 3.1, made from the table of its routes, so that neither can be without the other. */
export function openApi({ site, origin }: Call, routes: readonly RestRoute[]): Json {
  const paths = routes.map((route) => [route.pattern, pathItem(route)] as const);
  return {
    openapi: '3.1.0',
    info: { title: `The API of ${site.title}`, version: '1' },
    servers: [{ url: `${origin}/wp-json` }],
    security: [{}, { applicationPassword: [] }, { session: [] }],
    tags: ['oembed/1.0', 'wp/v2', 'verbatim/v1'].map((name) => ({ name })),
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: {
        applicationPassword: {
          type: 'http',
          scheme: 'basic',
          description: 'A login or address, and an application password.',
        },
        session: {
          type: 'apiKey',
          in: 'header',
          name: 'X-WP-Nonce',
          description: 'With the cookie of a session: the number of one of its pages.',
        },
      },
      schemas: {
        Error: {
          type: 'object',
          required: ['code', 'message', 'data'],
          properties: {
            code: { type: 'string' },
            message: { type: 'string' },
            data: {
              type: 'object',
              required: ['status'],
              properties: { status: { type: 'integer' }, params: { type: 'object' } },
            },
          },
        },
      },
    },
  };
}

function pathItem(route: RestRoute): Json {
  const names = [...route.pattern.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const operations = route.endpoints.flatMap((endpoint) =>
    endpoint.methods.map(
      (method) => [method.toLowerCase(), operation(route, endpoint, method, names)] as const,
    ),
  );
  return Object.fromEntries(operations);
}

function operation(route: RestRoute, endpoint: Endpoint, method: string, names: readonly string[]): Json {
  const schemas = Object.entries(argumentSchemas(endpoint.args)).filter(([name]) => !names.includes(name));
  const inBody = method !== 'GET' && method !== 'DELETE';
  const inPath = names.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: ['id', 'parent'].includes(name) ? { type: 'integer' } : { type: 'string' },
  }));
  const inQuery = schemas.map(([name, { required, ...schema }]) => ({
    name,
    in: 'query',
    ...(required === true && { required }),
    schema,
  }));
  return {
    tags: [namespaceOf(route.pattern) || 'wp/v2'],
    operationId: operationId(route.pattern, method),
    summary: endpoint.summary,
    parameters: inBody ? inPath : [...inPath, ...inQuery],
    ...(inBody && { requestBody: requestBody(endpoint, schemas) }),
    responses: responses(route, endpoint),
  };
}

function operationId(pattern: string, method: string): string {
  const words = pattern.split(/[^\w]+/).filter((word) => word !== '');
  return [method.toLowerCase(), ...words].join('_');
}

function requestBody(endpoint: Endpoint, schemas: readonly (readonly [string, Json])[]): Json {
  const properties = Object.fromEntries(schemas.map(([name, { required: _, ...schema }]) => [name, schema]));
  const required = schemas.flatMap(([name, schema]) => (schema.required === true ? name : []));
  const schema = { type: 'object', properties, ...(required.length > 0 && { required }) };
  if (endpoint.body !== 'file')
    return { content: { 'application/json': { schema }, 'application/x-www-form-urlencoded': { schema } } };
  const file = { type: 'object', properties: { ...properties, file: { type: 'string', format: 'binary' } } };
  return {
    content: {
      '*/*': { schema: { type: 'string', format: 'binary' } },
      'multipart/form-data': { schema: file },
    },
  };
}

function responses({ schema }: RestRoute, { statuses }: Endpoint): Json {
  const done = statuses.includes(201) ? 201 : 200;
  const error = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } };
  const failing = [...new Set([400, 401, 403, 404, ...statuses])].filter((status) => status >= 400);
  return {
    [done]: {
      description: 'Done.',
      content: { 'application/json': { schema: plain(schema) ?? {} } },
    },
    ...Object.fromEntries(
      failing.map((status) => [status, { description: reasons[status] ?? 'Refused.', content: error }]),
    ),
  };
}

/** WordPress's schemas say which draft they follow; within OpenAPI that is settled. */
function plain(schema: Json | undefined): Json | undefined {
  if (schema === undefined) return undefined;
  const { $schema: _, ...rest } = schema;
  return rest;
}

const reasons: Readonly<Record<number, string>> = {
  400: 'An argument is wrong or missing.',
  401: 'One must say who one is.',
  403: 'Not allowed.',
  404: 'There is no such thing.',
  409: 'Somebody saved it meanwhile.',
  412: 'Somebody saved it meanwhile.',
  413: 'Too large.',
  429: 'Too many; try again later.',
  501: 'It has no trash: `force` must be given.',
};
