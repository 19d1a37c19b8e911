import type { SiteSettings } from '../site/settings.ts';

/** Whether a post takes replies: it is open, and not older than the site wants. Pages do not grow old. */
export function takesReplies(
  { closeAfterDays }: Pick<SiteSettings, 'closeAfterDays'>,
  post: {
    readonly type: 'post' | 'page';
    readonly comments_open: 0 | 1;
    readonly published_at: string | null;
  },
  now: Date,
): boolean {
  if (post.comments_open === 0) return false;
  if (closeAfterDays === 0 || post.type === 'page' || post.published_at === null) return true;
  return now.getTime() < Date.parse(post.published_at) + closeAfterDays * 86_400_000;
}
