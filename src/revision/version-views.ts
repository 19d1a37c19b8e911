import { type Html, html } from '../kit/html.ts';
import { proofHref } from '../log/proof.ts';
import { compareTexts } from './compare.ts';
import { comparison } from './comparison.ts';
import { moment, type Speech, told } from './history-views.ts';
import type { LogState } from './log-state.ts';
import {
  historyPath,
  type Publication,
  type PublishedContent,
  type PublishedWords,
  subjectOf,
} from './publication.ts';

/** A version with its text, and the others that it is compared with. */
export type VersionShown = {
  readonly publication: Publication;
  readonly words: PublishedWords;
  readonly text: Html;
  readonly state: LogState | undefined;
  readonly origin: string;
  /** The one before it; without words, where its text was removed. */
  readonly previous?: Other;
  readonly next?: number;
  /** What readers see now, where that is another one. */
  readonly newest?: Other;
};

export type Other = { readonly version: number; readonly words: PublishedWords | undefined };

/** What stands on the page of one version, from the facts to its text in full. */
export function versionPage(speech: Speech, shown: VersionShown): Html {
  const { publication } = shown;
  return html`${heading(speech, shown)}${told(speech, publication)}${steps(speech, shown)}${changes(speech, shown)}${since(speech, shown)}${record(speech, publication, shown.state, shown.origin)}<section aria-labelledby="in-full"><h2 id="in-full">${speech.t('history.in-full')}</h2>
${shown.text}</section>
`;
}

function heading(speech: Speech, { publication, newest }: VersionShown): Html {
  const { t } = speech;
  const { at, by, kind } = publication;
  return html`<p class="dateline"><b class="kind ${kind}">${t('history.kind', { kind })}</b> ${moment(speech, at)}${
    by !== '' && html` ${t.html('history.by', { name: html`<bdi>${by}</bdi>` })}`
  }</p>
<p>${newest ? t('history.not-current') : t('history.current')}</p>
`;
}

function steps({ t }: Speech, { publication, previous, next }: VersionShown): Html | false {
  if (!previous && next === undefined) return false;
  const step = (side: 'previous' | 'next', version: number | undefined) =>
    version !== undefined &&
    html`<a rel="${side === 'previous' ? 'prev' : 'next'}" href="${historyPath(publication.postId, version)}">${t('history.step', { side, version })}</a>
`;
  return html`<nav class="steps" aria-label="${t('history.versions')}">
${step('previous', previous?.version)}${step('next', next)}</nav>
`;
}

/** Milliseconds for one comparison: nobody else is answered meanwhile. */
const longestComparing = 250;

function changes(speech: Speech, { publication, words, previous }: VersionShown): Html {
  const { t } = speech;
  if (!previous)
    return publication.version === 1 ? html`<p class="soft">${t('history.first')}</p>\n` : html``;
  return html`<section aria-labelledby="changed"><h2 id="changed">${t('history.changed-from', { version: previous.version })}</h2>
${compared(speech, previous, words)}</section>
`;
}

function since(speech: Speech, { words, newest }: VersionShown): Html | false {
  if (!newest) return false;
  const { t } = speech;
  return html`<details class="since"><summary>${t('history.changed-since', { version: newest.version })}</summary>
${newest.words ? comparedWords(speech, words, newest.words) : html`<p>${t('history.not-compared', { version: newest.version })}</p>\n`}</details>
`;
}

function compared(speech: Speech, { version, words: before }: Other, after: PublishedWords): Html {
  if (!before) return html`<p>${speech.t('history.not-compared', { version })}</p>\n`;
  return comparedWords(speech, before, after);
}

function comparedWords({ t, site }: Speech, before: PublishedWords, after: PublishedWords): Html {
  const found = compareTexts(before, after, after.lang ?? site.locale, longestComparing);
  return comparison(t, found, t('history.same-words'));
}

/**
 * What a version is known by, and how anybody can find out whether it is the same; without `origin`, of one whose
 * text is not shown.
 */
export function record(
  { t, site }: Speech,
  publication: Publication,
  state: LogState | undefined,
  origin?: string,
): Html {
  const { digest, postId, version } = publication;
  const content = `${historyPath(postId, version)}content.json`;
  return html`<section class="checking" aria-labelledby="record"><h2 id="record">${t('history.record')}</h2>
<dl>
<div><dt>${t('history.digest')}</dt><dd><code class="digest">${digest}</code></dd></div>
${origin !== undefined && html`<div><dt>${t('history.content')}</dt><dd><a href="${content}">${t('history.content-link')}</a><pre tabindex="0" dir="ltr"><code>curl -s ${origin}${content} | sha256sum</code></pre></dd></div>\n`}<div><dt>${t('history.log')}</dt><dd>${t('history.log-state', { state: state ?? 'none' })}${
    state === 'logged' &&
    html` <a href="${proofHref(site.id, subjectOf(publication))}">${t('history.proof')}</a>`
  }</dd></div>
</dl></section>
`;
}

/** What a kept content says; undefined of a withdrawal. */
export function wordsIn({
  title,
  excerpt = '',
  lang = null,
  document,
}: PublishedContent): PublishedWords | undefined {
  return title === undefined || document === undefined ? undefined : { title, excerpt, lang, document };
}
