import type { Asked } from '../../desk/index.ts';
import { type Html, html } from '../../kit/html.ts';
import { compareTexts } from '../../revision/compare.ts';
import { comparison } from '../../revision/comparison.ts';
import { readRevision } from '../../revision/read.ts';
import type { Change } from '../../revision/revision.ts';
import { readSource } from '../source.ts';
import { changeLines } from './change-lines.ts';
import { mergeFields, type PostFields } from './fields.ts';
import type { Kind } from './kind.ts';
import { fieldsOfState, type KnownPost } from './known.ts';

type Meeting = {
  readonly kind: Kind;
  readonly mine: PostFields;
  /** The version that was written on from. */
  readonly base: number;
  readonly theirs: KnownPost;
  readonly meanwhile: readonly Change[];
};

/**
 * Two wrote at once. Above the form stands who saved what meanwhile, how the texts differ, and the other text
 * whole; in the form both are brought together, of what both changed one's own.
 */
export async function stalePage(
  asked: Asked,
  meeting: Meeting,
): Promise<{ merged: PostFields; above: Html }> {
  const { t, world, site } = asked;
  const { kind, mine, base, theirs, meanwhile } = meeting;
  const began = await readRevision({ db: world.db.read }, site.id, theirs.id, base);
  const saved = await fieldsOfState(asked, theirs.write);
  const from = began ? await fieldsOfState(asked, { ...began.snapshot, ...passwordOf(theirs) }) : saved;
  const { merged, both } = mergeFields(from, mine, saved);
  const read = readSource({ format: mine.format, text: mine.text });
  const compared =
    read.ok &&
    compareTexts(
      theirs.write,
      { title: mine.title, excerpt: mine.excerpt, document: read.document },
      mine.lang || site.locale,
    );
  const above = html`<section class="panel stale" role="alert" aria-labelledby="stale"><h2 id="stale">${t('post-desk.stale')}</h2>
<p>${t('post-desk.stale-text')}</p>
${await changeLines(asked, meanwhile)}${both.length > 0 && html`<p>${t('post-desk.stale-both', { count: both.length })}</p>\n`}<p><a href="${kind.base}${theirs.id}/">${t('post-desk.stale-drop')}</a></p></section>
<section class="panel" aria-labelledby="differences"><h2 id="differences">${t('post-desk.stale-compared')}</h2>
${compared && comparison(t, compared, t('post-desk.no-difference'))}<details><summary>${t('post-desk.stale-theirs')}</summary>
<p class="field"><label for="theirs">${t('post-desk.text', { format: saved.format })}</label>
<textarea id="theirs" rows="14" readonly dir="auto">
${saved.text}</textarea></p>
</details></section>
`;
  return { merged, above };
}

/** A revision keeps no password: nobody is taken to have changed it. */
function passwordOf({ write }: KnownPost): { password?: string } {
  return write.password === undefined ? {} : { password: write.password };
}
