import type { Feature } from '../kit/feature.ts';
import { checkJob } from './job-kinds.ts';
import { check, checkQuoting, followSource, followSpeaker, tellOfSource, tellOfSpeaker } from './jobs.ts';

/** Quotations: what posts quote is looked for in the copies of its sources. */
export const quotationFeature: Feature = {
  name: 'quotation',
  jobs: { [checkJob]: { slow: true, run: check } },
  events: {
    'capture.done': checkQuoting,
    'capture.failed': checkQuoting,
    'source.saved': tellOfSource,
    'source.merged': followSource,
    'speaker.saved': tellOfSpeaker,
    'speaker.merged': followSpeaker,
  },
};
