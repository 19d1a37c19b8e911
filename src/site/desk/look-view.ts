import { type Asked, checkBox, deskForm, selectField, textField } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { formatNumber } from '../../kit/i18n/index.ts';
import { type Colour, isColour } from '../colour.ts';
import {
  type Contrast,
  colourNames,
  contrastsOf,
  faceNames,
  leastContrast,
  type Palette,
  type Scheme,
  schemes,
} from '../look.ts';
import { defaultButton } from './footer-view.ts';
import { type Filled, problemSummary } from './settings-view.ts';

export const lookPath = '/-/admin/look/';

export type LookView = Filled & {
  /** Address of the site's icon. */
  readonly icon: string | undefined;
};

/** The field of a colour: `light-accent`. */
export function fieldOf(scheme: Scheme, name: keyof Palette): string {
  return `${scheme}-${name}`;
}

/** The palette that stands in the fields; undefined while one of them is no colour. */
export function paletteOf(values: Filled['values'], scheme: Scheme): Palette | undefined {
  const [paper, ink, accent] = colourNames.map((name) => values[fieldOf(scheme, name)] ?? '');
  return isColour(paper ?? '') && isColour(ink ?? '') && isColour(accent ?? '')
    ? { paper: paper as Colour, ink: ink as Colour, accent: accent as Colour }
    : undefined;
}

export function lookMain(asked: Asked, view: LookView): Html {
  const { t } = asked;
  const { values, problems } = view;
  return html`<link rel="stylesheet" href="${sampleHref(values)}" id="sample-style">
${deskForm(
  asked,
  { action: lookPath, multipart: true, className: 'look' },
  html`${defaultButton(t('desk.save'))}${problemSummary(asked, problems)}<div class="columns"><div>
${textField({ name: 'title', label: t('settings.title'), value: values.title ?? '', required: true, most: 200, problem: problems.title })}${textField(
  { name: 'tagline', label: t('settings.tagline'), value: values.tagline ?? '', most: 200 },
)}${schemes.map((scheme) => schemeFields(asked, view, scheme))}<div class="row">${faceField(asked, values, 'text')}${faceField(asked, values, 'furniture')}</div>
${iconField(asked, view)}<p class="buttons"><button type="submit" name="do" value="save">${t('desk.save')}</button>
<button type="submit" name="do" value="preview" class="plain">${t('look.preview')}</button>
<button type="submit" name="do" value="reset" class="plain">${t('look.reset')}</button></p>
</div>
<div class="samples">${schemes.map((scheme) => sample(asked, scheme))}</div></div>`,
)}`;
}

function schemeFields(asked: Asked, { values, problems }: LookView, scheme: Scheme): Html {
  const { t } = asked;
  const palette = paletteOf(values, scheme);
  const contrasts = palette ? contrastsOf(palette) : [];
  return html`<fieldset class="group"><legend>${t('look.scheme', { scheme })}</legend>
<div class="row colours">${colourNames.map((name) => {
    const field = fieldOf(scheme, name);
    return html`<div>${textField({
      name: field,
      label: t('look.colour', { name }),
      value: values[field] ?? '',
      type: 'color',
      dir: 'ltr',
      problem: problems[field],
    })}${offer(
      asked,
      scheme,
      contrasts.find((each) => each.name === name),
    )}</div>`;
  })}</div>
${figures(asked, contrasts)}</fieldset>
`;
}

/** One button that takes the nearest colour which can be read. */
function offer({ t }: Asked, scheme: Scheme, of: Contrast | undefined): Html | undefined {
  if (!of?.instead) return undefined;
  const value = `take:${scheme}:${of.name}:${of.instead}`;
  return html`<p><button type="submit" name="do" value="${value}" class="plain">${t('look.take', { colour: of.instead })}</button></p>\n`;
}

function figures({ t }: Asked, contrasts: readonly Contrast[]): Html {
  return html`<ul class="figures">${contrasts.map(
    ({ name, ratio, passes }) =>
      html`<li>${t('look.contrast', { name, ratio: ratioText(ratio, t.locale) })} <span class="flag ${passes ? 'good' : 'bad'}">${t(passes ? 'look.passes' : 'look.fails')}</span></li>`,
  )}</ul>`;
}

export function ratioText(ratio: number, locale: string): string {
  // Never rounded up: 4.49 is not enough, and must not be called 4.5.
  return formatNumber(Math.floor(ratio * 100) / 100, locale);
}

/** What is wrong with a colour that cannot be read. */
export function tooFaint({ t }: Asked, { ratio }: Contrast): string {
  return t('look.too-faint', {
    ratio: ratioText(ratio, t.locale),
    least: formatNumber(leastContrast, t.locale),
  });
}

function faceField({ t }: Asked, values: Filled['values'], name: 'text' | 'furniture'): Html {
  return selectField(
    { name, label: t('look.face', { name }), value: values[name] ?? '' },
    faceNames.map((face) => ({ value: face, label: t('look.face-name', { face: faceWords[face] }) })),
  );
}

const faceWords = {
  literata: 'literata',
  'source-sans': 'source',
  'system-serif': 'serif',
  'system-sans': 'sans',
} as const;

function iconField(asked: Asked, { icon, problems }: LookView): Html {
  const { t } = asked;
  return html`<fieldset class="group"><legend>${t('look.icon')}</legend>
${icon !== undefined && html`<p><img class="site-icon" src="${icon}" alt="${t('look.icon-now')}" width="48" height="48"></p>`}<p class="field"><label for="icon">${t('look.new-icon')}</label>
<input id="icon" name="icon" type="file" accept="image/*"${problems.icon !== undefined && html` aria-invalid="true"`} aria-describedby="${problems.icon !== undefined && 'icon-problem '}icon-hint">
${problems.icon !== undefined && html`<span class="problem" id="icon-problem">${problems.icon}</span>`}<span class="hint" id="icon-hint">${t('look.icon-hint')}</span></p>
${icon !== undefined && checkBox({ name: 'no-icon', label: t('look.no-icon'), checked: false })}</fieldset>
`;
}

/** How pages would look; its colours come by a style sheet of their own, for pages have none within them. */
function sample({ t, site }: Asked, scheme: Scheme): Html {
  return html`<section class="look-sample ${scheme}" aria-label="${t('look.sample', { scheme })}">
<p class="sample-site"><bdi>${site.title}</bdi></p>
<p class="sample-title">${t('look.sample-title')}</p>
<p class="sample-soft">${t('look.sample-soft')}</p>
<p>${t('look.sample-text')} <span class="sample-link">${t('look.sample-link')}</span></p>
<p><span class="sample-button">${t('look.sample-button')}</span></p>
</section>
`;
}

export function sampleHref(values: Filled['values']): string {
  const query = new URLSearchParams();
  for (const scheme of schemes)
    for (const name of colourNames) query.set(fieldOf(scheme, name), values[fieldOf(scheme, name)] ?? '');
  for (const name of ['text', 'furniture']) query.set(name, values[name] ?? '');
  return `${lookPath}sample.css?${query}`;
}
