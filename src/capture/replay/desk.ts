import {
  type Asked,
  type Desk,
  type DeskRoute,
  deskForm,
  noticed,
  radioGroup,
  textArea,
  textField,
} from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import { plainText, type Reply } from '../../kit/http/index.ts';
import type { Capture } from '../capture.ts';
import { captureHref } from '../link-state.ts';
import { readCapture } from '../read.ts';
import { decide, lastDecision, type Visibility } from './decide.ts';

const states: readonly Visibility[] = ['public', 'private', 'removed'];

/** Where it is decided who sees a copy. */
export function visibilityHref(id: number | string): string {
  return `/-/admin/captures/${id}/visibility`;
}

export const visibilityRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    pattern: visibilityHref(':id'),
    may: 'curate-archive',
    handle: (desk, asked) => show(desk, asked),
  },
  { method: 'POST', pattern: visibilityHref(':id'), may: 'curate-archive', handle: take },
];

async function show(desk: Desk, asked: Asked, problem?: string): Promise<Reply> {
  const { world, site, params, t } = asked;
  const capture = await readCapture(world.db, site.id, idIn(params.id));
  if (capture?.status !== 'done') return plainText(404, 'There is no such copy.');
  const last = await lastDecision(world.db, site.id, capture.id);
  return desk.page(asked, {
    title: t('capture.visibility.title'),
    section: 'sources',
    ...(problem !== undefined && { status: 422 }),
    main: html`<p><a href="${captureHref(capture.id)}"><bdi>${capture.title ?? capture.address}</bdi></a></p>
${capture.visibility === 'removed' ? html`<p>${t('capture.visibility.gone')}</p>\n` : form(asked, capture, last?.askedBy ?? '', problem)}`,
  });
}

function form(asked: Asked, capture: Capture, askedBy: string, problem: string | undefined): Html {
  const { t, form: sent } = asked;
  const value = sent.get('state') ?? capture.visibility;
  return deskForm(
    asked,
    { action: visibilityHref(capture.id), className: 'narrow-form' },
    html`${radioGroup(
      { name: 'state', label: t('capture.visibility.who'), value },
      states.map((state) => ({ value: state, label: t('capture.visibility.state', { state }) })),
    )}${textField({
      name: 'asked-by',
      label: t('capture.visibility.asked-by'),
      value: sent.get('asked-by') ?? askedBy,
      most: 500,
      hint: t('capture.visibility.asked-by-hint'),
    })}${textArea({
      name: 'ground',
      label: t('capture.visibility.ground'),
      value: sent.get('ground') ?? '',
      rows: 3,
      hint: t('capture.visibility.ground-hint'),
      problem,
    })}<p class="soft">${t('capture.visibility.warning')}</p>
<p class="buttons"><button type="submit">${t('desk.save')}</button></p>`,
  );
}

async function take(desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, params, form: sent, account, t } = asked;
  const state = states.find((each) => each === sent.get('state'));
  if (!state) return show(desk, asked);
  const decision = { state, askedBy: sent.get('asked-by') ?? '', ground: sent.get('ground') ?? '' };
  const id = idIn(params.id);
  const done = await world.db.write((tx) => decide(tx, site.id, id, decision, account.id));
  if (!done.ok && done.reason === 'no-ground') return show(desk, asked, t('capture.visibility.no-ground'));
  if (!done.ok) return show(desk, asked);
  return noticed(asked, visibilityHref(id), { text: t('capture.visibility.done', { state }) });
}
