import { openInstall } from '../install.ts';
import { silentLog } from '../kit/log.ts';
import { type Command, flag } from './command.ts';
import { configOf } from './opening.ts';
import { progressOn } from './progress.ts';

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'says what is wrong with an install, and how to mend it',
  positionals: [],
  options: { repair: { type: 'boolean', help: 'mends what the program can mend itself' } },
  run: async (words, terminal) => {
    const { diagnosisJson, diagnosisText, doctor } = await import('../kit/doctor/index.ts');
    const { features } = await import('../features.ts');
    const config = configOf(words, terminal);
    const progress = progressOn(terminal);
    let done = 0;
    const diagnosis = await doctor(config, {
      open: () => openInstall(config, { migrate: false, log: silentLog }),
      features: features(),
      repair: flag(words, 'repair'),
      progress: ({ name }) => progress.show(`looking at ${name}:`, ++done),
    });
    progress.end();
    terminal.out(flag(words, 'json') ? `${diagnosisJson(diagnosis).trimEnd()}\n` : diagnosisText(diagnosis));
    // What was found is the answer, not a failure of the command.
    return 0;
  },
};
