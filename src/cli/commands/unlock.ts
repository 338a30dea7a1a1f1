import { resolve } from 'node:path';
import { StatefixError } from '../../model/errors.ts';
import type { Door } from '../door.ts';
import { UNLOCKING_EXITS } from '../exit-status.ts';
import { type Invocation, isGiven, textOf } from '../invocation.ts';
import { OUTPUT_OPTIONS } from '../options.ts';

/** `statefix unlock`. */
export const unlock: Door = {
  name: 'unlock',
  summary: 'Show who holds the lock of a file; with its lockId, take that lock away',
  takesPaths: true,
  paths: 'Takes one file.',
  options: ['id', 'force', 'format', ...OUTPUT_OPTIONS],
  examples: [
    ['statefix unlock state.json', 'who holds it, since when, whether it is alive, who waits'],
    ['statefix unlock state.json --id 4f3c2a1b-…', 'take away the lock of a process that is gone'],
    ['statefix unlock state.json --id 4f3c2a1b-… --force', 'also of one that is alive; what it is writing is refused'],
  ],
  exitStatus: UNLOCKING_EXITS,
  async open(invocation, context) {
    const path = resolve(context.cwd, pathOf(invocation));
    const options = { path, id: idOf(invocation), isForced: isGiven(invocation, 'force') };
    return {
      kind: 'answer',
      async answer() {
        const { unlock: run } = await import('../../commands/unlock.ts');
        const { unlockText } = await import('../../reporters/unlock-text.ts');
        const report = await run(options, context);
        return { data: report, text: (look) => unlockText(report, look), exitCode: report.outcome === 'shown' ? 3 : 0 };
      },
    };
  },
};

function pathOf({ paths }: Invocation): string {
  const [path, second] = paths;
  if (path !== undefined && path !== '' && path !== '-' && second === undefined) return path;
  throw new StatefixError('USAGE', 'unlock takes exactly one file', { hint: 'Write: statefix unlock state.json' });
}

function idOf(invocation: Invocation): string | undefined {
  const ids = invocation.given.get('id') ?? [];
  if (ids.length < 2) return textOf(invocation, 'id');
  throw new StatefixError('USAGE', 'unlock takes one --id', { hint: 'A file has one lock: name that.' });
}
