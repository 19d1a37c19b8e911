import { type Choice, describedBy, notes } from '../account/fields.ts';
import { type Html, html } from '../kit/html.ts';

/** What every field of the desk has: a label, perhaps a hint, and what is wrong with what was sent. */
type Labelled = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
};

export type TextField = Labelled & {
  readonly value?: string;
  readonly type?:
    | 'text'
    | 'email'
    | 'url'
    | 'number'
    | 'search'
    | 'date'
    | 'datetime-local'
    | 'password'
    | 'color';
  readonly required?: boolean;
  readonly autocomplete?: string;
  /** `auto` for words of people, `ltr` for addresses and slugs. Default `auto`. */
  readonly dir?: 'ltr' | 'auto';
  /** Most characters. */
  readonly most?: number;
  /** Of a number: the least and the most. */
  readonly range?: readonly [least: number, most: number];
  /** Words to choose from while writing: the ID of a `datalist`. */
  readonly list?: string;
};

/** A field of one line. It has the ID of its name. */
export function textField(field: TextField): Html {
  const { name, label, value = '', type = 'text', required, dir = 'auto' } = field;
  const { autocomplete, most, range, list, hint, problem } = field;
  return html`<p class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" value="${value}"${required && html` required`}${describedBy(name, hint, problem)} dir="${dir}"${
    autocomplete !== undefined && html` autocomplete="${autocomplete}"`
  }${most !== undefined && html` maxlength="${most}"`}${range && html` min="${range[0]}" max="${range[1]}"`}${
    list !== undefined && html` list="${list}"`
  }${dir === 'ltr' && html` autocapitalize="none" spellcheck="false"`}>${notes(name, hint, problem)}</p>
`;
}

export type TextArea = Labelled & {
  readonly value?: string;
  readonly rows?: number;
  readonly required?: boolean;
  /** Set in the letters of code: Markdown, HTML. */
  readonly code?: boolean;
  readonly most?: number;
};

export function textArea({
  name,
  label,
  value = '',
  rows = 4,
  required,
  code,
  most,
  hint,
  problem,
}: TextArea): Html {
  return html`<p class="field"><label for="${name}">${label}</label>
<textarea id="${name}" name="${name}" rows="${rows}" dir="auto"${code && html` class="code"`}${required && html` required`}${
    most !== undefined && html` maxlength="${most}"`
  }${describedBy(name, hint, problem)}>
${value}</textarea>${notes(name, hint, problem)}</p>
`;
}

/** One of several, in a menu. */
export function selectField(
  { name, label, value, hint, problem }: Labelled & { readonly value: string },
  choices: readonly Choice[],
): Html {
  return html`<p class="field"><label for="${name}">${label}</label>
<select id="${name}" name="${name}"${describedBy(name, hint, problem)}>
${choices.map(
  (each) =>
    html`<option value="${each.value}"${each.lang !== undefined && html` lang="${each.lang}"`}${each.value === value && html` selected`}>${each.label}</option>\n`,
)}</select>${notes(name, hint, problem)}</p>
`;
}

export type CheckBox = Labelled & {
  readonly value?: string;
  readonly checked: boolean;
  readonly id?: string;
};

export function checkBox({ name, label, value = '1', checked, id = name, hint, problem }: CheckBox): Html {
  return html`<p class="check"><input id="${id}" name="${name}" type="checkbox" value="${value}"${checked && html` checked`}${describedBy(id, hint, problem)}>
<label for="${id}">${label}</label>${notes(id, hint, problem)}</p>
`;
}

/** One of a few, all of them seen at once. */
export function radioGroup(
  { name, label, value, hint, problem }: Labelled & { readonly value: string },
  choices: readonly Choice[],
): Html {
  const radios = choices.map(
    (
      each,
      index,
    ) => html`<p class="check"><input id="${name}-${index}" name="${name}" type="radio" value="${each.value}"${each.value === value && html` checked`}>
<label for="${name}-${index}">${each.label}</label></p>
`,
  );
  return group({ label, hint, problem, name }, html`${radios}`);
}

/** Fields that belong together, under a heading that is said with each of them. */
export function group({ name, label, hint, problem }: Labelled, fields: Html): Html {
  return html`<fieldset class="group"${describedBy(name, hint, problem)}><legend>${label}</legend>
${notes(name, hint, problem)}${fields}</fieldset>
`;
}
