import { type Html, html, trusted } from '../../kit/html.ts';
import { localeDirection, type Translate } from '../../kit/i18n/index.ts';

/** A page of ours within the frame of a copy: for what is no page of its own, and for links that lead out. */
export function shell(t: Translate, title: string, main: Html): string {
  return html`<!doctype html>
<html lang="${t.language}" dir="${localeDirection(t.language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title}</title>
<style>${trusted(style)}</style></head>
<body><main>
${main}</main></body>
</html>
`.toString();
}

const style = `
:root { color-scheme: light dark; }
body { margin: 0; font: 1rem/1.6 system-ui, sans-serif; }
main { max-inline-size: 44rem; margin: 0 auto; padding: 1.5rem; overflow-wrap: anywhere; }
img { display: block; max-inline-size: 100%; block-size: auto; margin: 0 auto; }
pre { white-space: pre-wrap; font: inherit; unicode-bidi: plaintext; }
pre.code { font: .9rem/1.5 ui-monospace, monospace; }
h1 { font-size: 1.2rem; }
h2 { font-size: 1rem; }
`;
