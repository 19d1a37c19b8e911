import { archiveShelves, cardCatalogue, readingRoom } from './archive.ts';
import { paperMarket, silentSquare } from './crowd.ts';
import { distanceMatrix, transmission } from './diagram.ts';
import { seedField, twoWarnings } from './land.ts';
import { fiveSheets, inkwell, paperStack } from './manuscript.ts';
import { bridgePlan, riverMap } from './map.ts';
import { fullMoon, tram } from './night.ts';
import { anselme, icon, layan, maud, taisia } from './people.ts';
import { bluePencil, draftAndFairCopy, typewrittenPage } from './proof.ts';
import { booths, staircase, stationClock, wireless } from './rooms.ts';
import { brioche, comma, hedge, sixPencils } from './still.ts';
import { cornExchange, tannersLane } from './street.ts';
import { fourScripts, typeCase } from './type.ts';
import { estuaryDawn, ferryDusk, nightSprings } from './water.ts';

export type Drawing = {
  /** Name in `demo/pictures/`; its ending says the format. */
  readonly file: string;
  readonly width: number;
  readonly height: number;
  /** SVG elements. */
  readonly body: string;
  /** Strength of the grain: 1 as a rule, 0 for none. */
  readonly grain?: number;
  /** How far, in pixels, the hand shakes. */
  readonly hand?: number;
};

const scene = (file: string, body: string, more: Partial<Drawing> = {}): Drawing => ({
  file,
  width: 1600,
  height: 1000,
  body,
  ...more,
});

const portrait = (file: string, body: string): Drawing => ({
  file,
  width: 640,
  height: 640,
  body,
  hand: 1.5,
});

export const drawings: readonly Drawing[] = [
  scene('estuary-dawn.webp', estuaryDawn()),
  scene('ferry-dusk.webp', ferryDusk()),
  scene('night-springs.webp', nightSprings()),
  scene('full-moon.webp', fullMoon()),
  scene('tanners-lane.webp', tannersLane()),
  scene('corn-exchange.webp', cornExchange()),
  scene('tram-number-four.webp', tram()),
  scene('silent-square.webp', silentSquare()),
  scene('two-warnings.webp', twoWarnings()),
  scene('reading-room.webp', readingRoom()),
  scene('archive-shelves.webp', archiveShelves()),
  scene('card-catalogue.webp', cardCatalogue()),
  scene('interpreters-booth.webp', booths()),
  scene('wireless.webp', wireless()),
  scene('station-clock.webp', stationClock(), { grain: 0.6 }),
  scene('staircase.webp', staircase()),
  scene('inkwell.webp', inkwell()),
  scene('typewritten-page.webp', typewrittenPage(), { hand: 1 }),
  scene('blue-pencil.webp', bluePencil(), { hand: 1 }),
  scene('draft-and-fair-copy.webp', draftAndFairCopy(), { hand: 1 }),
  scene('five-sheets.webp', fiveSheets(), { hand: 1 }),
  scene('paper-stack.webp', paperStack()),
  scene('four-scripts.webp', fourScripts(), { hand: 1 }),
  scene('type-case.webp', typeCase(), { hand: 1 }),
  scene('paper-market.webp', paperMarket()),
  scene('seed-field.webp', seedField()),
  scene('river-map.webp', riverMap(), { hand: 1, grain: 0.7 }),
  scene('bridge-plan.webp', bridgePlan(), { hand: 1, grain: 0.7 }),
  scene('transmission.webp', transmission(), { hand: 1, grain: 0.7 }),
  scene('distance-matrix.png', distanceMatrix(), { width: 1200, height: 1060, hand: 0, grain: 0 }),
  scene('six-pencils.webp', sixPencils(), { hand: 1 }),
  scene('brioche.webp', brioche()),
  scene('hedge.webp', hedge()),
  scene('comma.webp', comma()),
  portrait('maud-tarrow.webp', maud()),
  portrait('layan-al-warraq.webp', layan()),
  portrait('anselme-corvel.webp', anselme()),
  portrait('taisia-olshan.webp', taisia()),
  scene('icon.png', icon(), { width: 512, height: 512, hand: 0, grain: 0 }),
];
