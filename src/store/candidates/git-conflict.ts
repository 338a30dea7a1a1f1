import type { RawFile } from '../../model/state-file.ts';
import { createGitObjects } from '../git/objects.ts';
import type { CandidateSearch } from './candidate.ts';
import { readContent } from './git-content.ts';
import { gitFileOf } from './git-place.ts';

/**
 * The contents between which a merge could not decide, as the index holds them. A side that has no file, or none that can be read, is left
 * out.
 */
export interface ConflictStages {
  readonly base?: RawFile;
  readonly ours?: RawFile;
  readonly theirs?: RawFile;
}

const STAGES = [
  ['base', 1],
  ['ours', 2],
  ['theirs', 3],
] as const;

/**
 * The stages of a file that is in conflict, by one run of git; `undefined` where it is in none, or git cannot say. In a rebase `ours` is
 * what the commits are put on, as git has it.
 */
export async function conflictStages(search: CandidateSearch): Promise<ConflictStages | undefined> {
  const file = gitFileOf(search);
  const objects = createGitObjects(file);
  try {
    const stages: { -readonly [Side in keyof ConflictStages]: RawFile } = {};
    for (const [side, stage] of STAGES) {
      for (const path of file.paths) {
        const content = { blob: `:${stage}:./${path}`, revision: side, path: search.path };
        const found = await readContent(objects, content, search.kind.maxSize);
        if (found.kind === 'raw') stages[side] ??= found;
      }
    }
    return Object.keys(stages).length === 0 ? undefined : stages;
  } finally {
    await objects.close();
  }
}
