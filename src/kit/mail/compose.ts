import { type Html, html, trusted } from '../html.ts';
import { localeDirection, type Translate } from '../i18n/index.ts';

/** A piece of a letter: a paragraph, a link that stands alone, or somebody else's words. */
export type Part =
  | string
  | { readonly heading: string }
  | MailLink
  /** Several links beside each other. */
  | { readonly choices: readonly MailLink[] }
  /** Somebody else's words, and whose they are. */
  | { readonly quote: string; readonly by?: string }
  /** Small print at the end: why one gets this, how to end it. */
  | { readonly small: string; readonly link?: MailLink; readonly links?: readonly MailLink[] };

type MailLink = { readonly label: string; readonly href: string };

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
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<style>${trusted(style)}</style></head>
<body>
<div class="letter">
${parts.map((part) => html`${marked(part)}\n`)}</div>
</body>
</html>
`.toString(),
  };
}

/**
 * Few rules, all of which a mail program may ignore: without them the letter is plain HTML that reads well. No
 * attribute of style, no picture, nothing from elsewhere. Colours are those of the default theme.
 */
const style = `
:root { color-scheme: light dark; }
body { margin: 0; padding: 0; background: #fff; color: #1d1f21; font: 16px/1.55 Georgia, "Times New Roman", serif; }
.letter { max-width: 36em; margin: 0 auto; padding: 28px 20px 40px; overflow-wrap: break-word; }
p { margin: 0 0 18px; }
h2 { margin: 34px 0 12px; font-size: 19px; line-height: 1.3; }
blockquote { margin: 0 0 18px; padding: 2px 0; padding-inline-start: 16px; border: 0 solid #b9b4a8; border-inline-start-width: 3px; }
.by { margin: 0 0 4px; font: 600 14px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; color: #55585c; }
a { color: #1c4f8f; }
.go { font-family: system-ui, -apple-system, "Segoe UI", sans-serif; font-size: 15px; font-weight: 600; }
.go a { display: inline-block; margin: 0 0 8px; margin-inline-end: 22px; padding: 6px 0; }
hr { margin: 34px 0 16px; border: 0; border-top: 1px solid #ddd9d0; }
.small { margin: 0; font: 13px/1.6 system-ui, -apple-system, "Segoe UI", sans-serif; color: #5d6064; }
.small a { color: inherit; margin-inline-end: 10px; }
@media (prefers-color-scheme: dark) {
  body { background: #16181a; color: #e4e2dd; }
  a { color: #9cc3f5; }
  blockquote { border-color: #5a5d61; }
  .by, .small { color: #a9abae; }
  hr { border-color: #34373a; }
}
`;

function plain(part: Part): string {
  if (typeof part === 'string') return printable(part);
  if ('heading' in part) {
    const heading = printable(part.heading);
    return `${heading}\n${'='.repeat(Math.min(heading.length, 60))}`;
  }
  if ('quote' in part) {
    const words = printable(part.quote)
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n');
    return part.by === undefined ? words : `${printable(part.by)}:\n${words}`;
  }
  if ('choices' in part) return part.choices.map(plainLink).join('\n\n');
  if ('small' in part) {
    const links = linksOf(part).map(({ label, href }) => `\n${printable(label)}: ${href}`);
    return `-- \n${printable(part.small)}${links.join('')}`;
  }
  return plainLink(part);
}

function plainLink({ label, href }: MailLink): string {
  return `${printable(label)}:\n${href}`;
}

function marked(part: Part): Html {
  if (typeof part === 'string') return html`<p dir="auto">${lines(part)}</p>`;
  if ('heading' in part) return html`<h2 dir="auto">${printable(part.heading)}</h2>`;
  if ('quote' in part) {
    const by = part.by !== undefined && html`<p class="by"><bdi>${printable(part.by)}</bdi></p>\n`;
    return html`${by}<blockquote dir="auto">${lines(part.quote)}</blockquote>`;
  }
  if ('choices' in part) return html`<p class="go">${part.choices.map(anchor)}</p>`;
  if ('small' in part) {
    const links = linksOf(part).map((link) => html`\n${anchor(link)}`);
    return html`<hr>\n<p class="small">${lines(part.small)}${links.length > 0 && html`<br>${links}`}</p>`;
  }
  return html`<p class="go">${anchor(part)}</p>`;
}

function anchor({ label, href }: MailLink): Html {
  return html`<a href="${href}">${label}</a>\n`;
}

function linksOf({ link, links = [] }: { readonly link?: MailLink; readonly links?: readonly MailLink[] }) {
  return link === undefined ? links : [link, ...links];
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
