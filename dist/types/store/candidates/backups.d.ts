import { type BackupEntry } from '../backups/manifest.js';
import type { CandidateSearch } from './candidate.js';
import { type FoundFile } from './found-file.js';
/** What is kept of earlier contents: the project's rolling and milestone backups, and those that the program itself makes. */
export declare function backupsCandidates(search: CandidateSearch): AsyncGenerator<FoundFile>;
/** A backup of the project, with what its manifest says of it; `undefined` where that says nothing. */
export type OwnBackup = FoundFile & {
    readonly entry: BackupEntry | undefined;
};
/** The backups of the project, in no order. What stands there is not read. */
export declare function ownBackups(search: CandidateSearch): readonly OwnBackup[];
