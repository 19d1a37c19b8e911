/** Makes the sizes and formats of a picture. Payload: `{ id }`. */
export const variantsJob = 'media.variants';

/** Brings a remote file. Payload: `{ id }`. */
export const fetchJob = 'media.fetch';
