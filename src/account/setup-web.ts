import type { Incoming, Reply } from '../kit/http/message.ts';
import type { Translate } from '../kit/i18n/index.ts';
import type { World } from '../kit/world.ts';
import { listSites } from '../site/read.ts';
import { schemeOf } from '../site/save.ts';
import { canonicalLocale } from '../site/site.ts';
import { type AskedPage, formReply, noticeReply, readOurForm } from './asked.ts';
import { weakness } from './password-words.ts';
import { deskPath, signInPath } from './paths.ts';
import { onwards } from './reply.ts';
import { signIn } from './session.ts';
import { checkSetup, type LinkState, type SetupProblem, setUp } from './setup.ts';
import { type SetupFields, type SetupProblems, setupPage } from './setup-view.ts';

/** `GET /-/account/setup?token=…` */
export async function showSetup(asked: AskedPage): Promise<Reply> {
  const state = await checkSetup(asked.world, tokenOf(asked.request));
  if (state !== 'good') return refusal(asked, state);
  return setupReply(asked, 200, { fields: firstFields(asked.request), problems: {} });
}

/** `POST /-/account/setup?token=…`: makes the owner and the first site, signs the owner in. */
export async function takeSetup(asked: AskedPage): Promise<Reply> {
  const { world, request, shell } = asked;
  const { t } = shell;
  const form = await readOurForm(asked);
  if (!form.ok) return form.reply;
  const fields = fieldsOf(form.fields);
  if (!form.ours) return setupReply(asked, 403, { fields, problems: {}, notice: t('form.expired') });
  const password = form.fields.get('password') ?? '';
  const result = await setUp(world, tokenOf(request), {
    owner: { ...fields, password },
    ...((await withSite(world)) && { site: { ...fields, scheme: schemeFor(request, fields.host) } }),
  });
  if (result.ok) return entered(asked, { name: fields.login, password });
  if (result.reason === 'link') return refusal(asked, result.state);
  return setupReply(asked, 422, { fields, problems: problemsIn(t, result.problems) });
}

/** The owner is in at once; if signing in is refused (too many attempts), its page says so. */
async function entered(
  { world, request }: AskedPage,
  credentials: { readonly name: string; readonly password: string },
): Promise<Reply> {
  const signedIn = await signIn(world, request, credentials);
  return onwards(deskPath, signedIn.ok ? signedIn.cookies : []);
}

function tokenOf(request: Incoming): string {
  return request.query.get('token') ?? '';
}

/** Whether a first site is still to be made. */
async function withSite(world: World): Promise<boolean> {
  return (await listSites(world.db)).length === 0;
}

/** The host that set-up itself came by is reached as set-up was; of another the program's rule decides. */
function schemeFor(request: Incoming, host: string): 'http' | 'https' {
  return host.trim().toLowerCase() === request.host ? request.scheme : schemeOf(host);
}

function firstFields(request: Incoming): SetupFields {
  const wanted = request.header('accept-language')?.split(/[,;]/)[0] ?? '';
  const locale = canonicalLocale(wanted) ?? 'en';
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return {
    title: '',
    host: request.host,
    locale: locale.split('-')[0] ?? 'en',
    timeZone,
    name: '',
    login: '',
    email: '',
  };
}

function fieldsOf(form: URLSearchParams): SetupFields {
  const text = (name: string) => (form.get(name) ?? '').slice(0, 1000).trim();
  return {
    title: text('title'),
    host: text('host'),
    locale: text('locale'),
    timeZone: text('timeZone'),
    name: text('name'),
    login: text('login'),
    email: text('email'),
  };
}

type Filled = { readonly fields: SetupFields; readonly problems: SetupProblems; readonly notice?: string };

async function setupReply(asked: AskedPage, status: number, filled: Filled): Promise<Reply> {
  const { world, request } = asked;
  const facts = { ...filled, setupToken: tokenOf(request), withSite: await withSite(world) };
  return formReply(asked, status, (shell, token) => setupPage(shell, { ...facts, token }));
}

async function refusal(asked: AskedPage, state: Exclude<LinkState, 'good'>): Promise<Reply> {
  const { world, shell } = asked;
  const { t } = shell;
  const next = state === 'used' && (await listSites(world.db)).length > 0;
  return noticeReply(asked, 403, {
    title: t('setup.refused'),
    text: t('setup.link-state', { state: state === 'wrong' ? 'other' : state }),
    ...(next && { next: { href: signInPath, label: t('sign-in.title') } }),
  });
}

/** Each problem at the field that it is about. */
function problemsIn(t: Translate, problems: readonly SetupProblem[]): SetupProblems {
  return Object.assign({}, ...problems.map((problem) => problemIn(t, problem)));
}

function problemIn(t: Translate, problem: SetupProblem): SetupProblems {
  switch (problem.reason) {
    case 'no-title':
      return { title: t('setup.no-title') };
    case 'bad-host':
      return { host: t('setup.bad-host') };
    case 'host-taken':
      return { host: t('setup.host-taken') };
    case 'bad-locale':
      return { locale: t('setup.bad-locale') };
    case 'bad-time-zone':
      return { timeZone: t('setup.bad-time-zone') };
    case 'no-name':
      return { name: t('setup.no-name') };
    case 'bad-login':
      return { login: t('setup.bad-login') };
    case 'login-taken':
      return { login: t('setup.login-taken') };
    case 'bad-email':
      return { email: t('setup.bad-email') };
    case 'email-taken':
      return { email: t('setup.email-taken') };
    case 'weak-password':
      return { password: weakness(t, problem.problem) };
    case 'bad-profile':
      return Object.assign({}, ...problem.problems.map((reason) => problemIn(t, { reason })));
    case 'missing':
    case 'bad-calendar':
    case 'bad-permalinks':
    case 'has-posts':
    case 'bad-settings':
      throw new Error(`Set-up asks for nothing that could be refused as ${problem.reason}.`);
  }
}
