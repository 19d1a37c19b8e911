import { type Role, roles } from './account.ts';

/** Who asks: nobody known, or an account with its roles by the ID of the site. */
export type Actor =
  | { readonly kind: 'visitor' }
  | {
      readonly kind: 'account';
      readonly accountId: number;
      /** Of the install. */
      readonly owner: boolean;
      readonly roles: ReadonlyMap<number, Role>;
    };

export const visitor: Actor = { kind: 'visitor' };

/**
 * The least role for an action; `own` where it concerns what the actor wrote. What has `alone` is the owner's, but
 * where the site is the only one of its install.
 */
type Rule = { readonly any: Role; readonly own?: Role; readonly alone?: true };

/**
 * Who may do what, the only place that says so. An action that is not here does not exist; the owner of the
 * install may do them all.
 */
const rules = {
  /** See posts and pages that are published privately. */
  'read-private': { any: 'editor', own: 'contributor' },
  /** See drafts, posts that wait for review or for their hour, and what is in the trash. */
  'read-unpublished': { any: 'editor', own: 'contributor' },
  /** Read posts behind a password without it. */
  'read-protected': { any: 'editor', own: 'contributor' },
  /** Come to the desk at all. */
  'enter-desk': { any: 'contributor' },
  /** Begin a post, which stays a draft or waits for review. */
  'create-post': { any: 'contributor' },
  /** Change or bin a post that readers cannot see. */
  'edit-draft': { any: 'editor', own: 'contributor' },
  /** Change or withdraw a post that readers can see. */
  'edit-post': { any: 'editor', own: 'author' },
  /** Let readers see a post, now or at an hour to come. */
  'publish-post': { any: 'editor', own: 'author' },
  /** Delete a post for good. */
  'delete-post': { any: 'editor', own: 'author' },
  /** Say that somebody else wrote a post; keep a post at the top; put a password before it. */
  'edit-others': { any: 'editor' },
  /** Begin, change, publish and delete pages. */
  'edit-pages': { any: 'editor' },
  /** Give a post tags that there are not yet; who writes may. */
  'create-tags': { any: 'contributor' },
  'upload-media': { any: 'author' },
  /** Change or delete a file and what is said about it. */
  'edit-media': { any: 'editor', own: 'author' },
  /** Make categories; rename, move, merge and delete categories and tags. Who writes may choose among them. */
  'manage-terms': { any: 'editor' },
  /** Approve, refuse, edit and delete replies; see what is held, and why; ban. */
  'moderate-comments': { any: 'editor', own: 'author' },
  /** Set up bans, word lists and the order of what holds replies. */
  'manage-moderation': { any: 'editor' },
  /** Begin and change sources and speakers, which posts share; read the desk's list of quotations. */
  'manage-sources': { any: 'author' },
  /** Have an address archived, or bring a file as a copy of a source. */
  capture: { any: 'author' },
  /** Merge and delete sources and speakers; hide archived copies, or take them down. */
  'curate-archive': { any: 'editor' },
  /** Say with a reason that words are verbatim although the machine does not find them so. */
  'override-verdict': { any: 'editor', own: 'author' },
  /** Say what was corrected in a published post, and why one is withdrawn. */
  'correct-post': { any: 'editor', own: 'author' },
  'manage-menus': { any: 'administrator' },
  /** Invite people, give and take roles. */
  'manage-people': { any: 'administrator' },
  /** See who writes here: names, not addresses. */
  'list-people': { any: 'contributor' },
  /** Settings and look of the site. */
  'manage-site': { any: 'administrator' },
  /** Say by which hosts the site is found. Where there are several sites, a host is not one site's to take. */
  'manage-hosts': { any: 'administrator', alone: true },
  /** See jobs of the site and their failures, and ask for them again. */
  'manage-jobs': { any: 'administrator' },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof rules;

export const actions = Object.keys(rules) as readonly Action[];

export type ActionContext = {
  readonly siteId: number;
  /** Whose it is that the action concerns: accounts of its authors. */
  readonly writtenBy?: readonly number[];
  /** Whether the install has no other site. */
  readonly alone?: boolean;
};

export function may(
  actor: Actor,
  action: Action,
  { siteId, writtenBy = [], alone = false }: ActionContext,
): boolean {
  if (actor.kind === 'visitor') return false;
  if (actor.owner) return true;
  const role = actor.roles.get(siteId);
  if (role === undefined) return false;
  const rule: Rule = rules[action];
  if (rule.alone && !alone) return false;
  if (reaches(role, rule.any)) return true;
  return rule.own !== undefined && reaches(role, rule.own) && writtenBy.includes(actor.accountId);
}

function reaches(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}
