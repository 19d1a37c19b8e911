import { hidden } from '../../account/fields.ts';
import { type Asked, deskForm, selectField, textArea, textField } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import type { FooterBlockSetting } from '../settings.ts';
import { pathOfPage, problemSummary, settingsTabs } from './settings-view.ts';

export const blockKinds = [
  'recent-posts',
  'recent-comments',
  'archives',
  'categories',
  'tag-cloud',
  'blogroll',
  'text',
  'search',
] as const satisfies readonly FooterBlockSetting['kind'][];

const kindWords = {
  'recent-posts': 'posts',
  'recent-comments': 'replies',
  archives: 'archives',
  categories: 'categories',
  'tag-cloud': 'tags',
  blogroll: 'links',
  text: 'text',
  search: 'search',
} as const satisfies Record<FooterBlockSetting['kind'], string>;

/** A block of the footer as it stands in its fields. */
export type BlockRow = {
  readonly depth: number;
  readonly kind: FooterBlockSetting['kind'];
  readonly title: string;
  readonly count: string;
  readonly markdown: string;
  /** A link on each line: `Label | https://… | description`. */
  readonly links: string;
};

export function footerMain(
  asked: Asked,
  rows: readonly BlockRow[],
  problems: Readonly<Record<string, string>>,
): Html {
  const { t } = asked;
  return html`${settingsTabs(asked, 'footer')}${deskForm(
    asked,
    { action: pathOfPage('footer'), className: 'arrange' },
    html`${defaultButton(t('desk.save'))}${problemSummary(asked, problems)}${
      rows.length === 0 && html`<div class="empty"><p>${t('footer.none')}</p></div>\n`
    }${rows.map((row, at) => blockFields(asked, row, at, rows.length, problems))}<div class="panel row">
${selectField(
  { name: 'add', label: t('footer.add'), value: 'text' },
  blockKinds.map((kind) => ({ value: kind, label: t('footer.kind', { kind: kindWords[kind] }) })),
)}<p class="buttons"><button type="submit" name="do" value="add" class="plain">${t('arrange.add')}</button></p></div>
<p class="buttons"><button type="submit" name="do" value="save">${t('desk.save')}</button></p>`,
  )}`;
}

/** Enter in a field presses the first button of a form: it must be the one that saves. */
export function defaultButton(label: string): Html {
  return html`<button type="submit" name="do" value="save" class="quiet" tabindex="-1" aria-hidden="true">${label}</button>
`;
}

function blockFields(
  asked: Asked,
  row: BlockRow,
  at: number,
  count: number,
  problems: Readonly<Record<string, string>>,
): Html {
  const { t } = asked;
  const kind = t('footer.kind', { kind: kindWords[row.kind] });
  const numbered = ['recent-posts', 'recent-comments', 'archives', 'tag-cloud'].includes(row.kind);
  return html`<fieldset class="group"><legend>${kind}</legend>
${hidden(`kind-${at}`, row.kind)}<div class="row">${textField({
    name: `title-${at}`,
    label: t('footer.heading'),
    value: row.title,
    most: 200,
    problem: problems[`title-${at}`],
  })}${
    numbered &&
    textField({
      name: `count-${at}`,
      label: t('footer.count'),
      value: row.count,
      type: 'number',
      dir: 'ltr',
      problem: problems[`count-${at}`],
    })
  }</div>${
    row.kind === 'text' &&
    textArea({
      name: `markdown-${at}`,
      label: t('footer.markdown'),
      value: row.markdown,
      rows: 6,
      code: true,
      problem: problems[`markdown-${at}`],
    })
  }${
    row.kind === 'blogroll' &&
    textArea({
      name: `links-${at}`,
      label: t('footer.links'),
      value: row.links,
      rows: 5,
      hint: t('footer.links-hint'),
      problem: problems[`links-${at}`],
    })
  }${moveButtons(asked, at, { name: kind, first: at === 0, last: at === count - 1 })}</fieldset>
`;
}

/** Buttons that put a row elsewhere; they say of what they are. */
export function moveButtons(
  { t }: Asked,
  at: number,
  {
    name,
    first,
    last,
    nests,
  }: {
    readonly name: string;
    readonly first: boolean;
    readonly last: boolean;
    /** Where rows stand below others: how deep this one is. */
    readonly nests?: number;
  },
): Html {
  const button = (act: 'up' | 'down' | 'in' | 'out' | 'remove') =>
    html`<button type="submit" name="do" value="${act}-${at}" class="${act === 'remove' ? 'bad' : 'plain'}">${t('arrange.move', { act })}<span class="quiet"> (${name})</span></button>\n`;
  return html`<p class="row-buttons">${!first && button('up')}${!last && button('down')}${nests !== undefined && [!first && button('in'), nests > 0 && button('out')]}${button('remove')}</p>
`;
}
