import { StatefixError } from '../../model/errors.ts';
import type { Door } from '../door.ts';
import { PROVING_EXITS } from '../exit-status.ts';
import { type Invocation, isGiven, textOf } from '../invocation.ts';
import { OUTPUT_OPTIONS } from '../options.ts';

/** `statefix log`. */
export const log: Door = {
  name: 'log',
  summary: 'Show the recorded changes of the project, newest first; prove that none was altered',
  takesPaths: true,
  paths: 'Paths are files, also such as are gone, and folders; none means every change.',
  options: ['config', 'limit', 'verify', 'format', ...OUTPUT_OPTIONS],
  examples: [
    ['statefix log', 'every change: when, by whom, of which files'],
    ['statefix log state.json', 'the changes of one file, also of one that is gone'],
    ['statefix log --limit 1', 'the last change'],
    ['statefix log --verify', 'prove that every recorded change stands as it was recorded'],
    ['statefix log --format json', 'the same for programs'],
  ],
  exitStatus: PROVING_EXITS,
  async open(invocation, context) {
    const { paths } = invocation;
    const config = textOf(invocation, 'config');
    const limit = limitOf(invocation);
    const command = () => import('../../commands/log.ts');
    const texts = () => import('../../reporters/log-text.ts');
    if (isGiven(invocation, 'verify')) {
      ensureWhole(invocation);
      return {
        kind: 'answer',
        async answer() {
          const report = await (await command()).proveLog({ config }, context);
          const { proofText } = await texts();
          return {
            data: report,
            text: (look) => proofText(report, look),
            exitCode: report.verdict.kind === 'intact' ? 0 : 1,
          };
        },
      };
    }
    return {
      kind: 'answer',
      async answer() {
        const report = await (await command()).log({ config, paths, limit }, context);
        const { logText } = await texts();
        return { data: report, text: (look) => logText(report, look), exitCode: 0 };
      },
    };
  },
};

/** A part of a chain proves nothing. */
function ensureWhole(invocation: Invocation): void {
  const what = invocation.paths.length > 0 ? 'paths' : isGiven(invocation, 'limit') ? '--limit' : undefined;
  if (what === undefined) return;
  throw new StatefixError('USAGE', `--verify proves the whole audit, and takes no ${what}`, {
    hint: 'Write: statefix log --verify',
  });
}

function limitOf(invocation: Invocation): number | undefined {
  const text = textOf(invocation, 'limit');
  if (text === undefined) return undefined;
  if (/^[1-9][0-9]{0,14}$/.test(text)) return Number(text);
  throw new StatefixError('USAGE', `--limit ${JSON.stringify(text)} is not a number of changes`, {
    hint: 'Write --limit with a whole number from 1, such as 10.',
  });
}
