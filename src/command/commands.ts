import { backupCommand, restoreCommand } from './backup.ts';
import { captureCommand } from './capture.ts';
import type { Command } from './command.ts';
import { demoCommand } from './demo.ts';
import { doctorCommand } from './doctor.ts';
import { importMarkdownCommand } from './import.ts';
import { logRedact, logResume, logRotate } from './log.ts';
import { logVerify } from './log-verify.ts';
import { migrateCommand } from './migrate.ts';
import { quoteCheck } from './quote-check.ts';
import { quoteFind } from './quote-find.ts';
import { republishCommand } from './republish.ts';
import { serveCommand } from './serve.ts';
import { siteCreate, siteList } from './site.ts';
import { tokenCreate, tokenList, tokenRevoke } from './token.ts';
import { userCreate, userList, userUnlock } from './user.ts';

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [
  serveCommand,
  demoCommand,
  migrateCommand,
  siteList,
  siteCreate,
  userList,
  userCreate,
  userUnlock,
  tokenCreate,
  tokenList,
  tokenRevoke,
  importMarkdownCommand,
  captureCommand,
  republishCommand,
  quoteCheck,
  quoteFind,
  backupCommand,
  restoreCommand,
  doctorCommand,
  logVerify,
  logResume,
  logRotate,
  logRedact,
];
