import type { RepairOptions, RunContext } from '../../commands/run.ts';
import { strongestExitCode } from '../../commands/summary.ts';
import { EXIT_CODES, StatefixError } from '../../model/errors.ts';
import type { Answer, Door } from '../door.ts';
import { REPAIRING_EXITS } from '../exit-status.ts';
import { isGiven } from '../invocation.ts';
import { CHANGE_OPTIONS, PART_OPTIONS } from '../options.ts';
import { repairOptionsOf } from '../selection.ts';

/** `statefix repair`. */
export const repair: Door = {
  name: 'repair',
  summary: 'Bring broken files back to health from the best candidate; the broken bytes are kept',
  takesPaths: true,
  options: [
    ...CHANGE_OPTIONS,
    ...PART_OPTIONS,
    'atomic',
    'list',
    'from',
    'ours',
    'theirs',
    'interactive',
    'salvage',
    'timeout',
    'sandbox',
  ],
  examples: [
    ['statefix repair', 'every file of the config'],
    ['statefix repair --dry-run state.json', 'show what would be restored from where, and what would be lost'],
    ['statefix repair --list state.json', 'show every candidate: backups, leftovers, the history in git'],
    ['statefix repair --from HEAD state.json', 'take that one of them'],
    ['statefix repair --theirs state.json', 'settle git conflict markers: their side of every hunk'],
    ['statefix repair --interactive state.json', 'be asked which candidate, or hunk by hunk'],
    ['statefix repair --salvage state.json', 'where nothing else serves: what the broken text still holds'],
    ['statefix repair --kind daemon state.json', 'one file, as one of the built-in kind daemon'],
  ],
  exitStatus: REPAIRING_EXITS,
  async open(invocation, context) {
    const options = repairOptionsOf(invocation);
    if (isGiven(invocation, 'list')) return { kind: 'answer', answer: () => candidates(options, context) };
    if (options.isInteractive) ensureAskable(options, context);
    const { repair: run } = await import('../../commands/repair.ts');
    return { kind: 'run', run: run(options, context) };
  },
};

async function candidates(options: RepairOptions, context: RunContext): Promise<Answer> {
  const { listCandidates } = await import('../../commands/recovery/list.ts');
  const { repeatedOptions } = await import('../../commands/workbench.ts');
  const { candidatesText } = await import('../../reporters/candidates-text.ts');
  const report = await listCandidates(options, context);
  const repeated = [...repeatedOptions(options), ...(options.isSalvaging ? ['--salvage'] : [])];
  return {
    data: report,
    text: (look) => candidatesText(report, look, repeated),
    exitCode: strongestExitCode(report.files.map(({ error }) => (error === undefined ? 0 : EXIT_CODES[error.code]))),
  };
}

/** Throws `USAGE` where a question would reach nobody. */
function ensureAskable({ paths }: RepairOptions, { ask }: RunContext): void {
  if (paths.includes('-')) {
    throw new StatefixError('USAGE', '--interactive reads answers from standard input, where - is the document', {
      hint: 'Name a file, or say which candidate with --from, --ours or --theirs.',
    });
  }
  if (ask !== undefined) return;
  throw new StatefixError('USAGE', '--interactive asks on a terminal, and there is none', {
    hint: 'To see what can be chosen: statefix repair --list; then name it with --from, --ours or --theirs.',
  });
}
