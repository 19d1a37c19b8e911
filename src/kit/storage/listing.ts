import { SaxesParser } from 'saxes';
import { StorageError } from './storage.ts';

export type S3Listing = {
  readonly blobs: readonly { readonly key: string; readonly bytes: number }[];
  /** The token of the next page; absent on the last. */
  readonly next: string | undefined;
};

/** Reads a `ListBucketResult` (ListObjectsV2). Throws `StorageError` when the answer is something else. */
export function readListing(xml: string): S3Listing {
  const blobs: { key: string; bytes: number }[] = [];
  let next: string | undefined;
  let text = '';
  let key = '';
  let bytes = 0;
  const path: string[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => {
    path.push(name);
    text = '';
  });
  parser.on('text', (more) => {
    text += more;
  });
  parser.on('closetag', () => {
    const place = path.join('/');
    path.pop();
    if (place === 'ListBucketResult/Contents/Key') key = text;
    else if (place === 'ListBucketResult/Contents/Size') bytes = Number(text);
    else if (place === 'ListBucketResult/Contents') blobs.push({ key, bytes });
    else if (place === 'ListBucketResult/NextContinuationToken') next = text;
  });
  parser.on('doctype', () => parser.fail('a document type'));
  try {
    parser.write(xml).close();
  } catch (cause) {
    throw new StorageError('broken', 'The bucket answered a list that cannot be read.', { cause });
  }
  return { blobs, next };
}
