import { may } from '../../account/may.ts';
import { type Asked, type Desk, deskForm, noticed, selectField, textField } from '../../desk/index.ts';
import { plainText } from '../../document/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/message.ts';
import { loadWrite } from '../../post/load.ts';
import type { PostWrite } from '../../post/post.ts';
import { mayEdit, readRightful } from '../../post/rights.ts';
import { bindPart, decide, nameSource, type PartOf } from '../old/bind.ts';
import { findAttributions } from '../old/find.ts';
import { readAttribution } from '../old/read.ts';
import { modeChoices, modeIn } from './mode.ts';
import { oldPath } from './old.ts';

/** One post that names where it comes from: what of it is the republished text, shown before it is bound. */
type Known = {
  readonly id: number;
  readonly postId: number;
  readonly version: number;
  readonly passage: string;
  readonly address: string;
  readonly write: PostWrite;
};

/** Whether who asks may change the post that the found words stand in; of one that is gone nothing is refused. */
export async function mayBindThis({ world, site, actor, params }: Asked): Promise<boolean> {
  const found = await readAttribution(world.db, site.id, idIn(params.id));
  const rightful = found && (await readRightful(world.db, site.id, found.post_id));
  return rightful ? mayEdit(actor, site.id, rightful) : may(actor, 'capture', { siteId: site.id });
}

/** `GET /-/admin/republish/old/5/` */
export async function showOldOne(desk: Desk, asked: Asked): Promise<Reply> {
  const known = await readOne(asked);
  if (!known) return gone(desk, asked);
  return onePage(desk, asked, known, { address: known.address, ...firstGuess(known) });
}

/** `POST /-/admin/republish/old/5/`: `do` is `preview`, `bind`, `name` or `dismiss`. */
export async function takeOldOne(desk: Desk, asked: Asked): Promise<Reply> {
  const { world, form, t } = asked;
  const known = await readOne(asked);
  if (!known) return gone(desk, asked);
  const fields = {
    address: (form.get('address') ?? '').trim(),
    from: idIn(form.get('from')),
    to: idIn(form.get('to')),
    mode: modeIn(form.get('mode')),
  };
  const step = form.get('do');
  if (step === 'dismiss') {
    await world.db.write((tx) => decide(tx, asked, known.id, 'dismissed'));
    return noticed(asked, oldPath, { text: t('republish.old-done', { count: 1 }) });
  }
  if (step !== 'bind' && step !== 'name') return onePage(desk, asked, known, fields);
  const bound = await world.db.write(async (tx) => {
    const done =
      step === 'name'
        ? await nameSource(tx, asked, known.postId, fields.address)
        : await bindPart(tx, asked, { id: known.postId, version: idIn(form.get('version')) }, fields);
    if (done.ok) await decide(tx, asked, known.id, 'bound');
    return done;
  });
  if (bound.ok)
    return noticed(asked, `/-/admin/republish/posts/${known.postId}/`, { text: t('republish.old-bound') });
  const reason = bound.reason === 'bad-address' ? 'address' : bound.reason === 'stale' ? 'stale' : 'other';
  return onePage(desk, asked, known, fields, t('republish.old-refused', { reason }));
}

async function readOne({ world, site, params }: Asked): Promise<Known | undefined> {
  const found = await readAttribution(world.db, site.id, idIn(params.id));
  const rightful = found && (await readRightful(world.db, site.id, found.post_id));
  const write = found && (await loadWrite({ db: world.db.read }, site.id, found.post_id));
  if (!found || !rightful || !write) return undefined;
  const { id, post_id: postId, passage, address } = found;
  return { id, postId, version: rightful.version, passage, address, write };
}

type Fields = PartOf & { readonly address: string };

/** All but the words that name the source, where these stand at the beginning or at the end. */
function firstGuess({ write, address }: Known): PartOf {
  const last = write.document.content.length - 1;
  const found = findAttributions(write.document).find((each) => each.address === address);
  if (found?.block === 0 && last > 0) return { from: 1, to: last, mode: 'whole' };
  if (found?.block === last && last > 0) return { from: 0, to: last - 1, mode: 'whole' };
  return { from: 0, to: last, mode: 'whole' };
}

function onePage(desk: Desk, asked: Asked, known: Known, fields: Fields, problem?: string): Promise<Reply> {
  const { t } = asked;
  const blocks = known.write.document.content.map((block, index) => ({
    index,
    text: plainText({ type: 'doc', content: [block] })
      .text.replace(/\s+/g, ' ')
      .trim(),
    type: block.type,
  }));
  const choices = blocks.map(({ index, text, type }) => ({
    value: String(index),
    label: `${index + 1}. ${text.slice(0, 60) || type}`,
  }));
  return desk.page(asked, {
    title: known.write.title || t('post-desk.untitled'),
    section: 'posts',
    main: html`<p><a href="${oldPath}">${t('republish.old')}</a> · <a href="/-/admin/posts/${known.postId}/">${t('republish.old-edit')}</a></p>
<blockquote dir="auto">${known.passage}</blockquote>
${problem !== undefined && html`<p role="alert">${problem}</p>\n`}${deskForm(
  asked,
  { action: `${oldPath}${known.id}/`, className: 'panel' },
  html`<input type="hidden" name="version" value="${known.version}">${textField({ name: 'address', label: t('republish.old-source'), value: fields.address, dir: 'ltr', most: 8_000, hint: t('republish.old-source-hint') })}${selectField(
    { name: 'from', label: t('republish.old-from'), value: String(fields.from) },
    choices,
  )}${selectField({ name: 'to', label: t('republish.old-to'), value: String(fields.to) }, choices)}${selectField(
    { name: 'mode', label: t('republish.mode'), value: fields.mode },
    modeChoices(asked),
  )}<p class="buttons"><button type="submit" name="do" value="preview" class="plain">${t('republish.old-preview')}</button>
<button type="submit" name="do" value="bind">${t('republish.old-bind')}</button>
<button type="submit" name="do" value="name" class="plain">${t('republish.old-name')}</button>
<button type="submit" name="do" value="dismiss" class="plain">${t('republish.old-dismiss')}</button></p>
`,
)}<h2>${t('republish.old-part')}</h2>
${preview(asked, blocks, fields)}`,
    ...(problem !== undefined && { status: 422 }),
  });
}

function preview(
  { t }: Asked,
  blocks: readonly { readonly index: number; readonly text: string; readonly type: string }[],
  { from, to }: PartOf,
): Html {
  return html`<ol class="parts">${blocks.map(({ index, text, type }) => {
    const inside = index >= from && index <= to;
    return html`<li${inside && html` class="inside"`}><small>${t('republish.old-side', { side: inside ? 'inside' : 'other' })}</small> <span dir="auto">${text.slice(0, 300) || type}</span></li>
`;
  })}</ol>
`;
}

function gone(desk: Desk, asked: Asked): Promise<Reply> {
  const { t } = asked;
  return desk.page(asked, {
    title: t('republish.old'),
    section: 'posts',
    status: 404,
    main: html`<p role="alert">${t('republish.old-gone')}</p>
<p><a class="button" href="${oldPath}">${t('republish.old')}</a></p>`,
  });
}
