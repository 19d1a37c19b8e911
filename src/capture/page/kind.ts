import type { MainAnswer } from './collect.ts';

/** What an answer is, by its bytes where these leave no doubt, else by what it says of itself. */
export type AnswerKind = 'html' | 'pdf' | 'text' | 'image' | 'other';

export function kindOf({ headers, bytes }: Pick<MainAnswer, 'headers' | 'bytes'>): {
  readonly kind: AnswerKind;
  /** Without its parameters, lower case. */
  readonly mime: string;
  /** It says that it is something which it is not. */
  readonly lied: boolean;
} {
  const said = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  const head = bytes.subarray(0, 1024);
  const seen = seenIn(head);
  if (seen !== undefined && !seen.says.test(said))
    return { kind: seen.kind, mime: seen.mime, lied: said !== '' };
  if (said === 'text/html' || said === 'application/xhtml+xml')
    return { kind: 'html', mime: said, lied: false };
  if (said.startsWith('image/')) return { kind: 'image', mime: said, lied: false };
  if (said === 'application/pdf')
    return { kind: seen?.kind ?? 'other', mime: said, lied: seen === undefined };
  const isText = /^text\/|[/+](?:json|xml|javascript)$/.test(said) || (said === '' && !head.includes(0));
  return {
    kind: isText ? 'text' : 'other',
    mime: said || (isText ? 'text/plain' : 'application/octet-stream'),
    lied: false,
  };
}

type Seen = { readonly kind: AnswerKind; readonly mime: string; readonly says: RegExp };

function seenIn(head: Buffer): Seen | undefined {
  const text = head.toString('latin1');
  if (text.includes('%PDF-')) return { kind: 'pdf', mime: 'application/pdf', says: /^$a/ };
  if (/^\x89PNG\r\n|^GIF8|^\xff\xd8\xff|^RIFF....WEBP/s.test(text))
    return { kind: 'image', mime: imageOf(text), says: /^image\// };
  if (beginsAsHtml.test(text))
    return { kind: 'html', mime: 'text/html', says: /^(?:text\/html|application\/xhtml\+xml)$/ };
  return undefined;
}

/** A comment ends where it first can: comment after comment is read in one way alone. */
const beginsAsHtml =
  /^(?:\xef\xbb\xbf)?\s*(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]/i;

function imageOf(text: string): string {
  if (text.startsWith('GIF')) return 'image/gif';
  if (text.startsWith('RIFF')) return 'image/webp';
  return text.startsWith('\x89') ? 'image/png' : 'image/jpeg';
}
