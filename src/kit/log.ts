/**
 * One JSON object a line. No personal data: no addresses of readers, no names, no e-mail, no query strings,
 * no request bodies; `fields` are counts, kinds, IDs, durations, and paths of the site's own content.
 */
export type Log = {
  readonly info: (event: string, fields?: LogFields) => void;
  readonly warn: (event: string, fields?: LogFields) => void;
  readonly error: (event: string, fields?: LogFields & { readonly error?: unknown }) => void;
};

export type LogFields = { readonly [name: string]: unknown };

export function createLog(write: (line: string) => void, now: () => Date = () => new Date()): Log {
  const line =
    (level: string) =>
    (event: string, fields: LogFields = {}) =>
      write(`${JSON.stringify({ at: now().toISOString(), level, event, ...plain(fields) })}\n`);
  return { info: line('info'), warn: line('warn'), error: line('error') };
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** Errors as their name, code and stack; their messages may quote a row, so constraint details stay out. */
function plain(fields: LogFields): LogFields {
  const { error } = fields;
  if (!(error instanceof Error)) return fields;
  const { code } = error as { code?: string };
  return { ...fields, error: { name: error.name, message: error.message, code, stack: error.stack } };
}
