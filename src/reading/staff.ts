/** Somebody who may come to the desk of the site, on its pages for readers. */
export type Staff = {
  /** Path of the desk. */
  readonly desk: string;
  /** Undefined where there is no such post. */
  readonly rightsTo: (postId: number) => Promise<PostRights | undefined>;
};

/** What somebody may do with a post besides what every reader may. */
export type PostRights = {
  /** Read it although it is not public, or without its password. */
  readonly sees: boolean;
  /** Path of its preview at the desk. */
  readonly preview: string;
  /** Path of its form at the desk, for who may change it as it is now. */
  readonly edit?: string;
};
