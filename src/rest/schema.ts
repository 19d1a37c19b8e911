import { z } from 'zod';
import type { Endpoint, RestRoute } from './route.ts';
import { wordpressPattern } from './route.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** The arguments of an endpoint as JSON Schema, each with whether it is required, as WordPress lists them. */
export function argumentSchemas(args: z.ZodRawShape): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    Object.entries(args).map(([name, schema]) => [
      name,
      { ...schemaOf(schema as z.ZodType), required: !z.safeParse(schema as z.ZodType, undefined).success },
    ]),
  );
}

export function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
  return unbounded(made) as JsonSchema;
}

/** Bounds that only say what a number can hold are left out. */
function unbounded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unbounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => typeof inner !== 'number' || Math.abs(inner) < Number.MAX_SAFE_INTEGER)
      .map(([key, inner]) => [key, unbounded(inner)]),
  );
}

/** A route as the index and OPTIONS describe it. */
export function describe(route: RestRoute): JsonSchema {
  return {
    namespace: namespaceOf(route.pattern),
    methods: methodsOf(route),
    endpoints: route.endpoints.map(({ methods, args }) => ({ methods, args: argumentSchemas(args) })),
  };
}

export function methodsOf({ endpoints }: RestRoute): readonly string[] {
  return [...new Set(endpoints.flatMap(({ methods }) => methods))];
}

export function namespaceOf(pattern: string): string {
  return /^\/([\w.-]+\/[\w.-]+)/.exec(pattern)?.[1] ?? '';
}

export function keyOf({ pattern }: RestRoute): string {
  return wordpressPattern(pattern);
}

export function takesBody({ methods }: Endpoint): boolean {
  return methods.includes('POST');
}
