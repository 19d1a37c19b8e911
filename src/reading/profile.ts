import { firstStrong } from '../document/direction.ts';
import { trusted } from '../kit/html.ts';
import { localeDirection } from '../kit/i18n/index.ts';
import { type ReadAuthor, readAuthorRows } from './author.ts';
import { authorLink } from './card.ts';
import type { AuthorProfile, Direction } from './page.ts';
import { pictureOf } from './picture.ts';
import { type Reader, remembered } from './reader.ts';

/** What stands on authors' pages, and in the boxes under posts, in the order of the IDs. */
export async function profilesOf(
  reader: Reader,
  authors: readonly number[],
): Promise<readonly AuthorProfile[]> {
  const profiles = await Promise.all(
    authors.map((id) => remembered(reader, `profile ${id}`, (own) => makeProfile(own, id))),
  );
  return profiles.filter((profile) => profile !== undefined);
}

async function makeProfile(reader: Reader, id: number): Promise<AuthorProfile | undefined> {
  const author = (await readAuthorRows(reader, [id])).get(id);
  if (!author) return undefined;
  const pictures = await pictureOf(reader, author.picture_id === null ? [] : [author.picture_id]);
  const dir = directionOf(author);
  return {
    ...authorLink(author, pictures),
    biography: trusted(author.biography_html ?? ''),
    links: JSON.parse(author.links),
    honours: JSON.parse(author.honours),
    ...(author.lang !== null && { lang: author.lang }),
    ...(dir && { dir }),
  };
}

/** Which way a profile runs: by its language; without one by the first letter of its biography. */
function directionOf({ lang, biography_html }: ReadAuthor): Direction | undefined {
  if (lang !== null) return localeDirection(lang);
  return firstStrong((biography_html ?? '').replaceAll(/<[^>]*>|&#?\w+;/g, ' '));
}
