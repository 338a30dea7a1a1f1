import type { Door } from '../door.ts';
import { REPAIRING_EXITS } from '../exit-status.ts';
import { isGiven } from '../invocation.ts';
import { CHANGE_OPTIONS } from '../options.ts';
import { changeOptionsOf } from '../selection.ts';

/** `statefix undo`. */
export const undo: Door = {
  name: 'undo',
  summary: 'Bring back what the last change replaced; undo again to return',
  takesPaths: true,
  paths: 'Paths are files, and folders for all that was changed in them; none means all that the last run changed.',
  options: [...CHANGE_OPTIONS, 'force'],
  examples: [
    ['statefix undo', 'all that the last run changed'],
    ['statefix undo state.json', 'the last change of one file'],
    ['statefix undo --dry-run state.json', 'show the diff, write nothing'],
    ['statefix undo --force state.json', 'also where it was edited since; the edit stays as a backup'],
  ],
  exitStatus: REPAIRING_EXITS,
  async open(invocation, context) {
    const options = { ...changeOptionsOf(invocation), isForced: isGiven(invocation, 'force') };
    const { undo: run } = await import('../../commands/undo.ts');
    return { kind: 'run', run: run(options, context) };
  },
};
