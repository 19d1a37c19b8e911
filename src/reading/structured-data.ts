import { hrefOf } from '../post/permalink.ts';
import type { Cited } from '../quotation/cited.ts';
import { correctionsPath } from '../revision/publication.ts';
import type { PostTerm } from './belonging.ts';
import { basis, citations, quotationParts } from './cited-data.ts';
import type { AuthorLink, AuthorProfile, Picture, SourceEntry } from './page.ts';
import type { ReadPost } from './post.ts';
import { absolute, type Visit } from './visit.ts';

/** Linked data for search engines (JSON-LD 1.1, schema.org), as text for a script element of its type. */
type Thing = Readonly<Record<string, unknown>>;

const dangerous = /[<\u2028\u2029]/;
const everyDangerous = /[<\u2028\u2029]/g;

function textOf(...things: readonly Thing[]): string {
  const [only] = things;
  const data =
    things.length === 1
      ? { '@context': 'https://schema.org', ...only }
      : { '@context': 'https://schema.org', '@graph': things };
  const text = JSON.stringify(data);
  // Nothing in a text may end the script element, or begin a comment in it.
  return dangerous.test(text)
    ? text.replaceAll(everyDangerous, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : text;
}

/** A post: who wrote it, when, on what, and where it stands in the site. */
export function postData(
  visit: Visit,
  post: ReadPost,
  of: {
    readonly authors: readonly AuthorLink[];
    readonly terms: readonly PostTerm[];
    readonly picture: Picture | undefined;
    readonly cited?: readonly Cited[];
    readonly sources?: readonly SourceEntry[];
  },
): string {
  const url = absolute(visit, post.path ?? '/');
  const open = post.password === null;
  const { cited = [], sources = [] } = open ? of : {};
  const category = of.terms.find(({ taxonomy }) => taxonomy === 'category');
  const article = {
    '@type': post.type === 'post' ? 'BlogPosting' : 'WebPage',
    '@id': url,
    url,
    mainEntityOfPage: url,
    headline: post.title,
    inLanguage: post.lang ?? visit.site.locale,
    datePublished: post.published_at ?? undefined,
    dateModified: post.updated_at ?? post.published_at ?? undefined,
    description: open ? post.summary : undefined,
    wordCount: open ? post.words : undefined,
    commentCount: post.comment_count,
    author: of.authors.map(({ name, href }) => ({ '@type': 'Person', name, url: visit.origin + href })),
    keywords: of.terms.filter(({ taxonomy }) => taxonomy === 'tag').map(({ name }) => name),
    articleSection: category?.name,
    image: of.picture && open ? visit.origin + of.picture.src : undefined,
    isPartOf: { '@type': 'Blog', '@id': `${visit.origin}/`, name: visit.site.title },
    publisher: {
      '@type': 'Organization',
      name: visit.site.title,
      url: `${visit.origin}/`,
      correctionsPolicy: visit.origin + correctionsPath,
    },
    isBasedOn: sources.length > 0 ? basis(visit.origin, sources) : undefined,
    hasPart: cited.length > 0 ? quotationParts(visit.origin, url, cited) : undefined,
    citation: cited.length > 0 ? citations(visit.origin, cited) : undefined,
  };
  const trail = [
    { name: visit.t('breadcrumb.home'), item: `${visit.origin}/` },
    ...(category
      ? [{ name: category.name, item: visit.origin + hrefOf(`/category/${category.path}/`) }]
      : []),
    { name: post.title, item: url },
  ];
  return textOf(article, breadcrumb(trail));
}

function breadcrumb(trail: readonly { readonly name: string; readonly item: string }[]): Thing {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: trail.map((entry, index) => ({ '@type': 'ListItem', position: index + 1, ...entry })),
  };
}

/** The site itself, with its search. */
export function siteData({ site, origin }: Visit): string {
  return textOf({
    '@type': 'WebSite',
    '@id': `${origin}/`,
    url: `${origin}/`,
    name: site.title,
    description: site.tagline || undefined,
    inLanguage: site.locale,
    potentialAction: {
      '@type': 'SearchAction',
      target: { '@type': 'EntryPoint', urlTemplate: `${origin}/?s={search_term_string}` },
      'query-input': 'required name=search_term_string',
    },
  });
}

/** An author's profile. */
export function authorData(visit: Visit, profile: AuthorProfile): string {
  const url = visit.origin + profile.href;
  return textOf({
    '@type': 'ProfilePage',
    url,
    mainEntity: {
      '@type': 'Person',
      '@id': url,
      name: profile.name,
      url,
      image: profile.picture ? visit.origin + profile.picture.src : undefined,
      sameAs: profile.links.map(({ href }) => href).filter((href) => /^https?:/.test(href)),
      award: profile.honours.length > 0 ? profile.honours : undefined,
    },
  });
}
