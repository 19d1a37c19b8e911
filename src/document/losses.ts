import type { Loss } from './document.ts';

/** What one reading could not keep, each thing named once. */
export type Losses = {
  readonly add: (what: string, kept: string) => void;
  readonly list: () => readonly Loss[];
};

export function openLosses(): Losses {
  const found = new Map<string, Loss>();
  return {
    add: (what, kept) => {
      const key = `${what}\n${kept}`;
      if (!found.has(key)) found.set(key, { what, kept });
    },
    list: () => [...found.values()],
  };
}
