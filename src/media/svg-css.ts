/**
 * CSS of an SVG without a reference to anything outside it. What may name an address, an import or a font file is
 * taken out; when something of the kind is left, or could be hidden by an escape, nothing is kept.
 */
export function cleanStyleSheet(css: string): string {
  const plain = css
    .replace(/\/\*[\s\S]*?(?:\*\/|$)/g, ' ')
    .replace(/@(?:import|charset|namespace)\b[^;{}]*(?:;|$)/gi, '')
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

/** `url(#part)` stays; any other address becomes `none`. */
function withoutAddresses(css: string): string {
  return css.replace(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)/gi, (whole, double, single, bare) => {
    const address: string = double ?? single ?? bare ?? '';
    return /^#[^\s"'()\\]+$/.test(address.trim()) ? whole : 'none';
  });
}

const suspicious =
  /\\|url\((?!\s*["']?#)|\b(?:image|image-set|cross-fade|element|src|paint|expression)\s*\(|javascript:|-moz-binding|\bbehavior\s*:|@import/i;

function isSuspicious(css: string): boolean {
  return suspicious.test(css);
}
