import { hidden } from '../../account/fields.ts';
import { may } from '../../account/may.ts';
import { type Asked, type Desk, deskForm, group, textField } from '../../desk/index.ts';
import type { Transaction } from '../../kit/database/index.ts';
import { html } from '../../kit/html.ts';
import { idIn } from '../../kit/http/form.ts';
import type { Reply } from '../../kit/http/message.ts';
import { ensureTerm } from '../../term/save.ts';
import { slugify } from '../../term/slug.ts';
import { loadWrite } from '../load.ts';
import { updatePost } from '../save.ts';
import { tagsFrom } from './belong.ts';
import { readCategories } from './choices.ts';
import type { Kind } from './kind.ts';

/** What is to become of the terms of several posts. */
export type TermChange = { readonly add: readonly number[]; readonly remove: readonly number[] };

/** Asks which categories and tags the selected posts are to get, and which to lose. */
export async function askTerms(
  desk: Desk,
  asked: Asked,
  kind: Kind,
  ids: readonly number[],
  back: string,
): Promise<Reply> {
  const { t, world, site } = asked;
  const categories = await readCategories(world.db, site.id);
  const boxes = (name: string) => html`<ul class="tree">
${categories.map(
  (
    each,
  ) => html`<li class="depth-${Math.min(each.depth, 5)}"><input id="${name}-${each.id}" type="checkbox" name="${name}" value="${each.id}"> <label for="${name}-${each.id}" dir="auto">${each.name}</label></li>
`,
)}</ul>
`;
  const tags = (name: string, label: string) => textField({ name, label, hint: t('post-desk.tags-hint') });
  const part = (name: 'add' | 'remove') =>
    group(
      { name, label: t('post-desk.terms-part', { part: name }) },
      html`${categories.length > 0 && boxes(`${name}-category`)}${tags(`${name}-tags`, t('post-desk.tags'))}`,
    );
  const fields = html`${hidden('do', 'terms')}${hidden('confirmed', '1')}${hidden('back', back)}${hidden('id', ids.join(','))}<div class="row">${part('add')}${part('remove')}</div>
<p class="buttons"><button type="submit">${t('desk.save')}</button>
<a class="button plain" href="${back}">${t('desk.cancel')}</a></p>
`;
  return desk.page(asked, {
    title: t('post-desk.terms-title', { count: ids.length }),
    section: kind.section,
    main: deskForm(asked, { action: `${kind.base}bulk` }, fields),
  });
}

/** The terms that the form names. Tags that there are not yet are made by who may. */
export async function newTerms(tx: Transaction, { form, site, actor }: Asked): Promise<TermChange> {
  const known = await tx.db
    .selectFrom('term')
    .select(['id', 'taxonomy', 'slug'])
    .where('site_id', '=', site.id)
    .execute();
  const categories = (name: string) =>
    form
      .getAll(name)
      .flatMap(
        (text) => known.find((term) => term.id === idIn(text) && term.taxonomy === 'category')?.id ?? [],
      );
  const tagged = (name: string) =>
    known.find((term) => term.taxonomy === 'tag' && term.slug === slugify(name))?.id;
  const add = categories('add-category');
  for (const name of tagsFrom(form.get('add-tags') ?? '')) {
    const there = tagged(name);
    if (there !== undefined) add.push(there);
    else if (may(actor, 'create-tags', { siteId: site.id }))
      add.push((await ensureTerm(tx, site.id, { taxonomy: 'tag', name: name.slice(0, 200) })).id);
  }
  const remove = [
    ...categories('remove-category'),
    ...tagsFrom(form.get('remove-tags') ?? '').flatMap((name) => tagged(name) ?? []),
  ];
  return { add, remove };
}

export async function changeTerms(
  tx: Transaction,
  { site, account, world }: Asked,
  id: number,
  { add, remove }: TermChange,
): Promise<boolean> {
  const write = await loadWrite(tx, site.id, id);
  if (!write) return false;
  const terms = [...new Set([...write.terms, ...add])].filter((term) => !remove.includes(term));
  if (terms.join() === write.terms.join()) return true;
  const now = world.clock.now().toISOString();
  return (await updatePost(tx, site, id, { ...write, terms }, { now, by: account.id })).ok;
}
