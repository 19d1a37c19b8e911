import {
  type Asked,
  deskForm,
  type KeysetPage,
  list,
  moment,
  pager,
  radioGroup,
  tabs,
  textArea,
  textField,
} from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import type { Capture } from '../capture.ts';
import { choiceOf } from '../choice.ts';
import { type Shelf, shelves } from './find.ts';

export const capturesPath = '/-/admin/captures/';

export type CaptureListView = {
  readonly page: KeysetPage<Capture>;
  readonly shelf: Shelf;
  readonly counts: Readonly<Record<Shelf, number>>;
  /** What the forms are for, and what was wrong with what they brought. */
  readonly wish: CaptureWish;
};

/** What stands in the forms by which a capture is asked for. */
export type CaptureWish = {
  readonly address: string;
  /** The source that it is to be of; 0 for none. */
  readonly sourceId: number;
  readonly problems: { readonly address?: string; readonly file?: string };
};

export function captureListMain(asked: Asked, { page, shelf, counts, wish }: CaptureListView): Html {
  const { t } = asked;
  return html`${newCapture(asked, wish)}${suppliedFile(asked, wish)}${tabs(
    t('capture.shelves'),
    shelves.map((each) => ({
      label: t('capture.shelf', { shelf: each }),
      href: each === 'all' ? capturesPath : `${capturesPath}?shelf=${each}`,
      count: counts[each],
      current: each === shelf,
    })),
  )}${list(asked, {
    caption: t('capture.captures'),
    rows: page.rows,
    id: ({ id }) => id,
    name: captureName,
    empty: html`<p>${t('capture.none')}</p>`,
    columns: [
      { label: t('capture.of'), heading: true, cell: (capture) => nameCell(capture) },
      {
        label: t('capture.state-label'),
        cell: (capture) => html`${stateFlag(asked, capture)}${why(asked, capture)}`,
      },
      { label: t('capture.method-label'), cell: ({ method }) => t('capture.method', { method }) },
      {
        label: t('capture.when'),
        narrow: true,
        cell: ({ capturedAt, createdAt }) => moment(asked, capturedAt ?? createdAt),
      },
    ],
  })}${pager(asked, page, ({ id }) => [id])}`;
}

function newCapture(asked: Asked, { address, sourceId, problems }: CaptureWish): Html {
  const { t } = asked;
  return deskForm(
    asked,
    { action: capturesPath, className: 'panel', id: 'new' },
    html`${sourceId !== 0 && html`<input type="hidden" name="source" value="${sourceId}">`}${textField({
      name: 'address',
      label: t('capture.address'),
      value: address,
      dir: 'ltr',
      most: 8_000,
      problem: problems.address,
    })}${radioGroup({ name: 'method', label: t('capture.how'), value: 'http' }, [
      { value: 'http', label: t('capture.by-http') },
      { value: 'browser', label: t('capture.by-browser') },
    ])}<p class="buttons"><button type="submit">${t('capture.capture')}</button></p>
`,
  );
}

/** A book, a letter, a recording: what cannot be asked for is brought. */
function suppliedFile(asked: Asked, { sourceId, problems }: CaptureWish): Html {
  const { t } = asked;
  const { file: problem } = problems;
  return html`<details class="panel" id="file"${(problem !== undefined || sourceId !== 0) && html` open`}><summary>${t('capture.file')}</summary>
<p class="soft">${t('capture.file-lead')}</p>
${deskForm(
  asked,
  { action: `${capturesPath}file`, multipart: true },
  html`${sourceId !== 0 && html`<input type="hidden" name="source" value="${sourceId}">`}<p class="field"><label for="supplied">${t('capture.file-field')}</label>
<input id="supplied" name="file" type="file" required aria-describedby="supplied-hint"${problem !== undefined && html` aria-invalid="true"`}>
<span class="hint" id="supplied-hint">${problem !== undefined && html`<strong>${problem}</strong> `}${t('capture.file-hint')}</span></p>
${textArea({ name: 'transcript', label: t('capture.transcript'), rows: 4, hint: t('capture.transcript-hint') })}<p class="buttons"><button type="submit">${t('capture.file-send')}</button></p>
`,
)}</details>
`;
}

export function captureName({ title, address, facts }: Capture): string {
  return title ?? facts.fileName ?? address;
}

function nameCell(capture: Capture): Html {
  const { id, address, facts } = capture;
  const where = facts.fileName ?? address;
  return html`<a href="${capturesPath}${id}/"><bdi>${captureName(capture)}</bdi></a>${
    capture.title !== null && html`<p class="soft cut"><bdi dir="ltr">${where}</bdi></p>`
  }`;
}

const tones = { queued: '', running: '', done: ' good', refused: ' warning', failed: ' bad' } as const;

export function stateFlag({ t }: Asked, { status, visibility }: Capture): Html {
  const shown = status === 'done' && visibility !== 'public' ? visibility : status;
  return html`<span class="flag${tones[status]}">${t('capture.status', { status: shown })}</span>`;
}

function why({ t }: Asked, { reason }: Capture): Html | undefined {
  return reason === null ? undefined : html` ${t('capture.reason', { reason: choiceOf(reason) })}`;
}
