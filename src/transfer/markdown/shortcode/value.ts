import { nameFromKey } from '../fields.ts';
import type { Call } from './call.ts';
import { embedOrLink } from './embed.ts';
import type { CallContext, Piece } from './piece.ts';

/**
 * `{{ value | filter: words | filter }}`: a text, or a value of the post or the site, and what is done with it.
 * Filters that make an address leave it as it is: links and pictures are found by their old addresses.
 */
export function valueCall({ positional, source }: Call, context: CallContext): Piece {
  const [expression = '', ...filters] = splitAtPipes(positional[0] ?? '');
  const value = valueIn(expression.trim(), context);
  if (value === undefined) return { kind: 'unknown', text: source };
  let text = value;
  for (const filter of filters) {
    const [, name = '', words = ''] = /^\s*([\w.]+)\s*(?:[:(]\s*([\s\S]*?)\)?)?\s*$/.exec(filter) ?? [];
    if (
      /^(url|absolute_url|relative_url|absurl|relurl|absolutify|htmlbaseurl|localeurl|locale_url|slugify|xml_escape|escape|e|safe|strip|string|cgi_escape|uri_escape|markdownify|smartify)$/i.test(
        name,
      )
    )
      continue;
    if (/^(prepend|append)$/.test(name)) {
      const other = valueIn(words.trim(), context) ?? '';
      text = name === 'prepend' ? other + text : text + other;
    } else if (/^(upcase|upper)$/.test(name)) text = text.toUpperCase();
    else if (/^(downcase|lower)$/.test(name)) text = text.toLowerCase();
    else if (/embed|video|youtube/i.test(name) && /^https?:/.test(text))
      return embedOrLink(text, quoted(words), context);
    else return otherFilter(text, name, source, context);
  }
  return {
    kind: 'markdown',
    markdown: /[\s()<>]/.test(text) && /^(\/|https?:)/.test(text) ? encodeURI(text) : text,
  };
}

/** A filter of the blog's own: a person's page or picture by its key, or one whose value is kept. */
function otherFilter(text: string, name: string, source: string, context: CallContext): Piece {
  if (/photo|avatar|image|icon/i.test(name)) {
    context.lose(source, 'nothing');
    return { kind: 'text', text: '' };
  }
  context.lose(source, 'its value as text');
  return {
    kind: 'text',
    text: /author|team|person|people|member|staff|speaker/i.test(name) ? nameFromKey(text) : text,
  };
}

function valueIn(expression: string, context: CallContext): string | undefined {
  const text = quoted(expression);
  if (text !== undefined) return text;
  if (/^\d+(\.\d+)?$/.test(expression)) return expression;
  return /^[A-Za-z_][\w.-]*$/.test(expression) ? context.variable(expression) : undefined;
}

function quoted(text: string): string | undefined {
  return /^\s*(["'])([\s\S]*)\1\s*$/.exec(text)?.[2];
}

function splitAtPipes(text: string): string[] {
  return text.match(/(?:"[^"]*"|'[^']*'|[^|"'])+/g) ?? [];
}
