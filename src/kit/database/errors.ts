/** Which of the database's refusals an error is, over both databases; undefined for anything else. */
export function databaseFault(error: unknown): 'unique' | 'foreign-key' | 'gone' | 'full' | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, errcode } = error as { code?: string; errcode?: number };
  if (code === 'ERR_SQLITE_ERROR') return sqliteFault(errcode ?? 0);
  if (code === '23505') return 'unique';
  if (code === '23503') return 'foreign-key';
  if (code === '53100') return 'full';
  if (code !== undefined && (goneCodes.has(code) || code.startsWith('08') || code.startsWith('57P')))
    return 'gone';
  if (
    /connection terminated|timeout exceeded when trying to connect|client has encountered a connection/i.test(
      error.message,
    )
  ) {
    return 'gone';
  }
  return undefined;
}

const goneCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  '53300',
]);

/** SQLite's extended result codes; the low byte is the primary one. */
function sqliteFault(code: number): 'unique' | 'foreign-key' | 'gone' | 'full' | undefined {
  if (code === 2067 || code === 1555) return 'unique';
  if (code === 787) return 'foreign-key';
  const primary = code & 0xff;
  if (primary === 13) return 'full';
  // IOERR, CANTOPEN, READONLY, BUSY, CORRUPT, NOTADB: the file cannot be used just now.
  if ([10, 14, 8, 5, 11, 26].includes(primary)) return 'gone';
  return undefined;
}
