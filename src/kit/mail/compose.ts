import { type Html, html } from '../html.ts';
import { localeDirection, type Translate } from '../i18n/index.ts';

/** A piece of a letter: a paragraph, a link that stands alone, or somebody else's words. */
export type Part =
  | string
  | { readonly label: string; readonly href: string }
  | { readonly quote: string }
  /** Small print at the end: why one gets this, how to end it. */
  | { readonly small: string; readonly link?: { readonly label: string; readonly href: string } };

/**
 * Both forms of a letter from one list: plain text, and HTML in the direction of its language. Everything in it
 * is text and is escaped; words of others stand apart and keep a direction of their own.
 */
export function composed(
  t: Translate,
  parts: readonly Part[],
): { readonly text: string; readonly html: string } {
  return {
    text: `${parts.map(plain).join('\n\n')}\n`,
    html: html`<!doctype html>
<html lang="${t.language}" dir="${localeDirection(t.language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body>
${parts.map((part) => html`${marked(part)}\n`)}</body>
</html>
`.toString(),
  };
}

function plain(part: Part): string {
  if (typeof part === 'string') return printable(part);
  if ('quote' in part)
    return printable(part.quote)
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n');
  if ('small' in part) {
    const link = part.link && `\n${printable(part.link.label)}: ${part.link.href}`;
    return `-- \n${printable(part.small)}${link ?? ''}`;
  }
  return `${printable(part.label)}:\n${part.href}`;
}

function marked(part: Part): Html {
  if (typeof part === 'string') return html`<p dir="auto">${lines(part)}</p>`;
  if ('quote' in part) return html`<blockquote dir="auto">${lines(part.quote)}</blockquote>`;
  if ('small' in part) {
    const { small, link } = part;
    return html`<hr><p><small>${lines(small)}${link && html` <a href="${link.href}">${link.label}</a>`}</small></p>`;
  }
  return html`<p><a href="${part.href}">${part.label}</a></p>`;
}

function lines(text: string): Html {
  return html`${printable(text)
    .split('\n')
    .map((line, at) => (at === 0 ? html`${line}` : html`<br>\n${line}`))}`;
}

/** Without control characters, which a terminal's mail program would obey. */
function printable(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .toWellFormed();
}
