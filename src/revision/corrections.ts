import { html } from '../kit/html.ts';
import { idIn } from '../kit/http/form.ts';
import { hrefOf } from '../post/permalink.ts';
import type { PublicAsked, PublicFile, PublicPage, PublicRoute } from '../site/public-page.ts';
import { moment } from './history-views.ts';
import { correctionsPath, historyPath } from './publication.ts';
import { type Corrected, type CorrectionKey, listCorrections } from './read-publication.ts';

const feedPath = `${correctionsPath}feed/`;

/** A feed as whoever writes RSS takes it; addresses are absolute. */
type CorrectionsFeed = {
  readonly title: string;
  readonly description: string;
  readonly selfUrl: string;
  readonly htmlUrl: string;
  readonly id: string;
  readonly locale: string;
  readonly updated: string;
  readonly items: readonly CorrectionsItem[];
};

type CorrectionsItem = {
  readonly guid: string;
  readonly url: string;
  readonly title: string;
  readonly html: string;
  readonly summary: string;
  readonly direction: 'ltr' | 'rtl';
  readonly authors: readonly { readonly name: string }[];
  readonly categories: readonly never[];
  readonly publishedAt: string;
  readonly updatedAt: string;
  readonly enclosures: readonly never[];
};

/** Writes a feed; handed in, for feeds stand above what they tell of. */
export type RenderFeed = (feed: CorrectionsFeed) => string;

/** What the site has corrected or withdrawn: a page, and its feed. */
export function correctionRoutes(renderFeed: RenderFeed): readonly PublicRoute[] {
  return [
    { pattern: correctionsPath, handle: showCorrections },
    { pattern: feedPath, handle: (asked) => showFeed(renderFeed, asked) },
  ];
}

const perPage = 30;

/** `GET /-/corrections/`, and the older ones by the key of the last. */
async function showCorrections(asked: PublicAsked): Promise<PublicPage> {
  const { t, site, request } = asked;
  const before = keyIn(request.query);
  const { shown, next } = await read(asked, before);
  return {
    title: t('corrections.title'),
    ...(before === undefined && { canonical: correctionsPath }),
    description: t('corrections.explain'),
    feeds: [{ title: t('corrections.feed', { site: site.title }), path: feedPath }],
    main: html`<p>${t('corrections.explain')}</p>
${
  shown.length === 0
    ? html`<p class="soft">${t('corrections.none')}</p>\n`
    : html`<ol class="versions">\n${shown.map((each) => item(asked, each))}</ol>\n`
}${next && html`<p><a rel="next" href="${correctionsPath}?${next}">${t('corrections.older')}</a></p>\n`}`,
  };
}

function item(asked: PublicAsked, correction: Corrected) {
  const { t } = asked;
  const { kind, by, note, version, postId, post, redacted } = correction;
  const open = post?.standing === 'open';
  const title = titleOf(asked, correction);
  return html`<li><h2 dir="auto">${open && post.path !== null ? html`<a href="${hrefOf(post.path)}">${title}</a>` : title}</h2>
<p class="dateline"><b class="kind ${kind}">${t('history.kind', { kind })}</b> ${moment(asked, correction.at)}${
    by !== '' && html` ${t.html('history.by', { name: html`<bdi>${by}</bdi>` })}`
  }</p>
${note !== '' && html`<p class="told" dir="auto">${note}</p>\n`}<p><a href="${
    open && kind === 'correct' && !redacted ? historyPath(postId, version) : historyPath(postId)
  }">${open && kind === 'correct' && !redacted ? t('corrections.see') : t('corrections.history')}<span class="quiet">: ${title}</span></a></p></li>
`;
}

/** As it was called when it was corrected; what it is called now is said where it was not kept. */
function titleOf({ t }: Pick<PublicAsked, 't'>, { title, post }: Corrected): string {
  const now = post?.standing === 'open' ? post.title : '';
  return title || now || t('corrections.untitled');
}

/** `GET /-/corrections/feed/` */
async function showFeed(renderFeed: RenderFeed, asked: PublicAsked): Promise<PublicFile> {
  const { t, site, origin, direction } = asked;
  const { shown } = await read(asked, undefined);
  const items = shown.map((each): CorrectionsItem => {
    const { kind, note, by, at, postId, version } = each;
    const url = origin + historyPath(postId, version);
    return {
      guid: url,
      url: kind === 'retract' ? `${origin}${historyPath(postId)}#version-${version}` : url,
      title: t('corrections.item', {
        kind: kind === 'retract' ? kind : 'correct',
        title: titleOf(asked, each),
      }),
      html: '',
      summary: note,
      direction,
      authors: by === '' ? [] : [{ name: by }],
      categories: [],
      publishedAt: at,
      updatedAt: at,
      enclosures: [],
    };
  });
  const body = renderFeed({
    title: t('corrections.feed', { site: site.title }),
    description: t('corrections.explain'),
    selfUrl: origin + feedPath,
    htmlUrl: origin + correctionsPath,
    id: origin + correctionsPath,
    locale: site.locale,
    updated: items[0]?.updatedAt ?? never,
    items,
  });
  return { type: 'application/rss+xml; charset=utf-8', indexed: true, body };
}

/** An empty feed was never changed, and still says when it was. */
const never = '1970-01-01T00:00:00.000Z';

/** A page of them. Of a post that readers must not see nothing is told; once it is open again, it is. */
async function read(
  { reader }: PublicAsked,
  before: CorrectionKey | undefined,
): Promise<{ readonly shown: readonly Corrected[]; readonly next: string | undefined }> {
  reader.note('corrections');
  const rows = await listCorrections(reader.db, reader.siteId, { before, limit: perPage + 1 });
  const page = rows.slice(0, perPage);
  reader.note(...page.map(({ postId }) => `post:${postId}`));
  const last = page.at(-1);
  return {
    shown: page.filter(isShown),
    next:
      rows.length > perPage && last
        ? new URLSearchParams({
            at: last.at,
            post: String(last.postId),
            version: String(last.version),
          }).toString()
        : undefined,
  };
}

/** What is behind a password is told to nobody; of what is withdrawn, that it was, and why. */
function isShown({ kind, post }: Corrected): boolean {
  if (post?.standing === 'locked') return false;
  return post?.standing === 'open' || kind === 'retract';
}

function keyIn(query: URLSearchParams): CorrectionKey | undefined {
  const at = query.get('at') ?? '';
  if (!/^\d{4}-\d\d-\d\dT[\d:.]{1,12}Z$/.test(at)) return undefined;
  return { at, postId: idIn(query.get('post')), version: idIn(query.get('version')) };
}
