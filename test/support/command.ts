import { Readable } from 'node:stream';
import { runCommand } from '../../src/command/run.ts';

export type Told = { readonly status: number; readonly out: string; readonly err: string };

/** Runs commands as from a shell with this environment, and takes down what they say. */
export function commandRunner(env: Readonly<Record<string, string>>) {
  return async (argv: readonly string[], stdin = ''): Promise<Told> => {
    let [out, err] = ['', ''];
    const status = await runCommand(argv, {
      env,
      stdin: Readable.from(stdin === '' ? [] : [stdin]),
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      isTerminal: false,
    });
    return { status, out, err };
  };
}
