import type { Asked, Desk } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import type { Reply } from '../../kit/http/message.ts';
import { shared } from './share.ts';
import { startPath } from './start.ts';

const quotePath = '/-/admin/quotations/new';
const toolsPath = '/-/admin/tools/';

/** `GET /-/admin/tools/`: bookmarklets, and how phones share into the desk. */
export async function showTools(desk: Desk, asked: Asked): Promise<Reply> {
  const { t } = asked;
  return desk.page(asked, {
    title: t('republish.tools'),
    section: 'posts',
    main: html`<p>${t('republish.tools-text')}</p>
<ul class="bookmarklets">
<li><a class="button plain" href="${bookmarklet(asked, startPath)}">${t('republish.tool-republish')}</a> ${t('republish.tool-republish-text')}</li>
<li><a class="button plain" href="${bookmarklet(asked, quotePath)}">${t('republish.tool-quote')}</a> ${t('republish.tool-quote-text')}</li>
</ul>
<h2>${t('republish.tools-phone')}</h2>
<p>${t('republish.tools-phone-text')}</p>
<h2>${t('republish.tools-by-hand')}</h2>
<form method="get" action="${startPath}" class="panel"><p class="field"><label for="url">${t('republish.address')}</label>
<input id="url" name="url" type="text" dir="ltr" autocapitalize="none" spellcheck="false"></p>
<p class="buttons"><button type="submit">${t('republish.tool-republish')}</button>
<button type="submit" class="plain" formaction="${quotePath}">${t('republish.tool-quote')}</button></p></form>
`,
  });
}

/** Opens a page of the desk with the address, the title and the selected words of the page that one is on. */
function bookmarklet({ request }: Asked, path: string): string {
  const to = JSON.stringify(`${request.scheme}://${request.host}${path}?`);
  const code = `(()=>{open(${to}+new URLSearchParams({url:location.href,title:document.title,text:String(getSelection()).slice(0,5000)}))})()`;
  return `javascript:${encodeURIComponent(code)}`;
}

/** `GET /-/admin/share`: what a phone shared, and what to do with it. */
export async function showShared(desk: Desk, asked: Asked): Promise<Reply> {
  const { t, request } = asked;
  const what = shared(request.query);
  const query = new URLSearchParams(Object.entries(what).filter(([, value]) => value !== ''));
  return desk.page(asked, {
    title: t('republish.share'),
    section: 'posts',
    main: html`${said(what)}<p class="buttons"><a class="button" href="${startPath}?${String(query)}">${t('republish.tool-republish')}</a>
<a class="button plain" href="${quotePath}?${String(query)}">${t('republish.tool-quote')}</a></p>
`,
  });
}

function said({ url, text, title }: ReturnType<typeof shared>): Html {
  return html`<div class="panel">${title !== '' && html`<p dir="auto"><strong>${title}</strong></p>\n`}${url !== '' && html`<p dir="ltr">${url}</p>\n`}${
    text !== '' && html`<blockquote dir="auto">${text}</blockquote>\n`
  }</div>
`;
}

/** `GET /-/admin/manifest.webmanifest` (W3C Web Application Manifest, Web Share Target). */
export async function sendManifest(_desk: Desk, { site, t }: Asked): Promise<Reply> {
  const manifest = {
    name: `${t('desk.title')} · ${site.title}`,
    short_name: site.title.slice(0, 30),
    lang: t.language,
    id: '/-/admin/',
    start_url: '/-/admin/',
    scope: '/-/admin/',
    display: 'minimal-ui',
    background_color: '#fbfaf7',
    theme_color: '#24487f',
    icons: [{ src: '/-/admin/icon.svg', type: 'image/svg+xml', sizes: 'any', purpose: 'any maskable' }],
    shortcuts: [
      { name: t('republish.title'), url: startPath },
      { name: t('republish.tools'), url: toolsPath },
    ],
    share_target: {
      action: '/-/admin/share',
      method: 'GET',
      params: { title: 'title', text: 'text', url: 'url' },
    },
  };
  return file('application/manifest+json', JSON.stringify(manifest));
}

/** `GET /-/admin/icon.svg`: two quotation marks. */
export async function sendIcon(): Promise<Reply> {
  return file(
    'image/svg+xml',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" fill="#24487f"/><path fill="#fbfaf7" d="M136 336v-84c0-50 28-82 78-92l10 34c-24 8-38 24-39 48h39v94zm152 0v-84c0-50 28-82 78-92l10 34c-24 8-38 24-39 48h39v94z"/></svg>',
  );
}

function file(type: string, text: string): Reply {
  return {
    status: 200,
    headers: { 'content-type': type, 'cache-control': 'private, max-age=3600' },
    body: Buffer.from(text),
  };
}
