import type { PostStatus } from '../../kit/database/index.ts';

/** WordPress's names of the states of a post, and ours. */
const names = {
  publish: 'published',
  future: 'scheduled',
  draft: 'draft',
  pending: 'pending',
  private: 'private',
  trash: 'trash',
} as const satisfies Record<string, PostStatus>;

export type StatusName = keyof typeof names;

export const statusNames = Object.keys(names) as [StatusName, ...StatusName[]];

export function statusOf(name: StatusName): PostStatus {
  return names[name];
}

export function nameOfStatus(status: PostStatus): StatusName {
  return statusNames.find((name) => names[name] === status) ?? 'draft';
}
