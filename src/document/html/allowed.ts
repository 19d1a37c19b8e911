/**
 * What a raw block may hold: elements and attributes that show something and do nothing. Whatever runs,
 * frames, submits, styles or fetches unasked is not on the list.
 */
const elementNames =
  'a abbr address article aside audio b bdi bdo blockquote br caption cite code col colgroup data dd del ' +
  'details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main ' +
  'mark menu meter nav ol p pre progress q rp rt ruby s samp section small source span strong sub ' +
  'summary sup table tbody td tfoot th thead time tr track u ul var video wbr';

export const allowedElements: ReadonlySet<string> = new Set(elementNames.split(' '));

export const voidElements: ReadonlySet<string> = new Set('br col hr img source track wbr'.split(' '));

/** Elements whose content goes with them: it is not for readers. */
export const droppedElements: ReadonlySet<string> = new Set(
  (
    'script style template title head meta link base iframe object embed applet noembed noframes frame frameset ' +
    'svg math canvas textarea select option datalist input param xmp plaintext listing dialog portal fencedframe'
  ).split(' '),
);

export type AttributeKind =
  | 'text'
  | 'flag'
  | 'number'
  | 'link'
  | 'image'
  | 'media'
  | 'words'
  | 'classes'
  | 'anchor'
  | 'language'
  | 'direction';

/**
 * The class names that content may carry: those by which WordPress, Markdown programs and highlighters mark
 * it. By any other (`badge`, `masthead`) content could be dressed as a part of the page that vouches for it.
 */
export function isContentClass(name: string): boolean {
  return /^(?:wp-|has-|is-|align|size-|language-|lang-|hljs|highlight|footnote|task-list|tml-|(?:text-(?:left|center|right|justify)|caption|verse|pullquote|raw)$)/.test(
    name,
  );
}

/** Attributes that any allowed element may carry. */
export const globalAttributes: ReadonlyMap<string, AttributeKind> = new Map([
  ['class', 'classes'],
  ['id', 'anchor'],
  ['lang', 'language'],
  ['dir', 'direction'],
  ['title', 'text'],
]);

export const elementAttributes: ReadonlyMap<string, ReadonlyMap<string, AttributeKind>> = new Map(
  Object.entries({
    a: { href: 'link', rel: 'words', hreflang: 'text', download: 'text' },
    audio: { src: 'media', controls: 'flag', loop: 'flag', muted: 'flag' },
    blockquote: { cite: 'link' },
    col: { span: 'number' },
    colgroup: { span: 'number' },
    data: { value: 'text' },
    del: { cite: 'link', datetime: 'text' },
    details: { open: 'flag' },
    img: { src: 'image', alt: 'text', width: 'number', height: 'number' },
    ins: { cite: 'link', datetime: 'text' },
    li: { value: 'number' },
    meter: { value: 'text', min: 'text', max: 'text', low: 'text', high: 'text', optimum: 'text' },
    ol: { start: 'number', reversed: 'flag', type: 'text' },
    progress: { value: 'text', max: 'text' },
    q: { cite: 'link' },
    source: { src: 'media', type: 'text' },
    td: { colspan: 'number', rowspan: 'number', headers: 'words' },
    th: { colspan: 'number', rowspan: 'number', headers: 'words', scope: 'text', abbr: 'text' },
    time: { datetime: 'text' },
    track: { src: 'media', kind: 'text', srclang: 'text', label: 'text' },
    video: {
      src: 'media',
      poster: 'image',
      width: 'number',
      height: 'number',
      controls: 'flag',
      loop: 'flag',
      muted: 'flag',
    },
  } satisfies Record<string, Record<string, AttributeKind>>).map(([name, kinds]) => [
    name,
    new Map<string, AttributeKind>(Object.entries(kinds)),
  ]),
);
