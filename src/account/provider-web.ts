import type { Reply } from '../kit/http/message.ts';
import type { Translate } from '../kit/i18n/index.ts';
import type { ProviderSettings } from '../kit/oidc.ts';
import type { Account } from './account.ts';
import { land, leaving, toHome } from './arrive.ts';
import { type Asked, noticeReply, readOurForm } from './asked.ts';
import { destinationOf } from './destination.ts';
import { isHome } from './home.ts';
import { home, passwordPath, providerPath, signInHref, signInPath } from './paths.ts';
import { begin, type Errand, type Finished, finish } from './provider.ts';
import { enterByProvider, linkProvider, unlinkProvider } from './provider-save.ts';
import { onwards } from './reply.ts';
import { accountOf } from './session.ts';
import { signedInAccounts } from './signed-in.ts';

/** `GET /-/account/with/:name?to=/path`: sets out to sign in with a provider. */
export async function showProvider(asked: Asked): Promise<Reply> {
  const { world, request } = asked;
  const settings = providerNamed(asked, asked.params.name);
  if (!settings) return unknownProvider(asked);
  const { to, path } = destinationOf(world, request.query.get('to'), home);
  if (!(await isHome(world, request))) return toHome(asked, `${providerPath}${settings.name}`, path);
  // Whoever is signed in already wants another account, which the provider gives only when it asks.
  const choose = (await signedInAccounts(world, request)).length > 0 ? 'account' : 'no';
  return setOut(asked, settings, { to, choose });
}

/** `POST /-/account/link-provider` with `provider`: sets out to link an account of a provider to one's own. */
export function takeLink(asked: Asked): Promise<Reply> {
  return takeProvider(asked, (account, settings) =>
    setOut(asked, settings, { linkTo: account.id, to: home, choose: 'account' }),
  );
}

/** `POST /-/account/unlink` with `provider`. */
export function takeUnlink(asked: Asked): Promise<Reply> {
  return takeProvider(asked, async (account, settings) => {
    const result = await unlinkProvider(asked.world, account, settings.issuer);
    if (result.ok) return onwards(home);
    const { t } = asked.shell;
    const next = { href: passwordPath, label: t('account.password') };
    return refusal(asked, 409, t('provider.last-way', { provider: settings.label }), next);
  });
}

/** A form of one's own page that names a provider; where anything of it is missing, the page is shown again. */
async function takeProvider(
  asked: Asked,
  handle: (account: Account, settings: ProviderSettings) => Promise<Reply>,
): Promise<Reply> {
  const { world, request } = asked;
  const form = await readOurForm(asked);
  if (!form.ok) return form.reply;
  const account = await accountOf(world, request);
  const settings = providerNamed(asked, form.fields.get('provider'));
  if (!form.ours || !account || !settings || !(await isHome(world, request))) return onwards(home);
  return handle(account, settings);
}

/** `GET /-/account/callback/:name`: the provider sends the browser back. */
export async function showCallback(asked: Asked): Promise<Reply> {
  const { world, request } = asked;
  const settings = providerNamed(asked, asked.params.name);
  if (!settings) return unknownProvider(asked);
  const result = await finish(world, request, settings);
  if (!result.ok) return failed(asked, settings, result);
  const { person, errand } = result;
  if (errand.linkTo !== undefined) return linked(asked, settings, errand.linkTo, person);
  const { t } = asked.shell;
  const entered = await enterByProvider(world, person, t.language);
  if (!entered.ok) {
    const next = { href: signInHref(errand.to), label: t('sign-in.title') };
    return refusal(asked, 403, t('provider.email-taken', { provider: settings.label }), next);
  }
  return land(asked, { accountId: entered.accountId }, errand.to);
}

async function setOut(asked: Asked, settings: ProviderSettings, errand: Errand): Promise<Reply> {
  const begun = await begin(asked.world, asked.request, settings, errand);
  if (begun.ok) return leaving(asked, begun.url, begun.cookies);
  return failed(asked, settings, { ok: false, reason: begun.reason, errand });
}

async function linked(
  asked: Asked,
  settings: ProviderSettings,
  accountId: number,
  person: Parameters<typeof linkProvider>[2],
): Promise<Reply> {
  const { world, request } = asked;
  const { t } = asked.shell;
  const account = await accountOf(world, request);
  const next = { href: home, label: t('account.title') };
  if (account?.id !== accountId)
    return refusal(asked, 403, t('provider.other-account', { provider: settings.label }), next);
  const result = await linkProvider(world, accountId, person);
  if (result.ok) return onwards(home);
  return refusal(asked, 409, t('provider.of-another', { provider: settings.label }), next);
}

type Failure = Extract<Finished, { ok: false }>;

/** What went wrong at the provider, and how to go on: nothing that one wrote or wanted is lost. */
async function failed(asked: Asked, settings: ProviderSettings, failure: Failure): Promise<Reply> {
  const { errand, reason } = failure;
  if (reason === 'cannot-choose' && errand) return setOut(asked, settings, { ...errand, choose: 'login' });
  const { t } = asked.shell;
  const again =
    errand?.linkTo !== undefined
      ? { href: home, label: t('account.title') }
      : { href: signInHref(errand?.to ?? home), label: t('provider.again') };
  return refusal(asked, statusOf(reason), textOf(t, reason, settings.label), again);
}

function statusOf(reason: Failure['reason']): number {
  return reason === 'down' || reason === 'rubbish' ? 502 : 403;
}

function textOf(t: Translate, reason: Failure['reason'], provider: string): string {
  switch (reason) {
    case 'down':
      return t('provider.down', { provider });
    case 'rubbish':
    case 'cannot-choose':
      return t('provider.rubbish', { provider });
    case 'denied':
      return t('provider.denied', { provider });
    case 'expired':
      return t('provider.expired', { provider });
    case 'foreign-state':
      return t('provider.foreign', { provider });
  }
}

function providerNamed({ world }: Asked, text: string | null | undefined): ProviderSettings | undefined {
  return world.config.oidc?.find(({ name }) => name === text);
}

function unknownProvider(asked: Asked): Reply {
  const { t } = asked.shell;
  return refusal(asked, 404, t('provider.unknown'), { href: signInPath, label: t('sign-in.title') });
}

function refusal(
  asked: Asked,
  status: number,
  text: string,
  next: { readonly href: string; readonly label: string },
): Reply {
  return noticeReply(asked, status, { title: asked.shell.t('provider.refused'), text, next });
}
