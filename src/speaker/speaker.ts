import type { SpeakerTable } from '../kit/database/tables/source.ts';
import type { PartialDate } from '../kit/partial-date.ts';

export const speakerKinds = ['person', 'organisation'] as const satisfies readonly SpeakerTable['kind'][];

export type SpeakerKind = (typeof speakerKinds)[number];

/** A person or an organisation whose words are quoted. */
export type Speaker = {
  readonly id: number;
  readonly slug: string;
  readonly kind: SpeakerKind;
  /** The main one: the first of `names`. */
  readonly name: string;
  /** In several languages and scripts, the main one first. */
  readonly names: readonly SpeakerName[];
  /** A page about them, on the web. */
  readonly url: string | null;
  readonly description: string;
  /** What they are or were, in the order that was chosen. */
  readonly roles: readonly SpeakerRole[];
};

export type SpeakerName = { readonly text: string; readonly lang: string | null };

export type SpeakerRole = {
  readonly title: string;
  readonly organisation: string;
  readonly from: PartialDate | null;
  readonly until: PartialDate | null;
};

/** What readers of a language call them: the name in it, or the main one. */
export function nameIn({ names, name }: Pick<Speaker, 'names' | 'name'>, locale: string): SpeakerName {
  const base = baseOf(locale);
  return (
    names.find(({ lang }) => lang !== null && baseOf(lang) === base) ?? names[0] ?? { text: name, lang: null }
  );
}

function baseOf(lang: string): string {
  return lang.split('-')[0]?.toLowerCase() ?? '';
}

/** Where readers find what they said. Slugs hold letters, figures and hyphens alone. */
export function speakerPath(slug: string): string {
  return `/-/speakers/${slug}/`;
}

/** The same as it stands in a link. */
export function speakerHref(slug: string): string {
  return `/-/speakers/${encodeURIComponent(slug)}/`;
}
