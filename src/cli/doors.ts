import type { CommandName } from '../model/report.ts';
import { backup } from './commands/backup.ts';
import { check } from './commands/check.ts';
import { completion } from './commands/completion.ts';
import { explain } from './commands/explain.ts';
import { init } from './commands/init.ts';
import { log } from './commands/log.ts';
import { merge } from './commands/merge.ts';
import { mergeReports } from './commands/merge-reports.ts';
import { migrate } from './commands/migrate.ts';
import { repair } from './commands/repair.ts';
import { seal } from './commands/seal.ts';
import { status } from './commands/status.ts';
import { undo } from './commands/undo.ts';
import { unlock } from './commands/unlock.ts';
import type { Door } from './door.ts';

/** Every command, in the order in which the help lists them. */
export const DOORS: readonly Door[] = [
  init,
  check,
  migrate,
  repair,
  seal,
  status,
  log,
  backup,
  undo,
  unlock,
  merge,
  mergeReports,
  explain,
  completion,
];

/** The command of that name, or `undefined`. */
export function doorOf(name: CommandName): Door;
export function doorOf(name: string | undefined): Door | undefined;
export function doorOf(name: string | undefined): Door | undefined {
  return DOORS.find((door) => door.name === name);
}
