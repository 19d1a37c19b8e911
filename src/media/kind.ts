export type Family = 'image' | 'audio' | 'video' | 'document';

/** A kind of file that a site keeps. The first extension is the one it gets when its own is missing or wrong. */
export type Kind = {
  readonly mime: string;
  readonly family: Family;
  readonly extensions: readonly [string, ...string[]];
};

const kind = (family: Family, mime: string, ...extensions: [string, ...string[]]): Kind => ({
  family,
  mime,
  extensions,
});

/** Everything that is taken. What is not here is refused. */
export const kinds: readonly Kind[] = [
  kind('image', 'image/jpeg', 'jpg', 'jpeg', 'jpe', 'jfif'),
  kind('image', 'image/png', 'png', 'apng'),
  kind('image', 'image/gif', 'gif'),
  kind('image', 'image/webp', 'webp'),
  kind('image', 'image/avif', 'avif'),
  kind('image', 'image/svg+xml', 'svg'),
  kind('image', 'image/x-icon', 'ico'),
  kind('audio', 'audio/mpeg', 'mp3', 'mpga'),
  kind('audio', 'audio/ogg', 'ogg', 'oga', 'opus'),
  kind('audio', 'audio/wav', 'wav'),
  kind('audio', 'audio/mp4', 'm4a', 'm4b'),
  kind('audio', 'audio/flac', 'flac'),
  kind('audio', 'audio/aac', 'aac'),
  kind('video', 'video/mp4', 'mp4', 'm4v'),
  kind('video', 'video/webm', 'webm'),
  kind('video', 'video/ogg', 'ogv'),
  kind('video', 'video/quicktime', 'mov', 'qt'),
  kind('document', 'application/pdf', 'pdf'),
  kind('document', 'application/epub+zip', 'epub'),
  kind('document', 'application/zip', 'zip'),
  kind('document', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'),
  kind('document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'),
  kind('document', 'application/vnd.openxmlformats-officedocument.presentationml.presentation', 'pptx'),
  kind('document', 'application/vnd.oasis.opendocument.text', 'odt'),
  kind('document', 'application/vnd.oasis.opendocument.spreadsheet', 'ods'),
  kind('document', 'application/vnd.oasis.opendocument.presentation', 'odp'),
  kind('document', 'text/vtt', 'vtt'),
  kind('document', 'text/plain', 'txt', 'srt'),
  kind('document', 'text/csv', 'csv'),
];

const byMime = new Map(kinds.map((known) => [known.mime, known]));

/** Names that `file-type` has for kinds which go by another here. */
const aliases: Readonly<Record<string, string>> = {
  'image/apng': 'image/png',
  'audio/x-m4a': 'audio/mp4',
  'audio/x-m4b': 'audio/mp4',
  'audio/vnd.wave': 'audio/wav',
  'audio/x-wav': 'audio/wav',
  'audio/x-flac': 'audio/flac',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'video/x-m4v': 'video/mp4',
};

export type Recognised =
  | { readonly ok: true; readonly kind: Kind }
  /** `mime` of what it is, where that is known. */
  | { readonly ok: false; readonly mime: string | undefined };

/**
 * What a file is by its content; its name decides only between kinds of text, which have no mark of their own.
 * `head` is the file, or as much of its beginning as is at hand (4 KB, and all of it for what lies in a zip).
 */
export async function recognise(head: Uint8Array, name: string): Promise<Recognised> {
  const found = await (await import('file-type')).fileTypeFromBuffer(head).catch(() => undefined);
  const mime = found && (aliases[found.mime] ?? found.mime);
  if (mime !== undefined && mime !== 'application/xml') return known(mime);
  const text = beginningOfText(head);
  if (text === undefined) return { ok: false, mime };
  if (/<(?:\w+:)?svg[\s>]/.test(text)) return known('image/svg+xml');
  if (/^WEBVTT(?:[ \t\n\r]|$)/.test(text)) return known('text/vtt');
  if (mime !== undefined || /^\s*<(?:!|\?|html|script|head|body|svg)/i.test(text))
    return { ok: false, mime: mime ?? 'text/html' };
  const byName = extensionOf(name);
  if (byName === 'csv') return known('text/csv');
  return byName === 'txt' || byName === 'srt' ? known('text/plain') : { ok: false, mime: 'text/plain' };
}

export function kindOf(mime: string): Kind | undefined {
  return byMime.get(mime);
}

/** In lower case, without the dot; empty when there is none. */
export function extensionOf(name: string): string {
  return /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

function known(mime: string): Recognised {
  const found = byMime.get(mime);
  return found ? { ok: true, kind: found } : { ok: false, mime };
}

/** UTF-8 text without control characters, or `undefined`. A character cut at the end of `head` is forgiven. */
function beginningOfText(head: Uint8Array): string | undefined {
  const part = head.subarray(0, 64 * 1024);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(part, { stream: true });
    return /[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
