import { domainsOf, plainDomain } from '../comment/domain.ts';
import { newBatch } from '../comment/save-audit.ts';
import { addBan, type BanWrite } from '../comment/save-ban.ts';
import { setCommentStatus } from '../comment/save-status.ts';
import { linksIn } from '../comment/text.ts';
import {
  type Asked,
  checkBox,
  type Desk,
  deskForm,
  group,
  noticed,
  radioGroup,
  textField,
} from '../desk/index.ts';
import { type Html, html } from '../kit/html.ts';
import type { Reply } from '../kit/http/index.ts';
import { queuePath } from './card.ts';
import { gone, oneOf } from './one.ts';
import type { OneReply } from './read-one.ts';
import { addSpamWord } from './words.ts';

/** `GET /-/admin/comments/12/ban`: who or what, and what happens then. */
export async function showBan(desk: Desk, asked: Asked): Promise<Reply> {
  const one = await oneOf(asked);
  if (!one) return gone(desk, asked);
  const { t } = asked;
  return desk.page(asked, {
    title: t('moderation.ban-title'),
    section: 'comments',
    main: banMain(asked, one),
  });
}

/** `POST /-/admin/comments/12/ban` */
export async function takeBan(desk: Desk, asked: Asked): Promise<Reply> {
  const one = await oneOf(asked);
  if (!one) return gone(desk, asked);
  const { form, world, site, account, t } = asked;
  const word = (form.get('word') ?? '').trim().slice(0, 100);
  const effect = form.get('effect') === 'refuse' ? 'refuse' : 'spam';
  const bans = choices(asked, one).filter(({ name }) => form.has(name));
  if (bans.length === 0 && word === '')
    return noticed(asked, `${queuePath}${one.id}/ban`, {
      text: t('moderation.ban-nothing'),
      tone: 'warning',
    });
  const { count, batch } = await world.db.write(async (tx) => {
    const deed = {
      by: account.id,
      note: (form.get('note') ?? '').trim(),
      batch: await newBatch(tx, site.id),
    };
    let made = 0;
    for (const { write } of bans) made += (await addBan(tx, site.id, { ...write, effect }, deed)).ok ? 1 : 0;
    if (word !== '') made += (await addSpamWord(tx, site.id, word, deed)) ? 1 : 0;
    if (form.has('spam')) await setCommentStatus(tx, site.id, one.id, 'spam', deed);
    return { count: made, batch: deed.batch };
  });
  const undo = { action: `${queuePath}undo`, fields: { batch: String(batch) } };
  return noticed(asked, queuePath, { text: t('moderation.banned', { count }), undo });
}

type Choice = {
  /** Of its box. */ readonly name: string;
  readonly label: string;
  readonly write: Omit<BanWrite, 'effect'>;
};

/** What of a reply can be banned: whom it is from, the network, and the domains in it. */
function choices({ t }: Asked, one: OneReply): readonly Choice[] {
  const name = one.name || t('moderation.nameless');
  const sender = one.sender;
  return [
    ...(sender === null
      ? []
      : [
          {
            name: 'sender',
            label: sender.startsWith('account:')
              ? t('moderation.ban-account', { name })
              : t('moderation.ban-browser'),
            write: { kind: 'sender' as const, value: sender, label: name },
          },
        ]),
    ...(one.network === null
      ? []
      : [
          {
            name: 'network',
            label: t('moderation.ban-network'),
            write: {
              kind: 'network' as const,
              value: one.network,
              label: t('moderation.ban-network-of', { name }),
            },
          },
        ]),
    ...domains(one).map((domain) => ({
      name: `domain-${domain}`,
      label: t('moderation.ban-domain', { domain }),
      write: { kind: 'domain' as const, value: domain, label: domain },
    })),
  ];
}

/** The domains as they stand in it, not those above them: `shop.example`, not `example`. */
function domains({ document, url, email }: OneReply): readonly string[] {
  const hosts = [...linksIn(document), url ?? ''].map((each) => URL.parse(each)?.hostname ?? '');
  const named = [...hosts, email?.split('@')[1] ?? ''].flatMap((host) => plainDomain(host) ?? []);
  return [...new Set(named)].filter((domain) => domainsOf([], [domain]).length > 0).slice(0, 10);
}

function banMain(asked: Asked, one: OneReply): Html {
  const { t } = asked;
  const boxes = choices(asked, one).map(({ name, label }, index) =>
    checkBox({ name, id: `ban-${index}`, label, checked: index === 0 }),
  );
  return html`<div class="panel" dir="auto"><p><strong><bdi>${one.name || t('moderation.nameless')}</bdi></strong></p><p>${one.text.slice(0, 400)}</p></div>
${deskForm(
  asked,
  { action: `${queuePath}${one.id}/ban`, className: 'narrow-form' },
  html`${group({ name: 'what', label: t('moderation.ban-what') }, html`${boxes}${textField({ name: 'word', label: t('moderation.ban-word'), hint: t('moderation.ban-word-hint'), most: 100 })}`)}${radioGroup(
    { name: 'effect', label: t('moderation.ban-effect'), value: 'spam' },
    [
      { value: 'spam', label: t('moderation.ban-hide') },
      { value: 'refuse', label: t('moderation.ban-refuse') },
    ],
  )}${checkBox({ name: 'spam', label: t('moderation.ban-spam-too'), checked: one.standing !== 'spam' })}${textField({ name: 'note', label: t('moderation.ban-note'), most: 500 })}<p class="buttons"><button type="submit">${t('moderation.ban-submit')}</button> <a href="${queuePath}">${t('desk.cancel')}</a></p>
`,
)}`;
}
