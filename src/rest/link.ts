/** One link of an item to another thing of the API. */
export type RestLink = Readonly<Record<string, unknown>> & {
  readonly href: string;
  readonly embeddable?: true;
};

export type Links = Readonly<Record<string, readonly RestLink[]>>;

export function link(href: string, more: Omit<RestLink, 'href'> = {}): RestLink {
  return { ...more, href };
}

export function embeddable(href: string, more: Omit<RestLink, 'href'> = {}): RestLink {
  return { embeddable: true, ...more, href };
}

/** What the short names of WordPress's relations stand for. */
export const curies = [{ name: 'wp', href: 'https://api.w.org/{rel}', templated: true }];
