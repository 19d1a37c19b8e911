import { sql } from 'kysely';
import { addBan, liftBan } from '../comment/save-ban.ts';
import {
  type Asked,
  actionButton,
  type Desk,
  dateText,
  deskForm,
  list,
  noticed,
  textArea,
  textField,
} from '../desk/index.ts';
import { type Html, html } from '../kit/html.ts';
import { idIn } from '../kit/http/form.ts';
import type { Reply } from '../kit/http/index.ts';
import { queuePath } from './card.ts';
import { saveWords, wordsOf } from './words.ts';

const bansPath = `${queuePath}bans`;

/** `GET /-/admin/comments/bans`: who and what is banned, and the lists of words. */
export async function showBans(desk: Desk, asked: Asked): Promise<Reply> {
  const { wordsHeld, wordsSpam } = asked.site.settings;
  return bansPage(desk, asked, { held: wordsHeld.join('\n'), spam: wordsSpam.join('\n') });
}

type Fields = {
  readonly held: string;
  readonly spam: string;
  readonly problem?: string;
  readonly domain?: string;
  readonly domainProblem?: string;
};

async function bansPage(desk: Desk, asked: Asked, fields: Fields): Promise<Reply> {
  const { world, site, t } = asked;
  const rows = await readRows(world, site.id);
  const wrong = fields.problem ?? fields.domainProblem;
  return desk.page(asked, {
    title: t('moderation.bans'),
    section: 'comments',
    ...(wrong !== undefined && { status: 400 }),
    actions: html`<a class="button plain" href="${queuePath}">${t('moderation.back')}</a>`,
    main: html`<h2>${t('moderation.bans-list')}</h2>
${banTable(asked, rows)}${domainForm(asked, fields)}${wordForm(asked, fields)}`,
  });
}

type BanRow = Awaited<ReturnType<typeof readRows>>[number];

async function readRows({ db }: Asked['world'], siteId: number) {
  return db.read
    .selectFrom('ban')
    .leftJoin('account', 'account.id', 'ban.account_id')
    .select([
      'ban.id',
      'ban.kind',
      'ban.label',
      'ban.effect',
      'ban.note',
      'ban.created_at',
      'ban.expires_at',
      'account.name as account_name',
    ])
    .where('ban.site_id', '=', siteId)
    .orderBy('ban.id', 'desc')
    .limit(sql.lit(500))
    .execute();
}

function banTable(asked: Asked, rows: readonly BanRow[]): Html {
  const { t } = asked;
  return list(asked, {
    caption: t('moderation.bans-list'),
    rows,
    id: ({ id }) => id,
    name: ({ label }) => label,
    empty: html`<p>${t('moderation.bans-none')}</p>`,
    columns: [
      {
        label: t('moderation.ban-who'),
        heading: true,
        cell: ({ label, kind, effect, note }) =>
          html`<bdi>${label}</bdi> <span class="flag">${t('moderation.ban-kind', { kind })}</span> <span class="flag${effect === 'refuse' && ' bad'}">${t('moderation.ban-effect-short', { effect })}</span>${note !== '' && html`<p class="soft"><bdi>${note}</bdi></p>`}`,
      },
      { label: t('moderation.ban-by'), cell: ({ account_name }) => html`<bdi>${account_name}</bdi>` },
      {
        label: t('moderation.ban-until'),
        narrow: true,
        cell: ({ expires_at }) => expires_at && dateText(asked, expires_at, 'day'),
      },
      {
        label: t('moderation.ban-lift'),
        narrow: true,
        cell: ({ id }) =>
          actionButton(asked, {
            action: `${bansPath}/lift`,
            label: t('moderation.ban-lift'),
            fields: { id: String(id) },
            tone: 'plain',
          }),
      },
    ],
  });
}

function domainForm(asked: Asked, { domain = '', domainProblem }: Fields): Html {
  const { t } = asked;
  return deskForm(
    asked,
    { action: `${bansPath}/domain`, className: 'narrow-form add-domain' },
    html`${textField({ name: 'domain', label: t('moderation.domain'), value: domain, dir: 'ltr', required: true, most: 253, hint: t('moderation.domain-hint'), problem: domainProblem })}<p><button type="submit" class="plain">${t('moderation.ban-submit')}</button></p>
`,
  );
}

function wordForm(asked: Asked, { held, spam, problem }: Fields): Html {
  const { t } = asked;
  return html`<h2>${t('moderation.words')}</h2>
<p>${t('moderation.words-text')}</p>
${deskForm(
  asked,
  { action: `${bansPath}/words` },
  html`<div class="row">${textArea({ name: 'held', label: t('moderation.words-held'), value: held, rows: 10, problem })}${textArea({ name: 'spam', label: t('moderation.words-spam'), value: spam, rows: 10 })}</div>
<p class="buttons"><button type="submit">${t('desk.save')}</button></p>
`,
)}`;
}

/** `POST /-/admin/comments/bans/lift` */
export async function takeLift(_desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, form, account, t } = asked;
  await world.db.write((tx) => liftBan(tx, site.id, idIn(form.get('id')), { by: account.id }));
  return noticed(asked, bansPath, { text: t('moderation.ban-lifted') });
}

/** `POST /-/admin/comments/bans/domain` */
export async function takeDomain(desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, form, account, t } = asked;
  const domain = (form.get('domain') ?? '').trim().slice(0, 300);
  const banned = await world.db.write((tx) =>
    addBan(tx, site.id, { kind: 'domain', value: domain, label: domain, effect: 'spam' }, { by: account.id }),
  );
  if (!banned.ok && banned.reason === 'no-domain') {
    const { wordsHeld, wordsSpam } = site.settings;
    const words = { held: wordsHeld.join('\n'), spam: wordsSpam.join('\n') };
    return bansPage(desk, asked, { ...words, domain, domainProblem: t('moderation.domain-wrong') });
  }
  return noticed(asked, bansPath, { text: t('moderation.banned', { count: banned.ok ? 1 : 0 }) });
}

/** `POST /-/admin/comments/bans/words` */
export async function takeWords(desk: Desk, asked: Asked): Promise<Reply> {
  const { world, site, form, account, t } = asked;
  const [held, spam] = [form.get('held'), form.get('spam')];
  const lists = { wordsHeld: wordsOf(held), wordsSpam: wordsOf(spam) };
  const saved = await world.db.write((tx) => saveWords(tx, site.id, lists, { by: account.id }));
  if (saved) return noticed(asked, bansPath, { text: t('moderation.words-saved') });
  return bansPage(desk, asked, { held: held ?? '', spam: spam ?? '', problem: t('moderation.words-long') });
}
