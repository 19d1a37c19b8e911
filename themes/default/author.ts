import { type Html, html } from '../../src/kit/html.ts';
import type { AuthorPage, AuthorProfile } from '../../src/reading/page.ts';
import { cards } from './card.ts';
import type { Context } from './context.ts';
import { layout } from './layout.ts';
import { pagination } from './pagination.ts';
import { links, portrait } from './profile.ts';
import { furnitureOf, tongueOf } from './tongue.ts';

/** Who somebody is, and what they have written here. */
export function authorPage(page: AuthorPage, context: Context): Html {
  const { t, say } = context;
  const { profile } = page;
  const posts = html`<section aria-labelledby="posts">
<h2 class="list-title" id="posts">${say(t.html('author.posts', { name: html`<bdi>${profile.name}</bdi>` }))} <small>${say(t('archive.count', { total: page.total }))}</small></h2>
${cards(page.posts, { level: 3 }, context)}
</section>`;
  return layout(
    html`${introduction(profile, context)}${posts}${pagination(page.pagination, context)}`,
    context,
    {
      shape: 'list',
    },
  );
}

function introduction(profile: AuthorProfile, context: Context): Html {
  return html`<header class="list-head introduction"${tongueOf(profile, context.frame)}>${portrait(profile, '8rem')}
<div><h1><bdi>${profile.name}</bdi></h1>
<div class="biography prose">${profile.biography}</div>${links(profile, context)}${honours(profile, context)}</div></header>`;
}

function honours(profile: AuthorProfile, context: Context): Html | false {
  const { honours } = profile;
  if (honours.length === 0) return false;
  return html`<div class="honours"><h2${furnitureOf(profile, context.frame)}>${context.say(context.t('author.honours'))}</h2><ul>${honours.map((honour) => html`<li><bdi>${honour}</bdi></li>`)}</ul></div>`;
}
