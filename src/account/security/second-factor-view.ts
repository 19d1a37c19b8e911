import { encode } from 'uqr';
import { type Html, html } from '../../kit/html.ts';
import { field, hidden, problemNote } from '../fields.ts';
import type { Frame } from '../mine.ts';
import { factorPath, secondStepPath, securityPath, signInHref } from '../paths.ts';
import { spaced } from './application-password.ts';
import type { Setup } from './second-factor.ts';

export type FactorProblem = 'wrong' | 'too-many' | 'expired';

type Page = { readonly title: string; readonly main: Html };

export function factorPage(
  frame: Frame,
  {
    enabled,
    askPassword,
    problem,
  }: { readonly enabled: boolean; readonly askPassword: boolean; readonly problem?: FactorProblem },
): Page {
  const { t } = frame;
  const title = t('factor.title');
  const said = problem && (problem === 'wrong' ? t('factor.wrong-password') : factorProblem(frame, problem));
  const main = html`<h1>${title}</h1>
<p>${t(enabled ? 'factor.on' : 'factor.explain')}</p>
${problemNote(said)}${
  enabled
    ? html`${step(frame, '/codes', t('factor.renew'), askPassword, 'renew')}${step(frame, '/removal', t('factor.remove'), askPassword, 'remove')}`
    : step(frame, '', t('factor.begin'), askPassword, 'begin')
}${back(frame)}`;
  return { title, main };
}

/** A form with one button, and the password where there is one. */
function step({ t, token }: Frame, path: string, label: string, askPassword: boolean, id: string): Html {
  return html`<form method="post" action="${factorPath}${path}">
${hidden('token', token)}${
  askPassword &&
  field({
    name: 'password',
    id: `${id}-password`,
    label: t('factor.password'),
    type: 'password',
    autocomplete: 'current-password',
    dir: 'ltr',
  })
}<button type="submit">${label}</button>
</form>
`;
}

export function setupPage(
  frame: Frame,
  { uri, codes, sealed, problem }: Setup & { readonly sealed: string; readonly problem?: FactorProblem },
): Page {
  const { t, token } = frame;
  const title = t('factor.title');
  const key = new URL(uri).searchParams.get('secret') ?? '';
  const wrong = problem && (problem === 'wrong' ? t('factor.wrong-code') : factorProblem(frame, problem));
  const main = html`<h1>${title}</h1>
${problemNote(wrong)}<h2>${t('factor.scan')}</h2>
<p>${t('factor.scan-text')}</p>
${qrCode(uri, t('factor.qr'))}
<p><label for="key">${t('factor.key')}</label>
<input id="key" type="text" class="secret" readonly dir="ltr" value="${spaced(key)}"></p>
<p><a href="${uri}">${t('factor.open')}</a></p>
${codeList(frame, codes, sealed)}<h2>${t('factor.try')}</h2>
<form method="post" action="${factorPath}/confirmation">
${hidden('token', token)}${hidden('setup', sealed)}${codeField(frame)}<button type="submit">${t('factor.confirm')}</button>
</form>
${back(frame)}`;
  return { title, main };
}

export function codesPage(
  frame: Frame,
  { codes, sealed }: { readonly codes: readonly string[]; readonly sealed: string },
): Page {
  const title = frame.t('factor.codes');
  return { title, main: html`<h1>${title}</h1>\n${codeList(frame, codes, sealed, false)}${back(frame)}` };
}

function codeList({ t, token }: Frame, codes: readonly string[], sealed: string, heading = true): Html {
  return html`${heading && html`<h2>${t('factor.codes')}</h2>\n`}<p>${t('factor.codes-text')}</p>
<ul class="codes" dir="ltr">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
<form method="post" action="${factorPath}/file">
${hidden('token', token)}${hidden('setup', sealed)}<button type="submit">${t('factor.download')}</button>
</form>
`;
}

/** The second step of signing in. */
export function secondStepPage(
  frame: Frame,
  { to, problem }: { readonly to: string; readonly problem?: FactorProblem },
): Page {
  const { t, token } = frame;
  const title = t('factor.step');
  const said = problem && (problem === 'wrong' ? t('factor.wrong-code') : factorProblem(frame, problem));
  const main = html`<h1>${title}</h1>
${problemNote(said)}<form method="post" action="${secondStepPath}">
${hidden('token', token)}${hidden('to', to)}${codeField(frame, t('factor.step-hint'))}<p class="check"><input id="trust" name="trust" type="checkbox" value="1">
<label for="trust">${t('factor.trust')}</label></p>
<button type="submit">${t('factor.go-on')}</button>
</form>
<p><a href="${signInHref(to)}">${t('factor.begin-again')}</a></p>`;
  return { title, main };
}

function codeField({ t }: Frame, hint = t('factor.code-hint')): Html {
  return field({ name: 'code', label: t('factor.code'), hint, autocomplete: 'one-time-code', dir: 'ltr' });
}

function factorProblem({ t }: Frame, problem: 'too-many' | 'expired'): string {
  return problem === 'too-many' ? t('sign-in.too-many') : t('factor.expired');
}

function back({ t }: Frame): Html {
  return html`<p><a href="${securityPath}">${t('security.title')}</a></p>`;
}

/** Drawn as squares of one path, dark on white whatever the colours of the page: cameras want it so. */
function qrCode(text: string, label: string): Html {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  const path = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${path}"/></svg>`;
}
