import { hidden } from '../../account/fields.ts';
import { may } from '../../account/may.ts';
import { restNonce } from '../../account/security/authenticate.ts';
import { type Asked, checkBox, deskForm, group, selectField, textArea, textField } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import type { PostStatus } from '../post.ts';
import type { Rightful } from '../rights.ts';
import { announcementGroup } from './announcement-group.ts';
import type { Problems } from './check.ts';
import type { Choices } from './choices.ts';
import type { PostFields } from './fields.ts';
import type { Kind } from './kind.ts';
import { type PictureChoice, pictureGroup } from './picture-group.ts';
import { statusField, submitButtons } from './publish-group.ts';

/** All that the form of a post shows. */
export type EditForm = {
  readonly kind: Kind;
  readonly fields: PostFields;
  readonly choices: Choices;
  readonly pictures: PictureChoice;
  readonly problems: Problems;
  /** The post as it stands; absent for a new one. */
  readonly post?: { readonly id: number; readonly version: number; readonly status: PostStatus };
  readonly rightful: Rightful;
  /** What the saved text quotes. */
  readonly quotations: Html | undefined;
  /** What it shows was sent, and not saved. */
  readonly unsaved: boolean;
};

/** Where the form of a post is sent, and what stands below: `preview`, `autosave`. */
export function addressOf({ kind, post }: Pick<EditForm, 'kind' | 'post'>): string {
  return post ? `${kind.base}${post.id}/` : kind.base;
}

/** The form: the text in one column, everything about it in another; on a phone one below the other. */
export function editForm(asked: Asked, form: EditForm): Html {
  const { kind, post, unsaved } = form;
  const address = addressOf(form);
  const action = post ? address : `${kind.base}new`;
  // What Enter in a field does is the first button's: to save, not to switch the form of the text.
  const first = html`<button type="submit" name="do" value="save" class="quiet" tabindex="-1" aria-hidden="true">${asked.t('desk.save')}</button>
`;
  return deskForm(
    asked,
    { action, id: 'post-form', className: 'columns writing' },
    html`${first}${hidden('version', String(post?.version ?? 0))}<div class="sheet" data-type="${kind.type}" data-address="${address}"${unsaved && html` data-state="unsaved"`}${islandWords(asked)}>
${words(asked, form)}</div>
<div class="side">
${publishing(asked, form)}${announcementGroup(asked, form)}${kind.type === 'post' ? filing(asked, form) : placing(asked, form)}${pictureGroup(asked, form)}${form.quotations}${rest(asked, form)}</div>
`,
  );
}

/** What the islands say, and what they show the API of the page that they run in. */
function islandWords({ t, world, request }: Asked): Html {
  const saved = t('post-desk.autosaved', { time: '{time}' });
  return html` data-nonce="${restNonce(world, request) ?? ''}" data-saved="${saved}" data-live-preview="${t('post-desk.live-preview')}" data-kept="${t('post-desk.kept-here')}" data-stale="${t('post-desk.stale-meanwhile')}" data-journal="${t('post-desk.journal')}" data-restore="${t('post-desk.unsaved-show')}" data-drop="${t('post-desk.unsaved-drop')}"`;
}

function words({ t }: Asked, { fields, problems, kind }: EditForm): Html {
  const other = fields.format === 'markdown' ? 'html' : 'markdown';
  return html`${textField({
    name: 'title',
    label: t('post-desk.title'),
    value: fields.title,
    problem: problems.title,
  })}${hidden('format', fields.format)}${textArea({
    name: 'text',
    label: t('post-desk.text', { format: fields.format }),
    value: fields.text,
    rows: 22,
    code: fields.format === 'html',
    hint: t('post-desk.text-hint', { format: fields.format }),
    problem: problems.text,
  })}<p class="buttons tools"><button type="submit" name="do" value="switch" class="plain">${t('post-desk.switch', { format: other })}</button>
<button type="submit" name="do" value="preview" formaction="${kind.base}preview" formtarget="_blank" class="plain">${t('post-desk.preview')}</button></p>
${textArea({
  name: 'excerpt',
  label: t('post-desk.excerpt'),
  value: fields.excerpt,
  rows: 3,
  hint: t('post-desk.excerpt-hint'),
  problem: problems.excerpt,
})}`;
}

function publishing(asked: Asked, form: EditForm): Html {
  const { t, site } = asked;
  const { fields, problems } = form;
  return html`<section class="panel" aria-labelledby="publishing"><h2 id="publishing">${t('post-desk.publishing')}</h2>
${statusField(asked, form)}${textField({
  name: 'date',
  label: t('post-desk.date'),
  type: 'datetime-local',
  value: fields.date,
  dir: 'ltr',
  hint: t('post-desk.date-hint', { zone: site.timeZone }),
  problem: problems.date,
})}${submitButtons(asked, form)}</section>
`;
}

function filing(asked: Asked, { fields, choices, problems }: EditForm): Html {
  const { t, actor, site } = asked;
  const mayMake = may(actor, 'manage-terms', { siteId: site.id });
  const boxes = choices.categories.map(
    ({
      id,
      name,
      depth,
    }) => html`<li class="depth-${Math.min(depth, 5)}"><input id="category-${id}" type="checkbox" name="category" value="${id}"${
      fields.categories.includes(String(id)) && html` checked`
    }> <label for="category-${id}" dir="auto">${name}</label></li>
`,
  );
  const make = html`<details${(fields.newCategory !== '' || problems.newCategory !== undefined) && html` open`}><summary>${t('post-desk.new-category')}</summary>
${textField({ name: 'new-category', label: t('post-desk.new-category-name'), value: fields.newCategory, problem: problems.newCategory })}${selectField(
  { name: 'new-category-parent', label: t('post-desk.new-category-parent'), value: fields.newCategoryParent },
  [
    { value: '', label: t('post-desk.none') },
    ...choices.categories.map(({ id, name }) => ({ value: String(id), label: name })),
  ],
)}</details>
`;
  return html`${group(
    { name: 'categories', label: t('post-desk.categories'), problem: problems.categories },
    html`${boxes.length > 0 ? html`<ul class="tree">\n${boxes}</ul>\n` : html`<p class="soft">${t('post-desk.no-categories')}</p>\n`}${mayMake && make}`,
  )}<section class="panel"><datalist id="known-tags">${choices.tags.map((name) => html`<option value="${name}"></option>`)}</datalist>${textField(
    {
      name: 'tags',
      label: t('post-desk.tags'),
      value: fields.tags,
      hint: t('post-desk.tags-hint'),
      problem: problems.tags,
      list: 'known-tags',
    },
  )}</section>
`;
}

function placing({ t }: Asked, { fields, choices, problems }: EditForm): Html {
  return html`<section class="panel" aria-labelledby="placing"><h2 id="placing">${t('post-desk.place')}</h2>
${selectField(
  { name: 'parent', label: t('post-desk.parent'), value: fields.parent, problem: problems.parent },
  [
    { value: '', label: t('post-desk.none') },
    ...choices.parents.map(({ id, title }) => ({
      value: String(id),
      label: title || t('post-desk.untitled'),
    })),
  ],
)}${textField({ name: 'order', label: t('post-desk.order'), type: 'number', value: fields.order, dir: 'ltr', hint: t('post-desk.order-hint'), problem: problems.order })}</section>
`;
}

function rest(asked: Asked, form: EditForm): Html {
  const { t, actor, site } = asked;
  const { fields, problems, kind } = form;
  const others = may(actor, 'edit-others', { siteId: site.id });
  return html`<section class="panel" aria-labelledby="more"><h2 id="more">${t('post-desk.more')}</h2>
${textField({ name: 'slug', label: t('post-desk.slug'), value: fields.slug, hint: t('post-desk.slug-hint'), problem: problems.slug })}${textField(
  {
    name: 'lang',
    label: t('post-desk.lang'),
    value: fields.lang,
    dir: 'ltr',
    most: 35,
    hint: t('post-desk.lang-hint', { lang: site.locale }),
    problem: problems.lang,
  },
)}${others && authorsGroup(asked, form)}${checkBox({ name: 'comments', label: t('post-desk.comments'), checked: fields.comments })}${
  others &&
  kind.type === 'post' &&
  checkBox({ name: 'sticky', label: t('post-desk.sticky'), checked: fields.sticky })
}${
  others &&
  textField({
    name: 'password',
    label: t('post-desk.password'),
    value: fields.password,
    autocomplete: 'off',
    hint: t('post-desk.password-hint'),
    problem: problems.password,
  })
}${textField({ name: 'note', label: t('post-desk.note'), value: fields.note, most: 500, hint: t('post-desk.note-hint') })}</section>
`;
}

/** A few authors are boxes to check; of many, those that sign and a menu would be long: boxes that scroll. */
function authorsGroup({ t }: Asked, { fields, choices, problems }: EditForm): Html {
  return group(
    { name: 'authors', label: t('post-desk.authors'), problem: problems.authors },
    html`<ul class="tree">
${choices.authors.map(
  ({
    id,
    name,
  }) => html`<li><input id="author-${id}" type="checkbox" name="author" value="${id}"${fields.authors.includes(String(id)) && html` checked`}> <label for="author-${id}" dir="auto">${name}</label></li>
`,
)}</ul>
`,
  );
}
