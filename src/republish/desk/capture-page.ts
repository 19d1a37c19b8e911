import { onwards } from '../../account/reply.ts';
import type { Capture } from '../../capture/capture.ts';
import { choiceOf } from '../../capture/choice.ts';
import { readCapture } from '../../capture/read.ts';
import { requestCapture } from '../../capture/save.ts';
import { type Asked, actionButton, type Desk } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/message.ts';
import { confirmPage, takeConfirmed } from './confirm.ts';
import { capturePath, startPath } from './start.ts';

/** `GET /-/admin/republish/captures/34/`: how the copy stands; once it is there, what was found in it. */
export async function showCapture(desk: Desk, asked: Asked): Promise<Reply> {
  const capture = await captureIn(asked);
  if (!capture) return missing(desk, asked);
  switch (capture.status) {
    case 'queued':
    case 'running':
      return waitingPage(desk, asked, capture);
    case 'refused':
    case 'failed':
      return failedPage(desk, asked, capture);
    case 'done':
      return confirmPage(desk, asked, capture);
  }
}

/** `POST /-/admin/republish/captures/34/`: what was confirmed becomes a draft. */
export async function takeCapture(desk: Desk, asked: Asked): Promise<Reply> {
  const capture = await captureIn(asked);
  if (!capture) return missing(desk, asked);
  return capture.status === 'done' ? takeConfirmed(desk, asked, capture) : onwards(capturePath(capture.id));
}

/** `POST /-/admin/republish/captures/34/again`: the same address once more, by `method`. */
export async function takeAgain(desk: Desk, asked: Asked): Promise<Reply> {
  const capture = await captureIn(asked);
  if (!capture || !/^https?:/.test(capture.address)) return missing(desk, asked);
  const { world, site, account, form } = asked;
  const method = form.get('method') === 'browser' ? 'browser' : 'http';
  const { address, sourceId } = capture;
  const { id } = await world.db.write((tx) =>
    requestCapture(tx, site.id, { address, method, by: account.id, ...(sourceId !== null && { sourceId }) }),
  );
  return onwards(capturePath(id));
}

async function captureIn({ world, site, params }: Asked): Promise<Capture | undefined> {
  const capture = await readCapture(world.db, site.id, idIn(params.id));
  return capture?.visibility === 'removed' ? undefined : capture;
}

function missing(desk: Desk, asked: Asked): Promise<Reply> {
  const { t } = asked;
  return desk.page(asked, {
    title: t('republish.title'),
    section: 'posts',
    status: 404,
    main: html`<p role="alert">${t('republish.no-capture')}</p>
<p><a class="button" href="${startPath}">${t('republish.start-again')}</a></p>`,
  });
}

function waitingPage(desk: Desk, asked: Asked, capture: Capture): Promise<Reply> {
  const { t } = asked;
  return desk.page(asked, {
    title: t('republish.fetching'),
    section: 'posts',
    scripts: ['wait'],
    main: html`<div class="panel" data-waits="capture-${capture.id}" role="status"><p>${t('republish.fetching-step', { step: capture.progress ?? 'other' })}</p>
<p><a dir="ltr" href="${capture.address}" rel="noreferrer">${capture.address}</a></p></div>
<p>${t('republish.fetching-text')}</p>
<p class="buttons"><a class="button plain" href="${capturePath(capture.id)}">${t('republish.look-again')}</a></p>
`,
  });
}

/** What was seen, and what can be done about it. */
function failedPage(desk: Desk, asked: Asked, capture: Capture): Promise<Reply> {
  const { t } = asked;
  const action = `${capturePath(capture.id)}again`;
  const supplied = new URLSearchParams({ url: capture.address });
  return desk.page(asked, {
    title: t('republish.not-fetched'),
    section: 'posts',
    status: 200,
    main: html`<div class="panel"><p role="alert">${t('capture.reason', { reason: choiceOf(capture.reason) })}</p>
<p><a dir="ltr" href="${capture.address}" rel="noreferrer">${capture.address}</a></p>
${capture.detail !== null && html`<details><summary>${t('republish.what-was-seen')}</summary><p lang="en" dir="ltr">${capture.detail}</p></details>\n`}</div>
<h2>${t('republish.choices')}</h2>
<div class="panel">${again(asked, action, capture)}
<p>${t('republish.supply-instead')} <a href="${startPath}?${String(supplied)}">${t('republish.supply-link')}</a></p></div>
`,
  });
}

function again(asked: Asked, action: string, { method }: Capture): Html {
  const { t } = asked;
  return html`<div class="row-buttons">${actionButton(asked, { action, label: t('republish.try-again'), fields: { method: method === 'browser' ? 'browser' : 'http' }, tone: 'plain' })}${
    method !== 'browser' &&
    actionButton(asked, {
      action,
      label: t('republish.try-browser'),
      fields: { method: 'browser' },
      tone: 'plain',
    })
  }</div>
`;
}
