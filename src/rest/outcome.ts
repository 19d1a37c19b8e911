/** What a route came to: something to show, or a refusal in WordPress's shape. */
export type Outcome = Answer | Refusal;

export type Answer = {
  readonly ok: true;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON as it is sent; undefined for an answer without a body. */
  readonly data: unknown;
};

export type Refusal = {
  readonly ok: false;
  readonly status: number;
  /** One of WordPress's codes, for programs. */
  readonly code: string;
  /** For whoever writes the program. */
  readonly message: string;
  /** Stands beside the status in `data`. */
  readonly more?: Readonly<Record<string, unknown>>;
};

export function answer(
  data: unknown,
  { status = 200, headers = {} }: { readonly status?: number; readonly headers?: Answer['headers'] } = {},
): Answer {
  return { ok: true, status, headers, data };
}

export function refuse(
  status: number,
  code: string,
  message: string,
  more?: Readonly<Record<string, unknown>>,
): Refusal {
  return { ok: false, status, code, message, ...(more && { more }) };
}

/** The JSON of a refusal: `{ code, message, data: { status } }`. */
export function refusalBody({ status, code, message, more }: Refusal): object {
  return { code, message, data: { status, ...more } };
}
