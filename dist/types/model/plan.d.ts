import type { ErrorCode, ErrorProblem } from './errors.js';
import type { Finding } from './finding.js';
import type { DataLoss } from './recovery.js';
import type { Digest, ParsedFile } from './state-file.js';
/** A field that belongs to statefix. */
type SealedField = 'checksum' | 'serial' | 'touched' | 'recovery' | 'conflicts';
/** One thing that a plan does, in order, as reports show it. Versions are written as the registry spells them. */
export type PlanStep = {
    readonly kind: 'migrate';
    readonly from: string;
    readonly to: string;
    readonly name: string;
    readonly document?: number;
} | {
    readonly kind: 'restore';
    readonly source: string;
    readonly version: string | undefined;
    /** By a repair: what `--from` calls it, and what is lost by it. */
    readonly candidate?: string;
    /** When that was written, as far as it is known: ISO 8601, UTC. */
    readonly at?: string;
    readonly dataLoss?: DataLoss;
} | {
    readonly kind: 'seal';
    readonly what: readonly SealedField[];
    readonly document?: number;
} | {
    readonly kind: 'mode';
    readonly from: number;
    readonly to: number;
} | {
    readonly kind: 'complete-sidecar';
    readonly from: string;
}
/** `change` is the id of what is undone. */
 | {
    readonly kind: 'undo';
    readonly change: string;
    readonly command: string;
};
/** Where the old bytes go: `bak` for healthy ones; `corrupt` for broken ones, `bak` too where the kind asks and none is there. */
export type Keep = 'bak' | 'corrupt' | 'corrupt-and-bak' | 'none';
/** Every change to one file, as data: the final bytes, and the digest of the content that they were computed from. */
export interface Plan {
    readonly kind: 'plan';
    /** The path as it was named or found. */
    readonly path: string;
    readonly steps: readonly PlanStep[];
    /** The digest of the content that the plan replaces; `absent` where the file did not exist. */
    readonly basis: Digest | 'absent';
    readonly bytes: Uint8Array;
    /** Of `bytes`; `absent` where the file is to go, as it was not there before what an undo takes back. */
    readonly digest: Digest | 'absent';
    /** The permission bits of the new file; `undefined` keeps those found (0600 for a file that did not exist). */
    readonly mode: number | undefined;
    /** The bits that a backup may have at most; `undefined` where the kind does not say. */
    readonly allowedMode: number | undefined;
    readonly keep: Keep;
    /** The checksum file to write right after the file, where the kind keeps one beside it. */
    readonly sidecar: {
        readonly path: string;
        readonly bytes: Uint8Array;
    } | undefined;
    /** What the rewrite cannot keep as it was spelled: said before it writes. */
    readonly notes: readonly Finding[];
    /** What the bytes were read back as when the plan was made; absent where nobody read them. */
    readonly readBack?: ParsedFile;
}
/** An error as reports carry it. */
export interface ErrorReport {
    readonly code: ErrorCode;
    readonly message: string;
    readonly hint?: string;
    readonly step?: string;
    readonly errno?: string;
    readonly pointer?: string;
    /** Where several things are wrong: each of them, as it would be told alone; `message` then only counts them. */
    readonly problems?: readonly ErrorProblem[];
}
/** What became of one file. */
export type Outcome = {
    readonly kind: 'unchanged';
} | {
    readonly kind: 'planned';
    readonly steps: readonly PlanStep[];
    readonly diff: string;
} | {
    readonly kind: 'applied';
    readonly steps: readonly PlanStep[];
} | {
    readonly kind: 'failed';
    readonly steps: readonly PlanStep[];
    readonly error: ErrorReport;
};
export {};
