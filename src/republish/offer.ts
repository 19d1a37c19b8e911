import { type Database, statement, type Transaction } from '../kit/database/index.ts';
import type { RepublishTables } from '../kit/database/tables/republish.ts';
import { escapeHtml } from '../kit/html.ts';
import type { Site } from '../site/site.ts';
import { type Licence, licenceNamed } from './licence.ts';

export type Offer = RepublishTables['republish_offer'];

/** What a post says of being taken over, where that is not as the site has it. */
export async function readOffer(
  db: Database | Transaction,
  siteId: number,
  postId: number,
): Promise<Offer | undefined> {
  return byPost.first(db, { site: siteId, post: postId });
}

const byPost = statement<{ site: number; post: number }>()((db, value) =>
  db
    .selectFrom('republish_offer')
    .selectAll()
    .where('site_id', '=', value('site'))
    .where('post_id', '=', value('post')),
);

/** Under what licence and terms a post is offered; undefined where it is not. */
export function termsOf(
  site: Pick<Site, 'settings'>,
  offer: Offer | undefined,
): { readonly licence: Licence | undefined; readonly terms: string } | undefined {
  const { republishLicence, republishTerms } = site.settings;
  if (offer?.offered === 0 || (offer === undefined && republishLicence === '')) return undefined;
  const licence = offer?.licence || republishLicence;
  const terms = offer?.terms || republishTerms;
  return { licence: licence.toLowerCase() === 'own' ? undefined : licenceNamed(licence), terms };
}

/** What those who take a text over set above it. */
export type Attributed = {
  readonly title: string;
  readonly url: string;
  readonly authors: readonly string[];
  readonly site: string;
  /** `21 May 2016`, in the language of the post. */
  readonly date: string;
  readonly licence: Licence | undefined;
  /** "{title} was first published by {site} on {date}", with a place for each. */
  readonly words: (
    parts: Readonly<Record<'title' | 'authors' | 'site' | 'date' | 'licence', string>>,
  ) => string;
};

/** As HTML: links, and no script, picture or anything else that tells who reads it. */
export function attributionHtml(given: Attributed): string {
  const { title, url, authors, site, date, licence, words } = given;
  const link = (href: string, text: string, rel = '') =>
    `<a href="${escapeHtml(href)}"${rel}>${escapeHtml(text)}</a>`;
  return `<p>${words({
    title: link(url, title),
    authors: escapeHtml(authors.join(', ')),
    site: escapeHtml(site),
    date: escapeHtml(date),
    licence:
      licence === undefined
        ? ''
        : licence.href
          ? link(licence.href, licence.label, ' rel="license"')
          : escapeHtml(licence.label),
  })}</p>`;
}

export function attributionText(given: Attributed): string {
  const { title, url, authors, site, date, licence, words } = given;
  const said = words({
    title,
    authors: authors.join(', '),
    site,
    date,
    licence: licence === undefined ? '' : licence.href ? `${licence.label} (${licence.href})` : licence.label,
  });
  return `${said}\n${url}`;
}
