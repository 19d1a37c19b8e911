import { rotateKey } from '../log/key.ts';
import { publishLeft } from '../log/publish.ts';
import { redactSubject } from '../log/redact.ts';
import { type Resumed, resumeFrom } from '../log/resume.ts';
import { SourceError } from '../log/source.ts';
import { type Command, CommandError, flag } from './command.ts';
import { sourceOf } from './log-verify.ts';
import { siteOf, withInstall } from './opening.ts';

export const logResume: Command = {
  name: 'log resume',
  summary: 'goes on with the log of a restored install where a copy of it is longer',
  positionals: ['[BASE_URL]'],
  options: { dir: { type: 'string', placeholder: 'DIR', help: 'reads a copy of the log in a folder' } },
  run: (words, terminal) => {
    const { source, name } = sourceOf(words);
    return withInstall(words, terminal, async (world) => {
      const resumed = await resumeFrom(world, source).catch((error: unknown) => {
        throw error instanceof SourceError ? new CommandError(error.message) : error;
      });
      if (!resumed.ok) throw new CommandError(refusal(resumed, name));
      await publishLeft(world);
      const { from, size } = resumed;
      if (flag(words, 'json')) terminal.out(`${JSON.stringify({ from, size })}\n`);
      else if (from === size) terminal.out(`The log here has everything that ${name} has.\n`);
      else terminal.out(`The log had ${from} entries here. It goes on from ${size}, as ${name} has it.\n`);
      return 0;
    });
  },
};

function refusal({ reason, size }: Extract<Resumed, { ok: false }>, name: string): string {
  switch (reason) {
    case 'nothing-there':
      return `${name} has no checkpoint of a log.`;
    case 'unknown-key':
      return `the checkpoint of ${name} is signed by no key of this log. Readers of this log are told.`;
    case 'incomplete':
      return `${name} has a checkpoint of ${size} entries, and not all of them. Readers of this log are told; with a whole copy, it can be resumed.`;
    case 'forked':
      return `${name} has another history of ${size} entries: the log forked. Readers of this log are told.`;
  }
}

export const logRotate: Command = {
  name: 'log rotate',
  summary: 'makes a new key for the public log, which the old one names',
  positionals: [],
  options: {},
  run: (words, terminal) =>
    withInstall(words, terminal, async (world) => {
      const { verifier } = await world.db.write((tx) => rotateKey(tx, world));
      await publishLeft(world);
      if (flag(words, 'json')) terminal.out(`${JSON.stringify({ key: verifier.text })}\n`);
      else terminal.out(`The log is signed by ${verifier.text} from now on.\n`);
      return 0;
    }),
};

export const logRedact: Command = {
  name: 'log redact',
  summary: 'destroys what opens the log’s entries of a subject, such as post:12/3; the log stays whole',
  positionals: ['SUBJECT'],
  options: { site: { type: 'string', placeholder: 'HOST', help: 'the site; needed when there are several' } },
  run: (words, terminal) =>
    withInstall(words, terminal, async (world) => {
      const site = await siteOf(words, world);
      const subject = words.positionals[0] ?? '';
      const entries = await world.db.write((tx) => redactSubject(tx, { siteId: site.id, subject }));
      if (entries === 0) throw new CommandError(`the log has nothing to open of ${subject}.`);
      await publishLeft(world);
      if (flag(words, 'json')) terminal.out(`${JSON.stringify({ subject, entries })}\n`);
      else terminal.out(`${entries} entries of ${subject} cannot be opened any more.\n`);
      return 0;
    }),
};
