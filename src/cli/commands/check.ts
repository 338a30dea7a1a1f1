import type { Door } from '../door.ts';
import { LOOKING_EXITS } from '../exit-status.ts';
import { COMMON_OPTIONS, PART_OPTIONS } from '../options.ts';
import { checkOptionsOf } from '../selection.ts';

/** `statefix check`. */
export const check: Door = {
  name: 'check',
  summary: 'Verify files; change nothing, run no code of the repository',
  takesPaths: true,
  options: [...COMMON_OPTIONS, ...PART_OPTIONS, 'schema', 'ref', 'against', 'secrets'],
  examples: [
    ['statefix check', 'every file of the config'],
    ['statefix check --kind daemon state.json', 'one file, as one of the built-in kind daemon'],
    ['statefix check --schema my.schema.json data/', 'a folder, against one JSON Schema'],
    ['statefix check --against origin/main', 'what a branch broke: versions that went back, releases that were edited'],
    ['statefix check --staged', 'what is staged for commit, as it is staged'],
    ['statefix check --format json > report.json', 'a report for programs'],
    ['statefix check --kind daemon - < state.json', 'standard input'],
  ],
  exitStatus: LOOKING_EXITS,
  async open(invocation, context) {
    const options = checkOptionsOf(invocation);
    const { check: run } = await import('../../commands/check.ts');
    return { kind: 'run', run: run(options, context) };
  },
};
