import { type Html, html } from '../kit/html.ts';
import type { PublicAsked } from '../site/public-page.ts';

/** A form that narrows a list of a readers' page; sent by GET, so that what it shows has an address. */
export function filterForm({ t, request }: PublicAsked, action: string, fields: Html): Html {
  return html`<form class="narrow" method="get" action="${action}">
${fields}<p class="field"><button type="submit">${t('desk.filter')}</button>${
    request.query.size > 0 && html` <a href="${action}">${t('desk.filter-clear')}</a>`
  }</p>
</form>
`;
}

export function searchField(label: string, value: string): Html {
  return html`<p class="field wide"><label for="q">${label}</label>
<input id="q" name="q" type="search" value="${value}" dir="auto"></p>
`;
}

/** One of several, in a menu. */
export function choice(
  name: string,
  label: string,
  value: string,
  choices: readonly (readonly [value: string, label: string])[],
): Html {
  return html`<p class="field"><label for="${name}">${label}</label>
<select id="${name}" name="${name}">${choices.map(
    ([each, said]) => html`<option value="${each}"${each === value && html` selected`}>${said}</option>`,
  )}</select></p>
`;
}
