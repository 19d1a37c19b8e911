/** Why a fetch brought nothing. `detail` is for a log or a report, in English, without personal data. */
export type FetchFailure = {
  readonly ok: false;
  readonly reason: FetchReason;
  /** The address at which it ended, after redirects. */
  readonly url: string;
  readonly detail: string;
};

export type FetchReason =
  /** Not an address at all. */
  | 'bad-url'
  /** Anything but http and https. */
  | 'scheme-refused'
  /** A user name or password in the address. */
  | 'credentials-refused'
  /** A port that is no web server's. */
  | 'port-refused'
  /** It leads inside: loopback, a private network, and the like. */
  | 'address-refused'
  | 'dns'
  | 'connection'
  | 'tls'
  | 'timeout'
  | 'too-many-redirects'
  /** A redirect without a usable address, broken HTTP, a body that ends early or does not unpack. */
  | 'bad-answer'
  | 'too-large'
  /** `types` was given and the answer is none of them. */
  | 'wrong-type'
  /** The caller's signal. */
  | 'cancelled';

/** Carries a failure up through streams; never leaves `kit/fetch` except out of a body given to `into`. */
export class FetchError extends Error {
  readonly reason: FetchReason;

  constructor(reason: FetchReason, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'FetchError';
    this.reason = reason;
  }
}

/** Sorts an error of Node's DNS, sockets, TLS, HTTP parser or zlib. What is none of these is a bug: `undefined`. */
export function fromNetwork(error: unknown): FetchError | undefined {
  if (error instanceof FetchError) return error;
  const code = codeOf(error);
  if (code === undefined) return undefined;
  const reason = reasons.find(([pattern]) => pattern.test(code))?.[1];
  return reason && new FetchError(reason, code, { cause: error });
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const reasons: readonly (readonly [RegExp, FetchReason])[] = [
  [/^(ENOTFOUND|EAI_|ENODATA|ESERVFAIL|EBADNAME|EBADRESP)/, 'dns'],
  [/^(ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/, 'tls'],
  [/^(HPE_|Z_|ERR__|ERR_BROTLI|ZSTD_|ERR_STREAM_PREMATURE_CLOSE)/, 'bad-answer'],
  [/^ETIMEDOUT$/, 'timeout'],
  [/^E[A-Z0-9]+$/, 'connection'],
];
