import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emptyHash, sign } from './signature.ts';

/** The published examples of the S3 documentation ("Signature calculations: transferring payload in a single chunk"). */
describe('AWS Signature Version 4', () => {
  const credentials = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  };
  const now = new Date('2013-05-24T00:00:00.000Z');
  const host = 'https://examplebucket.s3.amazonaws.com';
  const signatureOf = (method: string, path: string, headers: Record<string, string>, bodyHash = emptyHash) =>
    /Signature=(.*)$/.exec(
      sign({ method, url: new URL(host + path), headers, bodyHash }, credentials, 'us-east-1', now)
        .authorization!,
    )?.[1];

  it('A part of an object is asked for as in the example', () => {
    assert.equal(
      signatureOf('GET', '/test.txt', { range: 'bytes=0-9' }),
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    );
  });

  it('An object is put as in the example', () => {
    const headers = { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' };
    const hash = '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072';
    assert.equal(
      signatureOf('PUT', '/test$file.text', headers, hash),
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    );
  });

  it('A list is asked for as in the example', () => {
    assert.equal(
      signatureOf('GET', '/?max-keys=2&prefix=J', {}),
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    );
  });
});
