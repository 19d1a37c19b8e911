import { type Asked, selectField, textArea, textField } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { licences } from '../licence.ts';
import { indexPolicies } from '../republication.ts';

/** By what right something is republished, and what search engines are told: the same fields wherever they are asked. */
export function rightsFields(
  { t }: Asked,
  fields: {
    readonly licence: string;
    readonly basis: string;
    readonly permission: string;
    readonly policy: string;
  },
  /** Whether it may be left to how much is reproduced. */
  fitting = true,
): Html {
  const choices = indexPolicies.map((policy) => ({
    value: policy,
    label: t('republish.policy', { policy: policy === 'source-canonical' ? 'source' : policy }),
  }));
  return html`${textField({
    name: 'licence',
    label: t('republish.licence'),
    value: fields.licence,
    most: 500,
    list: 'licences',
    hint: t('republish.licence-hint'),
  })}${textField({ name: 'basis', label: t('republish.legal-basis'), value: fields.basis, most: 2_000, hint: t('republish.legal-basis-hint') })}${textArea(
    {
      name: 'permission',
      label: t('republish.permission'),
      value: fields.permission,
      rows: 3,
      hint: t('republish.permission-hint'),
    },
  )}${selectField(
    { name: 'policy', label: t('republish.index'), value: fields.policy, hint: t('republish.index-hint') },
    fitting ? [{ value: '', label: t('republish.policy', { policy: 'other' }) }, ...choices] : choices,
  )}`;
}

/** Licences to choose from while writing. */
export function licenceList(): Html {
  return html`<datalist id="licences">${licences.map(({ label }) => html`<option value="${label}"></option>`)}</datalist>
`;
}
