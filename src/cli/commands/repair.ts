import type { Door } from '../door.ts';
import { REPAIRING_EXITS } from '../exit-status.ts';
import { CHANGE_OPTIONS } from '../options.ts';
import { repairOptionsOf } from '../selection.ts';

/** `statefix repair`. */
export const repair: Door = {
  name: 'repair',
  summary: 'Bring broken files back to health from the best candidate; the broken bytes are kept',
  takesPaths: true,
  options: [...CHANGE_OPTIONS, 'atomic', 'from', 'ours', 'theirs', 'interactive', 'salvage', 'timeout'],
  examples: [
    ['statefix repair', 'every file of the config'],
    ['statefix repair --dry-run state.json', 'show what would be restored from where'],
    ['statefix repair --kind daemon state.json', 'one file, as one of the built-in kind daemon'],
  ],
  exitStatus: REPAIRING_EXITS,
  async open(invocation, context) {
    const options = repairOptionsOf(invocation);
    const { repair: run } = await import('../../commands/repair.ts');
    return { kind: 'run', run: run(options, context) };
  },
};
