import { backupExitCode } from '../../commands/backup/exit-code.ts';
import type { RunContext } from '../../commands/run.ts';
import type { BackupReport } from '../../model/backup-report.ts';
import { StatefixError } from '../../model/errors.ts';
import { nearest } from '../../model/nearest.ts';
import type { Answer, Door } from '../door.ts';
import { BACKUP_EXITS } from '../exit-status.ts';
import { type Invocation, isGiven, textOf, textsOf } from '../invocation.ts';
import { CHANGE_OPTIONS, type OptionName } from '../options.ts';
import { changeOptionsOf, selectionOf } from '../selection.ts';

const ACTIONS = {
  list: 'Show the backups of files, the newest first',
  create: 'Back files up as they are, healthy or not',
  restore: 'Put a backup in the place of its file',
  verify: 'Read every backup again, and judge it; change nothing',
  prune: 'Remove backups beyond the retention, or those named by --id',
} as const;

type Action = keyof typeof ACTIONS;

const NAMES = Object.keys(ACTIONS) as Action[];

/** The options that some of the actions take alone. */
const TAKEN_BY: ReadonlyMap<OptionName, readonly Action[]> = new Map([
  ['id', ['restore', 'prune']],
  ['keep', ['prune']],
  ['dry-run', ['restore', 'prune']],
  ['check', ['restore']],
  ['exit-non-zero-on-change', ['restore']],
]);

/** `statefix backup`. */
export const backup: Door = {
  name: 'backup',
  summary: 'List, make, verify, restore and prune the rolling backups of the project',
  takesPaths: true,
  actions: Object.entries(ACTIONS),
  options: [...CHANGE_OPTIONS.filter((name) => name !== 'stdin-filename'), 'id', 'keep'],
  examples: [
    ['statefix backup list', 'the backups of every file of the config'],
    ['statefix backup create state.json', 'keep the file as it is now'],
    ['statefix backup restore state.json', 'the newest healthy backup that differs from the file'],
    ['statefix backup restore --id ID --dry-run state.json', 'show what another one would change'],
    ['statefix backup verify', 'prove that every backup can serve'],
    ['statefix backup prune --keep 1 state.json', 'all but the newest, and those taken before migrations'],
  ],
  exitStatus: BACKUP_EXITS,
  async open(given, context) {
    const { action, invocation } = actionOf(given);
    if (action === 'restore') {
      const options = { ...changeOptionsOf(invocation), id: onlyId(invocation) };
      ensureNamed(invocation, options.id);
      const { restoreBackup } = await import('../../commands/backup/restore.ts');
      return { kind: 'run', run: restoreBackup(options, context) };
    }
    return { kind: 'answer', answer: async () => answerOf(await reportOf(action, invocation, context)) };
  },
};

async function reportOf(
  action: Exclude<Action, 'restore'>,
  invocation: Invocation,
  context: RunContext,
): Promise<BackupReport> {
  switch (action) {
    case 'list':
      return (await import('../../commands/backup/list.ts')).listBackups(selectionOf(invocation), context);
    case 'create':
      return (await import('../../commands/backup/create.ts')).createBackups(selectionOf(invocation), context);
    case 'verify':
      return (await import('../../commands/backup/verify.ts')).verifyBackups(selectionOf(invocation), context);
    case 'prune': {
      const options = { ...changeOptionsOf(invocation), keep: keepOf(invocation), ids: textsOf(invocation, 'id') };
      return (await import('../../commands/backup/prune.ts')).pruneBackups(options, context);
    }
  }
}

async function answerOf(report: BackupReport): Promise<Answer> {
  const { backupText } = await import('../../reporters/backup-text.ts');
  return { data: report, text: (look) => backupText(report, look), exitCode: backupExitCode(report) };
}

/** The first word says what to do, the others are paths. Throws `USAGE` for a word that says nothing, and for options that it does not take. */
function actionOf(invocation: Invocation): { readonly action: Action; readonly invocation: Invocation } {
  const [word, ...paths] = invocation.paths;
  const action = NAMES.find((name) => name === word);
  if (action === undefined) throw word === undefined ? noAction() : unknownAction(word);
  for (const [name, actions] of TAKEN_BY) {
    if (!isGiven(invocation, name) || actions.includes(action)) continue;
    const owners = actions.map((owner) => `backup ${owner}`).join(', ');
    throw new StatefixError('USAGE', `--${name} is no option of backup ${action}, but of ${owners}`, { hint: SEE });
  }
  return { action, invocation: { ...invocation, paths } };
}

const SEE = 'See: statefix backup --help';

function noAction(): StatefixError {
  return new StatefixError('USAGE', `backup needs a word that says what to do: ${NAMES.join(', ')}`, {
    hint: 'To see the backups of every file: statefix backup list',
  });
}

function unknownAction(word: string): StatefixError {
  const suggestion = nearest(word, NAMES);
  const looksLikePath = /[./\\]/.test(word);
  const start = looksLikePath
    ? `To see the backups of a file: statefix backup list ${word}. `
    : suggestion === undefined
      ? ''
      : `Did you mean backup ${suggestion}? `;
  return new StatefixError('USAGE', `Unknown command ${JSON.stringify(`backup ${word}`)}`, {
    hint: `${start}What backup can do: ${NAMES.join(', ')}.`,
  });
}

/** Nobody means to set every file of a project back who does not say so. */
function ensureNamed({ paths }: Invocation, id: string | undefined): void {
  const [, second] = paths;
  if (paths.length > 0 && (id === undefined || second === undefined)) return;
  const message = paths.length === 0 ? 'backup restore names no file' : '--id names one backup, which is of one file';
  throw new StatefixError('USAGE', message, { hint: 'Write: statefix backup restore FILE [--id ID]' });
}

function onlyId(invocation: Invocation): string | undefined {
  if (textsOf(invocation, 'id').length > 1) {
    throw new StatefixError('USAGE', '--id is given more than once, but a file has one content', { hint: SEE });
  }
  return textOf(invocation, 'id');
}

function keepOf(invocation: Invocation): number | undefined {
  const text = textOf(invocation, 'keep');
  if (text === undefined) return undefined;
  if (/^[0-9]{1,9}$/.test(text)) return Number(text);
  throw new StatefixError('USAGE', `--keep ${JSON.stringify(text)} is not a number of backups`, {
    hint: 'Write --keep with a whole number, such as 3.',
  });
}
