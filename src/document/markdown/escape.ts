/** Text as Markdown that reads back as that text and nothing else. */

/** Escapes what could begin or end markup inside a line. `inTable` also keeps cells apart. */
export function escapeInline(text: string): string {
  return text
    .replace(/[\\`*[\]<~$|{^]|!$/g, '\\$&')
    .replace(/_/g, (mark, at: number, whole: string) => (isInWord(whole, at) ? mark : '\\_'))
    .replace(/&(?=[#a-z])/gi, '&amp;')
    .replace(/:(?=\/\/|quote(?:$|\\\[))|(?<=mailto):/gi, '\\:')
    .replace(/^[^\S ]+|[^\S ]+$|[\u2028\u2029\ufeff]/g, asEntities);
}

function isInWord(text: string, at: number): boolean {
  return /[a-z0-9]/i.test(text[at - 1] ?? '') && /[a-z0-9]/i.test(text[at + 1] ?? '');
}

/** White space that a Markdown program would trim. */
function asEntities(spaces: string): string {
  return Array.from(spaces, (space) => `&#x${space.codePointAt(0)!.toString(16)};`).join('');
}

/** Escapes what makes a block of a line: only at its start. */
export function escapeLineStart(line: string): string {
  return line
    .replace(/^(?!:quote\[)[#>+=:-]/, '\\$&')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
    .replace(/^(\[\^\d+\]):/, '$1\\:')
    .replace(/^\s/, asEntities);
}

/** The address of a link: between `<` and `>` wherever that is needed. */
export function linkTarget(url: string): string {
  const safe = url.replace(/[\\<>]/g, '\\$&').replace(/&(?=[#a-z])/gi, '&amp;');
  return /^[\x21-\x7e]+$/.test(url) && !/[()\\<>]/.test(url) ? safe : `<${safe}>`;
}

/** The title of a link or a picture, with its leading space. */
export function linkTitle(title: string | undefined): string {
  if (title === undefined) return '';
  return ` "${title.replace(/["\\]/g, '\\$&').replace(/&(?=[#a-z])/gi, '&amp;')}"`;
}

/** Code between as many backticks as it takes. */
export function codeSpan(code: string): string {
  const longest = Math.max(0, ...Array.from(code.matchAll(/`+/g), (run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^[ `]|[ `]$/.test(code) && code.trim() !== '' ? ' ' : '';
  return `${fence}${pad}${code}${pad}${fence}`;
}

/** HTML on one line, so that nothing in it ends the block that it stands in. */
export function oneLineHtml(html: string): string {
  return html.replaceAll('\n', '&#10;');
}
