import type { Mark } from '../document.ts';
import { attr, escapeAttribute, escapeText } from '../html/write.ts';
import type { LinkCopy } from './options.ts';
import type { Rendering } from './rendering.ts';

type Link = Extract<Mark, { readonly type: 'link' }>;

/**
 * The start of a link, with the archived copy of where it leads in the terms of Robust Links. One that is dead leads
 * to the copy.
 */
export function linkOpening({ attrs }: Link, rendering: Rendering): string {
  const { href, title, rel } = attrs;
  const known = rendering.options.link?.(href);
  const to = known?.state === 'dead' && known.copy ? known.copy.href : localHref(href, rendering);
  return `<a${attr('href', to)}${attr('title', title)}${attr('rel', relOf(href, rel, rendering))}${robust(href, known?.copy)}>`;
}

/** The end of a link, and what a reader should know of it: that it is gone or changed, and where the other one is. */
export function linkClosing({ attrs }: Link, rendering: Rendering): string {
  const known = rendering.options.link?.(attrs.href);
  if (!known) return '</a>';
  const { labels } = rendering;
  const aside = (href: string, words: string) =>
    `<a href="${escapeAttribute(href)}">${escapeText(words)}</a>`;
  const words = {
    live: known.copy ? aside(known.copy.href, labels.copy) : '',
    drifted: `${escapeText(labels.changed)}${known.copy ? `; ${aside(known.copy.href, labels.copy)}` : ''}`,
    dead: known.copy
      ? `${escapeText(labels.copy)}; ${aside(attrs.href, labels.gone)}`
      : escapeText(labels.dead),
  }[known.state];
  return words === '' ? '</a>' : `</a> <small class="link-note">(${words})</small>`;
}

/** robustlinks.mementoweb.org/spec: the original, the copy, and the day of the copy. */
function robust(href: string, copy: LinkCopy | undefined): string {
  if (!copy) return '';
  return `${attr('data-originalurl', href)}${attr('data-versionurl', copy.href)}${attr('data-versiondate', copy.date)}`;
}

/** Links to anchors of this document follow their prefix. */
export function localHref(href: string, rendering: Rendering): string {
  return href.startsWith('#') && href.length > 1 && rendering.idPrefix !== ''
    ? `#${rendering.idPrefix}${href.slice(1)}`
    : href;
}

export function relOf(href: string, rel: string | undefined, rendering: Rendering): string | undefined {
  const added = rendering.options.linkRel;
  if (added === undefined || href.startsWith('#') || href.startsWith('/')) return rel;
  return rel === undefined ? added : [...new Set(`${rel} ${added}`.split(' '))].join(' ');
}
