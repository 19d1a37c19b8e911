import type { LinkCopy } from '../capture/link-state.ts';
import type { WatchedLinkTable } from '../kit/database/tables/watch.ts';
import { isolated, messagesFor, type Translate } from '../kit/i18n/index.ts';
import { composed, type Message, type Part } from '../kit/mail/index.ts';
import type { Site } from '../site/site.ts';
import type { LinkUse } from './read.ts';
import type { LinkReader } from './tell.ts';

/** Where links are at the desk. */
export const linksPath = '/-/admin/sources/links/';

/** A link that died or changed, where it is used, and the copy that is kept of it. */
export type ToldLink = {
  readonly link: WatchedLinkTable;
  readonly uses: readonly LinkUse[];
  readonly copy: LinkCopy | undefined;
};

const shown = 20;

/** Links of somebody's posts that died, or no longer say what was quoted from them. */
export function linkLetter(site: Site, to: LinkReader, news: readonly ToldLink[]): Message {
  const t = messagesFor(to.locale);
  const left = news.length - shown;
  const desk = `${site.url.replace(/\/$/, '')}${linksPath}`;
  return {
    to: to.email,
    fromName: site.title,
    siteId: site.id,
    subject: t('watch.letter.subject', { count: news.length, site: isolated(t, site.title) }),
    headers: { 'List-Id': `<links.${new URL(site.url).hostname}>` },
    ...composed(t, [
      t('watch.letter.text', { count: news.length, site: isolated(t, site.title) }),
      ...news.slice(0, shown).flatMap((one) => partsOf(t, site, one)),
      ...(left > 0 ? [t('watch.letter.more', { count: left })] : []),
      { label: t('watch.letter.desk'), href: desk } satisfies Part,
      { small: t('watch.letter.why') },
    ]),
  };
}

function partsOf(t: Translate, site: Site, { link, uses, copy }: ToldLink): readonly Part[] {
  const said = link.state === 'dead' ? t('watch.letter.dead') : t('watch.letter.drifted');
  const posts = uses
    .slice(0, 3)
    .map(({ title, postId }) => isolated(t, title.trim() === '' ? `#${postId}` : title))
    .join(t('watch.letter.comma'));
  const root = site.url.replace(/\/$/, '');
  return [
    { heading: link.href.slice(0, 200) },
    `${said} ${t('watch.letter.used', { posts })}`,
    {
      choices: [
        { label: t('watch.letter.open'), href: link.href },
        ...(copy ? [{ label: t('watch.copy'), href: `${root}${copy.href}` }] : []),
      ],
    },
  ];
}
