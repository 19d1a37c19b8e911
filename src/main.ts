import { defaultTheme } from '../themes/default/theme.ts';
import { type DeskAssets, loadDeskAssets } from './admin/assets.ts';
import { type App, createApp } from './app.ts';
import { playerHosts } from './embed/index.ts';
import { features, readingOf } from './features.ts';
import { answerPrograms } from './feed/index.ts';
import { health } from './health.ts';
import { listen, type Reply, type RunningServer } from './kit/http/index.ts';
import { Memo } from './kit/memo.ts';
import { createMetrics, type Metrics, measureProcess } from './kit/metrics.ts';
import { createWorker } from './kit/queue/index.ts';
import type { World } from './kit/world.ts';
import { serveMedia } from './media/web.ts';
import { previewPageOf } from './preview-page.ts';
import { publicPagesOf } from './public-page.ts';
import { replyPagesOf } from './reply-pages.ts';
import { restApi } from './rest/index.ts';
import { type Assets, loadAssets } from './theme/assets.ts';

export type Role = 'all' | 'web' | 'worker';

export type Running = {
  readonly port: number | undefined;
  /** Finishes the requests and the job under way, and closes what was opened. */
  readonly stop: () => Promise<void>;
};

/** Longest that requests under way are waited for when the program stops, in milliseconds. */
const drainWithin = 10_000;

/** Serves an install: its pages, its work, or both. Throws the errors of `listen` (`EADDRINUSE`, …). */
export async function serve(
  world: World,
  role: Role,
  address: { readonly host: string; readonly port: number },
): Promise<Running> {
  const metrics = createMetrics();
  measureProcess(metrics);
  const app = createProduct(world, metrics);
  const worker = role === 'web' ? undefined : createWorker(world, app.features, { metrics });
  const server = role === 'worker' ? undefined : await serveWeb(world, app, address);
  await world.db.changes.watch();
  worker?.start();
  return {
    port: server?.port,
    stop: async () => {
      await server?.drain(drainWithin);
      await worker?.stop();
      await world.db.close();
    },
  };
}

/** The product behind `node:http`; tests ask it without a port. */
export function createProduct(
  world: World,
  metrics: Metrics = createMetrics(),
  assets: Assets = loadAssets(),
  deskAssets: DeskAssets = loadDeskAssets(),
): App {
  const reading = { ...readingOf(world), theme: defaultTheme(assets) };
  const memo = new Memo();
  const looks = {
    stylesheet: assets.href('theme.css'),
    deskAssets,
    replyPages: replyPagesOf(reading, memo),
    preview: previewPageOf(reading.theme, memo),
    publicPages: publicPagesOf(reading.theme, memo),
  };
  const all = [...features(looks), health(metrics)];
  const app = createApp(world, {
    memo,
    theme: reading.theme,
    features: all,
    reading,
    programs: answerPrograms,
    api: restApi(world, looks.preview),
    media: (request, siteId) => serveMedia(world, siteId, request),
    asset: (path, accepted) => assets.respond(path, accepted) ?? deskAssets.respond(path, accepted),
    playerHosts,
  });
  metrics.gauge('verbatim_page_cache_bytes', 'Bytes of pages kept ready.', () => app.pages.bytes);
  metrics.gauge('verbatim_page_cache_pages', 'Pages kept.', () => app.pages.size);
  metrics.total('verbatim_page_cache_hits_total', 'Answers from kept pages.', () => app.pages.hits);
  metrics.total('verbatim_page_cache_misses_total', 'Pages rendered.', () => app.pages.misses);
  return measured(app, metrics);
}

/** Counts and times the answers that are made; those from kept pages are counted by the page cache. */
function measured(app: App, metrics: Metrics): App {
  const help = 'Answers that were made, by status; answers from kept pages are counted apart.';
  const answers = metrics.counters('verbatim_http_answers_total', help, ['status']);
  const buckets = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10];
  const seconds = metrics.histogram(
    'verbatim_http_answer_seconds',
    'How long making an answer took.',
    buckets,
  );
  const count = (reply: Reply): Reply => {
    answers.with({ status: String(reply.status) }).add();
    return reply;
  };
  return {
    ...app,
    respond: async (request) => {
      const start = performance.now();
      const reply = await app.respond(request);
      seconds.observe((performance.now() - start) / 1000);
      return count(reply);
    },
    failed: (error, request) => count(app.failed(error, request)),
  };
}

async function serveWeb(
  world: World,
  app: App,
  address: { readonly host: string; readonly port: number },
): Promise<RunningServer> {
  return listen({
    ...address,
    respond: app.respond,
    failed: app.failed,
    pages: app.pages,
    trustProxy: world.config.trustProxy,
    log: world.log,
  });
}
