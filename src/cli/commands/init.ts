import type { Door } from '../door.ts';
import { MAKING_EXITS } from '../exit-status.ts';
import { isGiven } from '../invocation.ts';
import { OUTPUT_OPTIONS } from '../options.ts';

/** `statefix init`. */
export const init: Door = {
  name: 'init',
  summary: 'Write a minimal config for the kinds at hand, and the lines for .gitignore',
  takesPaths: false,
  options: ['dry-run', 'merge-driver', ...OUTPUT_OPTIONS],
  examples: [
    ['statefix init', 'write statefix.config.yaml here'],
    ['statefix init --dry-run', 'show what would be written'],
    ['statefix init --merge-driver', 'let git merge state files by structure: .gitattributes, and the command to say'],
  ],
  exitStatus: MAKING_EXITS,
  async open(invocation, context) {
    const { init: run } = await import('../../commands/init.ts');
    const options = { dryRun: isGiven(invocation, 'dry-run'), mergeDriver: isGiven(invocation, 'merge-driver') };
    const { text } = await run(options, context);
    return { kind: 'text', text };
  },
};
