/** The languages that the interface speaks, by their own names. */
export const languages = [
  { code: 'en', name: 'English', direction: 'ltr' },
  { code: 'ar', name: 'العربية', direction: 'rtl' },
  { code: 'fr', name: 'Français', direction: 'ltr' },
] as const satisfies readonly Language[];

export type Language = {
  /** BCP 47 tag. */
  readonly code: string;
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
};

export type LanguageCode = (typeof languages)[number]['code'];

/** The interface language for a locale: `fr-CA` → `fr`. English where there is no translation. */
export function languageOf(locale: string): LanguageCode {
  const base = locale.split(/[-_]/)[0]?.toLowerCase();
  return languages.find((language) => language.code === base)?.code ?? 'en';
}

/** Scripts of ISO 15924 that are written from right to left and are in use today. */
const rightToLeft = new Set(['Adlm', 'Arab', 'Aran', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa']);

/** Which way a locale's script runs, for any BCP 47 tag. A tag that is none counts as `ltr`. */
export function localeDirection(locale: string): 'ltr' | 'rtl' {
  return rightToLeft.has(scriptOf(locale)) ? 'rtl' : 'ltr';
}

const scripts = new Map<string, string>();

/** The script that a locale is written in, as ISO 15924 names it: `Latn`, `Arab`, `Cyrl`. */
export function scriptOf(locale: string): string {
  let script = scripts.get(locale);
  if (script === undefined) {
    script = likelyScript(locale);
    scripts.set(locale, script);
  }
  return script;
}

function likelyScript(locale: string): string {
  try {
    return new Intl.Locale(locale).maximize().script ?? 'Latn';
  } catch {
    return 'Latn';
  }
}
