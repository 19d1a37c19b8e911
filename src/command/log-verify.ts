import { writeFile } from 'node:fs/promises';
import { keptNote, openMirror } from '../log/mirror.ts';
import { folderSource, type LogSource, SourceError, webSource } from '../log/source.ts';
import { type Verified, verifyLog } from '../log/verify.ts';
import { anyFetch } from './any-fetch.ts';
import { type Command, CommandError, flag, type Terminal, text, UsageError, type Words } from './command.ts';
import { readNamedFile } from './named-file.ts';
import { progressOn } from './progress.ts';

export const logVerify: Command = {
  name: 'log verify',
  summary: 'checks a public log from outside: signature, tiles, entries, and that nothing was taken back',
  positionals: ['[BASE_URL]'],
  options: {
    dir: { type: 'string', placeholder: 'DIR', help: 'reads a copy of the log in a folder' },
    checkpoint: {
      type: 'string',
      placeholder: 'FILE',
      help: 'the checkpoint that you kept; brought up to date when all is well',
    },
    key: { type: 'string', placeholder: 'KEY', help: 'the verifier key that you know to be the log’s' },
    proof: { type: 'string', placeholder: 'FILE', help: 'a proof to check as well, as JSON' },
    subject: {
      type: 'string',
      placeholder: 'post:12/3',
      help: 'what the proof must be of; with its site: 1/post:12/3',
    },
    mirror: { type: 'string', placeholder: 'DIR', help: 'keeps a copy of the log in a folder' },
  },
  run: async (words, terminal) => {
    const { source, name } = sourceOf(words);
    try {
      return await verify(words, terminal, source, name);
    } catch (error) {
      if (error instanceof SourceError) throw new CommandError(error.message);
      throw error;
    }
  },
};

/** The log that the words name: at an address, which may be anywhere, or in a folder. */
export function sourceOf(words: Words): { readonly source: LogSource; readonly name: string } {
  const [base] = words.positionals;
  const dir = text(words, 'dir');
  if ((base === undefined) === (dir === undefined))
    throw new UsageError('name the address of a site, or a folder with --dir DIR.');
  if (dir !== undefined) return { source: folderSource(dir), name: dir };
  if (!/^https?:\/\//.test(base ?? '') || !URL.canParse(base ?? ''))
    throw new UsageError(`${base} is no address. Example: https://blog.example`);
  const address = base?.replace(/\/+$/, '').replace(/\/-\/log$/, '');
  return { source: webSource(anyFetch(), `${address}/-/log`), name: `${address}` };
}

async function verify(words: Words, terminal: Terminal, source: LogSource, name: string): Promise<number> {
  const progress = progressOn(terminal);
  const [kept, mirrorPath] = [text(words, 'checkpoint'), text(words, 'mirror')];
  const earlier =
    (kept === undefined ? undefined : await keptNote(kept)) ??
    (mirrorPath === undefined ? undefined : await keptNote(`${mirrorPath}/checkpoint`));
  const mirror = mirrorPath === undefined ? undefined : openMirror(mirrorPath);
  const proof = text(words, 'proof');
  const verified = await verifyLog(mirror?.through(source) ?? source, {
    earlier,
    key: text(words, 'key'),
    proof: proof === undefined ? undefined : String(await readNamedFile(proof)),
    subject: text(words, 'subject'),
    progress: (done, total) => progress.show('entries', done, total),
  });
  progress.end();
  if (verified.ok) {
    await mirror?.take();
    if (kept !== undefined) await writeFile(kept, verified.checkpoint.note);
  } else {
    await mirror?.drop();
  }
  terminal.out(flag(words, 'json') ? `${JSON.stringify(asJson(verified))}\n` : inWords(verified, name));
  if (verified.ok) return 0;
  const { where, problem } = verified.found;
  throw new CommandError(`the log of ${name} is not in order. ${where}: ${problem}.`);
}

function asJson(verified: Verified): unknown {
  if (!verified.ok) return verified;
  const { checkpoint, key, keyFrom, events } = verified;
  const { origin, size, root } = checkpoint;
  const told = events.map((event): unknown => JSON.parse(event));
  return { ok: true, origin, size, root: root.toString('base64'), key, keyFrom, events: told };
}

function inWords(verified: Verified, name: string): string {
  if (!verified.ok) return '';
  const { checkpoint, key, keyFrom, events } = verified;
  const lines = [
    `The log of ${name} is in order: ${checkpoint.size} entries, root ${checkpoint.root.toString('base64')}.`,
    `It is signed by ${key}`,
    keyWords[keyFrom],
    ...events.map((event) => `The proof is of ${event}`),
  ];
  return `${lines.join('\n')}\n`;
}

const keyWords: Record<Extract<Verified, { ok: true }>['keyFrom'], string> = {
  caller: 'which is the key that you gave, or was named by it.',
  earlier:
    'which signed the checkpoint that you kept, or was named by the key that did. The log begins with that tree.',
  log: 'which is what the log itself says. Keep its checkpoint (--checkpoint FILE) to see next time that nothing was taken back.',
};
