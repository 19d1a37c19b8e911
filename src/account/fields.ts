import { type Html, html } from '../kit/html.ts';
import type { Translate } from '../kit/i18n/index.ts';
import { passwordLength } from './account.ts';

/** What went wrong, where it is heard and seen first. */
export function problemNote(problem: string | undefined): Html | undefined {
  return problem === undefined ? undefined : html`<p class="problem" role="alert">${problem}</p>\n`;
}

export function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">\n`;
}

export type Field = {
  readonly name: string;
  /** The name when left out; two forms of one page may ask for the same. */
  readonly id?: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly value?: string;
  readonly hint?: string;
  /** What is wrong with the value that was sent. */
  readonly problem?: string | undefined;
  readonly autocomplete?: string;
  readonly dir?: 'ltr' | 'auto';
  /** Characters; the browser says so before the form is sent. */
  readonly least?: number;
  /** May be left empty. */
  readonly optional?: boolean;
};

/** A labelled field with its hint and its problem, which a screen reader says with it. */
export function field({
  name,
  id = name,
  label,
  type = 'text',
  value = '',
  hint,
  problem,
  autocomplete,
  dir,
  least,
  optional = false,
}: Field): Html {
  return html`<p class="field"><label for="${id}">${label}</label>
<input id="${id}" name="${name}" type="${type}" value="${value}"${!optional && html` required`}${describedBy(id, hint, problem)}${
    autocomplete !== undefined && html` autocomplete="${autocomplete}"`
  }${dir !== undefined && html` dir="${dir}"`}${least !== undefined && html` minlength="${least}"`}${
    dir === 'ltr' && html` autocapitalize="none" spellcheck="false"`
  }>${notes(id, hint, problem)}</p>
`;
}

/** For a new password: a browser offers to make one, and says before it is sent when it is too short. */
export function newPassword(
  t: Translate,
  {
    label,
    hint = t('setup.password-hint', { least: passwordLength.least }),
    ...more
  }: Pick<Field, 'label' | 'hint' | 'problem' | 'optional'>,
): Html {
  return field({
    ...more,
    name: 'password',
    label,
    hint,
    type: 'password',
    autocomplete: 'new-password',
    dir: 'ltr',
    least: passwordLength.least,
  });
}

/** Tells a browser that keeps passwords whose the one of this form is. */
export function hiddenUsername(email: string): Html {
  return html`<input type="hidden" name="username" value="${email}" autocomplete="username">\n`;
}

export type Choice = { readonly value: string; readonly label: string; readonly lang?: string };

export function choice(
  {
    name,
    label,
    value,
    problem,
  }: {
    readonly name: string;
    readonly label: string;
    readonly value: string;
    readonly problem?: string | undefined;
  },
  choices: readonly Choice[],
): Html {
  return html`<p class="field"><label for="${name}">${label}</label>
<select id="${name}" name="${name}"${describedBy(name, undefined, problem)}>
${choices.map(
  (each) =>
    html`<option value="${each.value}"${each.lang !== undefined && html` lang="${each.lang}"`}${each.value === value && html` selected`}>${each.label}</option>\n`,
)}</select>${notes(name, undefined, problem)}</p>
`;
}

/** What a screen reader says with a field: its problem and its hint. */
export function describedBy(name: string, hint: string | undefined, problem: string | undefined): Html {
  const ids = [problem !== undefined && `${name}-problem`, hint !== undefined && `${name}-hint`].filter(
    Boolean,
  );
  return html`${problem !== undefined && html` aria-invalid="true"`}${ids.length > 0 && html` aria-describedby="${ids.join(' ')}"`}`;
}

/** The problem and the hint of a field, where they are seen. */
export function notes(name: string, hint: string | undefined, problem: string | undefined): Html {
  return html`${problem !== undefined && html`\n<span class="problem" id="${name}-problem">${problem}</span>`}${
    hint !== undefined && html`\n<span class="hint" id="${name}-hint">${hint}</span>`
  }`;
}
