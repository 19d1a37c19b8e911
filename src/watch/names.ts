/** Asks for one link. Payload: `{ id }`. */
export const checkJob = 'watch.check';

/** Told when a link's state changed: posts that use it are rendered anew. Payload: `{ address }`, its key. */
export const linkChanged = 'link.changed';
