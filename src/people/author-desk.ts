import { may } from '../account/may.ts';
import type { Author } from '../author/author.ts';
import { readAuthor } from '../author/read.ts';
import { type AuthorRefused, updateAuthor } from '../author/save.ts';
import { type Asked, type Desk, type DeskRoute, noticed, type Stand } from '../desk/index.ts';
import { type Document, renderMarkdown } from '../document/index.ts';
import { idIn } from '../kit/http/form.ts';
import type { Reply } from '../kit/http/message.ts';
import { pictureFrom } from '../post/desk/belong.ts';
import { findPictures } from '../post/desk/choices.ts';
import { type AuthorFields, type AuthorProblems, authorMain, linksIn, linksText } from './author-view.ts';
import { nobodyThere } from './desk-view.ts';

const pattern = '/-/admin/people/authors/:id/';

/** The profile under which somebody signs: for who manages people, and for oneself. */
export const authorRoutes: readonly DeskRoute[] = [
  { method: 'GET', pattern, may: mayEdit, stand: standOf, handle: (desk, asked) => showAuthor(desk, asked) },
  { method: 'POST', pattern, may: mayEdit, stand: standOf, handle: takeAuthor },
];

async function mayEdit(asked: Asked): Promise<boolean> {
  const { actor, site, account } = asked;
  if (may(actor, 'manage-people', { siteId: site.id })) return true;
  const author = await authorAsked(asked);
  return author !== undefined && author.accountId === account.id;
}

async function standOf(asked: Asked): Promise<Stand | undefined> {
  const { t } = asked;
  const author = await authorAsked(asked);
  if (!author) return undefined;
  const now = await fieldsOf(asked, author);
  return {
    name: { label: t('people.name'), now: now.name },
    slug: { label: t('people.slug'), now: now.slug },
    biography: { label: t('people.biography'), now: now.biography },
    links: { label: t('people.page-links'), now: now.links },
    honours: { label: t('people.honours'), now: now.honours },
    picture: { label: t('people.picture'), now: now.picture, legible: false },
    lang: { label: t('people.lang'), now: now.lang },
  };
}

function authorAsked({ world, site, params }: Asked): Promise<Author | undefined> {
  return readAuthor(world.db, site.id, idIn(params.id));
}

async function showAuthor(
  desk: Desk,
  asked: Asked,
  { fields, problems = {} }: { readonly fields?: AuthorFields; readonly problems?: AuthorProblems } = {},
): Promise<Reply> {
  const { world, site, t } = asked;
  const author = await authorAsked(asked);
  if (!author) return nobodyThere(desk, asked);
  const refused = Object.keys(problems).length > 0;
  return desk.page(asked, {
    title: author.name,
    section: 'people',
    status: refused ? 422 : 200,
    ...(refused && { notice: { text: t('people.not-saved'), tone: 'bad' } }),
    main: authorMain(asked, {
      author,
      fields: fields ?? (await fieldsOf(asked, author)),
      problems,
      pictures: await findPictures(world.db, site.id, '', 100),
    }),
  });
}

async function fieldsOf({ world, site }: Asked, author: Author): Promise<AuthorFields> {
  const row = await world.db.read
    .selectFrom('author')
    .select('biography')
    .where('site_id', '=', site.id)
    .where('id', '=', author.id)
    .executeTakeFirst();
  const { biography } = row ?? {};
  return {
    name: author.name,
    slug: author.slug,
    biography: biography ? renderMarkdown(JSON.parse(biography) as Document) : '',
    links: linksText(author.links),
    honours: author.honours.join('\n'),
    picture: author.pictureId === null ? '' : String(author.pictureId),
    lang: author.lang ?? '',
  };
}

async function takeAuthor(desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, t } = asked;
  const author = await authorAsked(asked);
  if (!author) return nobodyThere(desk, asked);
  const fields = fieldsIn(asked);
  const links = linksIn(fields.links);
  if (links === undefined)
    return showAuthor(desk, asked, { fields, problems: { links: t('people.bad-links') } });
  const picture = await pictureFrom(asked, fields.picture);
  if (picture === 'unknown')
    return showAuthor(desk, asked, {
      fields: { ...fields, picture: '' },
      problems: { picture: t('people.bad-picture') },
    });
  const saved = await world.db.write((tx) =>
    updateAuthor(tx, site.id, author.id, {
      name: fields.name,
      slug: fields.slug,
      biography: fields.biography,
      links,
      honours: fields.honours
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
      pictureId: picture ?? null,
      lang: fields.lang === '' ? null : fields.lang,
    }),
  );
  if (!saved.ok) return showAuthor(desk, asked, { fields, problems: problemsOf(asked, saved) });
  return noticed(asked, `/-/admin/people/authors/${author.id}/`, {
    text: t('people.saved', { name: fields.name }),
  });
}

function fieldsIn({ form }: Asked): AuthorFields {
  const text = (name: string) => (form.get(name) ?? '').replaceAll('\r\n', '\n').trim();
  return {
    name: text('name'),
    slug: text('slug'),
    biography: text('biography'),
    links: text('links'),
    honours: text('honours'),
    picture: /^\d{1,12}$/.test(text('picture')) ? text('picture') : '',
    lang: text('lang'),
  };
}

/** What is wrong, at the field that it concerns. */
function problemsOf({ t }: Asked, refused: AuthorRefused): AuthorProblems {
  switch (refused.reason) {
    case 'missing':
      return { name: t('people.missing') };
    case 'slug-taken':
      return { slug: t('people.slug-taken') };
    case 'bad-slug':
      return { slug: t('people.bad-slug') };
    case 'bad-locale':
      return { lang: t('people.bad-lang') };
    case 'biography-too-large':
      return { biography: t('people.too-long') };
    case 'bad-profile':
      if (refused.field.startsWith('links')) return { links: t('people.bad-links') };
      if (refused.field.startsWith('honours')) return { honours: t('people.too-long') };
      return { name: t('setup.no-name') };
  }
}
