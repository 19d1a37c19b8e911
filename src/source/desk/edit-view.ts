import { type Asked, actionButton, deskForm, moment, textField } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { shortAddress } from '../../kit/words/short-address.ts';
import type { ListedCapture, UsingPost } from '../archive.ts';
import { type Source, sourceName, sourcePath } from '../source.ts';
import type { FieldProblems, FieldTexts } from './fields.ts';
import { sourceFields } from './form-view.ts';
import { sourcesPath, stateFlag } from './list-view.ts';

/** The source that has an address already which was just given to another. */
export type Twin = { readonly source: Source; readonly field: 'address' | 'canonical' };

export function newSourceMain(
  asked: Asked,
  texts: FieldTexts,
  problems: FieldProblems,
  twin: Twin | undefined,
): Html {
  const { t } = asked;
  return html`${
    twin &&
    html`<div class="panel" role="alert"><p>${t.html('source.known', { name: link(twin.source) })}</p></div>\n`
  }${deskForm(
    asked,
    { action: sourcesPath },
    html`${sourceFields(asked, texts, problems)}<p class="buttons"><button type="submit">${t('source.add')}</button>
<button type="submit" name="do" value="capture" class="plain">${t('source.add-capture')}</button></p>`,
  )}`;
}

export type SourceEditView = {
  readonly source: Source;
  readonly texts: FieldTexts;
  readonly problems: FieldProblems;
  readonly twin?: Twin | undefined;
  readonly captures: readonly ListedCapture[];
  readonly posts: readonly UsingPost[];
  readonly mayCapture: boolean;
  readonly curates: boolean;
};

export function sourceEditMain(asked: Asked, view: SourceEditView): Html {
  const { t } = asked;
  const { source, texts, problems, twin, curates } = view;
  const path = `${sourcesPath}${source.id}/`;
  return html`${twin && offer(asked, source, twin, curates)}<div class="columns">
${deskForm(
  asked,
  { action: path },
  html`${sourceFields(asked, texts, problems)}<p class="buttons"><button type="submit">${t('desk.save')}</button></p>`,
)}
<div>
${facts(asked, view)}${copies(asked, view)}${uses(asked, view.posts)}${curates && leaving(asked, view)}</div>
</div>`;
}

/** The address that was given is another's: the two are one, and can be made one. */
function offer(asked: Asked, source: Source, { source: other }: Twin, curates: boolean): Html {
  const { t } = asked;
  return html`<section class="panel" role="alert"><h2>${t('source.same')}</h2>
<p>${t.html('source.same-text', { name: link(other) })}</p>
${
  curates
    ? html`<div class="buttons">${actionButton(asked, {
        action: `${sourcesPath}${source.id}/merge`,
        label: t('source.merge-into', { name: sourceName(other) }),
        fields: { into: String(other.id), sure: '1' },
      })}</div>`
    : html`<p>${t('source.ask-editor')}</p>`
}</section>
`;
}

function facts(asked: Asked, { source }: SourceEditView): Html {
  const { t } = asked;
  const { address, canonical, state, id, changedAt, createdAt } = source;
  return html`<section class="panel"><h2>${t('source.facts')}</h2>
<dl class="facts"><dt>${t('source.state-label')}</dt><dd>${stateFlag(asked, state)}</dd>
${[address, canonical].map(
  (each) =>
    each !== null &&
    html`<dt>${t('source.field', { name: each === address ? 'address' : 'canonical' })}</dt><dd dir="ltr"><a class="code" href="${each}" rel="noreferrer">${shortAddress(each)}</a></dd>\n`,
)}<dt>${t('source.public-page')}</dt><dd dir="ltr"><a class="code" href="${sourcePath(id)}">${sourcePath(id)}</a></dd>
<dt>${t('source.number')}</dt><dd>${id}</dd>
<dt>${t('source.made')}</dt><dd>${moment(asked, createdAt)}</dd>
<dt>${t('source.changed')}</dt><dd>${moment(asked, changedAt)}</dd></dl></section>
`;
}

function copies(asked: Asked, { source, captures, mayCapture }: SourceEditView): Html {
  const { t } = asked;
  return html`<section class="panel"><h2>${t('source.captures')}</h2>
${
  captures.length === 0
    ? html`<p class="soft">${t(source.address === null ? 'source.no-address-captures' : 'source.no-captures')}</p>`
    : html`<ul class="home-posts">${captures.map(
        ({ href, at, status, tone }) =>
          html`<li><a href="${href}">${moment(asked, at)}</a> <span class="flag ${tone}">${status}</span></li>\n`,
      )}</ul>`
}
${
  mayCapture &&
  source.address !== null &&
  html`<div class="buttons">${actionButton(asked, {
    action: `${sourcesPath}${source.id}/capture`,
    label: t('source.capture-now'),
    tone: 'plain',
  })}</div>`
}</section>
`;
}

function uses({ t }: Asked, posts: readonly UsingPost[]): Html {
  return html`<section class="panel"><h2>${t('source.used-in')}</h2>
${
  posts.length === 0
    ? html`<p class="soft">${t('source.used-nowhere')}</p>`
    : html`<ul>${posts.map(
        ({ id, type, title }) =>
          html`<li><a href="/-/admin/${type}s/${id}/"><bdi>${title || t('home.untitled')}</bdi></a></li>\n`,
      )}</ul>`
}</section>
`;
}

/** What takes a source away: making it part of another, and deleting it. */
function leaving(asked: Asked, { source, problems }: SourceEditView): Html {
  const { t } = asked;
  const path = `${sourcesPath}${source.id}/`;
  return html`<section class="panel"><h2>${t('source.merge')}</h2>
<p class="soft">${t('source.merge-hint')}</p>
${deskForm(
  asked,
  { action: `${path}merge` },
  html`${textField({
    name: 'into',
    label: t('source.into'),
    dir: 'ltr',
    autocomplete: 'off',
    hint: t('source.into-hint'),
    problem: problems.into,
  })}<p class="buttons"><button type="submit" class="plain">${t('source.merge')}</button></p>`,
)}</section>
<p><a class="button bad" href="${path}delete">${t('source.delete')}</a></p>
`;
}

function link(source: Source): Html {
  return html`<a href="${sourcesPath}${source.id}/"><bdi>${sourceName(source)}</bdi></a>`;
}
