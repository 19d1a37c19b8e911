/**
 * CSS of an SVG without a reference to anything outside it. What may name an address, an import or a font file is
 * taken out; when something of the kind is left, or could be hidden by an escape, nothing is kept.
 */
export function cleanStyleSheet(css: string): string {
  const plain = css
    .replace(/\/\*[\s\S]*?(?:\*\/|$)/g, ' ')
    .replace(/@(?:import|charset|namespace)\b[^;{}@]*(?:;|$)/gi, '')
    .replace(/@font-face\s*\{[^{}]*\}/gi, '');
  const cleaned = withoutAddresses(plain);
  return isSuspicious(cleaned) || otherRules.test(cleaned) ? '' : cleaned;
}

/** Rules that only choose among others stay; `<` begins no CSS. */
const otherRules = /@(?!media|keyframes|-webkit-keyframes|supports)[a-z-]|</i;

/** The same for a `style` attribute, and for any attribute that may hold `url(…)`. */
export function cleanDeclarations(css: string): string {
  const cleaned = withoutAddresses(css);
  return isSuspicious(cleaned) ? '' : cleaned;
}

/**
 * `url(#part)` stays; any other address becomes `none`. Read from left to right, each character once: an
 * expression that could try it in several ways would take minutes for a few kilobytes of spaces.
 */
function withoutAddresses(css: string): string {
  let out = '';
  let at = 0;
  for (const { index } of css.matchAll(/url\(/gi)) {
    if (index < at) continue;
    const found = addressAt(css, index + 'url('.length);
    if (found === undefined) continue;
    const isInside = /^#[^\s"'()\\]+$/.test(found.address.trim());
    out += css.slice(at, index) + (isInside ? css.slice(index, found.end) : 'none');
    at = found.end;
  }
  return out + css.slice(at);
}

/** What stands between the brackets, and where they have ended; undefined where they do not. */
function addressAt(
  css: string,
  start: number,
): { readonly address: string; readonly end: number } | undefined {
  const first = afterSpace(css, start);
  const quote = css[first];
  if (quote !== '"' && quote !== "'") {
    const end = nextOf(css, first, /[()"']/g);
    return css[end] === ')' ? { address: css.slice(first, end), end: end + 1 } : undefined;
  }
  const closing = css.indexOf(quote, first + 1);
  const end = closing < 0 ? closing : afterSpace(css, closing + 1);
  return css[end] === ')' ? { address: css.slice(first + 1, closing), end: end + 1 } : undefined;
}

function afterSpace(css: string, start: number): number {
  return nextOf(css, start, /\S/g);
}

/** Where the first of such characters stands; the text's end when there is none. */
function nextOf(css: string, start: number, characters: RegExp): number {
  characters.lastIndex = start;
  return characters.exec(css)?.index ?? css.length;
}

const suspicious =
  /\\|url\((?!\s*["']?#)|\b(?:image|image-set|cross-fade|element|src|paint|expression)\s*\(|javascript:|-moz-binding|\bbehavior\s*:|@import/i;

function isSuspicious(css: string): boolean {
  return suspicious.test(css);
}
