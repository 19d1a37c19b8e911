import type { BlockNode, Inline } from '../../../document/index.ts';
import type { Call } from './call.ts';
import { embedCall } from './embed.ts';
import { isPictureName, pictureCall, withoutSpaces } from './picture.ts';
import type { CallContext, Piece } from './piece.ts';
import { referenceAddress } from './reference.ts';

/**
 * What a call becomes. The names are those of Hugo and Jekyll themselves and those that themes share; one that
 * nobody knows and that encloses text gives up its text, any other stays as it is written. Both are told.
 */
export function known(call: Call, context: CallContext): Piece {
  return (
    rules[call.name]?.(call, context) ??
    embedCall(call, context) ??
    (isPictureName(call.name) ? pictureCall(call, context) : undefined) ??
    enclosure(call, context)
  );
}

type Rule = (call: Call, context: CallContext) => Piece | undefined;

const reference: Rule = ({ positional, named }) => {
  const target = named.path ?? positional[0];
  return target === undefined
    ? undefined
    : { kind: 'markdown', markdown: referenceAddress(target, named.lang) };
};

const code: Rule = ({ positional, named, inner }) => {
  if (inner === undefined) return undefined;
  const language = named.lang ?? named.language ?? named.type ?? positional[0];
  // Without a language it is no code in Hugo: a theme has given the name another meaning.
  return language === undefined ? undefined : codeBlock(inner, language);
};

const quote: Rule = ({ positional, named, inner }, context) => {
  const text = inner ?? named.text ?? named.quote ?? positional[0];
  if (text === undefined) return undefined;
  const source =
    named.cite ?? named.author ?? named.attribution ?? (inner === undefined ? positional[1] : positional[0]);
  const href =
    named.link ?? named.url ?? (named.source && /^https?:/.test(named.source) ? named.source : undefined);
  const citation: readonly Inline[] = source?.trim()
    ? context.inline(href ? `[${source}](${withoutSpaces(href)})` : source)
    : [];
  const quoted: BlockNode = {
    type: 'quote',
    content: [
      ...context.blocks(text),
      ...(citation.length > 0 ? [{ type: 'citation' as const, content: citation }] : []),
    ],
  };
  return { kind: 'blocks', blocks: [quoted], text };
};

/** Notes, tips and boxes: a group, with its title in bold. */
const box: Rule = ({ named, positional, inner }, context) => {
  if (inner === undefined && named.text === undefined && named.content === undefined) return undefined;
  const title = named.title ?? named.heading ?? (positional[0]?.includes(' ') ? positional[0] : undefined);
  const content = context.blocks(inner ?? named.text ?? named.content ?? '');
  const group: BlockNode = { type: 'group', content: [...titled(title, context), ...content] };
  return { kind: 'blocks', blocks: [group], text: '' };
};

const details: Rule = ({ named, positional, inner }, context) => {
  if (inner === undefined) return undefined;
  const summary = named.summary ?? named.title ?? named.label ?? positional.join(' ');
  const block: BlockNode = {
    type: 'details',
    ...(named.open === 'true' && { attrs: { open: true } }),
    content: [
      ...(summary.trim() ? [{ type: 'summary' as const, content: context.inline(summary) }] : []),
      ...context.blocks(inner),
    ],
  };
  return { kind: 'blocks', blocks: [block], text: inner };
};

const button: Rule = ({ named, positional, inner }) => {
  const href =
    named.href ??
    named.url ??
    named.link ??
    named.relref ??
    positional.find((word) => /^(https?:|\/|mailto:)/.test(word));
  const label = (
    inner ??
    named.text ??
    named.label ??
    named.title ??
    positional.find((word) => word !== href) ??
    ''
  ).trim();
  if (href === undefined || label === '') return undefined;
  const block: BlockNode = {
    type: 'button',
    attrs: { href: withoutSpaces(href) },
    content: [{ type: 'text', text: label.replace(/\s+/g, ' ') }],
  };
  return { kind: 'blocks', blocks: [block], text: label };
};

const link: Rule = ({ named, positional, inner }) => {
  const href = named.href ?? named.url ?? named.to ?? positional[0];
  const label = inner ?? named.text ?? named.title ?? positional[1];
  if (href === undefined) return undefined;
  const address = /^(https?:|mailto:|#)/i.test(href)
    ? withoutSpaces(href)
    : referenceAddress(href, undefined);
  return { kind: 'markdown', markdown: label === undefined ? address : `[${label.trim()}](${address})` };
};

const sound: Rule = ({ named, positional }) => {
  const src = named.src ?? named.url ?? named.mp3 ?? named.file ?? positional[0];
  return src === undefined
    ? undefined
    : { kind: 'blocks', blocks: [{ type: 'audio', attrs: { src: withoutSpaces(src) } }], text: src };
};

const film: Rule = ({ named, positional }) => {
  const src = named.src ?? named.mp4 ?? named.webm ?? named.url ?? named.file ?? positional[0];
  if (src === undefined || !/\.(mp4|webm|ogv|mov|m4v)(\?|$)/i.test(src)) return undefined;
  const attrs = { src: withoutSpaces(src), ...(named.poster && { poster: withoutSpaces(named.poster) }) };
  return { kind: 'blocks', blocks: [{ type: 'video', attrs }], text: src };
};

const math: Rule = ({ inner, positional, named }) => {
  const tex = (inner ?? named.formula ?? positional[0])?.trim().replace(/^\$\$?|\$\$?$/g, '');
  return tex ? { kind: 'blocks', blocks: [{ type: 'math', attrs: { tex } }], text: tex } : undefined;
};

const diagram =
  (language: string): Rule =>
  ({ inner }) =>
    inner === undefined ? undefined : codeBlock(inner, language);

const literal: Rule = ({ source }) => ({ kind: 'text', text: source });
/** Text that Liquid does not look into is still Markdown. */
const unread: Rule = ({ inner }) => (inner === undefined ? undefined : { kind: 'markdown', markdown: inner });
const html: Rule = ({ inner }, context) =>
  inner === undefined ? undefined : { kind: 'blocks', blocks: context.html(inner), text: '' };
const hidden: Rule = () => ({ kind: 'text', text: '' });
/** What the theme makes by itself here. */
const madeHere: Rule = ({ source }, context) => {
  context.lose(source, 'nothing: a post has its own');
  return { kind: 'text', text: '' };
};
const breakLine: Rule = () => ({ kind: 'inline', inline: [{ type: 'hardBreak' }], text: ' ' });
const variable: Rule = ({ positional, source }, context) => {
  const value = positional[0] === undefined ? undefined : context.variable(positional[0]);
  if (value === undefined) context.lose(source, 'nothing: it has no value');
  return { kind: 'text', text: value ?? '' };
};

const rules: Readonly<Record<string, Rule>> = {
  ref: reference,
  relref: reference,
  post_url: reference,
  highlight: code,
  code,
  codeblock: code,
  'code-block': code,
  prism: code,
  syntax: code,
  quote,
  blockquote: quote,
  'quote-block': quote,
  pullquote: quote,
  epigraph: quote,
  cite: quote,
  note: box,
  notice: box,
  alert: box,
  admonition: box,
  callout: box,
  box,
  tip: box,
  warning: box,
  warn: box,
  info: box,
  danger: box,
  important: box,
  caution: box,
  hint: box,
  success: box,
  error: box,
  message: box,
  panel: box,
  card: box,
  aside: box,
  sidenote: box,
  details,
  detail: details,
  expand: details,
  collapse: details,
  collapsible: details,
  spoiler: details,
  accordion: details,
  toggle: details,
  button,
  btn: button,
  cta: button,
  link,
  extlink: link,
  a: link,
  audio: sound,
  podcast: sound,
  sound,
  mp3: sound,
  video: film,
  math,
  katex: math,
  mathjax: math,
  latex: math,
  mermaid: diagram('mermaid'),
  graphviz: diagram('dot'),
  plantuml: diagram('plantuml'),
  raw: unread,
  verbatim: unread,
  '/example': literal,
  rawhtml: html,
  'raw-html': html,
  html,
  comment: hidden,
  '/comment': hidden,
  clear: hidden,
  clearfix: hidden,
  toc: madeHere,
  'table-of-contents': madeHere,
  tableofcontents: madeHere,
  br: breakLine,
  param: variable,
};

/** A call that nobody knows. */
function enclosure(call: Call, context: CallContext): Piece {
  const { name, named, inner, source } = call;
  if (inner === undefined) return fileNamed(call) ?? { kind: 'unknown', text: source };
  const prose = named.intro ?? named.text ?? named.description;
  const content = [
    ...titled(named.title ?? named.heading ?? named.name, context),
    ...(prose ? context.blocks(prose) : []),
    ...context.blocks(inner),
    ...ownButton(named),
  ];
  context.lose(`shortcode ${name}`, 'its text');
  return { kind: 'blocks', blocks: [{ type: 'group', content }], text: inner };
}

function ownButton(named: Call['named']): BlockNode[] {
  const href = named['button-url'] ?? named.button_url ?? named.url ?? named.href;
  const text = named['button-text'] ?? named.button_text ?? named.label;
  return href && text
    ? [{ type: 'button', attrs: { href: withoutSpaces(href) }, content: [{ type: 'text', text }] }]
    : [];
}

/** A blog's own call that only names another file of the blog is a link to it. */
function fileNamed({ positional, named }: Call): Piece | undefined {
  const [target] = positional;
  const isFile =
    positional.length === 1 &&
    Object.keys(named).length === 0 &&
    /^[\w./-]+\.(md|markdown)(#.*)?$/i.test(target ?? '');
  return isFile ? { kind: 'markdown', markdown: referenceAddress(target ?? '', undefined) } : undefined;
}

function titled(title: string | undefined, context: CallContext): BlockNode[] {
  return title?.trim() ? [{ type: 'paragraph', content: context.inline(`**${title.trim()}**`) }] : [];
}

function codeBlock(inner: string, language: string): Piece {
  const text = inner.replace(/^[ \t]*\r?\n/, '').replace(/\s+$/, '');
  const block: BlockNode = {
    type: 'codeBlock',
    ...(/^[\w+#.-]+$/.test(language) && { attrs: { language: language.toLowerCase() } }),
    content: text ? [{ type: 'text', text }] : [],
  };
  return { kind: 'blocks', blocks: [block], text };
}
