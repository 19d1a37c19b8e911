import { accountFeature } from './account/index.ts';
import type { DeskAssets } from './admin/assets.ts';
import { adminFeature } from './admin/index.ts';
import { createDesk } from './admin/shell.ts';
import { captureFeature } from './capture/index.ts';
import { replayFeature } from './capture/replay/index.ts';
import { commentFeature } from './comment/index.ts';
import type { ReplyPages } from './comment/values.ts';
import { dossierFeature } from './dossier/index.ts';
import { embedFeature } from './embed/index.ts';
import { renderRss } from './feed/rss.ts';
import type { Feature } from './kit/feature.ts';
import { nothing } from './kit/html.ts';
import { plainText } from './kit/http/index.ts';
import { createLimit } from './kit/limit.ts';
import { mailFeature } from './kit/mail/index.ts';
import { housekeeping } from './kit/queue/index.ts';
import type { World } from './kit/world.ts';
import { logFeature } from './log/index.ts';
import { mediaFeature } from './media/index.ts';
import { moderationFeature } from './moderation/index.ts';
import { noticeFeature } from './notice/index.ts';
import { peopleFeature } from './people/index.ts';
import { intoPost } from './post/desk/into-post.ts';
import { type PreviewPage, postFeature } from './post/index.ts';
import { isUnlocked, unlock } from './post/unlock.ts';
import { provenanceFeature } from './provenance/index.ts';
import { quotationFeature } from './quotation/index.ts';
import type { Reading } from './reading/reading.ts';
import { recordFeature } from './record/index.ts';
import { sourceArchive } from './record/source-archive.ts';
import { usesOfSpeakers } from './record/uses.ts';
import { replyingOf } from './reply-pages.ts';
import { republishFeature } from './republish/index.ts';
import { historyFeature } from './revision/index.ts';
import { searchFeature } from './search/index.ts';
import { searchPage } from './search-page.ts';
import { siteFeature } from './site/index.ts';
import type { PublicPages } from './site/public-page.ts';
import { sourceFeature } from './source/index.ts';
import { speakerFeature } from './speaker/index.ts';
import { subscriptionFeature } from './subscription/index.ts';
import { termFeature } from './term/index.ts';
import { unsourcedFeature } from './unsourced/index.ts';
import { countOpen } from './unsourced/read.ts';
import { watchFeature } from './watch/index.ts';

/** What features are handed to show their pages: the theme's style sheet, and the files of the desk. */
export type Looks = {
  readonly stylesheet: string;
  readonly deskAssets: DeskAssets;
  readonly replyPages: ReplyPages;
  readonly preview: PreviewPage;
  readonly publicPages: PublicPages;
};

/** For programs that ask features for their jobs and checks, and show no pages. */
const unseen: Looks = {
  stylesheet: '',
  deskAssets: { stylesheet: '', island: () => '', respond: () => undefined },
  preview: async () => nothing,
  publicPages: () => [],
  replyPages: {
    showForm: async () => plainText(404, ''),
    showDeed: async () => plainText(404, ''),
    hrefOf: async () => undefined,
  },
};

/** What the product is made of: a new capability is one folder, and one line here. */
export function features({
  stylesheet,
  deskAssets,
  replyPages,
  preview,
  publicPages,
}: Looks = unseen): readonly Feature[] {
  const desk = createDesk(deskAssets);
  const all: readonly Feature[] = [
    accountFeature({ stylesheet, passkeyScript: deskAssets.island('passkey') }),
    adminFeature(desk, () => all.flatMap(({ schedules = [] }) => schedules)),
    siteFeature(desk),
    mediaFeature(desk),
    embedFeature,
    logFeature(publicPages),
    sourceFeature(desk, sourceArchive),
    captureFeature(desk),
    replayFeature(desk, publicPages),
    quotationFeature(desk, intoPost, countOpen),
    speakerFeature(desk, usesOfSpeakers),
    recordFeature(publicPages),
    postFeature(desk, preview),
    historyFeature(publicPages, renderRss),
    provenanceFeature(publicPages),
    republishFeature(desk, publicPages),
    watchFeature(desk),
    termFeature(desk),
    unsourcedFeature(desk),
    commentFeature(replyPages),
    moderationFeature(desk),
    subscriptionFeature({ stylesheet }),
    noticeFeature({ stylesheet }),
    dossierFeature({ stylesheet }),
    peopleFeature(desk, { stylesheet }),
    searchFeature,
    mailFeature,
    housekeeping,
  ];
  return all;
}

/** What reading needs of features that it may not import. */
export function readingOf(world: World): Omit<Reading, 'theme'> {
  const { clock, secret } = world;
  const guesses = createLimit({ most: 20, perMs: 60_000, clock, secret });
  return {
    isUnlocked: (request, locked) => isUnlocked(world, request, locked),
    unlock: async (request, locked) => {
      if (!guesses.takes(request.remoteAddress, `post ${locked.siteId}/${locked.id}`)) return 'too-many';
      const result = await unlock(world, request, locked);
      return result.ok ? { cookie: result.cookie } : 'wrong';
    },
    replying: replyingOf(world),
    searchPage,
  };
}
