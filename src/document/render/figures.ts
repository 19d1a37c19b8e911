import type {
  AnyNode,
  Audio,
  Caption,
  Citation,
  Embed,
  Gallery,
  Image,
  Inline,
  PullQuote,
  Quote,
  Track,
  Video,
} from '../document.ts';
import { attr, escapeText, named } from '../html/write.ts';
import { bindingNames } from '../quotation.ts';
import { renderInline } from './inline.ts';
import { localHref, relOf } from './links.ts';
import type { EmbedCard } from './options.ts';
import { imageTag } from './pictures.ts';
import { renderBoundQuote } from './quotations.ts';
import { type Around, blockAttributes, directionIn, type Rendering } from './rendering.ts';

type Figure = Quote | PullQuote | Image | Gallery | Audio | Video | Embed;
type Blocks = (nodes: readonly AnyNode[], around: Around, rendering: Rendering) => string;

/** Blocks that are `<figure>`: something shown, and a caption. */
export function renderFigure(
  node: Figure,
  around: Around,
  inner: Around,
  rendering: Rendering,
  blocks: Blocks,
): string {
  const attributes = (classes?: string): string => blockAttributes(node, around, inner, rendering, classes);
  switch (node.type) {
    case 'quote': {
      const known = rendering.options.quotation?.(node);
      if (known !== undefined)
        return renderBoundQuote(node, known, around, rendering, { blocks, inline: renderInline });
      return quote(node, attributes, inner, rendering, blocks);
    }
    case 'pullQuote':
      return quote(node, attributes, inner, rendering, blocks);
    case 'image':
      return image(node, attributes, rendering);
    case 'gallery':
      return gallery(node, attributes, inner, rendering, blocks);
    case 'audio':
    case 'video':
      return player(node, attributes(placed('', node.attrs.align)), rendering);
    case 'embed':
      return embed(node, attributes(placed('embed', node.attrs.align)), rendering);
  }
}

type Attributes = (classes?: string) => string;

function placed(name: string, align: string | undefined): string {
  return `${name}${align === undefined ? '' : ` align-${align}`}`.trim();
}

function quote(
  node: Quote | PullQuote,
  attributes: Attributes,
  inner: Around,
  rendering: Rendering,
  blocks: Blocks,
): string {
  const content: readonly AnyNode[] = node.content ?? [];
  const last = content.at(-1);
  const citation = last?.type === 'citation' ? last : undefined;
  const words = blocks(citation === undefined ? content : content.slice(0, -1), inner, rendering);
  const cite = node.type === 'quote' ? named(node.attrs, bindingNames) : attr('cite', node.attrs?.cite);
  if (node.type === 'quote' && citation === undefined)
    return `<blockquote${attributes()}${cite}>\n${words}\n</blockquote>`;
  const classes = node.type === 'quote' ? 'quotation' : placed('pullquote', node.attrs?.align);
  const caption = citation === undefined ? '' : figcaption(citation, inner, rendering);
  return `<figure${attributes(classes)}><blockquote${cite}>\n${words}\n</blockquote>${caption}</figure>`;
}

function figcaption(part: Caption | Citation, around: Around, rendering: Rendering): string {
  const inner = directionIn(part, around);
  return `<figcaption${blockAttributes(part, around, inner, rendering)}>${renderInline(part.content, rendering)}</figcaption>`;
}

function captioned(content: readonly Inline[] | undefined, rendering: Rendering): string {
  return content === undefined ? '' : `<figcaption>${renderInline(content, rendering)}</figcaption>`;
}

function image(node: Image, attributes: Attributes, rendering: Rendering): string {
  const { align, size, href, src, alt } = node.attrs;
  const place = align === 'wide' || align === 'full' ? 'wide' : 'block';
  const tag = imageTag(node.attrs, rendering, place);
  const caption = captioned(node.content, rendering);
  if (tag === undefined) {
    const link = `<a${attr('href', src)}>${escapeText(alt ?? src)}</a>`;
    return `<figure${attributes(placed('missing', align))}>${link}${caption}</figure>`;
  }
  const classes = `${placed('', align)}${size === undefined ? '' : ` size-${size}`}`.trim();
  const name = alt === undefined ? attr('aria-label', nameOf(node)) : '';
  const shown = href === undefined ? tag : `<a${linkTo(href, rendering)}${name}>${tag}</a>`;
  return `<figure${attributes(classes)}>${shown}${caption}</figure>`;
}

/** What a link is called whose picture nobody described: its caption, else the name of its file. */
function nameOf(node: Image): string {
  const caption = (node.content ?? []).map((child) => (child.type === 'text' ? child.text : '')).join('');
  return caption.trim() || (/([^/?#]+)\/?(?:[?#].*)?$/.exec(node.attrs.src)?.[1] ?? node.attrs.src);
}

function linkTo(href: string, rendering: Rendering): string {
  return attr('href', localHref(href, rendering)) + attr('rel', relOf(href, undefined, rendering));
}

function gallery(
  node: Gallery,
  attributes: Attributes,
  inner: Around,
  rendering: Rendering,
  blocks: Blocks,
): string {
  const content: readonly AnyNode[] = node.content ?? [];
  const images = blocks(
    content.filter((child) => child.type === 'image'),
    inner,
    rendering,
  );
  const caption = content.find((child) => child.type === 'caption');
  const words = caption === undefined ? '' : figcaption(caption, inner, rendering);
  const columns = attr('data-columns', node.attrs?.columns);
  return `<figure${attributes(placed('gallery', node.attrs?.align))}${columns}>\n${images}${words}</figure>`;
}

/** Sound and film are not fetched before somebody starts them, when they are another place's. */
function player(node: Audio | Video, attributes: string, rendering: Rendering): string {
  const { src, loop } = node.attrs;
  const preload = /^https?:/i.test(src) ? 'none' : 'metadata';
  const shared = ` controls${attr('loop', loop)} preload="${preload}"${attr('src', src)}`;
  const tag = node.type === 'audio' ? `<audio${shared}></audio>` : video(node, shared, rendering);
  return `<figure${attributes}>${tag}${captioned(node.content, rendering)}</figure>`;
}

function video(node: Video, shared: string, rendering: Rendering): string {
  const { poster, width, height, muted, tracks } = node.attrs;
  const picture = poster === undefined ? undefined : rendering.options.image?.(poster);
  const shown = picture === 'elsewhere' ? undefined : (picture?.src ?? poster);
  const size = attr('width', width) + attr('height', height);
  const inside = (tracks ?? []).map(track).join('');
  return `<video${shared}${attr('muted', muted)} playsinline${attr('poster', shown)}${size}>${inside}</video>`;
}

function track({ src, kind, lang, label }: Track): string {
  return `<track${attr('kind', kind)}${attr('src', src)}${attr('srclang', lang)}${attr('label', label)}>`;
}

/** A card that links to the page. The player's address is there for a script to use after a click. */
function embed(node: Embed, attributes: string, rendering: Rendering): string {
  const card = rendering.options.embed?.(node.attrs.url);
  const player =
    attr('data-player', card?.player?.src) +
    attr('data-width', card?.player?.width) +
    attr('data-height', card?.player?.height);
  const inside = card === undefined ? escapeText(shortAddress(node.attrs.url)) : cardContent(card);
  const rel = attr('rel', relOf(node.attrs.url, undefined, rendering));
  const link = `<a class="embed-card"${attr('href', node.attrs.url)}${rel}>${inside}</a>`;
  return `<figure${attributes}${player}>${link}${captioned(node.content, rendering)}</figure>`;
}

function cardContent(card: EmbedCard): string {
  const { picture } = card;
  const image =
    picture === undefined
      ? ''
      : `<img${attr('src', picture.src)} alt=""${attr('width', picture.width)}${attr('height', picture.height)} loading="lazy" decoding="async">`;
  const author =
    card.author === undefined
      ? ''
      : `<span class="embed-author"><bdi>${escapeText(card.author)}</bdi></span>`;
  return (
    `${image}<span class="embed-title"><bdi>${escapeText(card.title)}</bdi></span>${author}` +
    `<span class="embed-provider">${escapeText(card.provider)}</span>`
  );
}

function shortAddress(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/i, '');
}
