import type { Door } from '../door.ts';
import { CHANGING_EXITS } from '../exit-status.ts';
import { CHANGE_OPTIONS, PART_OPTIONS } from '../options.ts';
import { changeOptionsOf } from '../selection.ts';

/** `statefix seal`. */
export const seal: Door = {
  name: 'seal',
  summary: 'Accept an edit by hand: check everything else, then write checksum, serial and times',
  takesPaths: true,
  options: [...CHANGE_OPTIONS, ...PART_OPTIONS],
  examples: [
    ['statefix seal .checklist/state.yaml', 'accept an edit of that file'],
    ['statefix seal --dry-run .checklist/state.yaml', 'show what would be written'],
  ],
  exitStatus: CHANGING_EXITS,
  async open(invocation, context) {
    const options = changeOptionsOf(invocation);
    const { seal: run } = await import('../../commands/seal.ts');
    return { kind: 'run', run: run(options, context) };
  },
};
