import { type Document, firstStrong, plainText, references, renderHtml } from '../document/index.ts';
import type { Database } from '../kit/database/index.ts';
import { type Html, html } from '../kit/html.ts';
import { localeDirection } from '../kit/i18n/index.ts';
import { isElsewhere, picturesOf } from '../post/render.ts';
import { renderLabels } from '../site/labels.ts';
import type { Site } from '../site/site.ts';
import type { PublishedWords } from './publication.ts';

/** The text of a version, in its language and direction. Pictures are the site's; nothing is loaded from elsewhere. */
export async function versionText(
  db: Database,
  site: Site,
  { title, lang, document }: PublishedWords,
): Promise<Html> {
  const locale = lang ?? site.locale;
  const pictures = await picturesOf({ db: db.read }, site, references(document).images);
  const direction = directionOf(title, document, locale);
  const body = renderHtml(document, {
    image: (src) => pictures.get(src)?.picture ?? (isElsewhere(src, site.url) ? 'elsewhere' : undefined),
    labels: renderLabels(locale),
    direction,
    topHeading: 3,
  });
  return html`<article class="version post" lang="${locale}" dir="${direction}"><h3>${title}</h3>
<div class="prose">
${body}
</div></article>
`;
}

function directionOf(title: string, document: Document, locale: string): 'ltr' | 'rtl' {
  return firstStrong(`${title}\n${plainText(document).text}`) ?? localeDirection(locale);
}
