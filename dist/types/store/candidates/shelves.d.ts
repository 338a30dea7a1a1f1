import type { Dirent } from 'node:fs';
import type { CandidateSearch } from './candidate.js';
import { type FoundFile } from './found-file.js';
/** What was seen of the directories in which other programs keep backups: many state files may share them. */
export interface Shelves {
    /** The entries of a directory whose names begin like that, in the order of their names. Each directory is listed once. */
    entriesOf(directory: string, prefix: string): readonly Dirent[];
    /** What a look gave that is the same for every state file, by a text that says where and how it looked. */
    once(look: string, find: () => Promise<readonly FoundFile[]>): Promise<readonly FoundFile[]>;
}
export declare function createShelves(search: Pick<CandidateSearch, 'fs' | 'cwd' | 'unseen'>): Shelves;
