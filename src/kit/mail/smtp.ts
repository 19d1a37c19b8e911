import type { NodemailerError } from 'nodemailer/lib/errors';
import type { SMTPTransportOptions } from 'nodemailer/lib/smtp-transport';
import { headerText, isMailAddress } from './address.ts';
import type { Letter, Mail, Sent } from './mail.ts';
import type { MailSettings } from './settings.ts';

/** Mail by an SMTP server (RFC 5321). A connection a letter: nothing stays open, so nothing has to be closed. */
export function smtpMail(settings: MailSettings): Mail {
  return {
    configured: true,
    from: settings.from,
    send: async (letter, signal) =>
      outcome(async () => {
        const transport = await transportFor(settings);
        await transport.sendMail({ ...envelopeOf(settings, letter), ...(signal && { signal }) });
      }),
    check: async () =>
      outcome(async () => {
        const transport = await transportFor(settings);
        await transport.verify();
      }),
  };
}

/** Loaded when the first letter goes out: an install that sends none need not carry it. */
async function transportFor(settings: MailSettings) {
  const { createTransport } = await import('nodemailer');
  const { host, port, secure, requireTls, user, password, dkim } = settings;
  const options: SMTPTransportOptions = {
    host,
    port,
    secure,
    requireTLS: requireTls,
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
    // Our letters are whole: nothing in one may make us open a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
    name: settings.from.split('@')[1],
    ...(dkim && {
      dkim: {
        domainName: dkim.domain,
        keySelector: dkim.selector,
        privateKey: dkim.privateKey,
        headerFieldNames: signedFields,
      },
    }),
  };
  return createTransport(options);
}

/**
 * What the signature covers. `List-Unsubscribe-Post` is not among what signers take by themselves, and mailboxes
 * show no one-click button when it is left out (RFC 8058 § 4).
 */
const signedFields = [
  'From Reply-To To Subject Date Message-ID In-Reply-To References MIME-Version Content-Type',
  'Content-Transfer-Encoding Auto-Submitted List-Id List-Unsubscribe List-Unsubscribe-Post',
]
  .join(' ')
  .replaceAll(' ', ':');

function envelopeOf(settings: MailSettings, letter: Letter) {
  const { from } = settings;
  const name = letter.fromName ?? settings.fromName;
  return {
    envelope: { from, to: letter.to },
    from: name === undefined ? { name: '', address: from } : { name: headerText(name, 100), address: from },
    to: { name: '', address: letter.to },
    ...(letter.replyTo !== undefined &&
      isMailAddress(letter.replyTo) && { replyTo: { name: '', address: letter.replyTo } }),
    subject: headerText(letter.subject),
    date: new Date(letter.date),
    messageId: letter.messageId,
    text: letter.text,
    html: letter.html,
    headers: {
      ...letter.headers,
      // RFC 3834 § 5: no out-of-office note answers a program.
      'Auto-Submitted': 'auto-generated',
      ...(letter.unsubscribe !== undefined && {
        'List-Unsubscribe': `<${letter.unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
  };
}

async function outcome(work: () => Promise<void>): Promise<Sent> {
  try {
    await work();
    return { ok: true };
  } catch (error) {
    return failure(error as NodemailerError);
  }
}

/**
 * An answer of 5xx to the letter itself is final (RFC 5321 § 4.2.1); everything else (4xx, no connection, a
 * password that is refused) can be better later. The words of a server quote addresses, so only its numbers are
 * told: `550 5.1.1` (RFC 3463).
 */
function failure(error: NodemailerError): Sent {
  const { code, responseCode, response, permanent } = error;
  if (code === undefined && responseCode === undefined) throw error;
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1];
  const numbers = [responseCode, enhanced].filter((part) => part !== undefined).join(' ');
  const aboutLetter = code === 'EENVELOPE' || code === 'EMESSAGE';
  const said = numbers === '' ? (code ?? '') : numbers;
  return { ok: false, reason: `${what(code)}: ${said}`, retry: !(aboutLetter && permanent === true) };
}

function what(code: string | undefined): string {
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return 'the mail server did not take the letter';
  if (code === 'EAUTH') return 'the mail server refused the user or the password';
  if (code === 'ETLS') return 'no safe connection to the mail server could be made';
  return 'the mail server could not be reached';
}
