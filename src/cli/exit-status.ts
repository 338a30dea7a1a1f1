type ExitLine = readonly [code: string, means: string];

const USAGE: ExitLine = ['2', 'wrong usage, config or registry; no file matched'];
const FAILED: ExitLine = [
  '3',
  'a file could not be acted on (locked, changed, I/O, a failing step); every file is whole',
];
const BUG: ExitLine = ['70', 'a bug in statefix'];
const INTERRUPTED: ExitLine = ['129, 130, 143', 'interrupted by SIGHUP, SIGINT, SIGTERM; nothing is half done'];

/** The EXIT STATUS lines of a command that only looks. */
export const LOOKING_EXITS: readonly ExitLine[] = [
  ['0', 'every file is healthy'],
  ['1', 'errors were found (with --strict: warnings, too)'],
  USAGE,
  BUG,
  INTERRUPTED,
];

/** The EXIT STATUS lines of a command that changes files. */
export const CHANGING_EXITS: readonly ExitLine[] = [
  ['0', 'done; no errors remain'],
  ['1', 'errors remain; or something would change (--check), or was changed (--exit-non-zero-on-change)'],
  USAGE,
  FAILED,
  BUG,
  INTERRUPTED,
];

/** The EXIT STATUS lines of `repair`, which may find nothing to repair from, or nothing that it may take unasked. */
export const REPAIRING_EXITS: readonly ExitLine[] = [
  ['0', 'done; no errors remain; with --list: shown'],
  ['1', 'errors remain; or something would change (--check), or was changed (--exit-non-zero-on-change)'],
  USAGE,
  FAILED,
  ['4', 'a file has no healthy candidate to be repaired from, or none that is taken unasked; it is untouched'],
  BUG,
  INTERRUPTED,
];

/** The EXIT STATUS lines of `init`. */
export const MAKING_EXITS: readonly ExitLine[] = [['0', 'done, or nothing was to do'], USAGE, FAILED, BUG, INTERRUPTED];

/** The EXIT STATUS lines of `log`, which may be asked for a proof. */
export const PROVING_EXITS: readonly ExitLine[] = [
  ['0', 'shown; with --verify: every recorded change stands as it was recorded'],
  ['1', 'with --verify: the audit was altered; the place is named'],
  USAGE,
  BUG,
  INTERRUPTED,
];

/** The EXIT STATUS lines of `merge`: to git, any but 0 is a conflict. */
export const MERGING_EXITS: readonly ExitLine[] = [
  ['0', 'merged; OURS holds the merged file'],
  ['1', 'conflicts: OURS holds both sides between conflict markers'],
  ['2', 'wrong usage; OURS is untouched'],
  ['3', 'a file cannot be read or written; OURS is untouched'],
  BUG,
  INTERRUPTED,
];

/** The EXIT STATUS lines of `unlock`. */
export const UNLOCKING_EXITS: readonly ExitLine[] = [
  ['0', 'the file is not locked, or the lock was removed'],
  ['2', 'wrong usage'],
  ['3', 'the lock stands: shown, or not to be removed (another lockId, a process that is alive)'],
  BUG,
  INTERRUPTED,
];

/** The EXIT STATUS lines of `backup`. */
export const BACKUP_EXITS: readonly ExitLine[] = [
  ['0', 'done; with verify: every backup is what was stored, and can serve'],
  ['1', 'verify: a backup is damaged, missing or could not serve; restore: as of any changing command'],
  USAGE,
  ['3', 'a file could not be acted on, or a backup that prune was to remove stays; every file is whole'],
  ['4', 'restore: no healthy backup to restore from; the file is untouched'],
  BUG,
  INTERRUPTED,
];

/** The EXIT STATUS lines of `merge-reports`: those that one run would have had. */
export const JOINING_EXITS: readonly ExitLine[] = [
  ['0', 'every file in the reports is healthy, or was changed and is'],
  ['1', 'errors remain (with --strict: warnings, too); with --check: something would change'],
  ['2', 'wrong usage, what is no report, or an error that stopped a run for that reason'],
  FAILED,
  ['4', 'a file has no healthy candidate to be repaired from'],
  BUG,
  INTERRUPTED,
];

/** The EXIT STATUS lines of `explain`. */
export const EXPLAINING_EXITS: readonly ExitLine[] = [
  ['0', 'explained'],
  ['2', 'there is no such code; the nearest one is named'],
  BUG,
  INTERRUPTED,
];

/** The EXIT STATUS lines of `completion`. */
export const PRINTING_EXITS: readonly ExitLine[] = [
  ['0', 'printed'],
  ['2', 'wrong usage, such as a shell that is not known'],
  BUG,
  INTERRUPTED,
];
