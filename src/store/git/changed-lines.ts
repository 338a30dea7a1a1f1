import type { AskGit } from '../merge/ask-git.ts';

/** Lines that were added or changed: from the first to the last, counted from 1. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

const HUNK = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/**
 * By path from the top of the work tree, with `/`: the lines that `HEAD` has and a commit has not. `undefined` where git gives no answer. The work tree is not
 * read, and nothing of the repository is run; names of other than printable ASCII are left out.
 */
export function changedLinesSince(git: AskGit, commit: string): ReadonlyMap<string, readonly LineRange[]> | undefined {
  const plain = [
    '--no-color',
    '--no-ext-diff',
    '--no-textconv',
    '--no-relative',
    '--ignore-submodules',
    '--no-renames',
  ];
  const { status, stdout } = git([
    'diff-tree',
    '-r',
    '--patch',
    '--unified=0',
    '--src-prefix=a/',
    '--dst-prefix=b/',
    ...plain,
    '--end-of-options',
    commit,
    'HEAD',
  ]);
  return status === 0 ? parseHunks(stdout.toString('latin1')) : undefined;
}

function parseHunks(text: string): ReadonlyMap<string, readonly LineRange[]> {
  const files = new Map<string, LineRange[]>();
  let ranges: LineRange[] = [];
  // Lines of content may look like any other: they are counted, not looked at.
  let content = 0;
  for (const line of text.split('\n')) {
    if (content > 0) {
      if (!line.startsWith('\\')) content -= 1;
      continue;
    }
    if (line.startsWith('+++ ')) {
      ranges = [];
      const name = /^\+\+\+ b\/([^\t]*)\t?$/.exec(line)?.[1];
      if (name !== undefined) files.set(name, ranges);
      continue;
    }
    const [, removed = '1', start = '0', added = '1'] = HUNK.exec(line) ?? [undefined, '0', '0', '0'];
    content = Number(removed) + Number(added);
    if (Number(added) > 0) ranges.push({ first: Number(start), last: Number(start) + Number(added) - 1 });
  }
  return files;
}
