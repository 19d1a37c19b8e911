import { type Action, type Actor, may } from '../account/may.ts';
import type { SectionName } from '../desk/index.ts';

export type Section = { readonly name: SectionName; readonly href: string };

/** The sections of the desk in the order of the navigation, each with what one must be allowed to come there. */
const sections: readonly (Section & { readonly may: Action })[] = [
  { name: 'home', href: '/-/admin/', may: 'enter-desk' },
  { name: 'posts', href: '/-/admin/posts/', may: 'create-post' },
  { name: 'pages', href: '/-/admin/pages/', may: 'edit-pages' },
  { name: 'comments', href: '/-/admin/comments/', may: 'moderate-comments' },
  { name: 'sources', href: '/-/admin/sources/', may: 'manage-sources' },
  { name: 'speakers', href: '/-/admin/speakers/', may: 'manage-sources' },
  { name: 'quotations', href: '/-/admin/quotations/', may: 'manage-sources' },
  { name: 'media', href: '/-/admin/media/', may: 'upload-media' },
  { name: 'categories', href: '/-/admin/categories/', may: 'manage-terms' },
  { name: 'tags', href: '/-/admin/tags/', may: 'manage-terms' },
  { name: 'menus', href: '/-/admin/menus/', may: 'manage-menus' },
  { name: 'people', href: '/-/admin/people/', may: 'manage-people' },
  { name: 'settings', href: '/-/admin/settings/', may: 'manage-site' },
  { name: 'look', href: '/-/admin/look/', may: 'manage-site' },
  { name: 'jobs', href: '/-/admin/jobs/', may: 'manage-jobs' },
];

/** What stands in the navigation for somebody on a site. */
export function sectionsFor(actor: Actor, siteId: number): readonly Section[] {
  const mine = actor.kind === 'account' ? [actor.accountId] : [];
  return sections.filter((section) => may(actor, section.may, { siteId, writtenBy: mine }));
}
