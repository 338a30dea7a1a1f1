import type { Door } from '../door.ts';
import { LOOKING_EXITS } from '../exit-status.ts';
import { COMMON_OPTIONS, PART_OPTIONS } from '../options.ts';
import { selectionOf } from '../selection.ts';

/** `statefix status`. */
export const status: Door = {
  name: 'status',
  summary: 'List version, target and pending steps of every file',
  takesPaths: true,
  options: [...COMMON_OPTIONS, ...PART_OPTIONS],
  examples: [
    ['statefix status', 'every file of the config'],
    ['statefix status --kind daemon state.json', 'one file, as one of the built-in kind daemon'],
    ['statefix status --format json', 'the same for programs'],
  ],
  exitStatus: LOOKING_EXITS,
  async open(invocation, context) {
    const options = selectionOf(invocation);
    const { status: run } = await import('../../commands/status.ts');
    return { kind: 'run', run: run(options, context) };
  },
};
