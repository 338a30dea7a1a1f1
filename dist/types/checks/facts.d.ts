import type { Pointer } from '../model/pointer.js';
import type { Difference } from '../model/recovery.js';
import type { Digest, StateFile } from '../model/state-file.js';
import type { Kind } from '../registry/kind.js';
import type { VersionSchema } from '../registry/version-schema.js';
import type { FoundSecret } from '../secrets/find-secrets.js';
/** A lock file beside a state file, as far as it can be read. */
export interface LockFacts {
    readonly path: string;
    readonly pid: number;
    readonly hostname: string;
    readonly since: string;
    /** True where its holder is certainly dead. */
    readonly isDead: boolean;
}
/** A change of the file that its writer began, and did not live to finish. */
export interface PendingFacts {
    /** Of its record in the journal. */
    readonly path: string;
    readonly command: string;
    readonly since: string;
    readonly files: readonly string[];
}
/** What stands beside a state file. */
export interface Siblings {
    /** `.bak` and whatever else may serve as a candidate, each with its own verdict. */
    readonly backups: readonly BackupFacts[];
    /** Temp files and staging directories of dead writers. */
    readonly leftovers: readonly {
        readonly path: string;
        readonly owner: 'statefix' | 'foreign';
    }[];
    readonly lock: LockFacts | undefined;
    readonly pending: readonly PendingFacts[];
    /** The checksum file beside it, where the kind keeps one: the digest it records, `undefined` where there is none. */
    readonly sidecar: {
        readonly path: string;
        readonly recorded: string | undefined;
    } | undefined;
    /** A checksum file staged by a dead writer that fits the file. */
    readonly stagedSidecar: {
        readonly path: string;
        readonly recorded: Digest;
    } | undefined;
}
export interface BackupFacts {
    readonly path: string;
    readonly file: StateFile;
    /** Why it could not serve; `undefined` where it could. */
    readonly unhealthy: string | undefined;
}
/** What an edited file was before, and how it differs. */
export interface AncestorFacts {
    /** Where that state was found, as reports show it. */
    readonly shown: string;
    /** True where the recorded checksum is that of this very state; else it is the newest healthy one of the same version. */
    readonly isProven: boolean;
    readonly difference: Difference;
    /** How many bits of the two texts differ, counted up to a few; `undefined` where their lengths differ. */
    readonly flipped: number | undefined;
}
/** What the file and its registry were at the revision that a run compares with. */
export interface BaseFacts {
    /** The revision, as it was named. */
    readonly shown: string;
    /** What the file was there; `undefined` where it is new. */
    readonly file: StateFile | undefined;
    /** Its modes as git has them, there and here, where they differ. */
    readonly modes: {
        readonly before: string;
        readonly found: string;
    } | undefined;
    /** By version: the schemas that versions of the documents had there, where they have been edited since. */
    readonly edited: ReadonlyMap<string, VersionSchema>;
    /** What the migrations between the two versions declare to drop, as far as that can be read without running them. */
    readonly drops: readonly Pointer[];
    /** The names of those of which it cannot be read. */
    readonly undeclared: readonly string[];
}
/** Everything a check may know. All that needs I/O or time was gathered before, as a fact. */
export interface Facts {
    readonly file: StateFile;
    readonly kind: Kind;
    readonly siblings: Siblings;
    /** By version: those that the documents carry, and that the registry has. */
    readonly versions: ReadonlyMap<string, VersionSchema>;
    /** True where git tracks the file; asked only where its mode is too open. */
    readonly isTracked: boolean;
    /** What the file was before somebody edited it; looked for only where its checksum is all that is wrong. */
    readonly ancestor?: AncestorFacts;
    /** What the file is held against, where a run compares with an earlier revision. */
    readonly base?: BaseFacts;
    /** The secrets in it that are to be told; looked for only where a run or its kind asks for that. */
    readonly secrets?: readonly FoundSecret[];
}
/** The siblings of a file that stands alone: standard input, a git blob, a prediction. */
export declare const NO_SIBLINGS: Siblings;
