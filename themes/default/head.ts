import { type Html, html, trusted } from '../../src/kit/html.ts';
import { scriptOf } from '../../src/kit/i18n/index.ts';
import type { Frame, OpenGraph } from '../../src/reading/page.ts';
import type { Context } from './context.ts';

/** The paper of the two schemes, for the browser's own furniture; the same as `--paper` in base.css. */
const paper = { light: '#fbfaf7', dark: '#161614' };

/**
 * What browsers, search engines and feed readers want to know. `lang` is that of the page's main text; the style of
 * lists and of records stands in sheets of their own (`sheet`), since a post shows neither.
 */
export function head(
  context: Context,
  { lang, sheet }: { lang: string; sheet: 'list.css' | 'record.css' | undefined },
): Html {
  const { frame, assets } = context;
  const { site } = frame;
  const title = documentTitle(frame);
  return html`<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${assets.href('theme.css')}">
${sheet !== undefined && html`<link rel="stylesheet" href="${assets.href(sheet)}">\n`}${
  site.look &&
  html`<link rel="stylesheet" href="${site.look.stylesheet}">
`
}${facesOf(frame, lang).map((font) => preload(assets.href(font)))}<script src="${assets.href('enhance.js')}" defer></script>
<meta name="theme-color" content="${site.look?.paper.light ?? paper.light}" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="${site.look?.paper.dark ?? paper.dark}" media="(prefers-color-scheme: dark)">
${frame.description !== '' && html`<meta name="description" content="${frame.description}">\n`}${
  frame.noIndex && html`<meta name="robots" content="noindex">\n`
}${frame.canonical !== undefined && html`<link rel="canonical" href="${frame.canonical}">\n`}${
  frame.previous !== undefined && html`<link rel="prev" href="${frame.previous}">\n`
}${frame.next !== undefined && html`<link rel="next" href="${frame.next}">\n`}${
  site.icon !== undefined && html`<link rel="icon" href="${site.icon}">\n`
}${
  frame.provenance !== undefined &&
  html`<link rel="http://www.w3.org/ns/prov#has_provenance" type="application/ld+json" href="${frame.provenance}">\n`
}<link rel="https://api.w.org/" href="${site.url}wp-json/">
${frame.feeds.map(
  ({ type, href, title }) => html`<link rel="alternate" type="${type}" href="${href}" title="${title}">\n`,
)}${oEmbed(frame, title)}${openGraph(frame, title)}
${frame.jsonLd !== '' && html`<script type="application/ld+json">${trusted(frame.jsonLd)}</script>`}
</head>`;
}

function documentTitle({ title, site }: Frame): string {
  if (title !== '') return `${title} · ${site.title}`;
  return site.tagline === '' ? site.title : `${site.title} · ${site.tagline}`;
}

function oEmbed({ oEmbed }: Frame, title: string): Html | false {
  return (
    oEmbed !== undefined &&
    html`<link rel="alternate" type="application/json+oembed" href="${oEmbed.json}" title="${title}">
<link rel="alternate" type="text/xml+oembed" href="${oEmbed.xml}" title="${title}">
`
  );
}

function openGraph(frame: Frame, title: string): Html {
  const { openGraph: graph, site } = frame;
  return html`${property('og:type', graph.type)}${property('og:site_name', site.title)}${property(
    'og:title',
    frame.title || title,
  )}${property('og:description', frame.description)}${property('og:url', frame.canonical)}${property(
    'og:locale',
    frame.locale.replace('-', '_'),
  )}${image(graph)}${article(graph)}<meta name="twitter:card" content="${graph.image === undefined ? 'summary' : 'summary_large_image'}">`;
}

function image({ image }: OpenGraph): Html | false {
  return (
    image !== undefined &&
    html`${property('og:image', image.url)}${property('og:image:width', image.width)}${property(
      'og:image:height',
      image.height,
    )}${property('og:image:alt', image.alt)}`
  );
}

function article(graph: OpenGraph): Html | false {
  return (
    graph.type === 'article' &&
    html`${property('article:published_time', graph.publishedTime)}${property(
      'article:modified_time',
      graph.modifiedTime,
    )}${graph.authors.map((author) => property('article:author', author))}${graph.tags.map((tag) => property('article:tag', tag))}`
  );
}

function property(name: string, content: string | number | undefined): Html | false {
  return content !== undefined && content !== '' && html`<meta property="${name}" content="${content}">\n`;
}

/** Faces that the page begins with are asked for at once, before the style sheet is read. */
function preload(href: string): Html {
  return html`<link rel="preload" as="font" type="font/woff2" href="${href}" crossorigin>\n`;
}

/** Those of the theme that the site uses. */
function facesOf({ site, locale }: Frame, lang: string): readonly string[] {
  const { text, furniture } = site.look?.bundled ?? { text: true, furniture: true };
  return [...(text ? [textFont(lang)] : []), ...(furniture ? furnitureFonts(locale) : [])];
}

/** The file of the face that the page's text begins in. */
function textFont(lang: string): string {
  switch (scriptOf(lang)) {
    case 'Arab':
      return lang.startsWith('fa') ? 'vazirmatn-arabic.woff2' : 'naskh-arabic.woff2';
    case 'Cyrl':
      return 'literata-cyrillic.woff2';
    case 'Grek':
      return 'literata-greek.woff2';
    default:
      return 'literata-latin.woff2';
  }
}

/** The files of the faces of menus, dates and buttons, whose figures are Latin in most languages. */
function furnitureFonts(locale: string): readonly string[] {
  const latin = 'source-sans-latin.woff2';
  switch (scriptOf(locale)) {
    case 'Arab':
      return ['vazirmatn-arabic.woff2', latin];
    case 'Cyrl':
      return ['source-sans-cyrillic.woff2', latin];
    case 'Grek':
      return ['source-sans-greek.woff2', latin];
    default:
      return [latin];
  }
}
