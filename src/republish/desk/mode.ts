import type { Asked } from '../../desk/index.ts';
import { republishModes } from '../republication.ts';

type PartMode = (typeof republishModes)[number];

/** How much of a source is reproduced, to choose from. */
export function modeChoices({ t }: Asked) {
  return republishModes.map((mode) => ({
    value: mode,
    label: t('republish.mode-name', { mode: mode === 'translation' ? 'other' : mode }),
  }));
}

/** As a form says it; what it does not say is the whole. */
export function modeIn(text: string | null): PartMode {
  return republishModes.find((mode) => mode === text) ?? 'whole';
}
