import { type Html, html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/message.ts';
import { land } from '../arrive.ts';
import type { Asked } from '../asked.ts';
import { destinationOf } from '../destination.ts';
import { hidden } from '../fields.ts';
import { type Frame, type Mine, myForm, myPage } from '../mine.ts';
import { home, passkeySignInPath, passkeysPath, signInHref } from '../paths.ts';
import { onwards } from '../reply.ts';
import {
  accountByPasskey,
  addPasskey,
  creationOptions,
  passkeysOf,
  removePasskey,
  renamePasskey,
  requestOptions,
} from './passkey.ts';
import { passkeyForm, passkeysPage } from './passkey-view.ts';

/** `GET /-/account/passkeys` */
export function showPasskeys(mine: Mine): Promise<Reply> {
  return page(mine, 200);
}

/** `POST /-/account/passkeys`: what the device has made. */
export function makePasskey(mine: Mine): Promise<Reply> {
  return form(mine, async (fields) => {
    const [text, name] = [fields.get('response') ?? '', fields.get('name') ?? ''];
    const added = await addPasskey(mine.world, mine.request, { accountId: mine.account.id, text, name });
    return added.ok ? onwards(passkeysPath) : page(mine, 422, 'failed');
  });
}

/** `POST /-/account/passkeys/:id/name` */
export function nameMyPasskey(mine: Mine): Promise<Reply> {
  return form(mine, async (fields) => {
    const [id, name] = [idIn(mine.params.id), fields.get('name') ?? ''];
    await mine.world.db.write((tx) => renamePasskey(tx, mine.account.id, id, name));
    return onwards(passkeysPath);
  });
}

/** `POST /-/account/passkeys/:id/removal` */
export function removeMyPasskey(mine: Mine): Promise<Reply> {
  return form(mine, async () => {
    await mine.world.db.write((tx) => removePasskey(tx, mine.account.id, idIn(mine.params.id)));
    return onwards(passkeysPath);
  });
}

function form(mine: Mine, handle: (fields: URLSearchParams) => Promise<Reply>): Promise<Reply> {
  return myForm(mine, handle, () => page(mine, 403, 'expired'));
}

async function page(mine: Mine, status: number, problem?: 'failed' | 'expired'): Promise<Reply> {
  const { world, request, account, look } = mine;
  const list = await passkeysOf(world.db, account.id);
  const options = await creationOptions(world, request, account);
  return myPage(
    mine,
    status,
    (frame) => {
      const { t } = frame;
      const said = problem && (problem === 'expired' ? t('form.expired') : t('passkey.failed'));
      return passkeysPage(frame, { list, options, ...(said !== undefined && { problem: said }) });
    },
    passkeyScript(look),
  );
}

/** The island that asks the device. */
export function passkeyScript({ passkeyScript: src }: Asked['look']): Html | undefined {
  return src === undefined ? undefined : html`<script type="module" src="${src}"></script>\n`;
}

/** Part of the page of signing in. */
export function passkeySignIn(
  { world, request }: Asked,
  frame: Pick<Frame, 't' | 'token'>,
  to: string,
): Html {
  return passkeyForm(frame, {
    kind: 'get',
    action: passkeySignInPath,
    options: requestOptions(world, request),
    label: frame.t('passkey.sign-in'),
    fields: hidden('to', to),
  });
}

/** `POST /-/account/sign-in/passkey` */
export function takePasskeySignIn(asked: Asked): Promise<Reply> {
  const { world, request } = asked;
  return myForm(
    asked,
    async (fields) => {
      const { to } = destinationOf(world, fields.get('to'), home);
      const signed = await accountByPasskey(world, request, fields.get('response') ?? '');
      if (!signed.ok) return refusedPage(asked, to);
      return land(asked, { accountId: signed.accountId, twice: true }, to);
    },
    () => refusedPage(asked, home),
  );
}

function refusedPage(asked: Asked, to: string): Promise<Reply> {
  return myPage(asked, 403, ({ t }) => ({
    title: t('sign-in.title'),
    main: html`<h1>${t('sign-in.title')}</h1>
<p class="problem" role="alert">${t('passkey.unknown')}</p>
<p><a href="${signInHref(to)}">${t('factor.begin-again')}</a></p>`,
  }));
}
