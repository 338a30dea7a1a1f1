import { dirname, relative, resolve, sep } from 'node:path';
import type { OfferedChange } from '../commands/run.ts';
import { errnoOf, StatefixError } from '../model/errors.ts';
import type { FsOps } from '../store/fs-ops.ts';
import type { Environment } from '../store/git/program.ts';
import { gitIn, linesOf } from '../store/merge/ask-git.ts';
import { readRaw } from '../store/read.ts';
import { isInside } from '../store/shown-path.ts';
import { resolveTarget } from '../store/target.ts';
import { type GitMode, gitPatch } from './git-patch.ts';

/** A patch in the making: what a run offers, file by file. */
export interface PatchInTheMaking {
  /** Throws `StatefixError` for a change that no patch of this repository can carry. */
  add(offer: OfferedChange): void;
  /** Empty where git would see no difference. */
  bytes(): Buffer;
}

/** Names are from the root of the repository that `cwd` is in; from `workspace` where git knows of none. */
export function startPatch(fs: FsOps, cwd: string, workspace: string, environment: Environment): PatchInTheMaking {
  const parts: Buffer[] = [];
  let root: string | undefined;

  const added = new Set<string>();

  function nameOf(path: string): string {
    root ??= rootAround(fs, cwd, workspace, environment);
    if (isInside(path, root)) return relative(root, path).split(sep).join('/');
    throw new StatefixError(
      'OUTSIDE_ROOT',
      `${path} lies outside of the repository at ${root}, and no patch can change it`,
      {
        hint: 'Leave it out of the paths.',
        path,
      },
    );
  }

  return {
    add({ plan, before }) {
      if (before === undefined && plan.basis !== 'absent') throw unreadable(plan.path);
      const path = resolveTarget(fs, plan.path, undefined);
      // A link and the file that it leads to are one file, with one change.
      if (added.has(path)) return;
      added.add(path);
      const mode = before?.stat?.mode ?? plan.mode ?? 0o644;
      parts.push(
        gitPatch({
          path: nameOf(path),
          before: before && { bytes: before.bytes, mode: gitMode(mode) },
          after: { bytes: plan.bytes, mode: gitMode(plan.mode ?? mode) },
        }),
      );
      if (plan.sidecar === undefined) return;
      const beside = resolveTarget(fs, plan.sidecar.path, undefined);
      const old = readRaw(fs, { kind: 'file', path: beside }, Number.MAX_SAFE_INTEGER);
      const standing = old.kind === 'raw' ? old : undefined;
      const besideMode = gitMode(standing?.stat?.mode ?? 0o644);
      parts.push(
        gitPatch({
          path: nameOf(beside),
          before: standing && { bytes: standing.bytes, mode: besideMode },
          after: { bytes: plan.sidecar.bytes, mode: besideMode },
        }),
      );
    },
    bytes: () => Buffer.concat(parts),
  };
}

function gitMode(mode: number): GitMode {
  return (mode & 0o100) === 0 ? '100644' : '100755';
}

function rootAround(fs: FsOps, cwd: string, workspace: string, environment: Environment): string {
  const [top] = linesOf(gitIn(fs, cwd, environment)(['rev-parse', '--show-toplevel']));
  return realPath(fs, top === undefined || top === '' ? workspace : resolve(top));
}

function realPath(fs: FsOps, path: string): string {
  try {
    return fs.realpath(path);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    return dirname(path) === path ? path : resolve(path);
  }
}

function unreadable(path: string): StatefixError {
  return new StatefixError('WRITE_FAILED', `${path} cannot be read whole, and a patch must say what it replaces`, {
    hint: 'Use changes: write, where that is safe.',
    path,
  });
}
