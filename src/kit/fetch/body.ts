import type { IncomingMessage } from 'node:http';
import { type Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { FetchError } from './failure.ts';
import type { BodyTap } from './observe.ts';

/** What the fetch asks for; the other encodings below are understood when a server sends them unasked. */
export const acceptEncoding = 'gzip, br';

/** A server that packs more often than this is not one we must read. */
const mostEncodings = 2;

/**
 * The answer's body unpacked. Neither the bytes on the wire nor the unpacked ones may exceed `maxBytes`:
 * the stream ends with a `too-large` error at the first byte over, so that a bomb is never unpacked whole.
 * A tap gets the bytes on the wire up to that limit.
 */
export function bodyOf(answer: IncomingMessage, maxBytes: number, tap?: BodyTap): Readable {
  if (tap === undefined) refuseDeclared(answer, maxBytes);
  const encodings = contentEncodings(answer);
  const decoders = encodings.reverse().map(decoderFor);
  if (decoders.length === 0) return pipe(answer, [capped(maxBytes, tap)]);
  return pipe(answer, [capped(maxBytes, tap), ...decoders, capped(maxBytes)]);
}

function refuseDeclared(answer: IncomingMessage, maxBytes: number): void {
  const declared = Number(answer.headers['content-length']);
  if (declared > maxBytes) throw tooLarge(maxBytes);
}

function contentEncodings(answer: IncomingMessage): string[] {
  if (answer.statusCode === 204 || answer.headers['content-length'] === '0') return [];
  const names = (answer.headers['content-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > mostEncodings) throw new FetchError('bad-answer', 'packed too many times');
  return names;
}

function decoderFor(encoding: string): Transform {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return createZstdDecompress();
    default:
      throw new FetchError('bad-answer', 'unknown content-encoding');
  }
}

function capped(maxBytes: number, tap?: BodyTap): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const within = chunk.subarray(0, maxBytes - seen);
      seen += chunk.length;
      const pass = () => (seen > maxBytes ? done(tooLarge(maxBytes)) : done(null, chunk));
      if (tap === undefined) pass();
      else Promise.resolve(tap.write(within)).then(pass, done);
    },
  });
}

function tooLarge(maxBytes: number): FetchError {
  return new FetchError('too-large', `more than ${maxBytes} bytes`);
}

/** An error anywhere ends the whole chain: the last stream fails with it, and the socket is closed. */
function pipe(source: Readable, transforms: readonly Transform[]): Readable {
  let last: Readable = source;
  for (const transform of transforms) {
    const before = last;
    before.once('error', (error) => transform.destroy(error));
    transform.once('close', () => before.destroy());
    last = before.pipe(transform);
  }
  return last;
}
