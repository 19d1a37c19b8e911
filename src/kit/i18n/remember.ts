/**
 * A formatter that keeps what it has formatted: Intl takes microseconds, and pages show the same few dates and
 * counts again and again. At `limit` entries (about 100 bytes each) it forgets them all and begins anew.
 */
export function remembering<Value extends string | number, Result>(
  format: (value: Value) => Result,
  limit: number,
): (value: Value) => Result {
  const known = new Map<Value, Result>();
  return (value) => {
    let result = known.get(value);
    if (result === undefined) {
      result = format(value);
      if (known.size >= limit) known.clear();
      known.set(value, result);
    }
    return result;
  };
}
