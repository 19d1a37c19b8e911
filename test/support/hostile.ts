import { payloads } from '../document/payloads.ts';

/** Every payload, once. */
export const attacks = [...new Set(payloads().map(({ html }) => html))];

/** Short ones, as somebody would give for a name; what ends an attribute, an element, a script or a comment first. */
export const names = [
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(2)>",
  '</title><script>alert(3)</script>',
  '</script><script>alert(4)</script>',
  '<!--<script>alert(5)//',
  ']]><script xmlns="http://www.w3.org/1999/xhtml">alert(6)</script>',
  '\u2028alert(7)\u2029',
  'javascript:alert(8)',
  '" onmouseover="alert(9)" autofocus onfocus="alert(10)" x="',
  '&quot;&gt;&lt;script&gt;alert(11)&lt;/script&gt;',
  '{{constructor.constructor("alert(12)")()}}<%= alert(13) %>',
  '\ufdd0 1/0\ufdd1 $& $1 $` \u202e\u0000\ufffe',
  ...attacks.filter(({ length }) => length > 8 && length < 150).filter((_, index) => index % 97 === 0),
];

/** One of the names, whichever number is given. */
export const nameAt = (index: number) => names[index % names.length] ?? '';

/** What payloads call when they run; each leaves a trace. */
export const traps = `
  window.ran = [];
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'fetch', 'xss', 'XSS'])
    window[name] = (...given) => { ran.push(name + ' ' + given.join()); };
  document.write = (...given) => { ran.push('write ' + given.join()); };
`;

/** Runs in the page: what of it is dangerous or pretends to be ours, by the browser's own reading. */
export const examine = `(async () => {
  const found = [...window.ran];
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName;
    for (const attribute of element.attributes) if (/^on/i.test(attribute.name)) found.push(name + ' ' + attribute.name);
    for (const address of [element.href, element.src, element.action, element.poster, element.data]) {
      const protocol = typeof address === 'string' && URL.canParse(address) ? new URL(address).protocol : 'none';
      if (/^(javascript|vbscript|data|blob|file|filesystem):$/.test(protocol)) found.push(name + ' ' + address);
    }
    if (/^(iframe|frame|object|embed|applet|base|portal|style|svg|foreignobject|animate|set|template)$/.test(name)) found.push(name);
    if (element.namespaceURI === 'http://www.w3.org/2000/svg') found.push('svg ' + name);
    if (name === 'script' && element.type === 'application/ld+json') JSON.parse(element.textContent);
    else if (name === 'script' && !/^\\/-\\/assets\\//.test(element.getAttribute('src') ?? '')) found.push('script ' + element.textContent);
    if (name === 'meta' && element.httpEquiv) found.push('meta ' + element.httpEquiv);
    if (name === 'form' && new URL(element.action).origin !== location.origin) found.push('form ' + element.action);
    if (name === 'link' && element.rel === 'stylesheet' && !element.href.startsWith(location.origin + '/-/assets/')) found.push('style ' + element.href);
  }
  for (const own of document.querySelectorAll('.prose :is(.badge, .origin, .masthead, .foot, .skip, .dateline, .menu, form, input:not([disabled]), button, [popover], [popovertarget])'))
    found.push('imitation ' + own.outerHTML.slice(0, 100));
  for (const own of ['getElementById', 'querySelector', 'addEventListener', 'createElement'])
    if (typeof document[own] !== 'function') found.push('clobbered ' + own);
  if (!(document.body instanceof HTMLBodyElement)) found.push('clobbered body');
  return found;
})()` as unknown as () => Promise<string[]>;
