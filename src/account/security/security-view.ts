import { type Html, html } from '../../kit/html.ts';
import { formatDate } from '../../kit/i18n/index.ts';
import { hidden, problemNote } from '../fields.ts';
import type { Frame } from '../mine.ts';
import { applicationsPath, factorPath, home, passkeysPath, sessionsPath } from '../paths.ts';
import type { Session } from './sessions.ts';

export type SecurityFacts = {
  readonly sessions: readonly Session[];
  readonly secondFactor: boolean;
  readonly applications: number;
  readonly notice?: string;
};

export function securityPage(
  frame: Frame,
  { sessions, secondFactor, applications, notice }: SecurityFacts,
): { readonly title: string; readonly main: Html } {
  const { t } = frame;
  const title = t('security.title');
  const main = html`<h1>${title}</h1>
${problemNote(notice)}<ul class="items">
<li><a href="${factorPath}">${t('factor.title')}</a><br>${t(secondFactor ? 'security.factor-on' : 'security.factor-off')}</li>
<li><a href="${passkeysPath}">${t('passkey.title')}</a><br>${t('passkey.short')}</li>
<li><a href="${applicationsPath}">${t('security.applications')}</a><br>${t('security.applications-count', { count: applications })}</li>
</ul>
<h2>${t('security.sessions')}</h2>
<ul class="items">${sessions.map((session) => item(frame, session))}</ul>
${sessions.length > 1 && endForm(frame, `${sessionsPath}/end`, t('security.end-others'))}<p><a href="${home}">${t('account.title')}</a></p>`;
  return { title, main };
}

function item(frame: Frame, session: Session): Html {
  const { t } = frame;
  const name = programOf(frame, session);
  const since = formatDate(session.since, {
    style: 'moment',
    locale: t.locale,
    calendar: 'gregory',
    timeZone: 'UTC',
  });
  return html`<li><p><strong>${name}</strong>${session.current && html` · ${t('security.this-one')}`}<br>
${t('security.since', { since })} UTC</p>
${!session.current && endForm(frame, `${sessionsPath}/${session.id}/end`, t('security.end'), t('security.end-named', { name }))}</li>
`;
}

function programOf({ t }: Frame, { browser, system }: Session): string {
  if (browser !== undefined && system !== undefined) return t('security.browser-on', { browser, system });
  return browser ?? system ?? t('security.unknown-program');
}

function endForm({ token }: Frame, action: string, label: string, said?: string): Html {
  return html`<form method="post" action="${action}">
${hidden('token', token)}<button type="submit"${said !== undefined && html` aria-label="${said}"`}>${label}</button>
</form>
`;
}
