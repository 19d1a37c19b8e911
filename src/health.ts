import type { Feature } from './kit/feature.ts';
import { plainText } from './kit/http/index.ts';
import { type Metrics, metricsType } from './kit/metrics.ts';

/** What machines ask: does it run, can it serve, how is it. For any `Host`, before set-up too. */
export function health(metrics: Metrics): Feature {
  const fresh = { 'cache-control': 'no-store' };
  return {
    name: 'health',
    routes: [
      { method: 'GET', pattern: '/healthz', anyHost: true, handle: async () => plainText(200, 'ok', fresh) },
      {
        method: 'GET',
        pattern: '/readyz',
        anyHost: true,
        handle: async (world) => {
          await world.db.read.selectFrom('install').select('key').limit(1).execute();
          return plainText(200, 'ready', fresh);
        },
      },
      {
        method: 'GET',
        pattern: '/metrics',
        anyHost: true,
        handle: async () => ({
          status: 200,
          headers: { ...fresh, 'content-type': metricsType },
          body: Buffer.from(await metrics.text()),
        }),
      },
    ],
  };
}
