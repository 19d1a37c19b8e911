import { hidden } from '../account/fields.ts';
import { may } from '../account/may.ts';
import { home as accountHome, signOutPath } from '../account/paths.ts';
import { personalPage } from '../account/reply.ts';
import type { Asked, Desk, DeskPage, Notice } from '../desk/index.ts';
import { noticeSaid } from '../desk/notice.ts';
import { type Html, html } from '../kit/html.ts';
import { localeDirection } from '../kit/i18n/index.ts';
import type { DeskAssets } from './assets.ts';
import { type Section, sectionsFor } from './navigation.ts';

/** The frame that every page of the desk stands in. */
export function createDesk(assets: DeskAssets): Desk {
  return {
    page: async (asked, page) =>
      personalPage(page.status ?? 200, documentOf(asked, page, assets), {
        cookies: asked.notice ? [noticeSaid(asked.request)] : [],
      }),
  };
}

function documentOf(asked: Asked, page: DeskPage, assets: DeskAssets): Html {
  const { t, site } = asked;
  return html`<!doctype html>
<html lang="${t.language}" dir="${localeDirection(t.language)}">
<head>
<meta charset="utf-8">
<title>${page.title} · ${t('desk.title')} · ${site.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="stylesheet" href="${assets.stylesheet}">
<link rel="manifest" href="/-/admin/manifest.webmanifest" crossorigin="use-credentials">
${(page.scripts ?? []).map((name) => html`<script type="module" src="${assets.island(name)}"></script>\n`)}</head>
<body>
<a class="skip" href="#content">${t('desk.skip')}</a>
${header(asked)}${navigation(asked, page)}<main id="content"${page.wide && html` class="wide"`}>
${noticeOf(asked, page.notice ?? asked.notice)}<div class="heading"><h1>${page.title}</h1>${page.actions && html`<div class="actions">${page.actions}</div>`}</div>
${page.main}</main>
</body>
</html>
`;
}

function header({ t, site, account, actor }: Asked): Html {
  const signs = may(actor, 'create-post', { siteId: site.id, writtenBy: [account.id] });
  const profile = signs && html`<a href="/-/admin/people/profile">${t('desk.profile')}</a> · `;
  return html`<header class="top">
<p class="site"><a href="/"><bdi>${site.title}</bdi> <small>${t('desk.view-site')}</small></a></p>
${account.id !== 0 && html`<p class="who"><a href="${accountHome}"><bdi>${account.name}</bdi></a> · ${profile}<a href="${signOutPath}">${t('sign-out.submit')}</a></p>\n`}</header>
`;
}

/** On a phone it folds away: `details` needs no script. */
function navigation(asked: Asked, { section }: DeskPage): Html | undefined {
  const { t, actor, site } = asked;
  const sections = sectionsFor(actor, site.id);
  if (sections.length === 0) return undefined;
  const links = html`<ul>
${sections.map((each) => linkTo(asked, each, section))}</ul>`;
  return html`<nav class="sections" aria-label="${t('desk.menu')}">
<details><summary>${t('desk.section', { section })}</summary>
${links}</details>
<div class="unfolded">${links}</div>
</nav>
`;
}

function linkTo({ t }: Asked, { name, href }: Section, current: string): Html {
  return html`<li><a href="${href}"${name === current && html` aria-current="page"`}>${t('desk.section', { section: name })}</a></li>
`;
}

function noticeOf({ t, token }: Asked, notice: Notice | undefined): Html | undefined {
  if (!notice) return undefined;
  const { text, tone = 'good', undo } = notice;
  const fields = Object.entries(undo?.fields ?? {}).map(([name, value]) => hidden(name, value));
  return html`<div class="notice ${tone}" role="${tone === 'bad' ? 'alert' : 'status'}"><p>${text}</p>${
    undo &&
    html`
<form class="inline" method="post" action="${undo.action}">
${hidden('token', token)}${fields}<button type="submit" class="plain">${t('desk.undo')}</button>
</form>`
  }</div>
`;
}
