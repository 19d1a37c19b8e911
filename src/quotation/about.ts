import { choiceOf } from '../capture/choice.ts';
import { captureHref } from '../capture/link-state.ts';
import { directionOf, firstStrong } from '../document/index.ts';
import { type Html, html, join } from '../kit/html.ts';
import { type DateSetting, formatDate, type Translate } from '../kit/i18n/index.ts';
import { difference, stretchesOf } from '../kit/words/difference.ts';
import type { Source } from '../source/source.ts';
import type { Cited } from './cited.ts';
import { isVerbatim, verdictWord } from './mark.ts';
import type { Checked, Quotation } from './quotation.ts';

/** In what words and by which clock readers are told. */
export type Telling = { readonly t: Translate; readonly date: DateSetting };

/** What opens under a quotation's mark. */
export function aboutQuotation(told: Telling, cited: Cited): Html {
  const { quotation, source } = cited;
  const { checked } = quotation;
  return html`${vouched(told, quotation)}${reasonOf(told, quotation)}${checked && words(told, quotation, checked, source)}${
    checked && warnings(told, checked)
  }${quotation.translations.length > 0 && quotation.text !== '' && html`<p>${told.t('quotation.translation-unchecked')}</p>`}${links(told, cited)}${
    checked && otherCopies(told, checked)
  }`;
}

/** Somebody vouches for the words; what the machine says stands beside it. */
function vouched({ t, date }: Telling, { override, verdict, reason }: Quotation): Html | false {
  if (override === null) return false;
  const { by, at, reason: why } = override;
  const when = formatDate(at, { ...date, style: 'day' });
  return html`<p>${t.html('quotation.vouched', {
    name: html`<bdi>${by}</bdi>`,
    date: when,
    reason: html`<span dir="auto">${why}</span>`,
  })}</p><p>${t('quotation.machine', { word: verdictWord(t, verdict, reason) })}</p>`;
}

function reasonOf({ t }: Telling, { verdict, reason }: Quotation): Html | false {
  if (verdict !== 'cannot-check' || reason === null) return false;
  const name = nameAmong(reasons, reason);
  return html`<p>${t('quotation.reason', { reason: name })}${name === 'other' && html` ${t('capture.reason', { reason: choiceOf(reason) })}`}</p>`;
}

/** What there are words for, without its hyphens; anything else is called by its name. */
const reasons = [
  'ambiguous',
  'scan',
  'visualorder',
  'translation',
  'notcaptured',
  'copygone',
  'notext',
] as const;

const warningNames = [
  'negationingap',
  'negationinserted',
  'negationoutside',
  'widegap',
  'incomment',
  'hidden',
  'quotedspeaker',
  'negationchanged',
  'numberchanged',
  'namechanged',
  'modalchanged',
] as const;

function nameAmong<Name extends string>(names: readonly Name[], name: string): Name | 'other' {
  const plain = name.replaceAll('-', '');
  return names.find((each) => each === plain) ?? 'other';
}

/** The words in their place in the source; where they are not the same, the difference. */
function words(told: Telling, quotation: Quotation, checked: Checked, source: Source): Html | false {
  const { t } = told;
  const lang = quotation.lang ?? source.lang;
  const dir = directionOf(checked.exact[0] ?? quotation.text);
  const own = html` dir="${dir}"${lang !== null && html` lang="${lang}"`}`;
  const [before, behind] = [setApart(checked.prefix, dir), setApart(checked.suffix, dir)];
  const differs = checked.diff.some(({ op }) => op !== 'same');
  if (differs && checked.verdict !== 'not-found')
    return html`<p>${t(isVerbatim(checked.verdict) ? 'quotation.in-source' : 'quotation.difference')}</p><p class="words"${own}>…${before}${differenceOf(t, checked)}${behind}…</p>`;
  if (checked.exact.length === 0) return false;
  const marked = join(
    checked.exact.map((piece) => html`<mark>${piece}</mark>`),
    ' […] ',
  );
  return html`<p>${t('quotation.in-source')}</p><p class="words"${own}>…${before}${marked}${behind}…</p>`;
}

/** Words of the source around quoted ones, which may be of a language that runs the other way. */
function setApart(text: string, dir: 'ltr' | 'rtl'): Html {
  return (firstStrong(text) ?? dir) === dir ? html`${text}` : html`<bdi>${text}</bdi>`;
}

function differenceOf(t: Translate, { diff }: Checked): Html {
  const named = { gone: t('quotation.only-quote'), new: t('quotation.only-source') };
  return difference(stretchesOf(diff, 'source'), named, ' ');
}

function warnings({ t }: Telling, { warnings: names, enclosing, observed }: Checked): Html {
  return html`${names.map((name) => html`<p class="warning">${t('quotation.warning', { warning: nameAmong(warningNames, name), name })}</p>`)}${
    enclosing &&
    html`<p>${
      enclosing.by === undefined
        ? t('quotation.enclosing-somebody')
        : t.html('quotation.enclosing', { by: html`<bdi>${enclosing.by}</bdi>` })
    }</p><p class="words" dir="auto">${enclosing.words}</p>`
  }${!observed && html`<p>${t('quotation.supplied')}</p>`}`;
}

/** Where to look for oneself: the archived copy, and the page of the source once readers see the post. */
function links({ t, date }: Telling, { quotation, source, capture }: Cited): Html | false {
  const when = capture?.capturedAt ? formatDate(capture.capturedAt, { ...date, style: 'moment' }) : undefined;
  const copy =
    capture &&
    when !== undefined &&
    html`<a href="${captureHref(capture.id)}">${t('quotation.copy', { date: when })}</a>`;
  const checked =
    quotation.checkedAt !== null &&
    quotation.verdict !== 'pending' &&
    t('quotation.checked', { date: formatDate(quotation.checkedAt, { ...date, style: 'day' }) });
  const state = stateOf(t, source);
  const record =
    quotation.listedAt !== null && html`<a href="/-/sources/${source.id}/">${t('quotation.source-page')}</a>`;
  const parts = [copy, state, checked, record].filter((part) => part !== undefined && part !== false);
  return parts.length > 0 && html`<p>${join(parts, ' · ')}</p>`;
}

export function stateOf(t: Translate, { state }: Source): Html | undefined {
  if (state === 'dead') return html`<span class="gone">${t('quotation.gone')}</span>`;
  return state === 'drifted' ? html`<span class="gone">${t('quotation.drifted')}</span>` : undefined;
}

/** A copy that was made at another time, and says something else. */
function otherCopies({ t, date }: Telling, { others }: Checked): readonly Html[] {
  return others.map(({ captureId, capturedAt, verdict }) => {
    const when = capturedAt === null ? `#${captureId}` : formatDate(capturedAt, { ...date, style: 'moment' });
    return html`<p>${t.html('quotation.other-copy', {
      date: html`<a href="${captureHref(captureId)}">${when}</a>`,
      word: verdictWord(t, verdict),
    })}</p>`;
  });
}
