/** Licences that are offered by name; each is known by its address. */
export const licences = [
  { id: 'cc0', label: 'CC0 1.0', href: 'https://creativecommons.org/publicdomain/zero/1.0/' },
  { id: 'cc-by', label: 'CC BY 4.0', href: 'https://creativecommons.org/licenses/by/4.0/' },
  { id: 'cc-by-sa', label: 'CC BY-SA 4.0', href: 'https://creativecommons.org/licenses/by-sa/4.0/' },
  { id: 'cc-by-nd', label: 'CC BY-ND 4.0', href: 'https://creativecommons.org/licenses/by-nd/4.0/' },
  { id: 'cc-by-nc', label: 'CC BY-NC 4.0', href: 'https://creativecommons.org/licenses/by-nc/4.0/' },
  { id: 'cc-by-nc-sa', label: 'CC BY-NC-SA 4.0', href: 'https://creativecommons.org/licenses/by-nc-sa/4.0/' },
  { id: 'cc-by-nc-nd', label: 'CC BY-NC-ND 4.0', href: 'https://creativecommons.org/licenses/by-nc-nd/4.0/' },
  { id: 'pdm', label: 'Public Domain Mark 1.0', href: 'https://creativecommons.org/publicdomain/mark/1.0/' },
] as const;

export type Licence = { readonly label: string; readonly href?: string };

/**
 * A licence as somebody gave it: one of ours, by whichever of its names, an address (those of Creative Commons get
 * their name, in whatever version), or words. Undefined for nothing.
 */
export function licenceNamed(given: string): Licence | undefined {
  const text = given.trim();
  if (text === '') return undefined;
  const own = licences.find(({ id, label, href }) => [id, label, spdxOf(label), href].includes(text));
  if (own) return { label: own.label, href: own.href };
  if (!/^https?:\/\/\S+$/i.test(text)) return { label: text };
  return { label: commonsName(text) ?? text.replace(/^https?:\/\/(?:www\.)?/i, ''), href: text };
}

/** `CC-BY-4.0` for CC BY 4.0, as the list of SPDX has it and forms of sources offer it. */
function spdxOf(label: string): string {
  return label.replaceAll(' ', '-');
}

/** `https://creativecommons.org/licenses/by-sa/3.0/de/` is CC BY-SA 3.0 DE. */
function commonsName(address: string): string | undefined {
  const [, work, kind, version, place] =
    /^https?:\/\/(?:www\.)?creativecommons\.org\/(licenses|publicdomain)\/([a-z-]+)\/(\d\.\d)(?:\/([a-z]{2,3}))?(?:[/?#]|$)/i.exec(
      address,
    ) ?? [];
  if (kind === undefined || version === undefined) return undefined;
  if (work === 'publicdomain') return kind === 'zero' ? `CC0 ${version}` : `Public Domain Mark ${version}`;
  const name = `CC ${kind.toUpperCase()} ${version}`;
  return place === undefined || place === 'deed' ? name : `${name} ${place.toUpperCase()}`;
}
