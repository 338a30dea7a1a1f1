import type { Range } from '../model/finding.ts';
import { checkoutPath } from '../reporters/checkout-path.ts';
import type { FsOps } from '../store/fs-ops.ts';
import { changedLinesSince, type LineRange } from '../store/git/changed-lines.ts';
import type { Environment } from '../store/git/program.ts';
import { gitIn, linesOf } from '../store/merge/ask-git.ts';

/** Tells whether a place of a file lies on lines that came after a commit; `path` is as reports name it. */
export type IsChanged = (path: string, range: Range | undefined) => boolean;

/** Asks git once, when it is first asked itself. Where git has no answer, nothing is told to be changed. */
export function changedSince(fs: FsOps, cwd: string, environment: Environment, commit: string): IsChanged {
  let known: { readonly folder: string; readonly files: ReadonlyMap<string, readonly LineRange[]> } | undefined;

  function ask() {
    const git = gitIn(fs, cwd, environment);
    // Of a folder `sub/dir/`, git says just that.
    const [prefix = ''] = linesOf(git(['rev-parse', '--show-prefix']));
    return { folder: prefix, files: changedLinesSince(git, commit) ?? new Map<string, readonly LineRange[]>() };
  }

  return (path, range) => {
    known ??= ask();
    const ranges = known.files.get(checkoutPath(known.folder, path)) ?? [];
    if (range === undefined) return ranges.length > 0;
    return ranges.some(({ first, last }) => first <= range.end.line && range.start.line <= last);
  };
}
