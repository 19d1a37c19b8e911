import { onwards } from '../../account/reply.ts';
import { type Asked, type Desk, type DeskRoute, keysetPage, noticed, readKeyset } from '../../desk/index.ts';
import { html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/index.ts';
import { withScheme } from '../../source/address.ts';
import { readSource } from '../../source/read.ts';
import type { Capture } from '../capture.ts';
import { choiceOf } from '../choice.ts';
import { suppliedFile } from '../page/limits.ts';
import { readCapture } from '../read.ts';
import { readStreams } from '../read-streams.ts';
import { requestCapture } from '../save.ts';
import { countCaptures, findCaptures, othersOf, shelves } from './find.ts';
import { type CaptureWish, captureListMain, captureName, capturesPath } from './list-view.ts';
import { captureMain } from './one-view.ts';

const rowsOfPage = 50;

/** The pages of captures at the desk. */
export const captureDeskRoutes: readonly DeskRoute[] = [
  { method: 'GET', pattern: capturesPath, may: 'capture', handle: (desk, asked) => showList(desk, asked) },
  { method: 'POST', pattern: capturesPath, may: 'capture', handle: ask },
  {
    method: 'POST',
    pattern: `${capturesPath}file`,
    may: 'capture',
    files: suppliedFile,
    handle: supply,
  },
  {
    method: 'GET',
    pattern: `${capturesPath}:id/`,
    may: 'capture',
    handle: (desk, asked) => withCapture(desk, asked, show),
  },
  {
    method: 'POST',
    pattern: `${capturesPath}:id/retry`,
    may: 'capture',
    handle: (desk, asked) => withCapture(desk, asked, retry),
  },
  {
    method: 'POST',
    pattern: `${capturesPath}:id/browser`,
    may: 'capture',
    handle: (desk, asked) => withCapture(desk, asked, askBrowser),
  },
];

async function showList(desk: Desk, asked: Asked, brought: Partial<CaptureWish> = {}): Promise<Reply> {
  const { world, site, request, t } = asked;
  const { query } = request;
  const shelf = shelves.find((each) => each === query.get('shelf')) ?? 'all';
  const keyset = readKeyset(query, 1);
  const rows = await findCaptures(world.db, site.id, shelf, { limit: rowsOfPage + 1, ...keyset });
  const wish = {
    address: query.get('address') ?? '',
    sourceId: idIn(query.get('source')),
    problems: {},
    ...brought,
  };
  return desk.page(asked, {
    title: t('capture.captures'),
    section: 'sources',
    status: Object.keys(wish.problems).length > 0 ? 422 : 200,
    main: captureListMain(asked, {
      page: keysetPage(rows, rowsOfPage, keyset),
      shelf,
      counts: await countCaptures(world.db, site.id),
      wish,
    }),
  });
}

async function ask(desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, form, account, t } = asked;
  const address = withScheme(form.get('address') ?? '');
  const sourceId = await sourceIn(asked);
  if (!/^https?:\/\/[^/]/i.test(address) || !URL.canParse(address))
    return showList(desk, asked, {
      address,
      sourceId: sourceId ?? 0,
      problems: { address: t('capture.bad-address') },
    });
  const method = form.get('method') === 'browser' ? 'browser' : 'http';
  const { id } = await world.db.write((tx) =>
    requestCapture(tx, site.id, { address, method, sourceId, by: account.id }),
  );
  return onwards(`${capturesPath}${id}/`);
}

async function supply(desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, form, files, account, t } = asked;
  const [file] = files;
  const sourceId = await sourceIn(asked);
  const refused = (problem: string) =>
    showList(desk, asked, { sourceId: sourceId ?? 0, problems: { file: problem } });
  if (file === undefined) return refused(t('capture.file-refused', { reason: 'none' }));
  if (file.tooLarge) return refused(t('capture.file-refused', { reason: 'too_large' }));
  const { captureFile } = await import('../file.ts');
  const kept = await captureFile(world, site.id, {
    bytes: Buffer.concat(await file.open().toArray()),
    name: file.name,
    sourceId,
    by: account.id,
    transcript: form.get('transcript') ?? '',
  });
  if (!kept.ok) return refused(t('capture.file-refused', { reason: choiceOf(kept.reason) }));
  return noticed(asked, `${capturesPath}${kept.capture.id}/`, { text: t('capture.file-kept') });
}

/** The source that the form names, where there is one of that number. */
async function sourceIn({ world, site, form }: Asked): Promise<number | undefined> {
  const id = idIn(form.get('source'));
  return id === 0 ? undefined : (await readSource(world.db, site.id, id))?.id;
}

async function withCapture(
  desk: Desk,
  asked: Asked,
  handle: (desk: Desk, asked: Asked, capture: Capture) => Promise<Reply>,
): Promise<Reply> {
  const { world, site, params, t } = asked;
  const capture = await readCapture(world.db, site.id, idIn(params.id));
  if (capture !== undefined) return handle(desk, asked, capture);
  return desk.page(asked, {
    title: t('capture.missing'),
    section: 'sources',
    status: 404,
    main: html`<p><a href="${capturesPath}">${t('capture.captures')}</a></p>`,
  });
}

async function show(desk: Desk, asked: Asked, capture: Capture): Promise<Reply> {
  const { world, site } = asked;
  const waits = capture.status === 'queued' || capture.status === 'running';
  return desk.page(asked, {
    title: headingOf(capture),
    section: 'sources',
    ...(waits && { scripts: ['wait'] }),
    actions: html`<a class="button plain" href="${capturesPath}">${asked.t('capture.captures')}</a>`,
    main: captureMain(asked, {
      capture,
      source: capture.sourceId === null ? undefined : await readSource(world.db, site.id, capture.sourceId),
      streams: await readStreams(world, site.id, capture.id),
      others: await othersOf(world.db, site.id, capture),
    }),
  });
}

/** An address in full is too long for a heading, and stands below it. */
function headingOf(capture: Capture): string {
  const name = captureName(capture);
  return name === capture.address && URL.canParse(name) ? new URL(name).hostname : name;
}

async function retry(_: Desk, asked: Asked, capture: Capture): Promise<Reply> {
  const { world, site, t } = asked;
  const { retryCapture } = await import('../settle.ts');
  const again = await world.db.write((tx) => retryCapture(tx, site.id, capture));
  return noticed(asked, `${capturesPath}${capture.id}/`, {
    text: t(again ? 'capture.tried-again' : 'capture.waits-already'),
    tone: again ? 'good' : 'warning',
  });
}

async function askBrowser(_: Desk, asked: Asked, { address, sourceId, id, method }: Capture): Promise<Reply> {
  const { world, site, account } = asked;
  if (method === 'file') return onwards(`${capturesPath}${id}/`);
  const made = await world.db.write((tx) =>
    requestCapture(tx, site.id, {
      address,
      method: 'browser',
      sourceId: sourceId ?? undefined,
      by: account.id,
    }),
  );
  return onwards(`${capturesPath}${made.id}/`);
}
