import type { AskGit } from './ask-git.ts';

/** A text that was merged by lines, and how many conflicts are in it. */
export interface MergedLines {
  readonly bytes: Uint8Array;
  readonly conflicts: number;
}

/**
 * Three files merged by lines, just as git does it without a driver, labelled `ours` and `theirs`. Absolute paths; none is changed. `undefined` where git
 * cannot: for files that are no text, and without git.
 */
export function mergeLines(
  git: AskGit,
  { base, ours, theirs }: { readonly base: string; readonly ours: string; readonly theirs: string },
): MergedLines | undefined {
  const labels = ['-L', 'ours', '-L', 'base', '-L', 'theirs'];
  const { status, stdout } = git(['merge-file', '-p', '-q', ...labels, '--', ours, base, theirs]);
  // 255: an error, a binary file among them; up to 127: so many conflicts.
  if (status === null || status > 127) return undefined;
  return { bytes: stdout, conflicts: status };
}
