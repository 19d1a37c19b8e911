import { type AnyNode, children, type Document, type Mark } from './document.ts';
import { escapeAttribute } from './html/write.ts';
import { safeUrl } from './url.ts';

export type ReferenceKind = 'image' | 'link' | 'embed' | 'file';

/** Every address in a document, each once, in order. Sound, film and downloads are files. */
export type References = {
  readonly images: readonly string[];
  readonly links: readonly string[];
  readonly embeds: readonly string[];
  readonly files: readonly string[];
};

export function references(document: Document): References {
  const found = {
    image: new Set<string>(),
    link: new Set<string>(),
    embed: new Set<string>(),
    file: new Set<string>(),
  };
  rewrite(document, (kind, url) => {
    found[kind].add(url);
    return undefined;
  });
  return {
    images: [...found.image],
    links: [...found.link],
    embeds: [...found.embed],
    files: [...found.file],
  };
}

/**
 * The document with other addresses: `replace` is asked for each, and answers the new one, or `undefined`
 * to leave it. An answer that is not allowed at its place is not taken. The same document when nothing
 * changes.
 */
export function rewriteReferences(document: Document, replace: Replace): Document {
  return rewrite(document, replace) as Document;
}

type Replace = (kind: ReferenceKind, url: string) => string | undefined;

/** The attributes of each node that are addresses. */
const addresses: Readonly<Record<string, readonly (readonly [attribute: string, kind: ReferenceKind])[]>> = {
  image: [
    ['src', 'image'],
    ['href', 'link'],
  ],
  inlineImage: [['src', 'image']],
  audio: [['src', 'file']],
  video: [
    ['src', 'file'],
    ['poster', 'image'],
  ],
  file: [['href', 'file']],
  button: [['href', 'link']],
  embed: [['url', 'embed']],
  quote: [['cite', 'link']],
  pullQuote: [['cite', 'link']],
};

function rewrite(node: AnyNode, replace: Replace): AnyNode {
  let next: AnyNode = node;
  const own = addresses[node.type];
  if (own !== undefined) next = rewriteAttributes(next, own, replace);
  if (node.type === 'raw') next = rewriteRaw(next, replace);
  if (node.type === 'video') next = rewriteTracks(next, replace);
  if ('marks' in node && node.marks !== undefined) next = rewriteMarks(next, node.marks, replace);
  const inner = children(node);
  if (inner.length === 0) return next;
  let changed = false;
  const content = inner.map((child) => {
    const made = rewrite(child, replace);
    if (made !== child) changed = true;
    return made;
  });
  return changed ? ({ ...next, content } as AnyNode) : next;
}

function rewriteAttributes(
  node: AnyNode,
  names: readonly (readonly [string, ReferenceKind])[],
  replace: Replace,
): AnyNode {
  const attrs: Readonly<Record<string, unknown>> = ('attrs' in node && node.attrs) || {};
  let changed: Record<string, unknown> | undefined;
  for (const [name, kind] of names) {
    const url = attrs[name];
    const other = typeof url === 'string' ? checked(kind, url, replace) : undefined;
    if (other !== undefined) changed = { ...(changed ?? attrs), [name]: other };
  }
  return changed === undefined ? node : ({ ...node, attrs: changed } as AnyNode);
}

function checked(kind: ReferenceKind, url: string, replace: Replace): string | undefined {
  const other = replace(kind, url);
  if (other === undefined || other === url) return undefined;
  return safeUrl(other, kind === 'file' ? 'link' : kind);
}

function rewriteTracks(node: AnyNode, replace: Replace): AnyNode {
  if (node.type !== 'video' || node.attrs.tracks === undefined) return node;
  const tracks = node.attrs.tracks.map((track) => {
    const src = checked('file', track.src, replace);
    return src === undefined ? track : { ...track, src };
  });
  return tracks.every((track, i) => track === node.attrs.tracks?.[i])
    ? node
    : { ...node, attrs: { ...node.attrs, tracks } };
}

function rewriteMarks(node: AnyNode, marks: readonly Mark[], replace: Replace): AnyNode {
  let changed = false;
  const next = marks.map((mark): Mark => {
    if (mark.type !== 'link') return mark;
    const href = checked('link', mark.attrs.href, replace);
    if (href === undefined) return mark;
    changed = true;
    return { type: 'link', attrs: { ...mark.attrs, href } };
  });
  return changed ? ({ ...node, marks: next } as AnyNode) : node;
}

/** Sanitised HTML has one form, so its addresses can be found by pattern. */
function rewriteRaw(node: AnyNode, replace: Replace): AnyNode {
  if (node.type !== 'raw') return node;
  const html = node.attrs.html.replace(
    /<(\w+)((?: [\w-]+(?:="[^"]*")?)*)>/g,
    (tag, name: string, attributes: string) => {
      if (attributes === '') return tag;
      return `<${name}${attributes.replace(
        / (href|src|poster|cite)="([^"]*)"/g,
        (whole, key: string, value: string) => {
          const other = checked(rawKind(name, key), decode(value), replace);
          return other === undefined ? whole : ` ${key}="${escapeAttribute(other)}"`;
        },
      )}>`;
    },
  );
  return html === node.attrs.html ? node : { ...node, attrs: { ...node.attrs, html } };
}

function rawKind(element: string, attribute: string): ReferenceKind {
  if (attribute === 'poster' || (element === 'img' && attribute === 'src')) return 'image';
  return attribute === 'src' ? 'file' : 'link';
}

function decode(value: string): string {
  return value
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
