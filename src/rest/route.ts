import { z } from 'zod';
import type { Call } from './call.ts';
import type { Given } from './given.ts';
import { type Outcome, type Refusal, refuse } from './outcome.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What an item of a route looks like: JSON Schema, as OPTIONS shows it. */
export type ItemSchema = Readonly<Record<string, unknown>>;

/** An address of the API. `pattern` is a path in which `{id}` is a number and other names are words. */
export type RestRoute = {
  readonly pattern: string;
  readonly endpoints: readonly Endpoint[];
  readonly schema?: ItemSchema;
};

export type Endpoint = {
  readonly methods: readonly Method[];
  /** For people: what it does, in a sentence. */
  readonly summary: string;
  readonly args: z.ZodRawShape;
  /** A body that is a file is left to the handler to read. */
  readonly body?: 'file';
  /** What may answer besides 200, by status. */
  readonly statuses: readonly number[];
  readonly run: (call: Call, given: Given) => Promise<Outcome>;
};

/** WordPress takes a change by any of these. */
export const editing: readonly Method[] = ['POST', 'PUT', 'PATCH'];

/** An endpoint whose handler gets its arguments read by the table beside it. */
export function endpoint<Shape extends z.ZodRawShape>({
  args,
  handle,
  statuses = [],
  ...rest
}: Omit<Endpoint, 'args' | 'run' | 'statuses'> & {
  readonly args: Shape;
  readonly statuses?: readonly number[];
  readonly handle: (call: Call, args: z.output<z.ZodObject<Shape>>) => Promise<Outcome>;
}): Endpoint {
  const table = z.object(args);
  return {
    ...rest,
    args,
    statuses,
    run: async (call, given) => {
      const read = table.safeParse(given);
      return read.success ? handle(call, read.data) : invalid(read.error, given);
    },
  };
}

/** `rest_invalid_param` and `rest_missing_callback_param`, each argument with what is wrong with it. */
function invalid(error: z.ZodError, given: Given): Refusal {
  const problems = new Map<string, string>();
  for (const issue of error.issues) {
    const name = String(issue.path[0] ?? '');
    if (!problems.has(name))
      problems.set(name, `${[name, ...issue.path.slice(1)].join('.')}: ${issue.message}`);
  }
  const names = [...problems.keys()];
  const missing = names.filter((name) => given[name] === undefined);
  if (missing.length > 0)
    return refuse(400, 'rest_missing_callback_param', `Missing parameter(s): ${missing.join(', ')}`, {
      params: missing,
    });
  const details = Object.fromEntries(
    error.issues.map((issue) => [
      String(issue.path[0] ?? ''),
      { code: codeOf(issue.code), message: issue.message, data: null },
    ]),
  );
  return refuse(400, 'rest_invalid_param', `Invalid parameter(s): ${names.join(', ')}`, {
    params: Object.fromEntries(problems),
    details,
  });
}

function codeOf(code: string | undefined): string {
  if (code === 'too_big' || code === 'too_small') return 'rest_out_of_bounds';
  if (code === 'invalid_value') return 'rest_not_in_enum';
  return 'rest_invalid_type';
}

/** What a `{name}` of a pattern may be. */
const shapes: Readonly<Record<string, string>> = {
  id: '[\\d]+',
  parent: '[\\d]+',
  other: '[\\d]+',
  user_id: '(?:[\\d]+|me)',
  uuid: '[\\w\\-]+',
};
const anyWord = '[\\w-]+';

/** The pattern as WordPress writes it in its index, where clients read it: `/wp/v2/posts/(?P<id>[\d]+)`. */
export function wordpressPattern(pattern: string): string {
  return pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => `(?P<${name}>${shapes[name] ?? anyWord})`);
}

export type FoundRoute = { readonly route: RestRoute; readonly params: Readonly<Record<string, string>> };

/** Finds the route of a path of the API. */
export function routeFinder(routes: readonly RestRoute[]): (path: string) => FoundRoute | undefined {
  const fixed = new Map(
    routes.filter(({ pattern }) => !pattern.includes('{')).map((route) => [route.pattern, route]),
  );
  const open = routes
    .filter(({ pattern }) => pattern.includes('{'))
    .map((route) => ({
      route,
      match: new RegExp(`^${wordpressPattern(route.pattern).replaceAll('(?P<', '(?<')}$`),
    }));
  return (path) => {
    const known = fixed.get(path);
    if (known) return { route: known, params: {} };
    for (const { route, match } of open) {
      const found = match.exec(path);
      if (found) return { route, params: { ...found.groups } };
    }
    return undefined;
  };
}
