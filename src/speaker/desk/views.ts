import { problemNote } from '../../account/fields.ts';
import {
  type Asked,
  deskForm,
  filterBar,
  group,
  type KeysetPage,
  list,
  pager,
  selectField,
  textArea,
  textField,
} from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import type { ListedSpeaker, SpeakerFilter } from '../find.ts';
import { type Speaker, speakerHref, speakerKinds, speakerPath } from '../speaker.ts';
import { type SpeakerProblems, type SpeakerTexts, withRoom } from './fields.ts';

export const speakersPath = '/-/admin/speakers/';

export type SpeakerListView = {
  readonly page: KeysetPage<ListedSpeaker>;
  readonly filter: SpeakerFilter;
  readonly uses: ReadonlyMap<number, number>;
  readonly curates: boolean;
};

export function speakerListMain(asked: Asked, view: SpeakerListView): Html {
  const { t } = asked;
  const { page, filter, uses, curates } = view;
  const { query = '', kind = '' } = filter;
  const narrowed = query !== '' || kind !== '';
  return html`${filterBar(
    asked,
    { action: speakersPath, ...(narrowed && { clear: speakersPath }) },
    html`${textField({ name: 'q', label: t('speaker.search'), value: query, type: 'search' })}${selectField(
      { name: 'kind', label: t('speaker.kind-label'), value: kind },
      [
        { value: '', label: t('desk.any') },
        ...speakerKinds.map((each) => ({ value: each, label: t('speaker.kind', { kind: each }) })),
      ],
    )}`,
  )}${list(asked, {
    caption: t('desk.section', { section: 'speakers' }),
    rows: page.rows,
    id: ({ id }) => id,
    name: ({ name }) => name,
    empty: narrowed
      ? html`<p>${t('speaker.none-found')}</p>`
      : html`<p>${t('speaker.none')}</p>
<p><a class="button" href="${speakersPath}new">${t('speaker.new')}</a></p>`,
    ...(curates && {
      bulk: {
        action: `${speakersPath}selected`,
        actions: [
          { value: 'merge', label: t('source.merge-them') },
          { value: 'delete', label: t('speaker.delete-them') },
        ],
        back: speakersPath,
      },
    }),
    columns: [
      {
        label: t('speaker.name'),
        heading: true,
        cell: (speaker) =>
          html`<a href="${speakersPath}${speaker.id}/"${tongue(speaker.names[0]?.lang)}><bdi>${speaker.name}</bdi></a>${otherNames(speaker)}`,
      },
      { label: t('speaker.kind-label'), cell: ({ kind }) => t('speaker.kind', { kind }) },
      { label: t('speaker.role'), cell: lastRole },
      {
        label: t('desk.section', { section: 'quotations' }),
        narrow: true,
        cell: ({ id }) => uses.get(id) ?? 0,
      },
    ],
  })}${pager(asked, page, ({ key, id }) => [key, id])}`;
}

function tongue(lang: string | null | undefined): Html | false {
  return typeof lang === 'string' && html` lang="${lang}"`;
}

function otherNames({ names }: Speaker): Html | undefined {
  if (names.length < 2) return undefined;
  return html`<p class="soft">${names
    .slice(1)
    .map(({ text, lang }, at) => html`${at > 0 && ' · '}<bdi${tongue(lang)}>${text}</bdi>`)}</p>`;
}

function lastRole({ roles }: Speaker): Html | undefined {
  const role = roles.find(({ until }) => until === null) ?? roles.at(-1);
  if (!role) return undefined;
  const parts = [role.title, role.organisation].filter((text) => text !== '');
  return html`${parts.map((text, at) => html`${at > 0 && ', '}<bdi>${text}</bdi>`)}`;
}

export function newSpeakerMain(asked: Asked, texts: SpeakerTexts, problems: SpeakerProblems): Html {
  return deskForm(
    asked,
    { action: speakersPath },
    html`${speakerFields(asked, texts, problems)}<p class="buttons"><button type="submit">${asked.t('speaker.add')}</button></p>`,
  );
}

/** The fields of a speaker, the same for a new one. */
function speakerFields({ t }: Asked, texts: SpeakerTexts, problems: SpeakerProblems): Html {
  const wrong = Object.keys(problems).length;
  const { kind, slug, url, description, names, roles } = withRoom(texts);
  return html`${problemNote(wrong === 0 ? undefined : t('form.problems', { count: wrong }))}${group(
    { name: 'names', label: t('speaker.names'), hint: t('speaker.names-hint') },
    html`${names.map(
      (name, at) => html`<div class="row">${textField({
        name: `name-${at}`,
        label: at === 0 ? t('speaker.main-name') : t('speaker.other-name', { number: at + 1 }),
        value: name.text,
        most: 200,
        required: at === 0,
        problem: problems[`name-${at}`],
      })}${textField({
        name: `lang-${at}`,
        label: t('speaker.name-lang', { number: at + 1 }),
        value: name.lang,
        dir: 'ltr',
        most: 40,
        ...(at === 0 && { hint: t('source.lang-hint') }),
        problem: problems[`lang-${at}`],
      })}</div>
`,
    )}`,
  )}${group(
    { name: 'who', label: t('speaker.who') },
    html`<div class="row">${selectField(
      { name: 'kind', label: t('speaker.kind-label'), value: kind },
      speakerKinds.map((each) => ({ value: each, label: t('speaker.kind', { kind: each }) })),
    )}${textField({
      name: 'slug',
      label: t('speaker.slug'),
      value: slug,
      dir: 'ltr',
      most: 200,
      hint: t('speaker.slug-hint'),
      problem: problems.slug,
    })}</div>
${textField({ name: 'url', label: t('speaker.url'), value: url, dir: 'ltr', most: 2_000, hint: t('speaker.url-hint'), problem: problems.url })}${textArea(
  {
    name: 'description',
    label: t('speaker.description'),
    value: description,
    rows: 3,
    most: 5_000,
    hint: t('speaker.description-hint'),
  },
)}`,
  )}${group(
    { name: 'roles', label: t('speaker.roles'), hint: t('speaker.roles-hint') },
    html`${roles.map(
      (
        role,
        at,
      ) => html`<fieldset class="entry"><legend>${t('speaker.role-number', { number: at + 1 })}</legend>
<div class="row">${textField({
        name: `title-${at}`,
        label: t('speaker.role-title'),
        value: role.title,
        most: 300,
      })}${textField({
        name: `organisation-${at}`,
        label: t('speaker.organisation'),
        value: role.organisation,
        most: 300,
      })}</div>
<div class="row">${textField({
        name: `from-${at}`,
        label: t('speaker.from'),
        value: role.from,
        dir: 'ltr',
        most: 40,
        ...(at === 0 && { hint: t('source.published-hint') }),
        problem: problems[`from-${at}`],
      })}${textField({
        name: `until-${at}`,
        label: t('speaker.until'),
        value: role.until,
        dir: 'ltr',
        most: 40,
        ...(at === 0 && { hint: t('speaker.until-hint') }),
        problem: problems[`until-${at}`],
      })}</div></fieldset>
`,
    )}`,
  )}`;
}

export type SpeakerEditView = {
  readonly speaker: Speaker;
  readonly texts: SpeakerTexts;
  readonly problems: SpeakerProblems;
  readonly quotations: number;
  readonly curates: boolean;
};

export function speakerEditMain(asked: Asked, view: SpeakerEditView): Html {
  const { t } = asked;
  const { speaker, texts, problems, quotations, curates } = view;
  const path = `${speakersPath}${speaker.id}/`;
  return html`<div class="columns">
${deskForm(
  asked,
  { action: path },
  html`${speakerFields(asked, texts, problems)}<p class="buttons"><button type="submit">${t('desk.save')}</button></p>`,
)}
<div>
<section class="panel"><h2>${t('source.facts')}</h2>
<dl class="facts"><dt>${t('source.public-page')}</dt><dd dir="ltr"><a class="code" href="${speakerHref(speaker.slug)}">${speakerPath(speaker.slug)}</a></dd>
<dt>${t('desk.section', { section: 'quotations' })}</dt><dd><a href="/-/admin/quotations/?speaker=${speaker.id}">${quotations}</a></dd></dl>
<p class="soft">${t('speaker.moving')}</p></section>
${curates && leaving(asked, view, path)}</div>
</div>`;
}

function leaving(asked: Asked, { problems }: SpeakerEditView, path: string): Html {
  const { t } = asked;
  return html`<section class="panel"><h2>${t('source.merge')}</h2>
<p class="soft">${t('speaker.merge-hint')}</p>
${deskForm(
  asked,
  { action: `${path}merge` },
  html`${textField({
    name: 'into',
    label: t('speaker.into'),
    autocomplete: 'off',
    hint: t('speaker.into-hint'),
    problem: problems.into,
  })}<p class="buttons"><button type="submit" class="plain">${t('source.merge')}</button></p>`,
)}</section>
<p><a class="button bad" href="${path}delete">${t('speaker.delete')}</a></p>
`;
}
