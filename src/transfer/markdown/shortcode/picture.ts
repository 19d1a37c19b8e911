import type { BlockNode } from '../../../document/index.ts';
import type { Call } from './call.ts';
import type { CallContext, Piece } from './piece.ts';

/** Names of calls that show one picture, in Hugo, in themes, and in includes. */
export function isPictureName(name: string): boolean {
  return (
    /(^|[-_])(figure|fig|image|img|imgproc|picture|photo|resimg|imgcap|imgc|lazyimg)s?([-_]|$)/.test(name) &&
    !/gallery|slider|carousel/.test(name)
  );
}

/** A picture by its arguments; undefined when no address is among them. */
export function pictureCall(call: Call, context: CallContext): Piece | undefined {
  const { positional, named, inner } = call;
  const address = addressOf(named);
  const [src, ...words] = address === undefined ? positional : [address, ...positional];
  if (src === undefined || src === '') return undefined;
  const caption = captionOf(call, inner, context);
  const alt = named.alt ?? named.alttext ?? named.description ?? altAmong(words) ?? '';
  const title = named.title !== undefined && named.caption !== undefined ? named.title : undefined;
  const href = named.link ?? named.href ?? undefined;
  const image: BlockNode = {
    type: 'image',
    attrs: {
      src: withoutSpaces(src),
      ...(alt && { alt: plainWords(alt) }),
      ...(title && { title: plainWords(title) }),
      ...(href && { href: withoutSpaces(href) }),
      ...alignment(call),
      ...pixels('width', named.width),
      ...pixels('height', named.height),
    },
    ...(caption.length > 0 && { content: caption }),
  };
  return { kind: 'blocks', blocks: [image], text: alt };
}

/** Addresses may have spaces in a shortcode, never in a document. */
export function withoutSpaces(address: string): string {
  return address.trim().replaceAll(/\s/g, '%20');
}

function addressOf(named: Call['named']): string | undefined {
  return (
    named.src ??
    named.image ??
    named.image_path ??
    named.img ??
    named.url ??
    named.path ??
    named.file ??
    named.filename ??
    named.name
  );
}

/** The words after the address: the alternative text, or first a class and then that (`"width-500px" "A hall"`). */
function altAmong(words: readonly string[]): string | undefined {
  const [first, second] = words;
  if (first === undefined) return undefined;
  const isClass = second !== undefined && /^[\w-]*$/.test(first) && !/^\d+(px|vw)/.test(second);
  return isClass ? second : first;
}

/** In Hugo a figure's title is shown with its caption. */
function captionOf({ named }: Call, inner: string | undefined, context: CallContext) {
  const title = named.caption === undefined ? named.title : undefined;
  const text = [named.caption ?? named.figcaption ?? title, inner?.trim()].filter(Boolean).join(' ');
  const credit = named.attr ?? named.credit ?? named.attribution;
  if (!credit) return text === '' ? [] : context.inline(text);
  const link = named.attrlink ?? named.attrurl;
  return context.inline(`${text} ${link ? `[${credit}](${withoutSpaces(link)})` : credit}`.trim());
}

function alignment({ name, named }: Call) {
  const words = `${name} ${named.align ?? ''} ${named.class ?? ''} ${named.position ?? ''} ${named.float ?? ''}`;
  const found = /(?:^|[\s_-])(left|right|center|centre)(?:$|[\s_-])/.exec(words)?.[1];
  if (found === undefined) return {};
  return { align: found === 'centre' ? ('center' as const) : (found as 'left' | 'right' | 'center') };
}

function pixels(name: 'width' | 'height', value: string | undefined) {
  const found = /^(\d{1,4})(?:px)?$/.exec(value?.trim() ?? '')?.[1];
  return found === undefined || Number(found) === 0 ? {} : { [name]: Number(found) };
}

/** HTML in an alternative text is nothing that anybody reads. */
function plainWords(text: string): string {
  return text
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
