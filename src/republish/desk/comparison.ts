import type { Asked } from '../../desk/index.ts';
import { moment } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { difference, stretchesOf } from '../../kit/words/difference.ts';
import type { Republication, RepublishVerdict } from '../republication.ts';

/** How a republished text compares with its copy, paragraph by paragraph. */
export function comparison(asked: Asked, { mode, verdict, checks, checkedAt }: Republication): Html {
  const { t } = asked;
  if (verdict === null)
    return mode === 'translation' ? html`<p>${t('republish.translation-note')}</p>\n` : html``;
  const { counts = {}, differing = [], reason } = checks;
  const named = { gone: t('republish.only-here'), new: t('republish.only-source') };
  return html`<p><strong>${verdictName(asked, verdict)}</strong>${reason !== undefined && html` <small lang="en">(${reason})</small>`}${checkedAt !== null && html` · ${moment(asked, checkedAt)}`}</p>
<ul>${Object.entries(counts).map(([kind, count]) => html`<li>${t('republish.count', { count })}: ${findingName(asked, kind)}</li>\n`)}</ul>
${
  differing.length > 0 &&
  html`<details open><summary>${t('republish.differing')}</summary>
<ol class="differing">${differing.map(
    (each) =>
      html`<li><b>${t('republish.paragraph', { number: each.paragraph })}: ${findingName(asked, each.verdict)}</b>${each.warnings.length > 0 && html` <small lang="en">${each.warnings.join(', ')}</small>`}
<p dir="auto">${difference(stretchesOf(each.diff, 'quote'), named, ' ')}</p></li>
`,
  )}</ol></details>
`
}`;
}

function findingName({ t }: Asked, kind: string): string {
  switch (kind) {
    case 'exact':
    case 'typographic':
    case 'edited':
    case 'orthographic':
    case 'altered':
    case 'ambiguous':
      return t('republish.finding', { verdict: kind });
    case 'not-found':
      return t('republish.finding', { verdict: 'not_found' });
    default:
      return t('republish.finding', { verdict: 'other' });
  }
}

function verdictName({ t }: Asked, verdict: RepublishVerdict): string {
  switch (verdict) {
    case 'not-found':
      return t('republish.verdict', { verdict: 'not_found' });
    case 'cannot-check':
      return t('republish.verdict', { verdict: 'cannot_check' });
    case 'pending':
      return t('republish.verdict', { verdict: 'other' });
    default:
      return t('republish.verdict', { verdict });
  }
}
