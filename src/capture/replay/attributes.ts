import { type Leads, nowhere, resolved, resourceOf } from './addresses.ts';
import { rewriteCss } from './css.ts';

/** What an attribute of a copy may lead to, and how much of that there may still be. */
export type Rewriting = {
  readonly base: string;
  /** The page's own address: links to a part of it stay. */
  readonly page: string;
  readonly leads: Leads;
};

/** Attributes without an address and without an action. The rest is left out: what is new in HTML may be either. */
const plain = new Set(
  `abbr align alt axis bgcolor border cellpadding cellspacing char charoff checked class clear color cols colspan
  compact controls coords datetime dir face frame headers height hidden high hspace id ismap kind label lang level
  loop low max media min multiple muted name noshade nowrap open optimum placeholder readonly required reversed role
  rows rowspan rules scope selected shape size sizes span start summary tabindex title translate type usemap valign
  value vspace width wrap
  d points x y x1 x2 y1 y2 cx cy r rx ry fx fy dx dy viewbox preserveaspectratio transform version offset pathlength
  gradientunits gradienttransform spreadmethod patternunits patterntransform clippathunits maskunits markerwidth
  markerheight markerunits orient refx refy textlength lengthadjust rotate startoffset in in2 result stddeviation
  values mode operator k1 k2 k3 k4 tablevalues slope intercept amplitude exponent
  accent accentunder columnalign columnspacing columnlines depth display displaystyle fence form largeop linethickness
  lspace mathvariant maxsize minsize movablelimits notation rowalign rowspacing rowlines scriptlevel separator stretchy
  symmetric voffset rspace columnspan`.split(/\s+/),
);

/** Attributes of drawings that are written as in CSS. */
const drawn =
  /^(?:fill|stroke|filter|mask|cursor|opacity|color|visibility|overflow|clip|font|stop|flood|text|marker|letter|word|dominant|alignment|baseline|shape|image|paint|vector|writing|lighting|pointer|direction)(?:-[a-z-]+)?$/;

const shows = /^(?:img|image|source|video|audio|input)$/;

/** An attribute as a copy has it; undefined where it has none. */
export function rewriteAttribute(
  element: string,
  name: string,
  value: string,
  rewriting: Rewriting,
): string | undefined {
  const { base, leads } = rewriting;
  switch (name) {
    case 'style':
      return rewriteCss(value, base, leads);
    case 'src':
      return shows.test(element) ? resourceOf(value, base, leads) : undefined;
    case 'srcset':
      return /^(?:img|source)$/.test(element) ? rewriteSrcset(value, rewriting) : undefined;
    case 'poster':
    case 'background':
      return resourceOf(value, base, leads);
    case 'href':
    case 'xlink:href':
      return hrefOf(element, value, rewriting);
    case 'cite':
      return resolved(value, base);
    default:
      if (plain.has(name) || /^(?:aria|data)-[a-z0-9_.-]+$/.test(name)) return value;
      return drawn.test(name) ? rewriteCss(value, base, leads) : undefined;
  }
}

function hrefOf(element: string, value: string, rewriting: Rewriting): string | undefined {
  const { base, leads } = rewriting;
  if (element === 'a' || element === 'area') return linkOf(value, rewriting);
  if (element === 'image') return resourceOf(value, base, leads);
  return /^#[^\s]+$/.test(value.trim()) ? value.trim() : undefined;
}

/** A link to a part of the page stays in it; any other leads to the notice that it leads out. */
export function linkOf(value: string, { base, page, leads }: Rewriting): string | undefined {
  const absolute = resolved(value, base);
  if (absolute === undefined) return undefined;
  const [address = '', ...fragment] = absolute.split('#');
  if (fragment.length > 0 && address === page.split('#')[0]) return `#${fragment.join('#')}`;
  return leads.away(absolute);
}

/** HTML, "parse a srcset attribute": addresses have no spaces, and commas at their ends are no part of them. */
function rewriteSrcset(value: string, { base, leads }: Rewriting): string {
  const words = value.slice(0, longestSrcset).split(/\s+/);
  const out: string[] = [];
  for (let i = 0; i < words.length && out.length < 40; i++) {
    const address = (words[i] ?? '').replace(/^,+/, '');
    if (address === '' || address === ',') continue;
    const [size = '', ...rest] = address.endsWith(',') ? [] : (words[i + 1] ?? '').split(',');
    const isSize = /^[\d.]{1,12}[wxh]$/.test(size);
    if (isSize) words[i + 1] = rest.join(',');
    const href = resourceOf(address.replace(/,$/, ''), base, leads);
    if (href !== nowhere) out.push(isSize ? `${href} ${size}` : href);
  }
  return out.join(', ');
}

const longestSrcset = 20_000;
