import { html } from '../kit/html.ts';
import { idIn } from '../kit/http/form.ts';
import { hrefOf } from '../post/permalink.ts';
import type { PublicAsked, PublicFile, PublicPage, PublicRoute } from '../site/public-page.ts';
import { moment, told, versionList, withdrawnFrom } from './history-views.ts';
import { type LogState, logStates } from './log-state.ts';
import { historyName, historyPath, type Publication } from './publication.ts';
import {
  type HistoryOf,
  listPublications,
  newestPublication,
  readHistoryOf,
  readNeighbours,
  readPublication,
} from './read-publication.ts';
import { versionText } from './version-text.ts';
import { type Other, record, versionPage, wordsIn } from './version-views.ts';

/** The public history of a post, and each of its versions. */
export const historyRoutes: readonly PublicRoute[] = [
  { pattern: '/-/posts/:id/history/', handle: showHistory },
  { pattern: '/-/posts/:id/history/:version/', handle: showVersion },
  { pattern: '/-/posts/:id/history/:version/content.json', handle: showContent },
];

const perPage = 50;

/** `GET /-/posts/12/history/`, and `?before=51` for the older ones of many. */
async function showHistory(asked: PublicAsked): Promise<PublicPage | undefined> {
  const { request, reader, t } = asked;
  const found = await historyOf(asked);
  if (!found) return undefined;
  const { postId, post, newest } = found;
  const before = idIn(request.query.get('before'));
  const rows = await listPublications(reader.db, reader.siteId, postId, {
    limit: perPage + 1,
    ...(before > 0 && { before }),
  });
  const publications = rows.slice(0, perPage);
  const states = await logStates(reader.db, reader.siteId, publications);
  const open = post?.standing === 'open';
  const last = publications.at(-1);
  const title = open ? post.title : withdrawnTitle(newest);
  return {
    ...headed(post),
    title: title === '' ? t('history.title-withdrawn') : t('history.title', { title }),
    ...(open && before === 0 && { canonical: historyPath(postId) }),
    keep: allLogged(publications, states),
    main: html`${open ? html`<p>${t('history.explain')}</p>\n` : html`<p>${t('history.withdrawn')}</p>\n`}${
      publications.length === 0
        ? html`<p class="soft">${t('history.none-yet')}</p>\n`
        : versionList(asked, publications, states, open)
    }${
      rows.length > perPage &&
      last &&
      html`<p><a rel="next" href="${historyPath(postId)}?before=${last.version}">${t('history.older')}</a></p>\n`
    }${post?.path && html`<p><a href="${hrefOf(post.path)}">${t('history.to-post')}</a></p>\n`}`,
  };
}

/** `GET /-/posts/12/history/3/`: what it said, what it changed, and how that can be checked. */
async function showVersion(asked: PublicAsked): Promise<PublicPage | undefined> {
  const { site, reader, t, origin } = asked;
  const found = await historyOf(asked);
  const publication = found && (await publicationOf(asked, found.postId));
  if (!found || !publication) return undefined;
  const { postId, post, newest } = found;
  const words = publication.kept && wordsIn(publication.kept.content);
  const open = post?.standing === 'open';
  if (!open || !words) return withheld(asked, publication, found);
  const { version } = publication;
  const neighbours = await readNeighbours(reader.db, reader.siteId, postId, version);
  const states = await logStates(reader.db, reader.siteId, [publication]);
  const other = async (at: number | undefined): Promise<Other | undefined> =>
    at === undefined ? undefined : { version: at, words: await wordsOf(asked, postId, at) };
  const previous = await other(neighbours.previous);
  const latest = newest && newest.version !== version ? await other(newest.version) : undefined;
  return {
    ...headed(publication),
    title: t('history.version-title', { title: publication.title, version }),
    kicker: html`<a href="${historyPath(postId)}">${t('history.all')}</a>`,
    keep: allLogged([publication], states),
    main: versionPage(asked, {
      publication,
      words,
      text: await versionText(reader.db, site, words),
      state: states.get(version),
      origin,
      ...(previous && { previous }),
      ...(latest && { newest: latest }),
      ...(neighbours.next !== undefined && { next: neighbours.next }),
    }),
  };
}

/** A withdrawal, or a version that readers may not see any more: what is on record of it. */
async function withheld(
  asked: PublicAsked,
  publication: Publication,
  { postId, post }: Found,
): Promise<PublicPage> {
  const { t, reader } = asked;
  const { version, kind, at } = publication;
  const states = await logStates(reader.db, reader.siteId, [publication]);
  return {
    title: t('history.version', { version }),
    kicker: html`<a href="${historyPath(postId)}">${t('history.all')}</a>`,
    status: 410,
    main: html`<p class="dateline"><b class="kind ${kind}">${t('history.kind', { kind })}</b> ${moment(asked, at)}</p>
${told(asked, post?.standing === 'open' ? publication : withdrawnFrom(publication))}${
  post?.standing !== 'open' && html`<p>${t('history.withdrawn')}</p>\n`
}${record(asked, publication, states.get(version))}`,
  };
}

/** `GET /-/posts/12/history/3/content.json`: the bytes that the digest is of. */
async function showContent(asked: PublicAsked): Promise<PublicFile | undefined> {
  const found = await historyOf(asked);
  const publication = found && (await publicationOf(asked, found.postId));
  if (found?.post?.standing !== 'open' || !publication?.kept) return undefined;
  return { type: 'application/json', indexed: false, body: publication.kept.text };
}

type Found = {
  readonly postId: number;
  /** Undefined once it is deleted. */
  readonly post: HistoryOf | undefined;
  readonly newest: Publication | undefined;
};

/** What may be told of a post's history: nothing of what never was public, nor of what a password is before. */
async function historyOf({ params, reader }: PublicAsked): Promise<Found | undefined> {
  const postId = idIn(params.id);
  if (postId < 1) return undefined;
  reader.note(`post:${postId}`, historyName(postId));
  const post = await readHistoryOf(reader.db, reader.siteId, postId);
  if (post?.standing === 'locked') return undefined;
  const newest = await newestPublication(reader.db, reader.siteId, postId);
  if (post?.standing !== 'open' && newest?.kind !== 'retract') return undefined;
  return { postId, post, newest };
}

async function publicationOf({ params, reader }: PublicAsked, postId: number) {
  const version = idIn(params.version);
  return version < 1 ? undefined : readPublication(reader.db, reader.siteId, postId, version);
}

async function wordsOf({ reader }: PublicAsked, postId: number, version: number) {
  const other = await readPublication(reader.db, reader.siteId, postId, version);
  return other?.kept && wordsIn(other.kept.content);
}

/** A withdrawn post is named only where readers were told why. */
function withdrawnTitle(newest: Publication | undefined): string {
  return newest?.kind === 'retract' ? newest.title : '';
}

/** While something waits for the log, a page changes by itself. */
function allLogged(publications: readonly Publication[], states: ReadonlyMap<number, LogState>): boolean {
  return publications.every(({ version }) => states.get(version) !== 'pending');
}

function headed(of: { readonly lang: string | null } | undefined): { readonly lang?: string } {
  return of?.lang ? { lang: of.lang } : {};
}
