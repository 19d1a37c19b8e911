import type { FileHandle } from 'node:fs/promises';

/** An entry of a tar file: its bytes stand at `start`. */
export type TarEntry = { readonly name: string; readonly bytes: number; readonly start: number };

/** The file ends too early, or is no tar file of ours. */
export class TarError extends Error {
  readonly reason: 'cut-off' | 'damaged';

  constructor(reason: 'cut-off' | 'damaged', message: string) {
    super(message);
    this.name = 'TarError';
    this.reason = reason;
  }
}

const block = 512;
const chunk = 256 * 1024;

/** The entries of a tar file, in order, without their bytes. Throws `TarError`. */
export async function* tarEntries(file: FileHandle): AsyncGenerator<TarEntry> {
  const { size } = await file.stat();
  let pax: Pax = {};
  for (let at = 0; ; ) {
    const header = await readExactly(file, at, block, size);
    if (header.every((byte) => byte === 0)) return;
    const { type, ...found } = parseHeader(header);
    const bytes = pax.bytes ?? found.bytes;
    const start = at + block;
    if (start + bytes > size) throw new TarError('cut-off', 'the file ends inside an entry');
    if (type === 'x') {
      pax = parsePax(await readExactly(file, start, Math.min(bytes, chunk), size));
    } else if (type === '0') {
      yield { name: pax.name ?? found.name, bytes, start };
      pax = {};
    } else {
      throw new TarError('damaged', `an entry of type ${JSON.stringify(type)}`);
    }
    at = start + Math.ceil(bytes / block) * block;
  }
}

/** The bytes of an entry, a piece at a time. */
export async function* tarBytes(file: FileHandle, entry: TarEntry): AsyncGenerator<Buffer> {
  for (let done = 0; done < entry.bytes; ) {
    const length = Math.min(chunk, entry.bytes - done);
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, entry.start + done);
    if (bytesRead === 0) throw new TarError('cut-off', 'the file ends inside an entry');
    done += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

type Pax = { readonly name?: string; readonly bytes?: number };

async function readExactly(file: FileHandle, at: number, length: number, size: number): Promise<Buffer> {
  if (at + length > size) throw new TarError('cut-off', 'the file ends without its last entries');
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, at);
  if (bytesRead < length) throw new TarError('cut-off', 'the file ends without its last entries');
  return buffer;
}

function parseHeader(header: Buffer): { name: string; bytes: number; type: string } {
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  const octal = (from: number, to: number) => Number.parseInt(header.toString('latin1', from, to), 8);
  if (header.toString('latin1', 257, 262) !== 'ustar' || octal(148, 155) !== sum) {
    throw new TarError('damaged', 'a header that does not add up');
  }
  const name = header.toString('latin1', 0, 100).replace(/\0.*$/s, '');
  return { name, bytes: octal(124, 135), type: header.toString('latin1', 156, 157) };
}

function parsePax(records: Buffer): Pax {
  const text = records.toString('utf8');
  const path = /^\d+ path=(.*)$/m.exec(text)?.[1];
  const size = /^\d+ size=(\d+)$/m.exec(text)?.[1];
  return { ...(path !== undefined && { name: path }), ...(size !== undefined && { bytes: Number(size) }) };
}
