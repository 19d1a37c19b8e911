import { type Asked, readOurForm } from '../account/asked.ts';
import { formToken } from '../account/form-token.ts';
import { letterOrigin } from '../account/home.ts';
import { passwordHashOf } from '../account/read.ts';
import { onwards, personalPage } from '../account/reply.ts';
import { sessionOf, signOut } from '../account/session.ts';
import { mayTry } from '../account/tries.ts';
import { statement } from '../kit/database/index.ts';
import { idIn } from '../kit/http/form.ts';
import type { Reply } from '../kit/http/message.ts';
import { networkOf } from '../kit/http/network.ts';
import { isMailAddress } from '../kit/mail/index.ts';
import { listSites } from '../site/read.ts';
import { tidyAddress } from '../subscription/subscription.ts';
import { saidPage } from '../subscription/views.ts';
import { erasePerson, eraseReplies, hindrancesOf } from './erase.ts';
import { exportPerson } from './export.ts';
import { wishForLink } from './link.ts';
import type { Person } from './person.ts';
import { type Place, repliesOf, replyOf } from './read.ts';
import { askPage, deletePage, type ErasePage, erasePage, listPage, pathOf } from './views.ts';
import { askWho, pageWith, personFrom } from './visit.ts';

const perPage = 30;
/** How long ago one may have signed in, to erase an account that has no password, in milliseconds. */
const freshFor = 15 * 60_000;

/** `GET /-/account/replies`, with `?key=…` for who came by a letter. */
export async function showReplies(asked: Asked): Promise<Reply> {
  const { world, request } = asked;
  const key = request.query.get('key') ?? undefined;
  const person = await personFrom(asked, key ?? null);
  if (!person) return askReply(asked, key !== undefined || request.query.has('expired') ? 403 : 200, {});
  const found = await repliesOf(world.db, person, { after: placeIn(request.query), most: perPage + 1 });
  const sites = new Map((await listSites(world.db)).map((site) => [site.id, site]));
  const shown = found.slice(0, perPage);
  const last = found.length > perPage ? shown.at(-1) : undefined;
  return pageWith(asked, 200, (shell) =>
    listPage(shell, {
      key,
      email: person.email,
      replies: shown.flatMap((reply) => {
        const site = sites.get(reply.siteId);
        return site ? [{ reply, site }] : [];
      }),
      done: request.query.has('deleted') ? 'deleted' : undefined,
      ...(last && {
        older: pathOf('', { key, after: `${last.writtenAt}_${last.siteId}_${last.id}` }),
      }),
    }),
  );
}

function placeIn(query: URLSearchParams): Place | undefined {
  const [at, siteId, id] = query.get('after')?.split('_') ?? [];
  if (at === undefined || !/^\d{4}-/.test(at)) return undefined;
  return { at, siteId: idIn(siteId), id: idIn(id) };
}

async function askReply(
  asked: Asked,
  status: number,
  form: { readonly email?: string; readonly emailProblem?: string; readonly problem?: string },
): Promise<Reply> {
  const { world, request } = asked;
  const { field, cookies } = formToken(world, request);
  return pageWith(
    asked,
    status,
    (shell) =>
      askPage(shell, {
        token: field,
        email: form.email ?? '',
        emailProblem: form.emailProblem,
        problem: form.problem ?? (status === 403 ? shell.t('dossier.expired') : undefined),
        mail: world.mail.configured,
      }),
    cookies,
  );
}

/** `POST /-/account/replies/link`: the same answer for every address. */
export async function takeLink(asked: Asked): Promise<Reply> {
  const { world, request, shell } = asked;
  const form = await readOurForm(asked);
  if (!form.ok) return form.reply;
  const { t } = shell;
  const email = tidyAddress(form.fields.get('email') ?? '').slice(0, 300);
  if (!form.ours) return askReply(asked, 403, { email, problem: t('form.expired') });
  if (!isMailAddress(email))
    return askReply(asked, 422, { email, emailProblem: t('subscription.new.bad-email') });
  const origin = await letterOrigin(world, request, `${request.scheme}://${request.host}`);
  const wish = { email, language: t.locale, origin };
  if (!(await wishForLink(world, wish, networkOf(request.remoteAddress))))
    return askReply(asked, 429, { email, problem: t('subscription.new.too-many') });
  const said = { title: t('subscription.asked.title'), text: t('dossier.asked') };
  return personalPage(200, saidPage(shell, said));
}

/** `GET /-/account/replies/export`: one document, to be kept. */
export async function showExport(asked: Asked): Promise<Reply> {
  const key = asked.request.query.get('key');
  const person = await personFrom(asked, key);
  if (!person) return askWho(key);
  const day = asked.world.clock.now().toISOString().slice(0, 10);
  return {
    status: 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="replies-${day}.json"`,
      'cache-control': 'no-store',
    },
    body: `${JSON.stringify(await exportPerson(asked.world, person), null, 2)}\n`,
  };
}

/** `GET /-/account/replies/delete?site=1&reply=12` */
export async function showDelete(asked: Asked): Promise<Reply> {
  return deleteReply(asked, asked.request.query);
}

/** `POST /-/account/replies/delete` */
export async function takeDelete(asked: Asked): Promise<Reply> {
  const form = await readOurForm(asked);
  if (!form.ok) return form.reply;
  if (!form.ours) return deleteReply(asked, form.fields);
  const found = await namedIn(asked, form.fields);
  if (!found.ok) return found.reply;
  await asked.world.db.write((tx) => eraseReplies(tx, [found.reply]));
  return onwards(pathOf('', { key: form.fields.get('key') ?? undefined, deleted: '1' }));
}

async function deleteReply(asked: Asked, fields: URLSearchParams): Promise<Reply> {
  const found = await namedIn(asked, fields);
  if (!found.ok) return found.reply;
  const { field, cookies } = formToken(asked.world, asked.request);
  const page = { token: field, key: fields.get('key') ?? undefined, reply: found.reply };
  return pageWith(asked, 200, (shell) => deletePage(shell, page), cookies);
}

/** The reply that a form names, where it is the person's own. */
async function namedIn(asked: Asked, fields: URLSearchParams) {
  const key = fields.get('key');
  const person = await personFrom(asked, key);
  if (!person) return { ok: false, reply: askWho(key) } as const;
  const site = idIn(fields.get('site'));
  const reply = await replyOf(asked.world.db, person, site, idIn(fields.get('reply')));
  if (reply) return { ok: true, reply } as const;
  return { ok: false, reply: onwards(pathOf('', { key: key ?? undefined })) } as const;
}

/** `GET /-/account/replies/erase` */
export async function showErase(asked: Asked): Promise<Reply> {
  return eraseReplyPage(asked, 200, asked.request.query, {});
}

/** `POST /-/account/replies/erase` */
export async function takeErase(asked: Asked): Promise<Reply> {
  const { world, request, shell } = asked;
  const form = await readOurForm(asked);
  if (!form.ok) return form.reply;
  const { t } = shell;
  if (!form.ours) return eraseReplyPage(asked, 403, form.fields, { problem: t('form.expired') });
  const key = form.fields.get('key');
  const person = await personFrom(asked, key);
  if (!person) return askWho(key);
  const refused = await proofRefused(asked, person, form.fields.get('password') ?? '');
  if (refused) return eraseReplyPage(asked, 403, form.fields, { [refused.at]: t(refused.words) });
  if (person.account && (await hindrancesOf(world.db, person.account.id)).length > 0)
    return eraseReplyPage(asked, 409, form.fields, {});
  const cookies = person.account ? await signOut(world, request) : [];
  const erased = await erasePerson(world, person);
  if (!erased.ok) return eraseReplyPage(asked, 409, form.fields, {});
  const text = t('dossier.erased', { count: erased.replies });
  return personalPage(200, saidPage(shell, { title: t('dossier.erased.title'), text }), { cookies });
}

type Proof = {
  readonly at: 'problem' | 'passwordProblem';
  readonly words: 'sign-in.too-many' | 'password.wrong' | 'dossier.stale';
};

/** What speaks against believing that it is the account's holder who asks; a key from a letter is proof enough. */
async function proofRefused(
  { world, request }: Asked,
  { account }: Person,
  password: string,
): Promise<Proof | undefined> {
  if (!account) return undefined;
  const hash = await passwordHashOf(world.db, account.id);
  if (hash === undefined)
    return (await isFresh({ world, request }, account.id))
      ? undefined
      : { at: 'problem', words: 'dossier.stale' };
  const allowance = { most: 10, minutes: 15 };
  const tries = { what: 'password', about: String(account.id), client: allowance, each: allowance };
  if (!(await mayTry(world, request, tries))) return { at: 'passwordProblem', words: 'sign-in.too-many' };
  const { verifyPassword } = await import('better-auth/crypto');
  const right = await verifyPassword({ hash, password: password.slice(0, 1000) });
  return right ? undefined : { at: 'passwordProblem', words: 'password.wrong' };
}

/** Whether this session began a short time ago. */
async function isFresh(
  { world, request }: Pick<Asked, 'world' | 'request'>,
  accountId: number,
): Promise<boolean> {
  const value = decodeURIComponent(sessionOf(request)?.split('=').slice(1).join('=') ?? '');
  const token = value.slice(0, value.lastIndexOf('.'));
  const row = await sessionBy.first(world.db, { token, account: accountId });
  return row !== undefined && world.clock.now().getTime() - Date.parse(row.created_at) < freshFor;
}

const sessionBy = statement<{ token: string; account: number }>()((db, value) =>
  db
    .selectFrom('session')
    .select('created_at')
    .where('token', '=', value('token'))
    .where('account_id', '=', value('account')),
);

async function eraseReplyPage(
  asked: Asked,
  status: number,
  fields: URLSearchParams,
  problems: Pick<ErasePage, 'problem' | 'passwordProblem'>,
): Promise<Reply> {
  const { world, request } = asked;
  const key = fields.get('key');
  const person = await personFrom(asked, key);
  if (!person) return askWho(key);
  const { account } = person;
  const { field, cookies } = formToken(world, request);
  const page: ErasePage = {
    ...problems,
    token: field,
    key: key ?? undefined,
    login: account?.login,
    hasPassword: account !== undefined && (await passwordHashOf(world.db, account.id)) !== undefined,
    hindrances: account ? await hindrancesOf(world.db, account.id) : [],
  };
  return pageWith(asked, status, (shell) => erasePage(shell, page), cookies);
}
