import { buffer } from 'node:stream/consumers';
import { onwards } from '../../account/reply.ts';
import { captureFile } from '../../capture/file.ts';
import { type Asked, type Desk, deskForm, textArea, textField } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import type { Reply } from '../../kit/http/message.ts';
import { withScheme } from '../../source/address.ts';
import { beginWithAddress, sourceOfSupplied } from '../begin.ts';
import { shared } from './share.ts';

/** The first page: one field for an address; below it a file or a text, for what has none or cannot be fetched. */
export const startPath = '/-/admin/republish/';

/** `GET /-/admin/republish/`, with `url`, `text` and `title` from a bookmarklet or a share. */
export async function showStart(desk: Desk, asked: Asked): Promise<Reply> {
  return startPage(desk, asked, shared(asked.request.query));
}

type StartFields = { readonly url: string; readonly text: string; readonly title: string };

type Problems = Partial<Record<'url' | 'file' | 'text' | 'file-url' | 'text-url', string>>;

/** `POST /-/admin/republish/`: `do` says which of the three. */
export async function takeStart(desk: Desk, asked: Asked): Promise<Reply> {
  const { form } = asked;
  const text = (name: string) => (form.get(name) ?? '').replaceAll('\r\n', '\n');
  const fields = { url: text('url'), text: text('text'), title: text('title') };
  switch (form.get('do')) {
    case 'file':
      return takeFile(desk, asked, fields);
    case 'text':
      return takeText(desk, asked, fields);
    default:
      return takeAddress(desk, asked, fields);
  }
}

export function capturePath(id: number): string {
  return `${startPath}captures/${id}/`;
}

async function takeAddress(desk: Desk, asked: Asked, fields: StartFields): Promise<Reply> {
  const { world, site, account, form, t } = asked;
  const method = form.get('method') === 'browser' ? 'browser' : 'http';
  const begun = await world.db.write((tx) =>
    beginWithAddress(tx, site.id, { address: withScheme(fields.url), method, by: account.id }),
  );
  if (begun.ok) return onwards(capturePath(begun.captureId));
  return startPage(desk, asked, fields, { url: t('republish.bad-address') });
}

async function takeFile(desk: Desk, asked: Asked, fields: StartFields): Promise<Reply> {
  const { files, t } = asked;
  const [file] = files;
  if (!file || file.bytes === 0) return startPage(desk, asked, fields, { file: t('republish.no-file') });
  if (file.tooLarge) return startPage(desk, asked, fields, { file: t('republish.file-large') });
  const bytes = await buffer(file.open());
  return supply(desk, asked, fields, { bytes, name: file.name, from: 'file' });
}

async function takeText(desk: Desk, asked: Asked, fields: StartFields): Promise<Reply> {
  if (fields.text.trim() === '')
    return startPage(desk, asked, fields, { text: asked.t('republish.no-text') });
  const bytes = Buffer.from(fields.text.toWellFormed());
  return supply(desk, asked, fields, { bytes, name: 'pasted.txt', from: 'text' });
}

type Supplied = {
  readonly bytes: Buffer;
  readonly name: string;
  readonly from: 'file' | 'text';
};

/** What the writer brings is kept as a copy too, labelled as not seen by this site. */
async function supply(desk: Desk, asked: Asked, fields: StartFields, supplied: Supplied): Promise<Reply> {
  const { world, site, account, form, t } = asked;
  const { bytes, name, from } = supplied;
  const address = form.get(`${from}-url`) ?? '';
  const title = fields.title.trim() || (from === 'file' ? name : firstLine(fields.text));
  const source = await world.db.write((tx) =>
    sourceOfSupplied(tx, site.id, { address: withScheme(address), title }),
  );
  if (!source.ok) return startPage(desk, asked, fields, { [`${from}-url`]: t('republish.bad-address') });
  const kept = await captureFile(world, site.id, {
    bytes,
    name,
    sourceId: source.id,
    by: account.id,
    ...(from === 'text' && { transcript: true }),
  });
  if (kept.ok) return onwards(capturePath(kept.capture.id));
  return startPage(desk, asked, fields, {
    [from]: t(kept.reason === 'too-large' ? 'republish.file-large' : 'republish.no-file'),
  });
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0]?.trim().slice(0, 200) ?? '';
}

function startPage(desk: Desk, asked: Asked, fields: StartFields, problems: Problems = {}): Promise<Reply> {
  const { t } = asked;
  return desk.page(asked, {
    title: t('republish.title'),
    section: 'posts',
    main: html`<p>${t('republish.intro')}</p>
${addressForm(asked, fields, problems)}<h2>${t('republish.otherwise')}</h2>
${fileForm(asked, fields, problems)}${textForm(asked, fields, problems)}<p><a href="${startPath}old/">${t('republish.old-link')}</a> · <a href="/-/admin/tools/">${t('republish.tools-link')}</a></p>
`,
    ...(Object.keys(problems).length > 0 && { status: 422 }),
  });
}

function addressForm(asked: Asked, { url }: StartFields, { url: problem }: Problems): Html {
  const { t } = asked;
  return deskForm(
    asked,
    { action: startPath, className: 'panel' },
    html`${textField({
      name: 'url',
      label: t('republish.address'),
      value: url,
      dir: 'ltr',
      most: 8_000,
      hint: t('republish.address-hint'),
      problem,
    })}<details><summary>${t('republish.how')}</summary>
<p class="check"><input id="method" name="method" type="checkbox" value="browser" aria-describedby="method-hint">
<label for="method">${t('republish.by-browser')}</label> <small id="method-hint">${t('republish.by-browser-hint')}</small></p>
</details>
<p class="buttons"><button type="submit" name="do" value="address">${t('republish.fetch')}</button></p>
`,
  );
}

function fileForm(asked: Asked, fields: StartFields, problems: Problems): Html {
  const { t } = asked;
  const open = problems.file !== undefined || problems['file-url'] !== undefined;
  const wrong = problems.file !== undefined;
  return html`<details class="panel"${open && html` open`}><summary>${t('republish.from-file')}</summary>
${deskForm(
  asked,
  { action: startPath, multipart: true },
  html`<p class="field"><label for="file">${t('republish.file')}</label>
<input id="file" name="file" type="file" accept=".html,.htm,.xhtml,.pdf,.md,.markdown,.txt" required aria-describedby="file-hint${wrong && ' file-problem'}"${wrong && html` aria-invalid="true"`}>
<small id="file-hint">${t('republish.file-hint')}</small>${wrong && html`<strong id="file-problem" class="problem">${problems.file}</strong>`}</p>
${textField({ name: 'file-url', label: t('republish.its-address'), value: fields.url, dir: 'ltr', hint: t('republish.its-address-hint'), problem: problems['file-url'] })}<p class="buttons"><button type="submit" name="do" value="file" class="plain">${t('republish.use-file')}</button></p>
`,
)}</details>
`;
}

function textForm(asked: Asked, fields: StartFields, problems: Problems): Html {
  const { t } = asked;
  const open = fields.text !== '' || problems.text !== undefined || problems['text-url'] !== undefined;
  return html`<details class="panel"${open && html` open`}><summary>${t('republish.from-text')}</summary>
${deskForm(
  asked,
  { action: startPath },
  html`${textArea({ name: 'text', label: t('republish.text'), value: fields.text, rows: 10, hint: t('republish.text-hint'), problem: problems.text })}${textField(
    { name: 'title', label: t('republish.source-title'), value: fields.title, most: 500 },
  )}${textField({ name: 'text-url', label: t('republish.its-address'), value: fields.url, dir: 'ltr', hint: t('republish.its-address-hint'), problem: problems['text-url'] })}<p class="buttons"><button type="submit" name="do" value="text" class="plain">${t('republish.use-text')}</button></p>
`,
)}</details>
`;
}
