const block = 512;

/** Two blocks of zeros end a tar file. */
export const tarEnd = Buffer.alloc(2 * block);

/** What stands before an entry's bytes: a pax header where name or size do not fit the old fields, then the ustar one. */
export function tarHeader(entry: {
  readonly name: string;
  readonly bytes: number;
  readonly at: Date;
}): Buffer {
  const plain = entry.name.length <= 100 && /^[\x20-\x7e]*$/.test(entry.name) && entry.bytes < 8 ** 11;
  if (plain) return ustar(entry.name, entry.bytes, entry.at, '0');
  const records = Buffer.from(paxRecord('path', entry.name) + paxRecord('size', String(entry.bytes)));
  return Buffer.concat([
    ustar('PaxHeader', records.length, entry.at, 'x'),
    records,
    tarPadding(records.length),
    ustar(
      entry.name.slice(-100).replaceAll(/[^\x20-\x7e]/g, '_'),
      Math.min(entry.bytes, 8 ** 11 - 1),
      entry.at,
      '0',
    ),
  ]);
}

/** Zeros up to the next block. */
export function tarPadding(bytes: number): Buffer {
  return Buffer.alloc((block - (bytes % block)) % block);
}

/** POSIX.1-2017, pax, "ustar Interchange Format". Readable for its owner only, wherever it is unpacked. */
function ustar(name: string, bytes: number, at: Date, type: '0' | 'x'): Buffer {
  const header = Buffer.alloc(block);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(name, 0, 100, 'latin1');
  header.write(octal(0o600, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(bytes, 11), 124);
  header.write(octal(Math.max(0, Math.floor(at.getTime() / 1000)), 11), 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** `<length> <key>=<value>\n`, where the length counts its own digits too. */
function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  if (String(length).length > String(rest).length) length += 1;
  return `${length} ${key}=${value}\n`;
}
