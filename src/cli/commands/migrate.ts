import type { Door } from '../door.ts';
import { CHANGING_EXITS } from '../exit-status.ts';
import { CHANGE_OPTIONS, PART_OPTIONS } from '../options.ts';
import { migrateOptionsOf } from '../selection.ts';

/** `statefix migrate`. */
export const migrate: Door = {
  name: 'migrate',
  summary: 'Bring files to the current version; the old content stays as .bak',
  takesPaths: true,
  options: [...CHANGE_OPTIONS, ...PART_OPTIONS, 'atomic', 'to', 'sandbox'],
  examples: [
    ['statefix migrate', 'every file of the config'],
    ['statefix migrate --dry-run state.json', 'show the diff, write nothing'],
    ['statefix migrate --kind daemon state.json', 'one file, as one of the built-in kind daemon'],
    ['statefix migrate --to 1.2.0 state.yaml', 'to that version, also downwards'],
    ['statefix migrate --atomic', 'every file of the config, all or none'],
    ['statefix migrate --kind daemon - < old.json > new.json', 'standard input to standard output'],
  ],
  exitStatus: CHANGING_EXITS,
  async open(invocation, context) {
    const options = migrateOptionsOf(invocation);
    const { migrate: run } = await import('../../commands/migrate.ts');
    return { kind: 'run', run: run(options, context) };
  },
};
