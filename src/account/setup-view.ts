import { type Html, html } from '../kit/html.ts';
import type { Translate } from '../kit/i18n/index.ts';
import { type Choice, choice, field, hidden, newPassword, problemNote } from './fields.ts';
import { setupPath } from './setup.ts';
import { type Shell, shellPage } from './views.ts';

/** What was typed; the password is never sent back. */
export type SetupFields = {
  readonly title: string;
  readonly host: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly name: string;
  readonly login: string;
  readonly email: string;
};

/** What is wrong with a field, in the page's words. */
export type SetupProblems = Partial<Record<keyof SetupFields | 'password', string>>;

export type SetupForm = {
  readonly setupToken: string;
  readonly token: string;
  readonly fields: SetupFields;
  readonly problems: SetupProblems;
  /** Said above the form, besides the problems of its fields. */
  readonly notice?: string;
  /** Whether a first site is to be made as well. */
  readonly withSite: boolean;
};

export function setupPage(shell: Shell, form: SetupForm): Html {
  const { t } = shell;
  const main = html`<h1>${t('setup.title')}</h1>
${problemList(t, form)}${form.withSite && html`<p>${t('setup.explain')}</p>\n`}<form method="post" action="${setupPath}?token=${form.setupToken}">
${hidden('token', form.token)}${form.withSite && siteFields(t, form)}${ownerFields(t, form)}<button type="submit">${t(
    form.withSite ? 'setup.submit' : 'setup.submit-owner',
  )}</button>
</form>`;
  return shellPage(shell, t('setup.title'), main);
}

/** The fields as they stand in the form. */
const order = ['title', 'host', 'locale', 'timeZone', 'name', 'login', 'email', 'password'] as const;

function problemList(t: Translate, { notice, problems }: SetupForm): Html | undefined {
  const found = order.flatMap((name) =>
    problems[name] === undefined ? [] : [{ name, problem: problems[name] }],
  );
  if (found.length === 0) return problemNote(notice);
  return html`<div role="alert"><p>${t('form.problems', { count: found.length })}</p>
<ul class="problem">${found.map(({ name, problem }) => html`<li><a href="#${name}">${problem}</a></li>`)}</ul></div>
`;
}

function siteFields(t: Translate, { fields, problems }: SetupForm): Html {
  return html`<fieldset><legend>${t('setup.site')}</legend>
${field({ name: 'title', label: t('setup.site-title'), value: fields.title, problem: problems.title, dir: 'auto' })}${field(
  {
    name: 'host',
    label: t('setup.host'),
    value: fields.host,
    hint: t('setup.host-hint'),
    problem: problems.host,
    dir: 'ltr',
  },
)}${choice(
  { name: 'locale', label: t('setup.language'), value: fields.locale, problem: problems.locale },
  languageChoices(fields.locale),
)}${choice(
  { name: 'timeZone', label: t('setup.time-zone'), value: fields.timeZone, problem: problems.timeZone },
  timeZoneChoices(fields.timeZone),
)}</fieldset>
`;
}

function ownerFields(t: Translate, { fields, problems }: SetupForm): Html {
  return html`<fieldset><legend>${t('setup.owner')}</legend>
${field({
  name: 'name',
  label: t('setup.name'),
  value: fields.name,
  problem: problems.name,
  autocomplete: 'name',
  dir: 'auto',
})}${field({
  name: 'login',
  label: t('setup.login'),
  value: fields.login,
  hint: t('setup.login-hint'),
  problem: problems.login,
  autocomplete: 'username',
  dir: 'ltr',
})}${field({
  name: 'email',
  label: t('setup.email'),
  type: 'email',
  value: fields.email,
  hint: t('setup.email-hint'),
  problem: problems.email,
  autocomplete: 'email',
  dir: 'ltr',
})}${newPassword(t, { label: t('setup.password'), problem: problems.password })}</fieldset>
`;
}

const offered =
  'en ar fr fa ps ur ckb he ru uk be bg sr mk de nl da sv nb fi is es ca pt pt-BR it ro pl cs sk hu hr sl el tr az kk uz ky tg hi bn pa ta te id ms sw so ha am vi th km my zh-Hans zh-Hant ja ko ka hy sq bs et lv lt eu gl ga cy';

/** Languages by their own names; one that was asked for besides stands with them. */
function languageChoices(chosen: string): readonly Choice[] {
  return [...new Set([...offered.split(' '), chosen])]
    .filter((tag) => tag !== '')
    .map((tag) => {
      return { value: tag, label: languageName(tag), lang: tag };
    });
}

function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: 'language', languageDisplay: 'standard' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

function timeZoneChoices(chosen: string): readonly Choice[] {
  const zones = new Set(['UTC', chosen, ...Intl.supportedValuesOf('timeZone')]);
  return [...zones]
    .filter((zone) => zone !== '')
    .map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
}
