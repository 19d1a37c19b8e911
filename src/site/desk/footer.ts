import { type Asked, type Desk, type DeskRoute, noticed, type Stand } from '../../desk/index.ts';
import type { Reply } from '../../kit/http/index.ts';
import { updateSite } from '../save.ts';
import { type FooterBlockSetting, settingsChange } from '../settings.ts';
import { arranged, pressOf } from './arrange.ts';
import { type BlockRow, blockKinds, footerMain } from './footer-view.ts';
import { pathOfPage } from './settings-view.ts';

const mostBlocks = 20;

export const footerRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    pattern: pathOfPage('footer'),
    may: 'manage-site',
    stand: standOf,
    handle: (desk, asked) => showFooter(desk, asked, asked.site.settings.footer.map(rowOf)),
  },
  { method: 'POST', pattern: pathOfPage('footer'), may: 'manage-site', stand: standOf, handle: press },
];

async function standOf({ site, form, t }: Asked): Promise<Stand> {
  return {
    footer: {
      label: t('settings.page', { page: 'footer' }),
      now: JSON.stringify(site.settings.footer.map(rowOf)),
      mine: JSON.stringify(rowsOf(form)),
      legible: false,
    },
  };
}

async function showFooter(
  desk: Desk,
  asked: Asked,
  rows: readonly BlockRow[],
  { problems = {}, unsaved = false }: { problems?: Readonly<Record<string, string>>; unsaved?: boolean } = {},
): Promise<Reply> {
  const { t } = asked;
  return desk.page(asked, {
    title: t('desk.section', { section: 'settings' }),
    section: 'settings',
    status: Object.keys(problems).length > 0 ? 422 : 200,
    ...(unsaved && { notice: { text: t('arrange.unsaved'), tone: 'warning' as const } }),
    main: footerMain(asked, rows, problems),
  });
}

/** A button that arranges shows what it made; only the one that saves changes the site. */
async function press(desk: Desk, asked: Asked): Promise<Reply> {
  const { form, world, site, t } = asked;
  const rows = rowsOf(form);
  const pressed = pressOf(form);
  if (pressed.act === 'add')
    return showFooter(desk, asked, [...rows, newRow(form.get('add') ?? '')].slice(0, mostBlocks), {
      unsaved: true,
    });
  if (pressed.act !== 'save') return showFooter(desk, asked, arranged(rows, pressed, 0), { unsaved: true });
  const footer = rows.map(blockOf);
  const parsed = settingsChange.safeParse({ footer });
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path }) => problemAt(asked, path));
    return showFooter(desk, asked, rows, { problems: Object.fromEntries(problems) });
  }
  await world.db.write((tx) => updateSite(tx, site.id, { settings: parsed.data }));
  return noticed(asked, pathOfPage('footer'), { text: t('settings.saved') });
}

/** `footer.2.links.0.href` is about the links of the third block. */
function problemAt({ t }: Asked, [, at, field]: readonly PropertyKey[]): [string, string] {
  const name = `${String(field ?? 'title')}-${String(at)}`;
  return [name, t(field === 'links' ? 'footer.bad-links' : 'settings.bad-value')];
}

function newRow(kind: string): BlockRow {
  const known = blockKinds.find((each) => each === kind) ?? 'text';
  const count = known === 'recent-posts' || known === 'recent-comments' ? '5' : '24';
  return { depth: 0, kind: known, title: '', count, markdown: '', links: '' };
}

function rowOf(block: FooterBlockSetting): BlockRow {
  return {
    depth: 0,
    kind: block.kind,
    title: block.title ?? '',
    count: 'count' in block ? String(block.count) : '',
    markdown: block.kind === 'text' ? block.markdown : '',
    links:
      block.kind === 'blogroll'
        ? block.links
            .map(({ label, href, description }) =>
              [label, href, ...(description ? [description] : [])].join(' | '),
            )
            .join('\n')
        : '',
  };
}

function rowsOf(form: URLSearchParams): readonly BlockRow[] {
  const rows: BlockRow[] = [];
  for (let at = 0; at < mostBlocks && form.has(`kind-${at}`); at++) {
    const text = (name: string) => form.get(`${name}-${at}`) ?? '';
    rows.push({
      ...newRow(text('kind')),
      title: text('title').trim(),
      count: text('count').trim(),
      markdown: text('markdown').replaceAll('\r\n', '\n'),
      links: text('links'),
    });
  }
  return rows;
}

/** A block as the settings take it. What is no number stays what it is, and is refused. */
function blockOf({ kind, title, count, markdown, links }: BlockRow): unknown {
  const named = title === '' ? {} : { title };
  switch (kind) {
    case 'text':
      return { kind, ...named, markdown };
    case 'blogroll':
      return { kind, ...named, links: links.split(/\r?\n/).flatMap((line) => linkOf(line) ?? []) };
    case 'categories':
    case 'search':
      return { kind, ...named };
    default:
      return { kind, ...named, count: /^\d{1,6}$/.test(count) ? Number(count) : count };
  }
}

function linkOf(line: string): object | undefined {
  if (line.trim() === '') return undefined;
  const [label = '', href = '', description = ''] = line.split('|').map((part) => part.trim());
  return { label, href, ...(description !== '' && { description }) };
}
