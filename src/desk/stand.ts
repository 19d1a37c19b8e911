import { createHash } from 'node:crypto';
import { z } from 'zod';
import { hidden } from '../account/fields.ts';
import { type Html, html } from '../kit/html.ts';
import type { Reply } from '../kit/http/message.ts';
import type { Asked, Desk } from './desk.ts';
import { carried } from './refusal.ts';

/**
 * How what a form changes stands now, by the names of the form's fields. What several fields say together has a
 * name of its own, and what was sent of it in `mine`.
 */
export type Stand = Readonly<Record<string, Standing>>;

export type Standing = {
  readonly label: string;
  readonly now: string;
  /** What was sent, where no field of the name says it. */
  readonly mine?: string;
  /** Whether the value says something to a person: a name does, an ID does not. */
  readonly legible?: boolean;
};

/** What a form began with: one field that goes along with the others. */
const field = 'began';

const began = z.record(z.string(), z.string());

/** The hidden field that says how each value stood when the form was made. */
export function beganWith(stand: Stand): Html {
  const digests = Object.entries(stand).map(([name, { now }]) => [name, digest(now)] as const);
  return hidden(field, JSON.stringify(Object.fromEntries(digests)));
}

/** Which values others saved since the form was made, where something else was sent than stands there now. */
export function savedMeanwhile(form: URLSearchParams, stand: Stand): readonly string[] {
  const from = beganIn(form);
  return Object.entries(stand).flatMap(([name, each]) => {
    const then = from[name];
    return then !== undefined && then !== digest(each.now) && sentAs(form, name, each) !== plain(each.now)
      ? [name]
      : [];
  });
}

/**
 * Two saved at once: what stands now, beside what was sent. Fields that were left alone take what stands now; the
 * others are sent again by one button, or given up by a link.
 */
export function staleForm(desk: Desk, asked: Asked, stand: Stand, names: readonly string[]): Promise<Reply> {
  const { t, form, token, request, files } = asked;
  const from = beganIn(form);
  const leftAlone = (name: string) => {
    const each = stand[name];
    return each !== undefined && each.mine === undefined && digest(sentAs(form, name, each)) === from[name];
  };
  const taken = new Set(names.filter(leftAlone));
  const fields = [...form].filter(([name]) => name !== 'token' && name !== field);
  return desk.page(asked, {
    title: t('desk.stale'),
    section: 'home',
    status: 409,
    main: html`<p role="alert">${t('desk.stale-text')}</p>
<table class="list"><caption class="quiet">${t('desk.stale')}</caption>
<thead><tr><th scope="col">${t('desk.stale-field')}</th><th scope="col">${t('desk.stale-now')}</th><th scope="col">${t('desk.stale-mine')}</th></tr></thead>
<tbody>${names.map((name) => row(asked, name, stand[name], taken.has(name)))}</tbody></table>
${files.length > 0 && html`<p>${t('desk.stale-file')}</p>\n`}<form method="post" action="${request.path}">
${hidden('token', token)}${beganWith(stand)}${fields.map(([name, value]) =>
  carried(name, taken.has(name) ? (stand[name]?.now ?? '') : value),
)}${boxesNow(form, stand, taken)}<p class="buttons"><button type="submit">${t('desk.stale-save')}</button>
<a class="button plain" href="${request.path}">${t('desk.stale-drop')}</a></p>
</form>`,
  });
}

function row({ t, form }: Asked, name: string, each: Standing | undefined, taken: boolean): Html | undefined {
  if (each === undefined) return undefined;
  const { label, now, legible = true } = each;
  const sent = taken ? t('desk.stale-nothing') : (form.get(name) ?? '');
  const said = (text: string) => html`<td dir="auto">${legible || taken ? text.slice(0, 1_000) : ''}</td>`;
  return html`<tr><th scope="row">${label}</th>${legible ? said(now) : html`<td>${t('desk.stale-changed')}</td>`}${said(sent)}</tr>\n`;
}

/** A box that was not ticked sends nothing; ticked meanwhile, it has to be among the fields. */
function boxesNow(form: URLSearchParams, stand: Stand, taken: ReadonlySet<string>): readonly Html[] {
  return [...taken].flatMap((name) => (form.has(name) ? [] : [hidden(name, stand[name]?.now ?? '')]));
}

function sentAs(form: URLSearchParams, name: string, { mine }: Standing): string {
  return plain(mine ?? form.get(name) ?? '');
}

function beganIn(form: URLSearchParams): Readonly<Record<string, string>> {
  try {
    const read = began.safeParse(JSON.parse(form.get(field) ?? '{}'));
    return read.success ? read.data : {};
  } catch {
    return {};
  }
}

/** As a form gives it back, whatever the browser made of its lines. */
function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}

function digest(text: string): string {
  return createHash('sha256').update(plain(text)).digest('base64url').slice(0, 12);
}
