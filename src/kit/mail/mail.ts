/**
 * How the install sends mail. Without `VERBATIM_SMTP_URL` nothing is sent and nothing pretends to be: who would
 * have sent a link by mail shows it to the administrator instead.
 */
export type Mail = {
  readonly configured: boolean;
  /** The address that mail comes from; undefined when it is not configured. */
  readonly from?: string;
  /** Hands one letter to the mail server, now. Called by the job; everybody else uses `enqueueMail`. */
  readonly send: (letter: Letter, signal?: AbortSignal) => Promise<Sent>;
  /** Whether the server can be reached and lets us in. Sends nothing. */
  readonly check: () => Promise<Sent>;
};

export type Sent =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /** What the server said, without any address: it goes to the log and to the list of failed jobs. */
      readonly reason: string;
      /** Whether it may go through later. */
      readonly retry: boolean;
    };

/** What somebody wants to have sent, to one person. */
export type Message = {
  /** One address, `name@host`. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** A whole HTML document, escaped already; `composed` makes it together with the text. */
  readonly html: string;
  /** Shown as the sender's name: the title of the site. */
  readonly fromName?: string;
  readonly replyTo?: string;
  /** `<…@…>`, where other letters refer to it; else one is made up. */
  readonly messageId?: string;
  /** `List-Id`, `In-Reply-To`, `References` and the like. */
  readonly headers?: Readonly<Record<string, string>>;
  /** One click there ends the mail (RFC 8058): a page on GET, the end on POST. */
  readonly unsubscribe?: string;
  /** The site on whose behalf it is sent, whose desk shows it when it fails. */
  readonly siteId?: number;
};

/** A message as it waits to be sent; the same at every attempt, so that one that arrived twice can be told. */
export type Letter = Omit<Message, 'siteId'> & {
  /** `<…@domain of the sender>` */
  readonly messageId: string;
  /** When it was asked for, ISO. */
  readonly date: string;
};

/** The mail of an install that has none. */
export const noMail: Mail = {
  configured: false,
  send: async () => ({ ok: false, reason: 'mail is not configured (VERBATIM_SMTP_URL)', retry: true }),
  check: async () => ({ ok: false, reason: 'mail is not configured (VERBATIM_SMTP_URL)', retry: true }),
};
