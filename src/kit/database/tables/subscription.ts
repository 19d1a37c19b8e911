import type { Generated } from 'kysely';

/** Mail about replies; see `migrations/0010_subscription.sql` and `0011_notice.sql`. */
export type SubscriptionTables = {
  subscriber: SubscriberTable;
  subscription: SubscriptionTable;
  delivery: DeliveryTable;
  digest: { site_id: number; day: string };
  letter_request: { who: string; count: number; until: string };
  notice: {
    site_id: number;
    last_comment_id: number;
    last_held_id: Generated<number>;
    sent_at: string | null;
  };
  notice_preference: { account_id: number; replies: 'everything' | 'held' | 'never' };
};

export type SubscriberTable = {
  site_id: number;
  id: number;
  /** Trimmed and in lower case. */
  email: string;
  account_id: number | null;
  locale: string;
  created_at: string;
};

export type SubscriptionTable = {
  site_id: number;
  id: number;
  subscriber_id: number;
  post_id: number;
  /** 0 for the whole thread. */
  comment_id: number;
  rhythm: 'at-once' | 'daily';
  created_at: string;
  asked_at: string | null;
  confirmed_at: string | null;
};

export type DeliveryTable = {
  site_id: number;
  comment_id: number;
  subscriber_id: number;
  state: 'sent' | 'waiting';
  at: string;
};
