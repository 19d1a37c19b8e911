/** The characters of a page, and how that was found out. */
export type Decoded = {
  readonly text: string;
  /** The encoding's name, as the Encoding Standard has it. */
  readonly charset: string;
  /** The answer named an encoding which the bytes are not in. */
  readonly lied: boolean;
};

/**
 * Decodes a page as browsers do (HTML, "determining the character encoding": a byte order mark, the header, a `meta`
 * among the first bytes), but believes the bytes more than what is said of them: what is UTF-8 by its form is taken
 * for it, and what is not is no UTF-8 whoever says so.
 */
export function decodePage(bytes: Uint8Array, contentType: string): Decoded {
  const marked = byteOrderMark(bytes);
  if (marked !== undefined) return decodedAs(bytes, marked, false);
  const fromHeader = knownLabel(/charset\s*=\s*["']?([^"';\s]+)/i.exec(contentType)?.[1]);
  const fromMeta = metaCharset(bytes);
  const said = fromHeader ?? fromMeta;
  const form = utf8Form(bytes);
  if (said === undefined) return decodedAs(bytes, form === 'no' ? 'windows-1252' : 'utf-8', false);
  if (form === 'multi-byte' && !ofSeveralBytes.test(said)) return decodedAs(bytes, 'utf-8', said !== 'utf-8');
  if (said !== 'utf-8' || form !== 'no') return decodedAs(bytes, said, false);
  const instead = fromMeta !== undefined && fromMeta !== 'utf-8' ? fromMeta : 'windows-1252';
  return decodedAs(bytes, mostlyUtf8(bytes) ? 'utf-8' : instead, true);
}

/** Encodings in which the bytes of other text can look like UTF-8, or like plain ASCII. */
const ofSeveralBytes = /^(?:utf-16|iso-2022)/;

function decodedAs(bytes: Uint8Array, charset: string, lied: boolean): Decoded {
  return { text: new TextDecoder(charset).decode(bytes), charset, lied };
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return undefined;
}

function knownLabel(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

/** How far a `meta` is looked for. The standard says 1,024 bytes; browsers and pages take it more loosely. */
const prescanned = 4096;

/** HTML, "prescan a byte stream to determine its encoding"; a page of UTF-16 could not have been read so far. */
function metaCharset(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, prescanned));
  const markup = head.replace(/<!--[\s\S]*?-->/g, '');
  const xml = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)/i.exec(markup)?.[1];
  const meta = /<meta[\s/][^>]*?charset\s*=\s*["']?\s*([^"'\s/>;]+)/i.exec(markup)?.[1];
  const found = knownLabel(meta ?? xml);
  return found?.startsWith('utf-16') ? 'utf-8' : found;
}

/** Whether the bytes are UTF-8, and say more than ASCII. */
function utf8Form(bytes: Uint8Array): 'ascii' | 'multi-byte' | 'no' {
  if (!bytes.some((byte) => byte > 0x7f)) return 'ascii';
  try {
    // Cut off in the middle of a character, it is still UTF-8.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return /[^\p{ASCII}]/u.test(text) ? 'multi-byte' : 'no';
  } catch {
    return 'no';
  }
}

/** A page of UTF-8 with a few broken places in it, as they come about where texts are cut. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  const foreign = text.match(/[^\u0000-\u007f\ufffd]/g)?.length ?? 0;
  return foreign > broken;
}
