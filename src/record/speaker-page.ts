import { keysetPage } from '../desk/keyset.ts';
import { type Html, html } from '../kit/html.ts';
import { type Reply, redirect } from '../kit/http/index.ts';
import { shortAddress } from '../kit/words/short-address.ts';
import { quotationsOfSpeaker } from '../quotation/read.ts';
import type { PublicAsked, PublicPage } from '../site/public-page.ts';
import { readSpeakersBySlug } from '../speaker/read.ts';
import { nameIn, type Speaker, speakerHref, speakerPath } from '../speaker/speaker.ts';
import { speakerData } from './json-ld.ts';
import { keysetIn, pager, placeOf, quotationAfter } from './paging.ts';
import { isOpenSpeaker } from './read-speakers.ts';
import { rolesList } from './roles.ts';
import { readSaid, saidList } from './said.ts';

const perPage = 30;

/** `GET /-/speakers/jane-roe/`: who it is, and what they are quoted as saying, the last said first. */
export async function showSpeaker(asked: PublicAsked): Promise<PublicPage | Reply | undefined> {
  const { reader, params, request, origin, locale, t } = asked;
  const { db, siteId, note } = reader;
  const slug = (params.slug ?? '').normalize('NFC').replaceAll('\0', '');
  const speaker = (await readSpeakersBySlug(db, siteId, [slug])).get(slug);
  note('speakers');
  if (!speaker || !(await isOpenSpeaker(db, siteId, speaker.id))) return undefined;
  if (speaker.slug !== slug) return redirect(origin + speakerHref(speaker.slug), 301);
  note(`speaker:${speaker.id}`, `quotations:speaker:${speaker.id}`);
  const keyset = keysetIn(request.query);
  const quoted = await quotationsOfSpeaker(db, siteId, speaker.id, {
    public: true,
    count: perPage + 1,
    ...quotationAfter(keyset),
  });
  const page = keysetPage(quoted, perPage, keyset);
  const said = await readSaid(asked, page.rows);
  const { text, lang } = nameIn(speaker, locale);
  const path = speakerPath(speaker.slug);
  return {
    title: text,
    ...(lang !== null && { lang }),
    kicker: html`<a href="/-/speakers/">${t('record.speakers')}</a>`,
    description: speaker.description || t('record.said-by', { name: text }),
    ...(keyset.after === undefined && { canonical: path }),
    feeds: [{ title: t('record.said-by', { name: text }), path: `${path}feed/` }],
    jsonLd: speakerData(origin, speaker),
    main: html`${introduction(asked, speaker, text)}<section aria-labelledby="said"><h2 id="said">${t('record.said')}</h2>
${saidList(asked, said, { speaker: true })}${pager(asked, page, placeOf)}</section>`,
  };
}

function introduction(asked: PublicAsked, speaker: Speaker, shown: string): Html {
  const { t } = asked;
  const { names, url, description, roles, slug } = speaker;
  const others = names.filter(({ text }) => text !== shown);
  return html`${
    others.length > 0 &&
    html`<p class="names">${others.map(
      ({ text, lang }, at) =>
        html`${at > 0 && ' · '}<bdi${lang !== null && html` lang="${lang}"`}>${text}</bdi>`,
    )}</p>\n`
  }${description !== '' && html`<p dir="auto">${description}</p>\n`}${rolesList(asked, roles)}<p class="facts">${
    url !== null && html`<a href="${url}" rel="noreferrer" dir="ltr">${shortAddress(url)}</a> · `
  }<a href="/-/timeline/?speaker=${encodeURIComponent(slug)}">${t('record.on-timeline')}</a> · <a href="${speakerHref(slug)}feed/">${t('record.feed')}</a></p>
`;
}
