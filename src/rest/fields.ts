import { isObject } from './argument.ts';

/** Names that `_fields` asks for: `id,title.rendered`. Undefined where everything is wanted. */
export function fieldsOf(given: unknown): readonly string[] | undefined {
  const names = (
    Array.isArray(given) ? given.filter((name) => typeof name === 'string') : String(given ?? '').split(',')
  )
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length === 0 ? undefined : names.slice(0, 200);
}

/** Whether a field, or something within it, is among those that are asked for. */
export function isWanted(fields: readonly string[] | undefined, name: string): boolean {
  return fields === undefined || fields.some((field) => field === name || field.startsWith(`${name}.`));
}

/** An item, or each of a list, with the fields that were asked for, in the item's own order. */
export function onlyFields(data: unknown, fields: readonly string[] | undefined): unknown {
  if (fields === undefined) return data;
  if (Array.isArray(data)) return data.map((item) => onlyFields(item, fields));
  return isObject(data) ? picked(data, fields) : data;
}

function picked(item: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(item)) {
    if (fields.includes(name)) kept[name] = value;
    else {
      const inner = fields.flatMap((field) =>
        field.startsWith(`${name}.`) ? [field.slice(name.length + 1)] : [],
      );
      if (inner.length === 0) continue;
      const part = onlyFields(value, inner);
      if (!isObject(part) || Object.keys(part).length > 0) kept[name] = part;
    }
  }
  return kept;
}
