import { StatefixError } from '../../model/errors.ts';
import type { Door } from '../door.ts';
import { JOINING_EXITS } from '../exit-status.ts';
import { OUTPUT_OPTIONS } from '../options.ts';

/** `statefix merge-reports`. */
export const mergeReports: Door = {
  name: 'merge-reports',
  summary: 'Join JSON reports, such as those of shards, into one of any format',
  takesPaths: true,
  paths: 'Takes reports that the same command wrote with --format json.',
  options: ['format', 'strict', 'check', 'exit-non-zero-on-change', ...OUTPUT_OPTIONS],
  examples: [
    ['statefix merge-reports shard-*.json', 'as one run would have told it'],
    ['statefix merge-reports shard-*.json --format json=all.json', 'the same, and as one JSON report'],
    ['statefix merge-reports report.json --format sarif=state.sarif', 'a report in another format'],
  ],
  exitStatus: JOINING_EXITS,
  async open({ paths }, context) {
    if (paths.includes('-')) {
      throw new StatefixError('USAGE', 'merge-reports takes files, not standard input', {
        hint: 'Write: statefix merge-reports REPORT.json...',
      });
    }
    const { mergeReports: open } = await import('../../commands/merge-reports.ts');
    const { run, command, isPlanned } = await open(paths, context);
    return { kind: 'run', run, told: { command, isPlanned } };
  },
};
