import { localeDirection } from '../../kit/i18n/index.ts';
import { canonicalLocale } from '../../site/site.ts';
import { readDate } from './date.ts';
import type { Facts } from './extraction.ts';
import { describedIn } from './json-ld.ts';
import { markedIn } from './marked.ts';
import { allSaidIn, type Meta, metaOf, saidIn } from './meta.ts';
import { attributeOf, descendants, lineOf, type PageElement, type PageTree, wordsOf } from './page-tree.ts';

/**
 * What a page says about itself. Where several say the same thing, what is said for programs to archive it by
 * (Dublin Core, JSON-LD, OpenGraph) goes before what is said for sharing, and both before what only looks like it.
 */
export function factsOf(tree: PageTree, address: string): Facts {
  const meta = metaOf(tree);
  const described = describedIn(tree);
  const marked = markedIn(tree);
  const root = elementNamed(tree, 'html');
  const body = elementNamed(tree, 'body');
  const lang = languageOf(root, meta) ?? localeIn(described?.lang);
  const dir = directionSaid(root) ?? directionSaid(body);
  return present({
    title: described?.title ?? saidIn(meta, titles) ?? titleOf(tree, marked.title),
    authors: authorsOf(meta, described?.authors ?? [], marked.authors),
    publisher: described?.publisher ?? saidIn(meta, publishers),
    published: firstDate(described?.published, saidIn(meta, publishedNames), marked.published),
    modified: firstDate(described?.modified, saidIn(meta, modifiedNames), marked.modified),
    lang,
    dir: dir ?? (lang === undefined ? undefined : localeDirection(lang)),
    canonical: canonicalOf(tree, meta, address),
    licence: licenceOf(described?.licence ?? marked.licence ?? saidIn(meta, licences), address),
    summary: described?.summary ?? saidIn(meta, summaries),
  });
}

const titles =
  'dc:title dcterm:title dcterms:title og:title weibo:article:title weibo:webpage:title title twitter:title parsely-title citation_title';
const authorNames =
  'dc:creator dcterm:creator dcterms:creator citation_author author article:author_name parsely-author sailthru:author byl article:author';
const publishers =
  'og:site_name dc:publisher dcterms:publisher citation_publisher citation_journal_title application-name publisher';
const publishedNames =
  'article:published_time citation_publication_date citation_date dc:date:issued dcterms:issued dc:date dcterms:created dcterms:date parsely-pub-date sailthru:date datepublished og:published_time pubdate date';
const modifiedNames = 'article:modified_time og:updated_time dcterms:modified datemodified last-modified';
const licences = 'dcterms:license dcterms:rights dc:rights license copyright rights';
const summaries =
  'dc:description dcterms:description og:description weibo:article:description description twitter:description';

/** Leaves out what is not said. */
function present(
  fields: { [K in keyof Facts]-?: Facts[K] | undefined } & { readonly authors: readonly string[] },
): Facts {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''),
  ) as Facts;
}

function firstDate(...written: readonly (string | undefined)[]) {
  return written.map(readDate).find((date) => date !== undefined);
}

function authorsOf(meta: Meta, described: readonly string[], marked: readonly string[]): readonly string[] {
  const archived = namesIn(allSaidIn(meta, 'dc:creator dcterm:creator dcterms:creator citation_author'));
  if (described.length > 0) return described;
  if (archived.length > 0) return archived;
  const said = namesIn(allSaidIn(meta, authorNames));
  return said.length > 0 ? said : marked;
}

/** `article:author` is often the address of a profile, which is no name. */
function namesIn(said: readonly string[]): readonly string[] {
  return [...new Set(said.filter((name) => !/^(?:https?:)?\/\//i.test(name) && name.length <= 300))];
}

/** A heading that `<title>` holds is the title; else what stands before the name of the site. */
function titleOf(tree: PageTree, marked: string | undefined): string | undefined {
  if (marked !== undefined && marked !== '') return marked;
  const title = lineOfFirst(tree, 'title');
  const headings = [...descendants(tree)].filter(({ tagName }) => tagName === 'h1').map(lineOf);
  const heading = headings.find(
    (each) => each !== '' && title?.includes(each) && each.length >= title.length / 4,
  );
  if (heading !== undefined) return heading;
  const cut = title?.replace(/^(.+)\s[|\-–—\\/>»·]\s.*$/s, '$1');
  if (cut !== undefined && cut.split(/\s+/).length > 2) return cut;
  return title || headings[0];
}

function lineOfFirst(tree: PageTree, name: string): string | undefined {
  const element = elementNamed(tree, name);
  return element && lineOf(element);
}

function elementNamed(tree: PageTree, name: string): PageElement | undefined {
  for (const element of descendants(tree)) if (element.tagName === name) return element;
  return undefined;
}

function languageOf(root: PageElement | undefined, meta: Meta): string | undefined {
  const said = root && (attributeOf(root, 'lang') ?? attributeOf(root, 'xml:lang'));
  return (
    localeIn(said) ??
    localeIn(saidIn(meta, 'content-language dc:language dcterms:language og:locale inlanguage'))
  );
}

function localeIn(written: string | undefined): string | undefined {
  return written === undefined || written.length > 35
    ? undefined
    : canonicalLocale(written.trim().replaceAll('_', '-'));
}

function directionSaid(element: PageElement | undefined): 'ltr' | 'rtl' | undefined {
  const dir = element && attributeOf(element, 'dir')?.toLowerCase();
  return dir === 'ltr' || dir === 'rtl' ? dir : undefined;
}

function canonicalOf(tree: PageTree, meta: Meta, address: string): string | undefined {
  for (const element of descendants(tree)) {
    if (
      element.tagName !== 'link' ||
      !wordsOf(element, 'rel').some((word) => word.toLowerCase() === 'canonical')
    )
      continue;
    const href = absolute(attributeOf(element, 'href'), address);
    if (href !== undefined) return href;
  }
  return absolute(saidIn(meta, 'og:url'), address);
}

function absolute(href: string | undefined, address: string): string | undefined {
  if (href === undefined || href.trim() === '' || !URL.canParse(href, address)) return undefined;
  const url = new URL(href, address);
  return /^https?:$/.test(url.protocol) ? url.href : undefined;
}

/** An address becomes an absolute one; words stay. */
function licenceOf(said: string | undefined, address: string): string | undefined {
  if (said === undefined || said === '') return undefined;
  const isAddress = /^(?:https?:)?\/|^\.\.?\//i.test(said);
  return (isAddress ? absolute(said, address) : said)?.slice(0, 500);
}
