import { type Html, html } from '../../kit/html.ts';
import { publicDate } from '../../site/public-date.ts';
import type { PublicAsked } from '../../site/public-page.ts';
import { type Timestamp, timestampCommand, timestampHref } from './read.ts';

/** What authorities said, or did not: each with its state, its answer, and the command that checks it. */
export function timestampList(
  asked: Pick<PublicAsked, 't' | 'locale' | 'site'>,
  stamps: readonly Timestamp[],
): Html {
  const { t } = asked;
  const moment = (iso: string) => html`<time datetime="${iso}">${publicDate(asked, iso, 'moment')}</time>`;
  const items = stamps.map((stamp) => {
    const { subject, state, authority, failure = '', stampedAt, nextAt } = stamp;
    const at = stampedAt ?? nextAt;
    const told = t.html('log.stamp', {
      state: state === 'given-up' ? 'ended' : state,
      authority: html`<bdi dir="ltr">${new URL(authority).host}</bdi>`,
      date: at === undefined ? '' : moment(at),
      failure: html`<bdi>${failure}</bdi>`,
    });
    const file = html` <a href="${timestampHref(stamp)}">${t('log.stamp-file')}</a>`;
    const command = html`<pre dir="ltr" tabindex="0"><code>${timestampCommand(stamp)}</code></pre>`;
    return html`<li><p><code dir="ltr">${subject}</code></p><p>${told}${state === 'had' && file}</p>${state === 'had' && command}</li>\n`;
  });
  return html`<ul class="log-stamps">\n${items}</ul>`;
}
