import { type Asked, group, textField } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import { familyOf, type Media, picture } from '../../media/media.ts';
import { mediaById } from '../../media/read.ts';
import { findPictures } from './choices.ts';
import type { EditForm } from './form.ts';

/** Pictures to choose from: the one that is chosen first. */
export type PictureChoice = { readonly found: readonly Media[]; readonly searched: boolean };

export async function readPictures(
  { world, site }: Asked,
  { picture: chosen, pictureWords }: Pick<EditForm['fields'], 'picture' | 'pictureWords'>,
): Promise<PictureChoice> {
  const found = await findPictures(world.db, site.id, pictureWords);
  // What is chosen is offered in any case: a form without it would take it from the post.
  const own = await mediaById(world.db, site.id, idIn(chosen));
  return {
    found: own && familyOf(own) === 'image' ? [own, ...found.filter(({ id }) => id !== own.id)] : found,
    searched: pictureWords.trim() !== '',
  };
}

/** The picture above the text: one of the newest, or one that is looked for. */
export function pictureGroup({ t }: Asked, { fields, pictures, problems }: EditForm): Html {
  const { found, searched } = pictures;
  const options = found.map((each, index) => option(each, index, String(each.id) === fields.picture));
  const none = html`<li class="none"><input id="picture-none" type="radio" name="picture" value=""${fields.picture === '' && html` checked`}> <label for="picture-none">${t('post-desk.no-picture')}</label></li>
`;
  const chosen = fields.picture === '' ? undefined : found.find(({ id }) => String(id) === fields.picture);
  return group(
    { name: 'picture', label: t('post-desk.picture'), problem: problems.picture },
    html`${chosen && figure(chosen)}<details${(searched || problems.picture !== undefined) && html` open`}><summary>${chosen ? t('post-desk.other-picture') : t('post-desk.choose-picture')}</summary>
<ul class="pictures">
${none}${options}</ul>
${found.length === 0 && html`<p class="soft">${searched ? t('post-desk.no-picture-found') : t('post-desk.no-pictures')}</p>\n`}${textField(
  { name: 'picture-words', label: t('post-desk.picture-words'), type: 'search', value: fields.pictureWords },
)}<p><button type="submit" name="do" value="pictures" class="plain">${t('post-desk.find-pictures')}</button></p>
</details>
`,
  );
}

function option(media: Media, index: number, chosen: boolean): Html {
  const shown = picture(media);
  const id = `picture-${index}`;
  return html`<li><input id="${id}" type="radio" name="picture" value="${media.id}"${chosen && html` checked`}> <label for="${id}">${
    shown && html`<img src="${shown.src}" alt="" width="96" height="72" loading="lazy">`
  }<span dir="auto">${nameOf(media)}</span></label></li>
`;
}

function figure(media: Media): Html | undefined {
  const shown = picture(media);
  if (!shown) return undefined;
  return html`<p class="chosen"><img src="${shown.src}" alt="${media.alt}" width="${shown.width}" height="${shown.height}"></p>
`;
}

function nameOf({ title, alt, path }: Media): string {
  return title || alt || (path.split('/').at(-1) ?? '');
}
