import { personalPage } from '../../account/reply.ts';
import type { Asked, Desk } from '../../desk/index.ts';
import { html } from '../../kit/html.ts';
import type { Reply } from '../../kit/http/message.ts';
import { fieldsFrom, type PostFields } from './fields.ts';
import type { Kind } from './kind.ts';
import { fieldsOfState, readKnown } from './known.ts';
import { missingPage } from './missing.ts';
import { type PreviewPage, previewed } from './previewed.ts';

/** `POST /-/admin/posts/preview`: the form as it stands, saved or not. Nothing is written. */
export async function previewForm(
  preview: PreviewPage,
  desk: Desk,
  asked: Asked,
  kind: Kind,
): Promise<Reply> {
  return shown(preview, desk, asked, kind, fieldsFrom(asked.form));
}

/** `GET /-/admin/posts/12/preview`: what is saved. */
export async function previewSaved(
  preview: PreviewPage,
  desk: Desk,
  asked: Asked,
  kind: Kind,
): Promise<Reply> {
  const known = await readKnown(asked, kind);
  if (!known) return missingPage(desk, asked, kind);
  return shown(preview, desk, asked, kind, await fieldsOfState(asked, known.write));
}

async function shown(
  preview: PreviewPage,
  desk: Desk,
  asked: Asked,
  kind: Kind,
  fields: PostFields,
): Promise<Reply> {
  const { world, request, site } = asked;
  const post = await previewed(world, site, kind.type, fields);
  if (!post) return unreadable(desk, asked, kind);
  const page = await preview(world, request, site, post);
  return personalPage(200, page, {
    headers: { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' },
  });
}

function unreadable(desk: Desk, asked: Asked, kind: Kind): Promise<Reply> {
  const { t } = asked;
  return desk.page(asked, {
    title: t('post-desk.preview'),
    section: kind.section,
    status: 413,
    main: html`<p role="alert">${t('post-desk.text-large')}</p>`,
  });
}
