import type { Reply } from '../../kit/http/message.ts';
import { signValue, verifyValue } from '../../kit/http/signed-cookie.ts';
import type { World } from '../../kit/world.ts';
import { type Mine, myForm, myPage } from '../mine.ts';
import { factorPath } from '../paths.ts';
import { hasPassword } from '../read.ts';
import { onwards } from '../reply.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  hasSecondFactor,
  removeSecondFactor,
  renewBackupCodes,
  type Setup,
} from './second-factor.ts';
import { codesPage, type FactorProblem, factorPage, setupPage } from './second-factor-view.ts';

const purpose = 'second-factor';
const setupMinutes = 30;

/** `GET /-/account/second-factor` */
export function showFactor(mine: Mine): Promise<Reply> {
  return page(mine, 200);
}

/** `POST /-/account/second-factor`: the key and the backup codes, shown once. */
export function beginFactor(mine: Mine): Promise<Reply> {
  return form(mine, async (fields) => {
    const { world, request } = mine;
    const password = passwordIn(fields);
    const begun = await beginSecondFactor(world, request, { password, issuer: issuerFor(mine) });
    if (!begun.ok) return page(mine, refusalStatus(begun.reason), begun.reason);
    return setup(mine, 200, { uri: begun.uri, codes: begun.codes });
  });
}

/** `POST /-/account/second-factor/confirmation`: a first code shows that both clocks agree. */
export function confirmFactor(mine: Mine): Promise<Reply> {
  return form(mine, async (fields) => {
    const { world, request } = mine;
    const known = setupIn(world, fields.get('setup'));
    const confirmed = await confirmSecondFactor(world, request, {
      accountId: mine.account.id,
      code: fields.get('code') ?? '',
    });
    if (confirmed.ok) return onwards(factorPath, confirmed.cookies);
    if (!known) return page(mine, 422, 'expired');
    return setup(mine, refusalStatus(confirmed.reason), known, confirmed.reason);
  });
}

/** `POST /-/account/second-factor/removal` */
export function removeFactor(mine: Mine): Promise<Reply> {
  return form(mine, async (fields) => {
    const removed = await removeSecondFactor(mine.world, mine.request, passwordIn(fields));
    if (removed.ok) return onwards(factorPath, removed.cookies);
    return page(mine, refusalStatus(removed.reason), removed.reason);
  });
}

/** `POST /-/account/second-factor/codes`: new backup codes in the place of the old. */
export function renewCodes(mine: Mine): Promise<Reply> {
  return form(mine, async (fields) => {
    const renewed = await renewBackupCodes(mine.world, mine.request, passwordIn(fields));
    if (!renewed.ok) return page(mine, refusalStatus(renewed.reason), renewed.reason);
    const sealed = seal(mine.world, { uri: '', codes: renewed.codes });
    return myPage(mine, 200, (frame) => codesPage(frame, { codes: renewed.codes, sealed }));
  });
}

/** `POST /-/account/second-factor/file`: the codes that were just shown, as a file to keep. */
export function downloadCodes(mine: Mine): Promise<Reply> {
  return form(mine, async (fields) => {
    const known = setupIn(mine.world, fields.get('setup'));
    if (!known) return page(mine, 422, 'expired');
    const headers = {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'attachment; filename="backup-codes.txt"',
      'cache-control': 'no-store',
    };
    return {
      status: 200,
      headers,
      body: `${mine.request.host}\n${mine.account.login}\n\n${known.codes.join('\n')}\n`,
    };
  });
}

function form(mine: Mine, handle: (fields: URLSearchParams) => Promise<Reply>): Promise<Reply> {
  return myForm(mine, handle, () => page(mine, 403, 'expired'));
}

async function page(mine: Mine, status: number, problem?: FactorProblem): Promise<Reply> {
  const { world, account } = mine;
  const enabled = await hasSecondFactor(world.db, account.id);
  const askPassword = await hasPassword(world.db, account.id);
  return myPage(mine, status, (frame) =>
    factorPage(frame, { enabled, askPassword, ...(problem && { problem }) }),
  );
}

function setup(mine: Mine, status: number, known: Setup, problem?: FactorProblem): Promise<Reply> {
  const sealed = seal(mine.world, known);
  return myPage(mine, status, (frame) => setupPage(frame, { ...known, sealed, ...(problem && { problem }) }));
}

/** The page carries what it shows, so that a wrong code does not lose it; nobody else's may be slipped in. */
function seal(world: World, known: Setup): string {
  const until = new Date(world.clock.now().getTime() + setupMinutes * 60_000);
  return signValue(JSON.stringify(known), until, { secret: world.secret, purpose });
}

function setupIn(world: World, text: string | null): Setup | undefined {
  const value = verifyValue(text ?? '', world.clock.now(), { secret: world.secret, purpose });
  return value === undefined ? undefined : JSON.parse(value);
}

function passwordIn(fields: URLSearchParams): string {
  return (fields.get('password') ?? '').slice(0, 200);
}

function refusalStatus(reason: 'wrong' | 'too-many'): number {
  return reason === 'too-many' ? 429 : 422;
}

/** What the program that makes the codes lists the account under. */
function issuerFor({ request, site }: Mine): string {
  return (site?.title ?? request.host).replaceAll(':', ' ').slice(0, 60) || request.host;
}
