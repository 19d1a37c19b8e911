/**
 * The attributes of a directive, as stands between its braces: `name=word`, `name="several words"`, and `#id`.
 * In quotes, `&quot;` is a quotation mark and `&amp;` an ampersand. `undefined`: they cannot be read.
 */
export function readDirectiveAttributes(text: string): ReadonlyMap<string, string> | undefined {
  const found = new Map<string, string>();
  const each = /\s*(?:#([^\s#{}"]+)|([a-z]+)=(?:"([^"]*)"|([^\s"{}]+)))(?=\s|$)/gy;
  let at = 0;
  for (;;) {
    each.lastIndex = at;
    const match = each.exec(text);
    if (match === null) break;
    const [whole, id, name, quoted, word] = match;
    if (id !== undefined) found.set('id', decode(id));
    else if (name !== undefined) found.set(name, decode(quoted ?? word ?? ''));
    at += whole.length;
  }
  return text.slice(at).trim() === '' ? found : undefined;
}

/** Attributes between braces, those without a value left out; nothing when none has one. */
export function writeDirectiveAttributes(
  attrs: Readonly<Record<string, string | number | undefined>>,
): string {
  const written: string[] = [];
  for (const [name, value] of Object.entries(attrs)) {
    if (value === undefined) continue;
    const text = String(value);
    written.push(`${name}=${/^[a-z0-9][a-z0-9.:/~-]*$/i.test(text) ? text : `"${encode(text)}"`}`);
  }
  return written.length === 0 ? '' : `{${written.join(' ')}}`;
}

/** Braces and whatever begins something in a cell of a table are written as entities too. */
function encode(text: string): string {
  return text.replace(/[&"{}|`\\[\]<>]/g, (sign) => `&#${sign.charCodeAt(0)};`).replaceAll('&#34;', '&quot;');
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|quot|amp);/g, (entity, code: string | undefined) => {
    if (entity === '&quot;') return '"';
    if (entity === '&amp;') return '&';
    const point = Number(code);
    return point > 0 && point <= 0x10_ff_ff ? String.fromCodePoint(point) : entity;
  });
}
