import { may } from '../../account/may.ts';
import { onwards } from '../../account/reply.ts';
import {
  type Asked,
  type Desk,
  type DeskRoute,
  keysetPage,
  noticed,
  readKeyset,
  type Stand,
} from '../../desk/index.ts';
import { html } from '../../kit/html.ts';
import { idIn, idsIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/index.ts';
import type { UploadedFile } from '../../kit/http/multipart.ts';
import type { Family } from '../kind.ts';
import { familyOf, type Media } from '../media.ts';
import { mediaById } from '../read.ts';
import {
  mediaDeleteMain,
  mediaEditMain,
  mediaListMain,
  mediaPath,
  nameOf,
  refusalOf,
} from './library-view.ts';
import { accountOfMedia, findMedia, type MediaFilter, monthsOfMedia, usesOf } from './read.ts';

/** What takes pictures apart, and what writes texts, is loaded when a file comes. */
const saving = () => import('../save.ts');
const authors = () => import('../../author/save.ts');

const onPage = 60;

/** Of one upload: a film of two gigabytes, or forty pictures. */
const files = { fileBytes: 2 * 2 ** 30, bytes: 4 * 2 ** 30, files: 40 };

export const mediaDeskRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    pattern: mediaPath,
    may: 'upload-media',
    handle: (desk, asked) => showLibrary(desk, asked),
  },
  { method: 'POST', pattern: mediaPath, may: 'upload-media', files, handle: upload },
  { method: 'POST', pattern: `${mediaPath}delete`, may: 'upload-media', handle: remove },
  {
    method: 'GET',
    pattern: `${mediaPath}:id/`,
    may: 'upload-media',
    stand: standOf,
    handle: (desk, asked) => showMedia(desk, asked),
  },
  { method: 'POST', pattern: `${mediaPath}:id/`, may: mayEdit, stand: standOf, handle: change },
  {
    method: 'POST',
    pattern: `${mediaPath}:id/replace`,
    may: mayEdit,
    files: { ...files, files: 1 },
    handle: replace,
  },
  {
    method: 'GET',
    pattern: `${mediaPath}:id/delete`,
    may: mayEdit,
    handle: async (desk, asked) => askFirst(desk, asked, await mediaOf(asked)),
  },
];

async function mayEdit(asked: Asked): Promise<boolean> {
  const [media] = await mediaOf(asked);
  // What is not there is nobody's secret: the page says that it is missing.
  return media === undefined
    ? may(asked.actor, 'upload-media', { siteId: asked.site.id })
    : mayChange(asked, media);
}

async function mayChange({ world, actor, site }: Asked, media: Media): Promise<boolean> {
  const writtenBy = await accountOfMedia(world.db, site.id, media);
  return may(actor, 'edit-media', { siteId: site.id, writtenBy });
}

async function mediaOf({ world, site, params }: Asked): Promise<readonly Media[]> {
  const media = await mediaById(world.db, site.id, idIn(params.id));
  return media ? [media] : [];
}

async function standOf(asked: Asked): Promise<Stand | undefined> {
  const [media] = await mediaOf(asked);
  const { t } = asked;
  return (
    media && {
      ...(familyOf(media) === 'image' && { alt: { label: t('media-desk.alt'), now: media.alt } }),
      title: { label: t('media-desk.title'), now: media.title },
      caption: { label: t('media-desk.caption'), now: media.caption },
    }
  );
}

async function showLibrary(desk: Desk, asked: Asked, refused: readonly string[] = []): Promise<Reply> {
  const { world, site, request, t } = asked;
  const filter = filterOf(request.query);
  const keyset = readKeyset(request.query, 2);
  const found = await findMedia(world.db, site.id, filter, { limit: onPage + 1, ...keyset });
  return desk.page(asked, {
    title: t('desk.section', { section: 'media' }),
    section: 'media',
    status: refused.length > 0 ? 422 : 200,
    scripts: ['upload'],
    main: mediaListMain(asked, {
      page: keysetPage(found, onPage, keyset),
      filter,
      months: await monthsOfMedia(world.db, site.id),
      refused,
    }),
  });
}

const families: readonly string[] = ['image', 'audio', 'video', 'document'] satisfies Family[];

function filterOf(query: URLSearchParams): MediaFilter {
  const [kind, search, month] = ['kind', 'q', 'month'].map((name) => query.get(name)?.trim() ?? '');
  return {
    ...(families.includes(kind ?? '') && { family: kind as Family }),
    ...(search && { search: search.slice(0, 200) }),
    ...(/^\d{4}-(0[1-9]|1[0-2])$/.test(month ?? '') && { month: month ?? '' }),
    ...(query.get('without') === 'alt' && { withoutAlt: true }),
  };
}

type Taken = {
  readonly name: string;
  readonly id?: number;
  readonly known?: boolean;
  readonly problem?: string;
};

/** Several files at once: what can be taken is taken, and the rest is said in words. Scripts send theirs to the API. */
async function upload(desk: Desk, asked: Asked): Promise<Reply> {
  const { t } = asked;
  const taken: Taken[] = [];
  for (const file of asked.files) taken.push(await take(asked, file));
  const refused = taken.flatMap(({ problem }) => problem ?? []);
  if (taken.length === 0) return showLibrary(desk, asked, [t('media-desk.no-file')]);
  if (refused.length > 0) return showLibrary(desk, asked, refused);
  const [only] = taken;
  const text = only?.known
    ? t('media-desk.known', { name: only.name })
    : t('media-desk.added', { count: taken.length });
  return noticed(asked, taken.length === 1 ? `${mediaPath}${only?.id}/` : mediaPath, { text });
}

async function take(asked: Asked, file: UploadedFile): Promise<Taken> {
  const { world, site, account } = asked;
  const { name } = file;
  if (file.tooLarge)
    return {
      name,
      problem: refusalOf(asked, name, { ok: false, reason: 'too-large', limit: files.fileBytes }),
    };
  const { storeMedia } = await saving();
  const { authorOfAccount } = await authors();
  const author = await world.db.write((tx) => authorOfAccount(tx, site.id, account));
  const stored = await storeMedia(world, site.id, {
    name,
    body: file.open(),
    title: titleOf(name),
    ...(author.ok && { authorId: author.id }),
  });
  if (stored.ok) return { name, id: stored.media.id, known: !stored.created };
  // An upload without an address of its own is never refused for its address.
  if (stored.reason === 'bad-path' || stored.reason === 'path-taken') throw new Error(stored.reason);
  return { name, problem: refusalOf(asked, name, stored) };
}

/** `harbour-at_dawn.jpg` is "harbour at dawn". */
function titleOf(name: string): string {
  return name
    .replace(/\.[A-Za-z0-9]{1,8}$/, '')
    .replaceAll(/[-_]+/g, ' ')
    .trim()
    .slice(0, 200);
}

async function showMedia(desk: Desk, asked: Asked, replaceProblem?: string): Promise<Reply> {
  const { world, site } = asked;
  const [media] = await mediaOf(asked);
  if (!media) return missing(desk, asked);
  return desk.page(asked, {
    title: nameOf(media),
    section: 'media',
    status: replaceProblem === undefined ? 200 : 422,
    main: mediaEditMain(asked, {
      media,
      uses: await usesOf(world.db, site.id, media.id, readerOf(asked)),
      isIcon: site.settings.icon === media.id,
      mayEdit: await mayChange(asked, media),
      ...(replaceProblem !== undefined && { replaceProblem }),
    }),
  });
}

/** Who reads not every draft is told that a file is used, and not what by. */
function readerOf({ actor, site, account }: Asked): number | undefined {
  return may(actor, 'read-unpublished', { siteId: site.id }) ? undefined : account.id;
}

function missing(desk: Desk, asked: Asked): Promise<Reply> {
  const { t } = asked;
  return desk.page(asked, {
    title: t('media-desk.missing'),
    section: 'media',
    status: 404,
    main: html`<p><a href="${mediaPath}">${t('desk.section', { section: 'media' })}</a></p>`,
  });
}

async function change(desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, form, t } = asked;
  const [media] = await mediaOf(asked);
  if (!media) return missing(desk, asked);
  const text = (name: string, most: number) => {
    const value = form.get(name);
    return value === null ? {} : { [name]: value.replaceAll('\r\n', '\n').trim().slice(0, most) };
  };
  const edit = { ...text('title', 200), ...text('alt', 1_000), ...text('caption', 5_000) };
  const { editMedia } = await saving();
  await world.db.write((tx) => editMedia(tx, site.id, media.id, edit));
  return noticed(asked, `${mediaPath}${media.id}/`, { text: t('media-desk.saved') });
}

async function replace(desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, t } = asked;
  const [media] = await mediaOf(asked);
  if (!media) return missing(desk, asked);
  const [file] = asked.files;
  if (!file) return showMedia(desk, asked, t('media-desk.no-file'));
  const { prepareFile } = await import('../prepare.ts');
  const prepared = await prepareFile(world.storage, site.id, { name: file.name, body: file.open() });
  if (!prepared.ok) return showMedia(desk, asked, refusalOf(asked, file.name, prepared));
  const { replaceMedia } = await import('../replace.ts');
  const replaced = await world.db.write((tx) => replaceMedia(tx, site.id, media.id, prepared));
  if (!replaced.ok) return showMedia(desk, asked, t('media-desk.other-kind', { path: media.path }));
  return noticed(asked, `${mediaPath}${media.id}/`, { text: t('media-desk.replaced') });
}

/** The first time asks, and says who shows the files; the second time, sure, does it. */
async function remove(desk: Desk, asked: Asked): Promise<Reply> {
  const { form, world, site, t } = asked;
  const ids = idsIn(form, 100);
  const found: Media[] = [];
  for (const id of ids) {
    const media = await mediaById(world.db, site.id, id);
    if (media && (await mayChange(asked, media))) found.push(media);
  }
  if (found.length === 0)
    return ids.length === 0
      ? onwards(mediaPath)
      : noticed(asked, mediaPath, { text: t('media-desk.not-yours'), tone: 'warning' });
  if (form.get('sure') !== '1') return askFirst(desk, asked, found);
  const { deleteMedia } = await saving();
  for (const { id } of found) await world.db.write((tx) => deleteMedia(tx, site.id, id));
  return noticed(asked, mediaPath, { text: t('media-desk.deleted', { count: found.length }) });
}

async function askFirst(desk: Desk, asked: Asked, found: readonly Media[]): Promise<Reply> {
  const { world, site, t } = asked;
  if (found.length === 0) return missing(desk, asked);
  const each = await Promise.all(
    found.map(async (media) => ({ media, uses: await usesOf(world.db, site.id, media.id, readerOf(asked)) })),
  );
  return desk.page(asked, {
    title: t('media-desk.delete-ask', { count: found.length }),
    section: 'media',
    main: mediaDeleteMain(asked, each),
  });
}
