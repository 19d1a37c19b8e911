import { plainName, readArguments } from './call.ts';
import type { Found } from './hugo.ts';

/**
 * The tags and values of Liquid (Jekyll, Eleventy) and Nunjucks (Eleventy): `{% name … %}`, with or without
 * `{% endname %}`, `{{ value | filter }}`, `{# comment #}`. Text between `raw` and `endraw` is as it is.
 */
export function findLiquid(text: string): readonly Found[] {
  if (!text.includes('{%') && !text.includes('{{') && !text.includes('{#')) return [];
  const found: Found[] = [];
  construct.lastIndex = 0;
  for (let match = construct.exec(text); match; match = construct.exec(text)) {
    const one = match[1] !== undefined ? tag(text, match) : value(match);
    if (one === undefined) continue;
    found.push(one);
    construct.lastIndex = one.end;
  }
  return found;
}

/** A tag, a value, or a comment. Quoted words may hold what would end it. */
const construct =
  /\{%-?\s*([A-Za-z_][\w-]*)((?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?!-?%\})[\s\S])*?)-?%\}|\{\{(?![<%{])-?((?:"[^"]*"|'[^']*'|(?!\}\})[\s\S])*?)-?\}\}|\{#(?!\w[\w-]*\})[\s\S]*?#\}/g;

function value(match: RegExpExecArray): Found {
  const [source] = match;
  const start = match.index;
  const name = match[2] === undefined && match[3] === undefined ? '/comment' : '/value';
  return {
    start,
    end: start + source.length,
    call: { name, source, positional: [(match[3] ?? '').trim()], named: {} },
  };
}

function tag(text: string, match: RegExpExecArray): Found {
  const start = match.index;
  const [opening, name = '', rest = ''] = match;
  const from = start + opening.length;
  const close = verbatim.has(name) ? firstEnd(text, name, from) : matchingEnd(text, name, from);
  const end = close?.end ?? from;
  const words = rest.trim();
  const source = text.slice(start, end);
  const inner = close ? { inner: text.slice(from, close.start) } : {};
  if (name !== 'include' && name !== 'include_relative' && name !== 'render' && name !== 'include_cached')
    return { start, end, call: { name: name.toLowerCase(), source, ...readArguments(words), ...inner } };
  const { positional, named } = readArguments(words);
  const [file = '', ...others] = positional;
  return {
    start,
    end,
    call: { name: plainName(file) || 'include', source, positional: others, named, ...inner },
  };
}

/** Tags whose text is not looked into. */
const verbatim = new Set(['raw', 'verbatim', 'comment']);

function firstEnd(text: string, name: string, from: number) {
  const end = new RegExp(`\\{%-?\\s*end${name}\\s*-?%\\}`, 'g');
  end.lastIndex = from;
  const match = end.exec(text);
  return match ? { start: match.index, end: match.index + match[0].length } : undefined;
}

function matchingEnd(text: string, name: string, from: number) {
  if (!text.includes(`end${name}`, from)) return undefined;
  const marks = new RegExp(`\\{%-?\\s*(end)?${name}\\b[\\s\\S]*?%\\}`, 'g');
  marks.lastIndex = from;
  let depth = 1;
  for (let match = marks.exec(text); match; match = marks.exec(text)) {
    depth += match[1] === undefined ? 1 : -1;
    if (depth === 0) return { start: match.index, end: match.index + match[0].length };
  }
  return undefined;
}
