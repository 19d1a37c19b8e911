import type { Route, RouteContext } from '../../kit/feature.ts';
import { type Html, html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import { type Incoming, plainText, type Reply } from '../../kit/http/index.ts';
import { messagesFor, type Translate } from '../../kit/i18n/index.ts';
import type { World } from '../../kit/world.ts';
import { readSite } from '../../site/read.ts';
import type { Capture } from '../capture.ts';
import { captureHref } from '../link-state.ts';
import { readCapture } from '../read.ts';
import { readStreams } from '../read-streams.ts';
import { type ArchivedFile, readMainResource, readResource } from '../resource.ts';
import { decodePage } from '../text/charset.ts';
import { resolved } from './addresses.ts';
import { rewriteHtml } from './html.ts';
import { mementoHeaders, mementosOf } from './memento.ts';
import { awaySign, leadsOf, maySee, pageHref } from './place.ts';
import { shownFile } from './resource.ts';
import { shell } from './shell.ts';
import { writtenOnce } from './written.ts';

/** A longer page is not written anew while others wait; it can be downloaded. */
const longestPage = 10 * 2 ** 20;

type Given = {
  readonly world: World;
  readonly request: Incoming;
  readonly siteId: number;
  readonly capture: Capture;
  readonly locale: string;
  readonly t: Translate;
  readonly origin: string;
};

/** The copy itself, and what it consists of. What is sent runs nothing and asks nobody but these addresses. */
export const copyRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/-/captures/:id/page/', handle: (...asked) => within(showCopy, ...asked) },
  { method: 'GET', pattern: '/-/captures/:id/page/away', handle: (...asked) => within(showAway, ...asked) },
];

async function within(
  show: (given: Given) => Promise<Reply>,
  world: World,
  request: Incoming,
  { params, siteId }: RouteContext,
): Promise<Reply> {
  const capture = await readCapture(world.db, siteId, idIn(params.id));
  const site = await readSite(world.db, siteId);
  if (capture?.status !== 'done' || !site) return plainText(404, 'There is no such copy.');
  if (capture.visibility === 'removed') return plainText(410, 'This copy was taken down.', unkept);
  if (!(await maySee(world, request, siteId, capture)))
    return plainText(403, 'This copy is kept private.', unkept);
  const origin = `${request.scheme}://${request.host}`;
  const reply = await show({
    world,
    request,
    siteId,
    capture,
    locale: site.locale,
    t: messagesFor(site.locale),
    origin,
  });
  return capture.visibility === 'public' ? reply : { ...reply, headers: { ...reply.headers, ...unkept } };
}

const unkept = { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };

async function showCopy(given: Given): Promise<Reply> {
  const { request, capture, origin } = given;
  const asked = request.query.get('url');
  if (asked !== null) return showPart(given, asked);
  const { body, found } = await pageOf(given);
  const address = capture.finalAddress ?? capture.address;
  return {
    status: found ? 200 : 404,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      ...confined(`${origin}${pageHref(capture.id)}`),
      'cache-control': 'no-cache',
      'x-robots-tag': 'noindex, noarchive',
      ...(/^https?:/.test(address) &&
        mementoHeaders(origin, { address, capturedAt: capture.capturedAt ?? capture.createdAt })),
    },
    body,
  };
}

type ShownPage = { readonly body: string; readonly found: boolean };

/** What everybody may see is written once for all who ask. */
async function pageOf(given: Given): Promise<ShownPage> {
  const { world, siteId, capture, locale } = given;
  const write = async (): Promise<string | undefined> => {
    const main = await readMainResource(world, siteId, capture.id);
    return main && bodyOf(given, main);
  };
  const key = `${siteId}/${capture.id}/${capture.waczSha256}/${locale}`;
  const body = capture.visibility === 'public' ? await writtenOnce(world.storage, key, write) : await write();
  return body === undefined ? { body: sorry(given), found: false } : { body, found: true };
}

/**
 * No script runs, no form is sent, and nothing is asked for but below this address, whatever the copy says. Styles
 * within the page are part of how it looked.
 */
function confined(base: string, sandbox = 'sandbox'): Record<string, string> {
  const policy = [
    sandbox,
    "default-src 'none'",
    `style-src 'unsafe-inline' ${base}`,
    `img-src data: ${base}`,
    `font-src data: ${base}`,
    `media-src ${base}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ];
  return { 'content-security-policy': policy.join('; '), 'referrer-policy': 'no-referrer' };
}

async function bodyOf(given: Given, main: ArchivedFile): Promise<string> {
  const { world, siteId, capture, t } = given;
  const { bytes, mime } = main;
  const leads = leadsOf(world, siteId, capture);
  const address = resolved(main.address, main.address) ?? 'about:blank';
  if (bytes.length > longestPage) return sorry(given);
  if (/^(?:text\/html|application\/xhtml\+xml)$/.test(mime)) {
    const text = decodePage(bytes, `text/html; charset=${main.charset ?? ''}`).text;
    return rewriteHtml({ html: text, address, leads, frameWords: t('capture.replay.frame') });
  }
  const title = capture.title ?? capture.address;
  if (mime.startsWith('image/'))
    return shell(
      t,
      title,
      html`<p><img src="${leads.resource(main.address)}" alt="${t('capture.replay.picture')}"></p>\n`,
    );
  if (mime.startsWith('text/') || /^application\/(?:[\w.+-]*\+)?(?:json|xml)$/.test(mime)) {
    const text = decodePage(bytes, `${mime}; charset=${main.charset ?? ''}`).text;
    return shell(t, title, html`<pre class="code" dir="auto">${text}</pre>\n`);
  }
  return textShell(given);
}

/** Of what browsers show in programs of their own, the text that was read from it. */
async function textShell(given: Given): Promise<string> {
  const { world, siteId, capture, t } = given;
  const texts = await readStreams(world, siteId, capture.id);
  const text = texts.find(({ name }) => name === 'pdf' || name === 'transcript')?.text ?? '';
  if (text.trim() === '') return sorry(given);
  return shell(
    t,
    capture.title ?? capture.address,
    html`<p><strong>${t('capture.replay.text-only')}</strong></p>\n<pre dir="auto">${text.slice(0, longestPage)}</pre>\n`,
  );
}

function sorry({ t, capture }: Given): string {
  return shell(t, capture.title ?? capture.address, html`<p>${t('capture.replay.unshown')}</p>\n`);
}

async function showPart({ world, siteId, capture, origin }: Given, asked: string): Promise<Reply> {
  const address = resolved(asked, asked);
  const file = address === undefined ? undefined : await readResource(world, siteId, capture.id, address);
  const shown = file && shownFile(file, leadsOf(world, siteId, capture));
  if (!shown) return plainText(404, 'This was not kept with the copy.', { 'cache-control': 'no-cache' });
  return {
    status: 200,
    headers: {
      'content-type': shown.type,
      'content-length': String(shown.bytes.length),
      ...confined(`${origin}${pageHref(capture.id)}`),
      // The frame is nobody: its fonts are asked for as by another site.
      'access-control-allow-origin': '*',
      'cache-control': 'private, max-age=3600',
      'x-robots-tag': 'noindex, noarchive',
    },
    body: shown.bytes,
  };
}

/** A link of the copy leads here: to what is live, or to another copy, which the reader chooses to open. */
async function showAway({ world, request, siteId, capture, t, origin }: Given): Promise<Reply> {
  const asked = request.query.get('url') ?? '';
  const address = resolved(asked, asked);
  if (address === undefined || request.query.get('sign') !== awaySign(world, siteId, capture.id, asked))
    return plainText(404, 'There is no such link.');
  const copy = (await mementosOf(world.db, siteId, address)).at(-1);
  const rel = 'noopener noreferrer nofollow';
  const main: Html = html`<h1>${t('capture.replay.away')}</h1>
<p><a href="${address}" target="_blank" rel="${rel}"><bdi dir="ltr">${address}</bdi></a></p>
${copy && html`<p><a href="${captureHref(copy.id)}" target="_blank" rel="${rel}">${t('capture.replay.away-copy')}</a></p>\n`}<p><a href="${pageHref(capture.id)}">${t('capture.replay.back')}</a></p>
`;
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      ...confined(`${origin}${pageHref(capture.id)}`, 'sandbox allow-popups allow-popups-to-escape-sandbox'),
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
    },
    body: shell(t, t('capture.replay.away'), main),
  };
}
