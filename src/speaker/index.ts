import { type Desk, deskRoutes } from '../desk/index.ts';
import type { Feature } from '../kit/feature.ts';
import { speakerDeskRoutes } from './desk/speakers.ts';
import type { SpeakerUses } from './merge.ts';

/** Speakers at the desk; `usesOf` tells how often they are quoted. */
export function speakerFeature(desk: Desk, usesOf: SpeakerUses): Feature {
  return { name: 'speaker', routes: deskRoutes(desk, speakerDeskRoutes(usesOf)) };
}
