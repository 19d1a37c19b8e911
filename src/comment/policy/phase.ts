import type { World } from '../../kit/world.ts';
import type { PhaseName, Reason } from '../comment.ts';
import type { TokenRead } from '../form.ts';
import type { Refused, Submission } from '../submission.ts';

/** A reply as the phases look at it. */
export type Looked = {
  readonly world: World;
  readonly submission: Submission;
  readonly now: Date;
  readonly post: PostFacts;
  /** Whether the sender may moderate here: then nothing is limited, and nothing held. */
  readonly moderates: boolean;
  /** Everybody whom the sender may be (`sender.ts`), the surest first. */
  readonly senders: readonly string[];
  /** Keyed hash of the network; nothing where the address is not known. */
  readonly network: string | undefined;
  /** What the token of its form says; nothing for what came by no form. */
  readonly token: TokenRead | undefined;
  /** Its words without marks, and the addresses of its links. */
  readonly text: string;
  readonly links: readonly string[];
  readonly digest: string;
  /** Whether no reply of the sender was approved on this site. A name or an e-mail address proves nothing. */
  readonly newcomer: () => Promise<boolean>;
};

export type PostFacts = {
  readonly id: number;
  readonly type: 'post' | 'page';
  readonly comments_open: 0 | 1;
  readonly published_at: string | null;
};

/** What a phase has to say; nothing when it has nothing against a reply. */
export type Opinion =
  /** It is not taken: whoever sent it is told why, and has it still. */
  | { readonly refuse: Refused }
  /** It waits for a moderator. */
  | { readonly hold: Reason['facts'] }
  /** It is put with the spam, where a moderator can look at it. */
  | { readonly spam: Reason['facts'] }
  /** Where it stands in the queue, 0 to 1000. */
  | { readonly rank: number };

export type Phase = {
  readonly name: PhaseName;
  readonly look: (looked: Looked) => Opinion | undefined | Promise<Opinion | undefined>;
};
