import { restNonce } from '../../account/security/authenticate.ts';
import {
  type Asked,
  actionButton,
  deskForm,
  filterBar,
  type KeysetPage,
  pager,
  selectField,
  type Tab,
  tabs,
  textArea,
  textField,
} from '../../desk/index.ts';
import { type Html, html, join } from '../../kit/html.ts';
import { formatDate, formatMonth } from '../../kit/i18n/index.ts';
import { kindOf } from '../kind.ts';
import { familyOf, hrefOf, type Media } from '../media.ts';
import type { UploadRefused } from '../prepare.ts';
import type { MediaFilter, MediaUse } from './read.ts';

export const mediaPath = '/-/admin/media/';

export type MediaListView = {
  readonly page: KeysetPage<Media>;
  readonly filter: MediaFilter;
  readonly months: readonly string[];
  /** Files that were just sent and not taken, in words. */
  readonly refused: readonly string[];
};

export function mediaListMain(asked: Asked, view: MediaListView): Html {
  const { t } = asked;
  const { page, refused } = view;
  const narrowed = Object.keys(view.filter).length > 0;
  return html`${refused.length > 0 && html`<ul class="problem" role="alert">${refused.map((text) => html`<li>${text}</li>`)}</ul>\n`}${uploadForm(asked)}${kindTabs(asked, view.filter)}${filters(asked, view)}${
    page.rows.length === 0
      ? html`<div class="empty"><p>${t(narrowed ? 'media-desk.none-found' : 'media-desk.none')}</p></div>\n`
      : grid(asked, page.rows)
  }${pager(asked, page, ({ createdAt, id }) => [createdAt, id])}`;
}

/** Without scripts a field for several files; the island makes of it a place to drop them, and sends each to the API. */
function uploadForm(asked: Asked): Html {
  const { t } = asked;
  return deskForm(
    asked,
    { action: mediaPath, multipart: true, className: 'upload panel' },
    html`<p class="field" data-drop="${t('media-desk.drop')}" data-nonce="${restNonce(asked.world, asked.request) ?? ''}"><label for="files">${t('media-desk.upload')}</label>
<input id="files" name="files" type="file" multiple required aria-describedby="files-hint">
<span class="hint" id="files-hint">${t('media-desk.upload-hint')}</span></p>
<p class="buttons"><button type="submit">${t('media-desk.send')}</button></p>
`,
  );
}

function kindTabs({ t }: Asked, filter: MediaFilter): Html {
  const tab = (label: string, query: string, current: boolean): Tab => ({
    label,
    href: query === '' ? mediaPath : `${mediaPath}?${query}`,
    current,
  });
  const families = ['image', 'audio', 'video', 'document'] as const;
  return tabs(t('media-desk.kinds'), [
    tab(t('media-desk.all'), '', filter.family === undefined && !filter.withoutAlt),
    ...families.map((family) =>
      tab(
        t('media-desk.family', { family }),
        `kind=${family}`,
        filter.family === family && !filter.withoutAlt,
      ),
    ),
    tab(t('media-desk.without-alt'), 'without=alt', Boolean(filter.withoutAlt)),
  ]);
}

function filters(asked: Asked, { filter, months }: MediaListView): Html {
  const { t, site } = asked;
  const choices = months.map((month) => ({
    value: month,
    label: formatMonth(month, { locale: t.locale, calendar: site.calendar }),
  }));
  return filterBar(
    asked,
    {
      action: mediaPath,
      ...(Object.keys(filter).length > 0 && { clear: mediaPath }),
      kept: {
        ...(filter.family && { kind: filter.family }),
        ...(filter.withoutAlt && { without: 'alt' }),
      },
    },
    html`${textField({ name: 'q', label: t('media-desk.search'), value: filter.search ?? '', type: 'search' })}${selectField(
      { name: 'month', label: t('media-desk.month'), value: filter.month ?? '' },
      [{ value: '', label: t('desk.any') }, ...choices],
    )}`,
  );
}

function grid(asked: Asked, rows: readonly Media[]): Html {
  const { t } = asked;
  return deskForm(
    asked,
    { action: `${mediaPath}delete`, className: 'bulk' },
    html`<ul class="media-grid">
${rows.map((media) => card(asked, media))}</ul>
<p class="bulk-bar"><button type="submit" class="plain">${t('media-desk.delete-selected')}</button></p>
`,
  );
}

function card({ t }: Asked, media: Media): Html {
  const name = nameOf(media);
  return html`<li><a href="${mediaPath}${media.id}/">${thumbnail(media)}<span class="media-name" dir="auto">${name}</span></a>
<span class="media-facts">${factsOf(t.locale, media)}</span>${statusFlag(t, media)}${
    lacksAlt(media) && html` <span class="flag warning">${t('media-desk.no-alt')}</span>`
  }
<input type="checkbox" name="id" value="${media.id}" aria-label="${t('desk.select', { name })}"></li>
`;
}

function statusFlag(t: Asked['t'], { status }: Media): Html | undefined {
  if (status === 'ready') return undefined;
  return html` <span class="flag ${status === 'failed' ? 'bad' : 'warning'}">${t('media-desk.status', { status })}</span>`;
}

function lacksAlt(media: Media): boolean {
  return media.alt === '' && familyOf(media) === 'image';
}

export function nameOf({ title, path }: Media): string {
  return title || (path.split('/').at(-1) ?? path);
}

/** A small one of a picture's sizes; for other files, the letters of their kind. */
export function thumbnail(media: Media): Html {
  if (familyOf(media) !== 'image' || media.status !== 'ready')
    return html`<span class="media-kind" aria-hidden="true">${kindName(media)}</span>`;
  const small = media.variants
    .filter(({ width, mime }) => width >= 300 && mime !== 'image/avif')
    .toSorted((a, b) => a.width - b.width)[0];
  return html`<img src="${hrefOf(small ?? media)}" alt="" loading="lazy" width="300" height="225">`;
}

/** `JPG`, `PDF`. */
function kindName({ mime }: Media): string {
  return (kindOf(mime)?.extensions[0] ?? mime.split('/')[1] ?? '').toUpperCase();
}

/** Each in its own direction: figures and Latin letters would change places within Arabic. */
function factsOf(locale: string, media: Media): Html {
  const { width, height, bytes } = media;
  const size = width === undefined || height === undefined ? [] : [`${width} × ${height}`];
  const facts = [kindName(media), ...size, formatBytes(bytes, locale)];
  return join(
    facts.map((fact) => html`<bdi>${fact}</bdi>`),
    ' · ',
  );
}

export function formatBytes(bytes: number, locale: string): string {
  const [unit, size] =
    bytes < 1_000_000
      ? (['kilobyte', Math.max(1, bytes / 1_000)] as const)
      : bytes < 1_000_000_000
        ? (['megabyte', bytes / 1_000_000] as const)
        : (['gigabyte', bytes / 1_000_000_000] as const);
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    maximumFractionDigits: unit === 'kilobyte' ? 0 : 1,
  }).format(size);
}

export type MediaEditView = {
  readonly media: Media;
  readonly uses: readonly MediaUse[];
  readonly isIcon: boolean;
  readonly mayEdit: boolean;
  /** Why another file was not taken in its place. */
  readonly replaceProblem?: string;
};

export function mediaEditMain(asked: Asked, view: MediaEditView): Html {
  const { t } = asked;
  const { media, mayEdit } = view;
  return html`<div class="columns">
<div>
<div class="media-shown">${shown(media)}</div>
${mayEdit ? factsForm(asked, media) : html`<p>${t('media-desk.not-yours')}</p>`}
</div>
<div>
${facts(asked, view)}${mayEdit && changing(asked, view)}
</div>
</div>`;
}

function shown(media: Media): Html {
  const href = hrefOf(media);
  switch (media.status === 'ready' ? familyOf(media) : undefined) {
    case 'image': {
      const middle = media.variants.find(({ width, mime }) => width >= 800 && mime !== 'image/avif');
      return html`<a href="${href}" aria-label="${nameOf(media)}"><img src="${hrefOf(middle ?? media)}" alt="${media.alt}"${
        media.width !== undefined && html` width="${media.width}" height="${media.height}"`
      }></a>`;
    }
    case 'audio':
      return html`<audio controls preload="none" src="${href}"></audio>`;
    case 'video':
      return html`<video controls preload="none" src="${href}"></video>`;
    default:
      return html`<span class="media-kind" aria-hidden="true">${kindName(media)}</span>`;
  }
}

function factsForm(asked: Asked, media: Media): Html {
  const { t } = asked;
  const isPicture = familyOf(media) === 'image';
  return deskForm(
    asked,
    { action: `${mediaPath}${media.id}/` },
    html`${
      isPicture &&
      textArea({
        name: 'alt',
        label: t('media-desk.alt'),
        value: media.alt,
        rows: 2,
        most: 1_000,
        hint: t('media-desk.alt-hint'),
        ...(media.alt === '' && { problem: t('media-desk.alt-missing') }),
      })
    }${textField({ name: 'title', label: t('media-desk.title'), value: media.title, most: 200 })}${textArea({
      name: 'caption',
      label: t('media-desk.caption'),
      value: media.caption,
      rows: 3,
      most: 5_000,
      hint: t('media-desk.caption-hint'),
    })}<p class="buttons"><button type="submit">${t('desk.save')}</button></p>`,
  );
}

function facts(asked: Asked, { media, uses, isIcon }: MediaEditView): Html {
  const { t, site } = asked;
  const { locale } = t;
  const href = hrefOf(media);
  const moment = formatDate(media.createdAt, {
    locale,
    timeZone: site.timeZone,
    calendar: site.calendar,
    style: 'moment',
  });
  return html`<section class="panel"><h2>${t('media-desk.facts')}</h2>
<dl class="facts"><dt>${t('media-desk.file')}</dt><dd>${factsOf(locale, media)}${statusFlag(t, media)}</dd>
<dt>${t('media-desk.came')}</dt><dd><time datetime="${media.createdAt}">${moment}</time></dd>
<dt>${t('media-desk.address')}</dt><dd dir="ltr"><a class="code" href="${href}">${media.path}</a></dd></dl>
${textField({ name: 'markdown', label: t('media-desk.markdown'), value: markdownOf(media), dir: 'ltr' })}</section>
<section class="panel"><h2>${t('media-desk.used')}</h2>
${isIcon && html`<p>${t('media-desk.is-icon')}</p>`}${
  uses.length === 0 && !isIcon
    ? html`<p class="soft">${t('media-desk.unused')}</p>`
    : html`<ul>${uses.map(useOf)}</ul>`
}</section>
`;
}

export function useOf({ id, type, title }: MediaUse): Html {
  return html`<li><a href="/-/admin/${type === 'page' ? 'pages' : 'posts'}/${id}/"><bdi>${title || `#${id}`}</bdi></a></li>`;
}

/** What a writer puts into a post for it. */
function markdownOf(media: Media): string {
  const label = (familyOf(media) === 'image' ? media.alt : nameOf(media)).replaceAll(/[\\[\]]/g, '\\$&');
  return `${familyOf(media) === 'image' ? '!' : ''}[${label.replaceAll(/\s+/g, ' ')}](${hrefOf(media)})`;
}

function changing(asked: Asked, { media, replaceProblem }: MediaEditView): Html {
  const { t } = asked;
  const path = `${mediaPath}${media.id}/`;
  return html`<section class="panel"><h2>${t('media-desk.replace')}</h2>
${deskForm(
  asked,
  { action: `${path}replace`, multipart: true },
  html`<p class="field"><label for="file">${t('media-desk.new-file')}</label>
<input id="file" name="file" type="file" required${replaceProblem !== undefined && html` aria-invalid="true"`} aria-describedby="${replaceProblem !== undefined && 'file-problem '}file-hint">
${replaceProblem !== undefined && html`<span class="problem" id="file-problem">${replaceProblem}</span>`}<span class="hint" id="file-hint">${t('media-desk.replace-hint')}</span></p>
<p class="buttons"><button type="submit" class="plain">${t('media-desk.replace')}</button></p>`,
)}</section>
<p><a class="button bad" href="${path}delete">${t('media-desk.delete')}</a></p>
`;
}

/** Asks once before files go, and says who shows them. */
export function mediaDeleteMain(
  asked: Asked,
  each: readonly { readonly media: Media; readonly uses: readonly MediaUse[] }[],
): Html {
  const { t } = asked;
  return html`<ul class="media-grid">
${each.map(
  ({ media, uses }) =>
    html`<li>${thumbnail(media)}<span class="media-name" dir="auto">${nameOf(media)}</span>${
      uses.length === 0
        ? html`<span class="media-facts">${t('media-desk.unused')}</span>`
        : html`<span class="flag warning">${t('media-desk.used-in', { count: uses.length })}</span><ul>${uses.slice(0, 5).map(useOf)}</ul>`
    }</li>\n`,
)}</ul>
<p>${t('media-desk.delete-for-good')}</p>
<div class="buttons">
${actionButton(asked, {
  action: `${mediaPath}delete`,
  label: t('media-desk.delete-sure', { count: each.length }),
  tone: 'bad',
  fields: { sure: '1', ids: each.map(({ media }) => media.id).join(',') },
})}<a class="button plain" href="${mediaPath}">${t('desk.cancel')}</a></div>`;
}

/** Why a file was not taken, in words. */
export function refusalOf({ t }: Pick<Asked, 't'>, name: string, refused: UploadRefused): string {
  switch (refused.reason) {
    case 'empty':
      return t('media-desk.refused-empty', { name });
    case 'kind-refused':
      return t('media-desk.refused-kind', { name, kind: refused.mime ?? '?' });
    case 'too-large':
      return t('media-desk.refused-large', { name, limit: formatBytes(refused.limit, t.locale) });
    case 'too-many-pixels':
      return t('media-desk.refused-pixels', { name, width: refused.width, height: refused.height });
    case 'unreadable':
    case 'bad-svg':
      return t('media-desk.refused-unreadable', { name });
  }
}
