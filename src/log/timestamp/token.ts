import { type ContentInfo, id_signedData, SignedData } from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { id_ct_tstInfo, MessageImprint, TimeStampReq, TimeStampResp, TSTInfo } from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';

const sha256 = '2.16.840.1.101.3.4.2.1';
/** PKIStatus granted and grantedWithMods (RFC 3161 §2.4.2). */
const granted: readonly number[] = [0, 1];

/** What is asked of an authority: a `TimeStampReq` over a SHA-256 (hex), whose answer brings the certificates along. */
export function timestampRequest(digest: string, nonce: Buffer): Buffer {
  const request = new TimeStampReq({
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: sha256, parameters: null }),
      hashedMessage: new OctetString(Buffer.from(digest, 'hex')),
    }),
    nonce: bytesOf(nonce),
    certReq: true,
  });
  return Buffer.from(AsnConvert.serialize(request));
}

/** A number that DER writes down as it is: positive, and with no zeros before it. */
export function nonceFrom(random: Buffer): Buffer {
  const nonce = Buffer.from(random);
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
  return nonce;
}

export type TimestampRead =
  | { readonly ok: true; readonly at: string }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads an answer: it must be granted, over this digest, and carry the number that was sent along. Who signed it is
 * for `openssl ts -verify` to say, with the certificate of an authority that whoever checks believes.
 */
export function readTimestamp(response: Buffer, digest: string, nonce: Buffer): TimestampRead {
  try {
    return read(response, digest, nonce);
  } catch {
    return { ok: false, reason: 'what it answered is no timestamp' };
  }
}

function read(response: Buffer, digest: string, nonce: Buffer): TimestampRead {
  const { status, timeStampToken } = AsnConvert.parse(bytesOf(response), TimeStampResp);
  if (!granted.includes(status.status)) {
    const words = status.statusString ? [...status.statusString].join(' ') : `status ${status.status}`;
    return { ok: false, reason: `it refused: ${words.slice(0, 200)}` };
  }
  const info = timeStampToken && infoIn(timeStampToken);
  if (!info) return { ok: false, reason: 'its answer has no timestamp' };
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  if (hashAlgorithm.algorithm !== sha256 || Buffer.from(hashedMessage.buffer).toString('hex') !== digest)
    return { ok: false, reason: 'its timestamp is of something else' };
  if (!info.nonce || !Buffer.from(info.nonce).equals(nonce))
    return { ok: false, reason: 'its timestamp answers another question' };
  return { ok: true, at: info.genTime.toISOString() };
}

function infoIn(token: ContentInfo): TSTInfo | undefined {
  if (token.contentType !== id_signedData) return undefined;
  const { encapContentInfo } = AsnConvert.parse(token.content, SignedData);
  const content = encapContentInfo.eContent?.single;
  if (encapContentInfo.eContentType !== id_ct_tstInfo || !content) return undefined;
  return AsnConvert.parse(content.buffer, TSTInfo);
}

function bytesOf(buffer: Buffer): ArrayBuffer {
  return Uint8Array.from(buffer).buffer;
}
