import type { Dirent } from 'node:fs';
import type { Digest } from '../../model/digest.js';
import type { FileStat, Origin } from '../../model/state-file.js';
import type { ForeignBackups, RecoverSource } from '../../registry/kind.js';
import type { CandidateSearch, FoundCandidate } from './candidate.js';
/** A candidate that is a file of its own, and what is known of that without reading it. */
export interface FoundFile extends FoundCandidate {
    /** Absolute. */
    readonly path: string;
    readonly stat: FileStat;
    readonly isRegular: boolean;
    /** Where it is known already. */
    readonly digest: Digest | undefined;
}
/** What stands at a path, links not followed; `undefined` for nothing. What the system does not show is told to `unseen`. */
export declare function entryAt({ fs, cwd, unseen }: Pick<CandidateSearch, 'fs' | 'cwd' | 'unseen'>, path: string): {
    readonly stat: FileStat;
    readonly is: 'file' | 'directory' | 'link' | 'other';
} | undefined;
/** The entries of a directory; none where it is none. What the system does not show is told to `unseen`. */
export declare function entriesIn({ fs, cwd, unseen }: Pick<CandidateSearch, 'fs' | 'cwd' | 'unseen'>, directory: string): readonly Dirent[];
/** True for a directory that the search may look at; of any other it is told. */
export declare function isWithinReach({ root, cwd, note }: CandidateSearch, directory: string): boolean;
/** The file at a path as a candidate, where something stands there. By default it was written when the system says that it was changed. */
export declare function fileAt(search: CandidateSearch, path: string, { name, source, origin, at, holds, }: {
    readonly name: string;
    readonly source: RecoverSource;
    readonly origin: Origin['kind'] & ('bak' | 'temp' | 'corrupt' | 'foreign');
    readonly at?: Date | undefined;
    readonly holds?: ForeignBackups;
}): FoundFile | undefined;
/** The newest first; those whose time nobody knows last. */
export declare function newestFirst<Found extends FoundFile>(found: readonly Found[]): readonly Found[];
/** The newest of one sort, in that order; of those that are left out it is told. `noun` names them, in the plural. */
export declare function newestOf<Found extends FoundFile>(found: readonly Found[], noun: string, note: (clause: string) => void): readonly Found[];
/**
 * Leaves out what is the state file itself under another name, and a content that came before; only files of one size are read for that. It ends where the
 * search is aborted.
 */
export declare function distinct(search: CandidateSearch, found: Iterable<FoundFile>): AsyncGenerator<FoundFile>;
