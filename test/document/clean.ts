import assert from 'node:assert/strict';
import { type DefaultTreeAdapterTypes, parseFragment, serialize } from 'parse5';
import sanitizeHtml from 'sanitize-html';

type Node = DefaultTreeAdapterTypes.ChildNode;

/** What the renderer may write; kept apart from the program's own lists on purpose. */
const text =
  'p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code figure figcaption table caption thead tbody tfoot tr th td'.split(
    ' ',
  );
const inline = 'a img br strong em u s mark small sup sub kbd q cite abbr span bdi'.split(' ');
const other = 'div section hr details summary audio video track input'.split(' ');
const inRaw = (
  'address article aside b bdo col colgroup data del dfn footer header hgroup i ins main menu meter nav progress ' +
  'rp rt ruby samp search source time var wbr'
).split(' ');
const math = (
  'math semantics annotation mrow mi mn mo mtext ms mspace msup msub msubsup mfrac msqrt mroot mover munder munderover ' +
  'mtable mtr mtd mstyle mpadded mphantom menclose merror mmultiscripts mprescripts'
).split(' ');
const elements = [...text, ...inline, ...other, ...inRaw, ...math];

const attributes = (
  'href src alt title width height class id dir lang rel cite colspan rowspan scope start reversed type value checked ' +
  'disabled controls loop muted preload poster playsinline kind srclang label loading decoding open download datetime ' +
  'role tabindex aria-label data-columns data-width data-label hreflang headers abbr span min max low high optimum ' +
  'display encoding displaystyle scriptlevel stretchy fence separator form lspace rspace linethickness mathvariant ' +
  'mathcolor columnalign rowspacing columnspacing accent accentunder minsize maxsize symmetric largeop movablelimits ' +
  'columnlines rowlines voffset depth notation xmlns columnspan rowspan mathbackground ' +
  'data-quotation data-source data-capture data-speaker data-said data-place data-prefix data-suffix data-translation ' +
  'data-translator data-original data-republished data-mode'
).split(' ');
const urls = new Set(['href', 'src', 'cite', 'poster']);
const schemes = 'http https mailto tel sms ftp irc ircs xmpp matrix geo gemini'.split(' ');
const raster = /^data:image\/(png|gif|jpeg|webp|avif);base64,[a-z0-9+/=]+$/i;

/** Fails unless HTML holds nothing but what the renderer may write. */
export function assertClean(html: string, from: string): void {
  const tree = parseFragment(html).childNodes;
  walk(tree, (element) => {
    const where = `${from}\n${html}`;
    assert.ok(elements.includes(element.tagName), `<${element.tagName}> in ${where}`);
    for (const { name, value } of element.attrs) {
      assert.ok(attributes.includes(name), `${name} in ${where}`);
      if (urls.has(name)) assert.ok(isSafe(value), `${name}="${value}" in ${where}`);
    }
  });
  assertOracleAgrees(html, tree, from);
}

/** A browser's reading of an address: its scheme after trimming and dropping what browsers drop. */
function isSafe(value: string): boolean {
  const url = value.replace(/^[\0-\x20]+/, '').replace(/[\t\n\r]/g, '');
  const scheme = /^([^/?#]*?):/.exec(url)?.[1];
  if (raster.test(url)) return true;
  return (
    scheme === undefined || !/^[a-z][a-z0-9+.-]*$/i.test(scheme) || schemes.includes(scheme.toLowerCase())
  );
}

function walk(nodes: readonly Node[], visit: (element: DefaultTreeAdapterTypes.Element) => void): void {
  for (const node of nodes) {
    assert.notEqual(node.nodeName, '#comment');
    if (!('tagName' in node)) continue;
    visit(node);
    walk(node.childNodes, visit);
  }
}

/** A second opinion: another sanitiser with the same lists finds nothing to take away. */
function assertOracleAgrees(html: string, tree: readonly Node[], from: string): void {
  const kept = sanitizeHtml(html, {
    allowedTags: elements,
    allowedAttributes: { '*': attributes },
    allowedSchemes: schemes,
    allowedSchemesByTag: { img: ['http', 'https', 'data'] },
    allowedSchemesAppliedToAttributes: ['href', 'src', 'cite', 'poster'],
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    nonTextTags: [],
    nonBooleanAttributes: [],
    enforceHtmlBoundary: false,
    nestingLimit: 1000,
    parser: { lowerCaseTags: true, decodeEntities: true },
  });
  assert.equal(
    shape(parseFragment(kept).childNodes),
    shape(tree),
    `the oracle differs on ${from}\n${html}\n${kept}`,
  );
}

/** Elements, attribute names and addresses, without regard to how they are written. */
function shape(nodes: readonly Node[]): string {
  let out = '';
  walk(nodes, (element) => {
    const names = element.attrs.map(({ name, value }) => (urls.has(name) ? `${name}=${value}` : name)).sort();
    out += `<${element.tagName} ${names.join(' ')}>`;
  });
  return out;
}

/** HTML as a browser would write it back: what is stable under this cannot turn into something else later. */
export function reserialised(html: string): string {
  return serialize(parseFragment(html));
}
