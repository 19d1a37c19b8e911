import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Feature } from '../feature.ts';
import { StorageError } from '../storage/index.ts';
import type { World } from '../world.ts';
import { type Check, type Finding, ill, well } from './check.ts';
import { databaseChecks } from './database.ts';
import { queueChecks } from './queue.ts';
import { surroundings } from './surroundings.ts';

export type DoctorOptions = {
  /** Opens the install without changing it (no migration). What it throws says what is wrong. */
  readonly open: () => Promise<World>;
  /** Their jobs, schedules and checks are looked at. */
  readonly features: readonly Feature[];
  readonly clock?: Clock;
  /** Let the program mend what it can. */
  readonly repair?: boolean;
  /** Called after each check. */
  readonly progress?: (check: CheckResult) => void;
};

export type CheckResult = {
  readonly name: string;
  readonly ok: boolean;
  /** Worth knowing, though nothing is wrong: versions, counts. */
  readonly detail?: string;
  readonly problem?: string;
  readonly mend?: string;
  /** What the program mended; the check was made again after it. */
  readonly repaired?: string;
};

export type Diagnosis = { readonly ok: boolean; readonly checks: readonly CheckResult[] };

/**
 * What is wrong with an install, and how to mend it. Checks go from the machine to the tables; when the database
 * cannot be opened, those that need it are left out. Changes nothing, but for what `repair` asks for.
 */
export async function doctor(config: Config, options: DoctorOptions): Promise<Diagnosis> {
  const { progress = () => {}, clock = systemClock, features } = options;
  const checks: CheckResult[] = [];
  const note = (result: CheckResult) => {
    checks.push(result);
    progress(result);
  };
  for (const { name, examine } of surroundings)
    note({ name, ...(await attempt(() => examine(config, clock))) });
  const folder = checks.find(({ name }) => name === 'data-folder');
  if (folder?.ok) {
    const opened = await openPatient(config, options.open);
    note({ name: 'database', ...opened.finding });
    if (opened.world) {
      try {
        for (const check of allChecks(features))
          note(await make(check, opened.world, options.repair ?? false));
      } finally {
        await opened.world.db.close();
        await opened.world.storage.close();
      }
    }
  }
  return { ok: checks.every(({ ok }) => ok), checks };
}

/** Names of every check, for the documentation's test. */
export function checkNames(features: readonly Feature[]): readonly string[] {
  return [...surroundings, { name: 'database' }, ...allChecks(features)].map(({ name }) => name);
}

function allChecks(features: readonly Feature[]): readonly Check[] {
  const own = features.flatMap(({ checks }) => checks ?? []);
  return [...databaseChecks, ...queueChecks(features), { name: 'storage', examine: examineStorage }, ...own];
}

async function openPatient(
  config: Config,
  open: () => Promise<World>,
): Promise<{ finding: Finding; world?: World }> {
  if (config.databaseUrl === undefined && !existsSync(join(config.data, 'verbatim.sqlite'))) {
    const problem = `There is no database in ${config.data} yet.`;
    return {
      finding: ill(
        problem,
        'Start `verbatim serve`, which makes it, or name the right folder (--data or VERBATIM_DATA).',
      ),
    };
  }
  let world: World | undefined;
  try {
    world = await open();
    await world.db.select('select 1 as answer', []);
    return { finding: well(config.databaseUrl === undefined ? 'SQLite' : 'PostgreSQL'), world };
  } catch (error) {
    await world?.db.close();
    return {
      finding: ill(
        `It cannot be opened: ${messageOf(error)}`,
        config.databaseUrl === undefined ? mendFile : mendServer,
      ),
    };
  }
}

const mendFile =
  'Look at the rights of `verbatim.sqlite` in the data folder; a damaged one is replaced by restoring a backup into a new folder.';
const mendServer = 'Look at VERBATIM_DATABASE_URL, and whether the server runs and lets this user in.';

async function make(check: Check, world: World, repair: boolean): Promise<CheckResult> {
  const finding = await attempt(() => check.examine(world));
  if (finding.ok || !repair || !check.repair) return { name: check.name, ...finding };
  const { repair: mend } = check;
  const repaired = await mend(world);
  return { name: check.name, ...(await attempt(() => check.examine(world))), repaired };
}

async function attempt(examine: () => Promise<Finding>): Promise<Finding> {
  try {
    return await examine();
  } catch (error) {
    return ill(
      `It could not be looked at: ${messageOf(error)}`,
      'Mend what stands above first, then ask again.',
    );
  }
}

async function examineStorage({ storage }: World): Promise<Finding> {
  try {
    await storage.check();
    return well();
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return ill('Media cannot be kept.', error.message);
  }
}

/** Of several addresses that were tried in vain, each says its own. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
