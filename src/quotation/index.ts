import { type Desk, deskRoutes } from '../desk/index.ts';
import type { Feature } from '../kit/feature.ts';
import type { IntoPost } from './desk/into-post.ts';
import type { CountUnsourced } from './desk/list.ts';
import { quotationRoutes } from './desk/routes.ts';
import { checkJob } from './job-kinds.ts';
import {
  check,
  checkQuoting,
  followSource,
  followSpeaker,
  tellOfLink,
  tellOfSource,
  tellOfSpeaker,
} from './jobs.ts';

/**
 * Quotations: what posts quote is looked for in the copies of its sources. What puts one into a post, and how many
 * stand in posts without a source, is handed in.
 */
export function quotationFeature(desk: Desk, posts: IntoPost, countUnsourced: CountUnsourced): Feature {
  return { ...quotation, routes: deskRoutes(desk, quotationRoutes(posts, countUnsourced)) };
}

const quotation: Feature = {
  name: 'quotation',
  jobs: { [checkJob]: { slow: true, run: check } },
  events: {
    'capture.done': checkQuoting,
    'capture.failed': checkQuoting,
    'link.changed': tellOfLink,
    'source.saved': tellOfSource,
    'source.merged': followSource,
    'speaker.saved': tellOfSpeaker,
    'speaker.merged': followSpeaker,
  },
};
