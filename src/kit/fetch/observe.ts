import type { ClientRequest, IncomingMessage } from 'node:http';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { FetchReason } from './failure.ts';

/** Who wants to see what went over the wire, of every hop: called when the head of an answer is there. */
export type Observe = (seen: SeenExchange) => BodyTap;

/** A request and the head of its answer, as they stood on the wire. */
export type SeenExchange = {
  readonly url: string;
  readonly method: string;
  /** The request up to and with the empty line. */
  readonly requestHead: string;
  readonly requestBody: Uint8Array | undefined;
  readonly askedAt: Date;
  readonly status: number;
  /** The answer's status line and headers, one below the other as they came, up to and with the empty line. */
  readonly responseHead: string;
  readonly answeredAt: Date;
  /** The machine that answered. */
  readonly remoteAddress: string;
  /** The certificates shown, the server's own first; none over plain http. */
  readonly certificates: readonly SeenCertificate[];
  /** `TLSv1.3`. */
  readonly tls: string | undefined;
};

export type SeenCertificate = { readonly subject: string; readonly sha256: string; readonly pem: string };

/** Takes the body of an answer as it comes over the wire: chunks undone, encodings not. */
export type BodyTap = {
  /** Waited for, so that a slow disk slows the sender. */
  readonly write: (piece: Uint8Array) => void | Promise<void>;
  /** Once. With a reason where the body is not whole. */
  readonly end: (cutOff: FetchReason | undefined) => void | Promise<void>;
};

export function seenExchange(
  url: URL,
  { sent, answer, body, askedAt }: Wire,
  answeredAt: Date,
): SeenExchange {
  const socket = answer.socket as TLSSocket;
  return {
    url: url.href,
    method: sent.method,
    requestHead: requestHead(sent),
    requestBody: body,
    askedAt,
    status: answer.statusCode ?? 0,
    responseHead: responseHead(answer),
    answeredAt,
    remoteAddress: socket.remoteAddress ?? '',
    certificates: socket.encrypted ? certificatesOf(socket) : [],
    tls: socket.encrypted ? (socket.getProtocol() ?? undefined) : undefined,
  };
}

/** What went over one connection. */
export type Wire = {
  readonly sent: ClientRequest;
  readonly answer: IncomingMessage;
  readonly body: Uint8Array | undefined;
  readonly askedAt: Date;
};

function requestHead(sent: ClientRequest): string {
  const lines = sent.getRawHeaderNames().map((name) => `${name}: ${String(sent.getHeader(name))}`);
  return `${sent.method} ${sent.path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}

function responseHead({ httpVersion, statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  let head = `HTTP/${httpVersion} ${statusCode} ${statusMessage ?? ''}\r\n`;
  for (let i = 0; i < rawHeaders.length; i += 2) head += `${rawHeaders[i]}: ${rawHeaders[i + 1]}\r\n`;
  return `${head}\r\n`;
}

const longestChain = 10;

function certificatesOf(socket: TLSSocket): readonly SeenCertificate[] {
  const chain: SeenCertificate[] = [];
  let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  while (next?.raw !== undefined && chain.length < longestChain) {
    const { subject, fingerprint256, raw, issuerCertificate }: DetailedPeerCertificate = next;
    chain.push({
      subject: [subject.CN, subject.O]
        .flat()
        .filter((part) => part !== undefined)
        .join(', '),
      sha256: fingerprint256.replaceAll(':', '').toLowerCase(),
      pem: pemOf(raw),
    });
    next = issuerCertificate === next ? undefined : issuerCertificate;
  }
  return chain;
}

function pemOf(der: Buffer): string {
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
