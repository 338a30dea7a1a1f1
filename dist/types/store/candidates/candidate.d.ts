import type { RawFile, UnreadFile } from '../../model/state-file.js';
import type { ForeignBackups, Kind, RecoverSource } from '../../registry/kind.js';
import type { FsOps } from '../fs-ops.js';
import type { ProjectStore } from '../project-store.js';
/** A place where a state may be had, found and not read yet. */
export interface FoundCandidate {
    /** What `--from` takes: `bak`, `backup:ID`, `file:PATH`, `temp:NAME`, `corrupt:NAME`, `index`, `HEAD`, `git:COMMIT`. */
    readonly name: string;
    readonly source: RecoverSource;
    /** As reports show it: a path relative to the working directory, or `COMMIT:PATH`. */
    readonly shown: string;
    /** When that content was written, as far as it is known. */
    readonly at: Date | undefined;
    /** Where the state stands in what is read, if it is not all of it. */
    readonly holds: ForeignBackups | undefined;
    /** Never throws for what stands there, never blocks, follows no link, and reads nothing larger than the kind allows. */
    read(): Promise<RawFile | UnreadFile>;
}
/** What a search for candidates goes by. */
export interface CandidateSearch {
    readonly fs: FsOps;
    /** The real path of the state file; it need not exist. */
    readonly path: string;
    /** Absolute. */
    readonly cwd: string;
    readonly kind: Kind;
    readonly store: ProjectStore | undefined;
    /** Nothing outside of this absolute directory is looked at; `undefined`: the directory of the state file and what the kind names bound it. */
    readonly root: string | undefined;
    readonly environment: Readonly<Record<string, string | undefined>>;
    /** Aborted when the time for the search is over: what was found so far counts. */
    readonly signal: AbortSignal;
    /** Takes a clause that says why a place was not looked at though nothing of worth is lost by it, such as `the file is in no git repository`. */
    note(clause: string): void;
    /** The same of a place that may hold a healthy state and was not let be seen: what is worse than that state is no way out then. */
    unseen(clause: string): void;
}
/** Looks at the places of one source, the newest content first where that is known without reading. Nothing is read before it is asked for. */
export type CandidateFinder = (search: CandidateSearch) => AsyncIterable<FoundCandidate>;
