import { errnoOf } from '../../model/errors.ts';
import type { Base } from '../../store/base/base.ts';
import type { BaseEntry } from '../../store/base/tree-listing.ts';
import type { FsOps } from '../../store/fs-ops.ts';
import { readBytes } from '../../store/read-bytes.ts';
import type { SelectedFile } from '../../store/select-files.ts';
import type { Workbench } from '../workbench.ts';

/** What became of the state files that the base has and that stand no more where they stood. */
export interface Moves {
  /** In the order of their paths. */
  readonly gone: readonly SelectedFile[];
  /** By the path of a file: what it was under its old name. */
  readonly renamed: ReadonlyMap<string, BaseEntry>;
}

/**
 * The files of this run at the base that are gone, but for those that git takes for one that has another name now, or whose very bytes stand there.
 */
export async function findMoves(bench: Workbench, base: Base, tree: FsOps): Promise<Moves> {
  const { fs } = bench.context;
  // Of staged files the index has said which are gone.
  const isGone = (path: string) => bench.staged !== undefined || isAbsent(fs, path);
  const missing = (await bench.filesIn(tree)).filter(({ path }) => entryOf(base, path) !== undefined && isGone(path));
  const renamed = new Map<string, BaseEntry>();
  if (missing.length === 0) return { gone: missing, renamed };
  const entries = missing.flatMap(({ path }) => entryOf(base, path) ?? []);
  const byName = new Map(entries.map((entry) => [entry.path, entry]));
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  for (const { path } of bench.whole) {
    if (path === '-' || base.at(path) !== undefined) continue;
    const before = base.renamedTo(path)?.path ?? byId.get(idAt(fs, path, base) ?? '')?.path;
    const entry = before === undefined ? undefined : byName.get(before);
    if (entry === undefined) continue;
    renamed.set(path, entry);
    byName.delete(entry.path);
  }
  return { gone: missing.filter(({ path }) => byName.has(entryOf(base, path)?.path ?? '')), renamed };
}

/** Of a file that is gone its folder may be, too, or be a link now: then its name must do. */
function entryOf(base: Base, path: string): BaseEntry | undefined {
  return base.named(path) ?? base.at(path);
}

function idAt(fs: FsOps, path: string, base: Base): string | undefined {
  const found = readBytes(fs, path, MAX_BYTES);
  return found.kind === 'bytes' ? base.idOf(found.bytes) : undefined;
}

const MAX_BYTES = 16 * 1024 * 1024;

/** Only what is known to be absent is. */
function isAbsent(fs: FsOps, path: string): boolean {
  try {
    fs.lstat(path);
    return false;
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    return errno === 'ENOENT' || errno === 'ENOTDIR';
  }
}
