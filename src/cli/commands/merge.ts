import { resolve } from 'node:path';
import { StatefixError } from '../../model/errors.ts';
import type { Door } from '../door.ts';
import { MERGING_EXITS } from '../exit-status.ts';
import { type Invocation, textOf } from '../invocation.ts';
import { OUTPUT_OPTIONS } from '../options.ts';
import { selectionOf } from '../selection.ts';

/** `statefix merge`. */
export const merge: Door = {
  name: 'merge',
  summary: 'Merge three versions of a state file by structure; git runs it as a merge driver',
  takesPaths: true,
  paths: 'Takes three files, as git names them: BASE, OURS and THEIRS. The merged file is written to OURS.',
  options: ['path', 'config', 'kind', 'schemas', 'migrations', 'max-size', 'sandbox', 'format', ...OUTPUT_OPTIONS],
  examples: [
    ['statefix merge %O %A %B --path %P', 'as the driver of git; statefix init --merge-driver says how to set it up'],
    ['statefix merge base.json ours.json theirs.json', 'by hand: ours.json becomes the merged file'],
    ['statefix merge base.json ours.json theirs.json --path state.json', 'the kind is that of state.json'],
  ],
  exitStatus: MERGING_EXITS,
  async open(invocation, context) {
    const [base, ours, theirs] = sidesOf(invocation);
    const { config, kind, schemas, migrations, maxSize } = selectionOf(invocation);
    const at = (path: string) => resolve(context.cwd, path);
    const options = {
      files: { base: at(base), ours: at(ours), theirs: at(theirs) },
      path: textOf(invocation, 'path') ?? ours,
      config,
      kind,
      schemas,
      migrations,
      maxSize,
    };
    return {
      kind: 'answer',
      async answer() {
        const { merge: run } = await import('../../commands/merge.ts');
        const { mergeText } = await import('../../reporters/merge-text.ts');
        const report = await run(options, context);
        const isClean = report.outcome === 'merged' || report.outcome === 'merged by lines';
        // Standard output is that of git, which may be read by a program.
        return { data: report, text: () => '', talk: (look) => mergeText(report, look), exitCode: isClean ? 0 : 1 };
      },
    };
  },
};

function sidesOf({ paths }: Invocation): readonly [base: string, ours: string, theirs: string] {
  const [base, ours, theirs, more] = paths;
  if (base !== undefined && ours !== undefined && theirs !== undefined && more === undefined && !paths.includes('-')) {
    return [base, ours, theirs];
  }
  throw new StatefixError(
    'USAGE',
    `merge takes three files, not ${paths.includes('-') ? 'standard input' : paths.length}`,
    {
      hint: 'Write: statefix merge BASE OURS THEIRS --path PATH',
    },
  );
}
