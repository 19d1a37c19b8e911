import { type Html, html } from '../kit/html.ts';
import type { Asked } from './desk.ts';
import { actionButton, deskForm } from './form.ts';

/** What was chosen in a list, as the page that asks once more names it. */
export type Chosen = {
  readonly id: number;
  readonly name: string;
  /** What tells it from others of its name: an address, a slug. */
  readonly note?: string | undefined;
};

/** Asks which of several is to stay. What is sent to `selected` below `path`: `do=merge`, `ids`, `into`, `sure=1`. */
export function whichStays(
  asked: Asked,
  { path, hint }: { readonly path: string; readonly hint: string },
  chosen: readonly Chosen[],
): Html {
  const { t } = asked;
  return deskForm(
    asked,
    { action: `${path}selected`, className: 'narrow-form' },
    html`<input type="hidden" name="do" value="merge">
<input type="hidden" name="ids" value="${idsOf(chosen)}">
<p>${hint}</p>
<fieldset class="group"><legend>${t('desk.which-stays')}</legend>
${chosen.map(
  (
    { id, name, note },
    at,
  ) => html`<p class="check"><input type="radio" id="into-${id}" name="into" value="${id}"${at === 0 && html` checked`}>
<label for="into-${id}"><bdi>${name}</bdi>${note !== undefined && html` <span class="soft" dir="ltr">${note}</span>`}</label></p>
`,
)}</fieldset>
<p class="buttons"><button type="submit" name="sure" value="1">${t('desk.merge-sure')}</button>
<a class="button plain" href="${path}">${t('desk.cancel')}</a></p>`,
  );
}

/** Asks once before what was chosen goes. What is sent to `selected` below `path`: `do=delete`, `ids`, `sure=1`. */
export function whetherToDelete(
  asked: Asked,
  { path, hint, sure }: { readonly path: string; readonly hint: string; readonly sure: string },
  chosen: readonly Chosen[],
): Html {
  return html`<ul>${chosen.map(({ id, name }) => html`<li><a href="${path}${id}/"><bdi>${name}</bdi></a></li>`)}</ul>
<p>${hint}</p>
<div class="buttons">
${actionButton(asked, {
  action: `${path}selected`,
  label: sure,
  tone: 'bad',
  fields: { do: 'delete', sure: '1', ids: idsOf(chosen) },
})}<a class="button plain" href="${path}">${asked.t('desk.cancel')}</a></div>`;
}

function idsOf(chosen: readonly Chosen[]): string {
  return chosen.map(({ id }) => id).join(',');
}
