import { type Html, html } from '../../src/kit/html.ts';
import { partialDateTime } from '../../src/kit/partial-date.ts';
import { formatPartialDate } from '../../src/kit/partial-date-text.ts';
import { difference, stretchesOf } from '../../src/kit/words/difference.ts';
import { shortAddress } from '../../src/kit/words/short-address.ts';
import type { SourceBlock, SourceCheck, SourceEntry } from '../../src/reading/page.ts';
import type { Context } from './context.ts';
import { time } from './dateline.ts';

/** Where a republished text comes from: who published it, when, what the archived copy holds, and the verdict. */
export function sourceBlock(block: SourceBlock | undefined, context: Context): Html | false {
  if (block === undefined) return false;
  return html`${block.entries.map((entry, index) => entryOf(entry, index, context))}`;
}

function entryOf(entry: SourceEntry, index: number, context: Context): Html {
  const { t, say, frame } = context;
  const id = `about-source-${index + 1}`;
  const own = context.foreign && html` lang="${t.language}"`;
  return html`<aside class="origin" lang="${frame.locale}" dir="${frame.direction}" aria-labelledby="${id}">
<p class="kicker" id="${id}"${own}>${t('republish.block', { mode: entry.mode === 'named' ? 'other' : entry.mode })}</p>
<p class="of"><cite><a href="${entry.record}"${entry.lang !== undefined && html` lang="${entry.lang}"`} dir="auto">${entry.title}</a></cite></p>
<dl>${row(say(t('republish.publisher')), entry.publisher !== undefined && bdi(entry.publisher))}${row(
    say(t('republish.author')),
    entry.author !== undefined && bdi(entry.author),
  )}${row(say(t('republish.published')), published(entry, context))}${places(entry, context)}${row(
    say(t('republish.via')),
    entry.via && linked(entry.via),
  )}${row(say(t('republish.translator')), entry.translator !== undefined && bdi(entry.translator))}${row(
    say(t('republish.licence')),
    entry.licence && linked(entry.licence, 'license'),
  )}${row(say(t('republish.basis')), entry.legalBasis !== undefined && bdi(entry.legalBasis))}</dl>
${verdict(entry, context)}</aside>
`;
}

function row(name: Html | string, value: Html | false | undefined): Html | false {
  return value !== undefined && value !== false && html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function bdi(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

function linked({ label, href }: { readonly label: string; readonly href?: string }, rel?: string): Html {
  return href === undefined
    ? bdi(label)
    : html`<a href="${href}"${rel !== undefined && html` rel="${rel}"`}><bdi>${label}</bdi></a>`;
}

function published({ published: date }: SourceEntry, { frame }: Context): Html | false {
  if (date === undefined) return false;
  const { calendar, timeZone } = frame.site;
  const said = formatPartialDate(date, frame.locale, { calendar, timeZone });
  return html`<time datetime="${partialDateTime(date)}" dir="auto">${said}</time>`;
}

/** The original and the archived copy; once the original is gone the copy comes first. */
function places(entry: SourceEntry, context: Context): Html {
  const { t, say } = context;
  const { original, copy, state } = entry;
  const note =
    state === 'dead'
      ? t('republish.original-dead')
      : state === 'drifted'
        ? t('republish.original-drifted')
        : undefined;
  const live = row(
    say(t('republish.original')),
    original !== undefined &&
      html`<a href="${original}" rel="external"><bdi dir="ltr">${shortAddress(original, 60)}</bdi></a>${note !== undefined && html` <small>${say(note)}</small>`}`,
  );
  const kept = row(
    say(t('republish.copy')),
    copy &&
      html`<a href="${copy.href}">${say(t.html('republish.copy-at', { date: time(copy.at, context) }))}</a>`,
  );
  return state === 'dead' ? html`${kept}${live}` : html`${live}${kept}`;
}

function verdict(entry: SourceEntry, context: Context): Html {
  const { t, say } = context;
  const { check, mode } = entry;
  const record = html`<p><a href="${entry.record}">${say(t('republish.record'))}</a></p>`;
  if (check === undefined)
    return mode === 'translation'
      ? html`<p class="note">${say(t('republish.translation-note'))}</p>`
      : html``;
  return html`<details class="verdict" data-verdict="${check.verdict}"><summary>${say(words(check.verdict, context))}</summary>
${found(check, context)}${record}</details>
`;
}

/** Findings as messages name them. */
const named = {
  exact: 'exact',
  typographic: 'typographic',
  edited: 'edited',
  orthographic: 'orthographic',
  altered: 'altered',
  'not-found': 'not_found',
  ambiguous: 'ambiguous',
} as const;

/** What was found of one paragraph. */
function finding(verdict: string, { t }: Context): string {
  const known = Object.hasOwn(named, verdict) ? named[verdict as keyof typeof named] : 'other';
  return t('republish.finding', { verdict: known });
}

/** The verdict over the whole. */
function words(verdict: SourceCheck['verdict'], { t }: Context): string {
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

function found(check: SourceCheck, context: Context): Html {
  const { t, say } = context;
  const { at, counts, differing } = check;
  const named = { gone: t('republish.only-here'), new: t('republish.only-source') };
  const each = Object.entries(counts).filter(([, count]) => count > 0);
  return html`<p>${
    at === undefined
      ? say(t('republish.unchecked'))
      : say(t.html('republish.checked', { date: time(at, context) }))
  }</p>
${each.length > 0 && html`<ul>${each.map(([kind, count]) => html`<li>${say(html`${t('republish.count', { count })}: ${finding(kind, context)}`)}</li>`)}</ul>\n`}${
  differing.length > 0 &&
  html`<p>${say(t('republish.differing'))}</p>
<ol>${differing.map(
    ({ paragraph, verdict: kind, diff }) =>
      html`<li><b>${say(html`${t('republish.paragraph', { number: paragraph })}: ${finding(kind, context)}`)}</b>${diff.length > 0 && html` <p dir="auto">${difference(stretchesOf(diff, 'quote'), named, ' ')}</p>`}</li>`,
  )}</ol>
`
}`;
}
