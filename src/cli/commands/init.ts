import type { Door } from '../door.ts';
import { MAKING_EXITS } from '../exit-status.ts';
import { isGiven, textOf } from '../invocation.ts';
import { OUTPUT_OPTIONS } from '../options.ts';

/** `statefix init`. */
export const init: Door = {
  name: 'init',
  summary: 'Write a minimal config for the kinds at hand, and the lines for .gitignore',
  takesPaths: false,
  options: ['dry-run', 'merge-driver', 'hook', ...OUTPUT_OPTIONS],
  examples: [
    ['statefix init', 'write statefix.config.yaml here'],
    ['statefix init --dry-run', 'show what would be written'],
    ['statefix init --merge-driver', 'let git merge state files by structure: .gitattributes, and the command to say'],
    ['statefix init --hook pre-commit', 'judge state files before each commit: the entry in .pre-commit-config.yaml'],
  ],
  exitStatus: MAKING_EXITS,
  async open(invocation, context) {
    const { init: run } = await import('../../commands/init.ts');
    const named = textOf(invocation, 'hook');
    const hook = named === undefined ? undefined : (await import('../../commands/hooks/index.ts')).hookNamed(named);
    const options = { dryRun: isGiven(invocation, 'dry-run'), mergeDriver: isGiven(invocation, 'merge-driver'), hook };
    const { text } = await run(options, context);
    return { kind: 'text', text };
  },
};
