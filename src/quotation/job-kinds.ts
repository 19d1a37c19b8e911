/** Looks for the quotations of a post in the copies of their sources. Payload: `{ postId }`. */
export const checkJob = 'quotation.check';

/** Told when the verdict on a quotation of a post changed. Payload: `{ postId }`. */
export const checkedEvent = 'quotation.checked';
