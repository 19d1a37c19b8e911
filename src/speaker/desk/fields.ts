import type { Stand } from '../../desk/index.ts';
import type { Translate } from '../../kit/i18n/index.ts';
import { parsePartialDate } from '../../kit/partial-date.ts';
import { canonicalLocale } from '../../site/site.ts';
import type { SpeakerFields } from '../save.ts';
import { type Speaker, speakerKinds } from '../speaker.ts';

/** What stands in the form: a row for each name and each role, and empty ones to write more into. */
export type SpeakerTexts = {
  readonly kind: string;
  readonly slug: string;
  readonly url: string;
  readonly description: string;
  readonly names: readonly NameTexts[];
  readonly roles: readonly RoleTexts[];
};

export type NameTexts = { readonly text: string; readonly lang: string };

export type RoleTexts = {
  readonly title: string;
  readonly organisation: string;
  readonly from: string;
  readonly until: string;
};

/** By the names of the form's fields: `lang-1`, `from-0`, `slug`. */
export type SpeakerProblems = Readonly<Record<string, string>>;

const noName: NameTexts = { text: '', lang: '' };
const noRole: RoleTexts = { title: '', organisation: '', from: '', until: '' };

/** A hundred roles fill a long life. */
const mostRows = 100;

export function textsOf(speaker: Partial<Speaker>): SpeakerTexts {
  const { kind = 'person', slug = '', url, description = '', names = [], roles = [] } = speaker;
  return {
    kind,
    slug,
    url: url ?? '',
    description,
    names: names.map(({ text, lang }) => ({ text, lang: lang ?? '' })),
    roles: roles.map((role) => ({ ...role, from: role.from ?? '', until: role.until ?? '' })),
  };
}

export function textsIn(form: URLSearchParams): SpeakerTexts {
  const text = (name: string) => form.get(name)?.trim() ?? '';
  const rows = <Row>(prefix: string, read: (at: number) => Row): readonly Row[] =>
    Array.from({ length: mostRows }, (_, at) => at)
      .filter((at) => form.has(`${prefix}-${at}`))
      .map(read);
  return {
    kind: text('kind'),
    slug: text('slug'),
    url: text('url'),
    description: text('description'),
    names: rows('name', (at) => ({ text: text(`name-${at}`), lang: text(`lang-${at}`) })),
    roles: rows('title', (at) => ({
      title: text(`title-${at}`),
      organisation: text(`organisation-${at}`),
      from: text(`from-${at}`),
      until: text(`until-${at}`),
    })),
  };
}

/** The rows of the form, with one more to write into, and two names where there is only one script. */
export function withRoom({ names, roles, ...rest }: SpeakerTexts): SpeakerTexts {
  const last = names.at(-1);
  const more = last === undefined ? [noName, noName] : last.text === '' ? [] : [noName];
  return { ...rest, names: [...names, ...more], roles: [...roles, noRole] };
}

/** What the form says of a speaker, or what is wrong with it at which field. */
export function readFields(
  t: Translate,
  texts: SpeakerTexts,
):
  | { readonly ok: true; readonly fields: SpeakerFields }
  | { readonly ok: false; readonly problems: SpeakerProblems } {
  const problems: Record<string, string> = {};
  const language = (text: string, at: number) => {
    const lang = text === '' ? null : canonicalLocale(text);
    if (lang === undefined) problems[`lang-${at}`] = t('source.bad-language');
    return lang ?? null;
  };
  const date = (text: string, name: string) => {
    const parsed = text === '' ? null : parsePartialDate(text);
    if (parsed === undefined) problems[name] = t('source.bad-date');
    return parsed ?? null;
  };
  const names = texts.names.map(({ text, lang }, at) => ({ text, lang: language(lang, at) }));
  const roles = texts.roles.map(({ title, organisation, from, until }, at) => ({
    title,
    organisation,
    from: date(from, `from-${at}`),
    until: date(until, `until-${at}`),
  }));
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  const kind = speakerKinds.find((each) => each === texts.kind) ?? 'person';
  const { slug, url, description } = texts;
  return { ok: true, fields: { kind, slug, url: url || null, description, names, roles } };
}

/** What several fields say together has one name; what was sent of it stands beside what stands now. */
export function standOf(t: Translate, speaker: Speaker, form: URLSearchParams): Stand {
  const [now, sent] = [textsOf(speaker), textsIn(form)];
  return {
    kind: { label: t('speaker.kind-label'), now: now.kind, legible: false },
    slug: { label: t('speaker.slug'), now: now.slug },
    url: { label: t('speaker.url'), now: now.url },
    description: { label: t('speaker.description'), now: now.description },
    names: { label: t('speaker.names'), now: namesText(now), mine: namesText(sent) },
    roles: { label: t('speaker.roles'), now: rolesText(now), mine: rolesText(sent) },
  };
}

function namesText({ names }: SpeakerTexts): string {
  return names
    .filter(({ text }) => text !== '')
    .map(({ text, lang }) => (lang === '' ? text : `${text} (${lang})`))
    .join('\n');
}

function rolesText({ roles }: SpeakerTexts): string {
  return roles
    .filter(({ title, organisation }) => title !== '' || organisation !== '')
    .map((role) => [role.title, role.organisation, role.from, role.until].join(' · '))
    .join('\n');
}
