import { resolve } from 'node:path';
import { NO_SIBLINGS } from '../../checks/facts.ts';
import { StatefixError } from '../../model/errors.ts';
import { shellWord } from '../../model/shell-word.ts';
import type { RawFile, UnreadFile } from '../../model/state-file.ts';
import type { Kind } from '../../registry/kind.ts';
import type { WorkTree } from '../../store/git/work-tree.ts';
import type { IndexFiles } from '../../store/index-files.ts';
import { sidecarPath } from '../../store/names.ts';
import { createRestage } from '../../store/restage.ts';
import type { SelectedFile } from '../../store/select-files.ts';
import { displayPath } from '../../store/shown-path.ts';
import type { Purpose } from '../kinds-of-run.ts';
import type { RunContext } from '../run.ts';
import type { Surroundings } from '../siblings.ts';

/** What a run over staged files reads from the index, and gives back to it. */
export interface StagedFiles {
  /**
   * The content that would be committed; `undefined` where the work tree is to be read: for a file in conflict, and for one to be changed that is the same
   * there.
   */
  read(target: SelectedFile, limit: number): Promise<RawFile | UnreadFile | undefined>;
  /** Of what stands beside a file in the index, its checksum file alone says something of it. */
  siblings(target: SelectedFile, kind: Kind): Promise<Surroundings>;
  /** Why a change of this file could not be staged alone; `undefined` where it could. */
  obstacleTo(target: SelectedFile): StatefixError | undefined;
  /** Takes note of a file that was changed, and of its checksum file, where it has one. */
  changed(target: SelectedFile, sidecar: string | undefined): void;
  /** Stages what was changed. Throws `WRITE_FAILED` where git refuses. */
  restage(): Promise<void>;
}

export function stagedFiles(
  index: IndexFiles,
  workTree: WorkTree,
  { fs, cwd }: RunContext,
  purpose: Purpose,
): StagedFiles {
  const isWhole = (path: string) => index.isSameInTree(path) && index.isSameInTree(sidecarPath(path));
  const restage = createRestage(fs, workTree, cwd);
  return {
    async read({ path }, limit) {
      if (index.isUnmerged(path) || (purpose === 'change' && isWhole(path))) return undefined;
      return index.read(path, limit);
    },
    async siblings({ path }, kind) {
      if (kind.checksum !== 'sidecar') return { siblings: NO_SIBLINGS, unseen: undefined };
      const recorded = await index.recordedIn(sidecarPath(path));
      const sidecar = { path: displayPath(sidecarPath(path), cwd), recorded };
      return { siblings: { ...NO_SIBLINGS, sidecar }, unseen: undefined };
    },
    obstacleTo({ path, display }) {
      if (index.isUnmerged(path)) return inConflict(display);
      return isWhole(path) ? undefined : notWhole(display);
    },
    changed({ path }, sidecar) {
      restage.note(path, sidecar === undefined ? undefined : resolve(cwd, sidecar));
    },
    restage: restage.run,
  };
}

function notWhole(display: string): StatefixError {
  return new StatefixError(
    'STATE_CHANGED',
    `${display} is staged in one state and has another in the work tree, so a change could not be staged alone`,
    {
      hint: `Stage all of it (git add ${shellWord(display)}), or set the rest aside (git stash push --keep-index), and run again.`,
      path: display,
    },
  );
}

function inConflict(display: string): StatefixError {
  return new StatefixError('STATE_CHANGED', `${display} is in conflict: what would be committed is not settled`, {
    hint: `Repair it without --staged, look at it, then stage it: git add ${shellWord(display)}`,
    path: display,
  });
}
