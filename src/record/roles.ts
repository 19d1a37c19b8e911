import { firstStrong } from '../document/index.ts';
import { type Html, html } from '../kit/html.ts';
import { type PartialDate, partialDateTime } from '../kit/partial-date.ts';
import { formatPartialDate } from '../kit/partial-date-text.ts';
import type { PublicAsked } from '../site/public-page.ts';
import type { SpeakerRole } from '../speaker/speaker.ts';

/** What somebody is or was, as a line: "Minister, Harbours". */
export function roleText({ title, organisation }: SpeakerRole): Html {
  const parts = [title, organisation].filter((text) => text !== '');
  const comma = firstStrong(parts[0] ?? '') === 'rtl' ? '، ' : ', ';
  return html`<bdi>${parts.join(comma)}</bdi>`;
}

/** Roles with the time that each lasted, as far as it is known. */
export function rolesList(asked: PublicAsked, roles: readonly SpeakerRole[]): Html | undefined {
  if (roles.length === 0) return undefined;
  return html`<ul class="roles">${roles.map((role) => html`<li>${roleText(role)}${span(asked, role)}</li>\n`)}</ul>
`;
}

function span(asked: PublicAsked, { from, until }: SpeakerRole): Html | undefined {
  const { t } = asked;
  const date = (each: PartialDate) =>
    html`<time datetime="${partialDateTime(each)}">${formatPartialDate(each, asked.locale, asked.site)}</time>`;
  if (from !== null && until !== null)
    return html` <span class="facts">${t.html('record.from-until', { from: date(from), until: date(until) })}</span>`;
  if (from !== null) return html` <span class="facts">${t.html('record.since', { date: date(from) })}</span>`;
  if (until !== null)
    return html` <span class="facts">${t.html('record.until', { date: date(until) })}</span>`;
  return undefined;
}
