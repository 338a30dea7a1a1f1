import { errnoOf, StatefixError } from '../../model/errors.ts';
import type { FsOps } from '../../store/fs-ops.ts';
import type { SelectedFile } from '../../store/select-files.ts';
import type { Shard } from '../run.ts';

/** What opening a file costs, in bytes read: many empty files are work, too. */
const COST_OF_FILE = 1024;

/** A file and its size in bytes. */
export interface Weighed<File> {
  readonly file: File;
  readonly name: string;
  readonly size: number;
}

/**
 * One of `count` parts of the files, the first being 1, in the order in which they were given. Each file is in exactly one of the parts, the parts are
 * about equally large, and which file is in which follows from names and sizes alone.
 */
export function shardOf<File>(files: readonly Weighed<File>[], { index, count }: Shard): readonly File[] {
  const largestFirst = files.toSorted(
    (left, right) => right.size - left.size || (left.name < right.name ? -1 : left.name > right.name ? 1 : 0),
  );
  const loads = new Array<number>(count).fill(0);
  const mine = new Set<Weighed<File>>();
  for (const file of largestFirst) {
    const lightest = indexOfLeast(loads);
    loads[lightest] = (loads[lightest] ?? 0) + file.size + COST_OF_FILE;
    if (lightest === index - 1) mine.add(file);
  }
  return files.filter((file) => mine.has(file)).map(({ file }) => file);
}

/** A part of the files of a run. What cannot be looked at counts as empty. Throws `USAGE` for standard input, which is one document. */
export function shardOfTargets(
  targets: readonly SelectedFile[],
  shard: Shard,
  fs: Pick<FsOps, 'lstat'>,
): readonly SelectedFile[] {
  if (targets.some(({ path }) => path === '-')) {
    throw new StatefixError('USAGE', '--shard and - exclude each other: standard input is one document', {
      hint: 'Leave one of the two out.',
    });
  }
  const weighed = targets.map((file) => ({ file, name: file.display, size: sizeOf(file.path, fs) }));
  return shardOf(weighed, shard);
}

function sizeOf(path: string, fs: Pick<FsOps, 'lstat'>): number {
  try {
    return Number(fs.lstat(path).size);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return 0;
  }
}

function indexOfLeast(loads: readonly number[]): number {
  let least = 0;
  for (let at = 1; at < loads.length; at += 1) if ((loads[at] ?? 0) < (loads[least] ?? 0)) least = at;
  return least;
}
