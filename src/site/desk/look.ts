import { type Asked, type Desk, type DeskRoute, noticed, type Stand } from '../../desk/index.ts';
import type { Route } from '../../kit/feature.ts';
import { plainText, type Reply } from '../../kit/http/index.ts';
import { hrefOf } from '../../media/media.ts';
import { mediaById } from '../../media/read.ts';
import { isColour } from '../colour.ts';
import {
  colourNames,
  contrastsOf,
  declared,
  defaultLook,
  defaultPalettes,
  type FaceName,
  faceNames,
  faceStack,
  type Look,
  lookHref,
  lookStyle,
  type Palette,
  type Scheme,
  schemes,
} from '../look.ts';
import { readSite } from '../read.ts';
import { updateSite } from '../save.ts';
import { fieldOf, lookMain, lookPath, paletteOf, tooFaint } from './look-view.ts';
import type { Filled } from './settings-view.ts';

const may = 'manage-site';
const iconBytes = 5 * 2 ** 20;

export const lookRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    pattern: lookPath,
    may,
    stand: standOf,
    handle: (desk, asked) => showLook(desk, asked, valuesOf(asked)),
  },
  {
    method: 'POST',
    pattern: lookPath,
    may,
    files: { fileBytes: iconBytes, bytes: 2 * iconBytes, files: 1 },
    stand: standOf,
    handle: press,
  },
  { method: 'GET', pattern: `${lookPath}sample.css`, may, handle: sampleStyle },
];

/** The style sheet of a site's own look, for good under a name that changes with it. */
export const lookStylesheet: Route = {
  method: 'GET',
  pattern: '/-/assets/:file',
  handle: async (world, _, { params, siteId }) => {
    const { file = '' } = params;
    const site = /^site\.[0-9a-f]{10}\.css$/.test(file) ? await readSite(world.db, siteId) : undefined;
    if (!site) return plainText(404, 'There is no such file.');
    const current = lookHref(site.settings.look) === `/-/assets/${file}`;
    return style(
      lookStyle(site.settings.look),
      // A page kept by somebody from before a change: today's look, for as long as it takes to ask again.
      current ? 'public, max-age=31536000, immutable' : 'public, max-age=60',
    );
  },
};

function style(css: string, caching: string): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': caching },
    body: css,
  };
}

/** What the site looks like now, as it stands in the fields. */
function valuesOf({ site }: Asked): Filled['values'] {
  const { look } = site.settings;
  const colours = schemes.flatMap((scheme) =>
    colourNames.map(
      (name) => [fieldOf(scheme, name), (look[scheme] ?? defaultPalettes[scheme])[name]] as const,
    ),
  );
  return {
    title: site.title,
    tagline: site.tagline,
    text: look.text,
    furniture: look.furniture,
    ...Object.fromEntries(colours),
  };
}

async function standOf(asked: Asked): Promise<Stand> {
  const { t } = asked;
  const now = valuesOf(asked);
  const colours = schemes.flatMap((scheme) =>
    colourNames.map((name) => {
      const label = `${t('look.scheme', { scheme })}: ${t('look.colour', { name })}`;
      return [fieldOf(scheme, name), { label, now: now[fieldOf(scheme, name)] ?? '' }] as const;
    }),
  );
  return {
    title: { label: t('settings.title'), now: now.title ?? '' },
    tagline: { label: t('settings.tagline'), now: now.tagline ?? '' },
    text: { label: t('look.face', { name: 'text' }), now: now.text ?? '' },
    furniture: { label: t('look.face', { name: 'furniture' }), now: now.furniture ?? '' },
    ...Object.fromEntries(colours),
  };
}

async function showLook(
  desk: Desk,
  asked: Asked,
  values: Filled['values'],
  { problems = {}, unsaved = false }: { problems?: Filled['problems']; unsaved?: boolean } = {},
): Promise<Reply> {
  const { world, site, t } = asked;
  const { icon } = site.settings;
  const media = icon === null ? undefined : await mediaById(world.db, site.id, icon);
  return desk.page(asked, {
    title: t('desk.section', { section: 'look' }),
    section: 'look',
    status: Object.keys(problems).length > 0 ? 422 : 200,
    scripts: ['look'],
    ...(unsaved && { notice: { text: t('arrange.unsaved'), tone: 'warning' as const } }),
    main: lookMain(asked, { values, problems, icon: media && hrefOf(media) }),
  });
}

async function press(desk: Desk, asked: Asked): Promise<Reply> {
  const { form } = asked;
  const text = (name: string) => form.get(name)?.trim() ?? '';
  const values: Record<string, string> = { ...valuesOf(asked) };
  for (const name of Object.keys(values)) if (form.has(name)) values[name] = text(name);
  const [act, scheme, name, colour] = text('do').split(':');
  if (act === 'reset') return showLook(desk, asked, resetOf(values), { unsaved: true });
  if (act === 'take' && scheme && name && isColour(colour ?? ''))
    return showLook(desk, asked, { ...values, [`${scheme}-${name}`]: colour ?? '' }, { unsaved: true });
  const problems = problemsOf(asked, values);
  if (act === 'preview') return showLook(desk, asked, values, { problems, unsaved: true });
  return Object.keys(problems).length > 0
    ? showLook(desk, asked, values, { problems })
    : save(desk, asked, values);
}

function resetOf(values: Filled['values']): Filled['values'] {
  const colours = schemes.flatMap((scheme) =>
    colourNames.map((name) => [fieldOf(scheme, name), defaultPalettes[scheme][name]] as const),
  );
  const { text, furniture } = defaultLook;
  return { ...values, ...Object.fromEntries(colours), text, furniture };
}

/** A colour that cannot be read on its paper is not taken: the figure says why. */
function problemsOf(asked: Asked, values: Filled['values']): Record<string, string> {
  const { t } = asked;
  const problems: Record<string, string> = {};
  if (values.title === '') problems.title = t('settings.no-title');
  for (const scheme of schemes) {
    const palette = paletteOf(values, scheme);
    for (const name of colourNames)
      if (!isColour(values[fieldOf(scheme, name)] ?? ''))
        problems[fieldOf(scheme, name)] = t('look.no-colour');
    for (const each of palette ? contrastsOf(palette) : [])
      if (!each.passes) problems[fieldOf(scheme, each.name)] = tooFaint(asked, each);
  }
  return problems;
}

async function save(desk: Desk, asked: Asked, values: Filled['values']): Promise<Reply> {
  const { world, site, t } = asked;
  const icon = await iconOf(asked);
  if (!icon.ok) return showLook(desk, asked, values, { problems: { icon: icon.problem } });
  const change = {
    title: values.title ?? '',
    tagline: values.tagline ?? '',
    settings: { look: lookOf(values), ...(icon.id !== undefined && { icon: icon.id }) },
  };
  const saved = await world.db.write((tx) => updateSite(tx, site.id, change));
  if (!saved.ok) return showLook(desk, asked, values, { problems: { title: t('settings.bad-value') } });
  return noticed(asked, lookPath, { text: t('settings.saved') });
}

function lookOf(values: Filled['values']): Look {
  const chosen = (scheme: Scheme): Palette | null => {
    const palette = paletteOf(values, scheme);
    const own = palette && colourNames.some((name) => palette[name] !== defaultPalettes[scheme][name]);
    return own ? palette : null;
  };
  return {
    light: chosen('light'),
    dark: chosen('dark'),
    text: faceOf(values.text) ?? defaultLook.text,
    furniture: faceOf(values.furniture) ?? defaultLook.furniture,
  };
}

function faceOf(text: string | undefined | null): FaceName | undefined {
  return faceNames.find((face) => face === text);
}

type Icon =
  | { readonly ok: true; readonly id?: number | null }
  | { readonly ok: false; readonly problem: string };

/** A new icon becomes one of the site's media; without one it stays, or goes. */
async function iconOf(asked: Asked): Promise<Icon> {
  const { world, site, form, files, t } = asked;
  const [file] = files;
  if (!file) return form.get('no-icon') === '1' ? { ok: true, id: null } : { ok: true };
  const { storeMedia } = await import('../../media/save.ts');
  const stored = file.tooLarge
    ? undefined
    : await storeMedia(world, site.id, { name: file.name, body: file.open(), title: t('look.icon') });
  if (!stored?.ok || !stored.media.mime.startsWith('image/'))
    return { ok: false, problem: t('look.bad-icon') };
  return { ok: true, id: stored.media.id };
}

/** Colours of the samples on the page, from the fields as they stand: for the preview, and for the script. */
async function sampleStyle(_: Desk, { request }: Asked): Promise<Reply> {
  const { query } = request;
  const values = Object.fromEntries(query);
  const rules = schemes.flatMap((scheme) => {
    const palette = paletteOf(values, scheme);
    return palette ? [`.look-sample.${scheme}{${declared(palette)}}`] : [];
  });
  const text = faceStack(faceOf(query.get('text')) ?? defaultLook.text);
  const sans = faceStack(faceOf(query.get('furniture')) ?? defaultLook.furniture);
  return style(`${rules.join('\n')}\n.look-sample{--text:${text};--sans:${sans}}`, 'no-store');
}
