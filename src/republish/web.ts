import { statement } from '../kit/database/index.ts';
import { html } from '../kit/html.ts';
import { idIn } from '../kit/http/form.ts';
import { formatDate } from '../kit/i18n/index.ts';
import { hrefOf } from '../post/permalink.ts';
import type { PublicAsked, PublicPage, PublicRoute } from '../site/public-page.ts';
import { type Attributed, attributionHtml, attributionText, readOffer, termsOf } from './offer.ts';
import { republicationsOf } from './read.ts';

/** What readers see: how they may take a post over. */
export const republishPublic: readonly PublicRoute[] = [
  { pattern: '/-/posts/:id/republish/', handle: showOffer },
];

async function showOffer(asked: PublicAsked): Promise<PublicPage | undefined> {
  const { reader, params, site, origin, t } = asked;
  const id = idIn(params.id);
  reader.note(`post:${id}`, 'site');
  const post = await published.first(reader.db, { site: site.id, id });
  if (!post || post.path === null) return undefined;
  const terms = termsOf(site, await readOffer(reader.db, site.id, id));
  // What is another's is not this site's to give.
  if (!terms || (await republicationsOf(reader.db, site.id, id)).length > 0) return undefined;
  const url = origin + hrefOf(post.path);
  const authors = await authorsOf.all(reader.db, { site: site.id, id });
  const attributed: Attributed = {
    title: post.title,
    url,
    authors: authors.map(({ name }) => name),
    site: site.title,
    date: formatDate(post.published_at ?? '', {
      locale: site.locale,
      timeZone: site.timeZone,
      calendar: site.calendar,
      style: 'day',
    }),
    licence: terms.licence,
    words: (parts) =>
      t('republish.attribution', {
        ...parts,
        licensed: parts.licence === '' ? 'other' : 'yes',
        signed: parts.authors === '' ? 'other' : 'yes',
      }),
  };
  const { licence } = terms;
  return {
    title: t('republish.offer'),
    canonical: `/-/posts/${id}/republish/`,
    kicker: html`<a href="${hrefOf(post.path)}" dir="auto">${post.title}</a>`,
    main: html`<p>${t('republish.offer-intro')}</p>
${licence && html`<p>${t('republish.licence')}: ${licence.href ? html`<a href="${licence.href}" rel="license">${licence.label}</a>` : licence.label}</p>\n`}${
  terms.terms !== '' && html`<p dir="auto">${terms.terms}</p>\n`
}<p class="field"><label for="attribution-html">${t('republish.offer-html')}</label>
<textarea id="attribution-html" rows="5" readonly dir="ltr" spellcheck="false">
${attributionHtml(attributed)}</textarea></p>
<p class="field"><label for="attribution-text">${t('republish.offer-plain')}</label>
<textarea id="attribution-text" rows="4" readonly dir="auto" spellcheck="false">
${attributionText(attributed)}</textarea></p>
<p class="field"><label for="attribution-head">${t('republish.offer-canonical')}</label>
<textarea id="attribution-head" rows="2" readonly dir="ltr" spellcheck="false">
<link rel="canonical" href="${url}"></textarea></p>
<p>${t('republish.offer-plainly')}</p>
`,
  };
}

const published = statement<{ site: number; id: number }>()((db, value) =>
  db
    .selectFrom('post')
    .select(['title', 'path', 'published_at'])
    .where('site_id', '=', value('site'))
    .where('id', '=', value('id'))
    .where('type', '=', 'post')
    .where('path', 'is not', null)
    .where('password', 'is', null),
);

const authorsOf = statement<{ site: number; id: number }>()((db, value) =>
  db
    .selectFrom('post_author')
    .innerJoin('author', (join) =>
      join
        .onRef('author.site_id', '=', 'post_author.site_id')
        .onRef('author.id', '=', 'post_author.author_id'),
    )
    .select('author.name')
    .where('post_author.site_id', '=', value('site'))
    .where('post_author.post_id', '=', value('id'))
    .orderBy('post_author.position'),
);
