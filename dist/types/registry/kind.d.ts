import type { Pointer } from '../model/pointer.js';
import type { FormatName } from '../model/state-file.js';
/** Where `repair` may take a state from, in order of trust. */
export type RecoverSource = 'bak' | 'backups' | 'temp' | 'conflict' | 'corrupt' | 'git' | 'default';
/** A member of the envelope that a program puts around a state. */
export interface EnvelopeMember {
    readonly member: string;
    /** Where its value stands in the state that is made, as JSON Pointer; `time`: when the backup was taken, in milliseconds since the epoch. */
    readonly value: Pointer | 'time';
}
/** Backups that the program itself makes, and how a state is got out of one. `{name}` stands for the state file's name without its extension. */
export interface ForeignBackups {
    /** A glob with `{name}`, relative to the directory of the state file, with `/`; `..` stands at its start alone. */
    readonly files: string;
    /** Where in a backup the state stands, as JSON Pointer with `{name}`; `''` where the backup is the state. */
    readonly at: Pointer;
    /** Where in the state file what stands there belongs, as JSON Pointer: the rest comes from the envelope around; `''` where it is all of it. */
    readonly into: Pointer;
    /** The members around it, in their order, before that which `into` names. */
    readonly envelope: readonly EnvelopeMember[];
}
/** Arrays whose items are known by one of their members: a merge pairs them by it. */
export interface ItemIdentity {
    /** The arrays, as JSON Pointer in which the token `*` stands for any. */
    readonly items: Pointer;
    /** The member of each item that names it, as JSON Pointer into the item. */
    readonly by: Pointer;
}
/** The facts of a kind, every one resolved: config over `kind.yaml` over defaults. */
export interface KindFacts {
    /** Where the version stands; the first pointer that has a value counts. `false`: the file carries none. */
    readonly version: readonly Pointer[] | false;
    /** The version of a file that carries none; `undefined`: that is an error. */
    readonly unversioned: string | undefined;
    /** Where the checksum stands: a pointer into the document, `sidecar` for a file beside it, `false` for none. */
    readonly checksum: Pointer | 'sidecar' | false;
    /** No permission bit beyond these; `undefined`: not judged, kept as found. */
    readonly mode: number | undefined;
    readonly backups: {
        readonly bak: boolean;
        readonly keep: number;
        readonly corrupt: boolean;
        readonly from: readonly ForeignBackups[];
    };
    readonly recover: readonly RecoverSource[];
    /** Set to now by a change. */
    readonly touched: Pointer | undefined;
    /** Grows with every change. */
    readonly serial: Pointer | undefined;
    /** Names the line of states that a serial belongs to: a state of another line takes no file's place. */
    readonly lineage: Pointer | undefined;
    /** Where a repair records what it did, in the form of the checklist system. */
    readonly recovery: Pointer | undefined;
    /** Where a merge records that two writers collided, in the form of the checklist system. */
    readonly conflicts: Pointer | undefined;
    readonly identities: readonly ItemIdentity[];
    /** Milliseconds. */
    readonly lock: {
        readonly timeout: number;
        readonly stale: number;
    };
    /** Bytes. */
    readonly maxSize: number;
    /** The format of the files, whatever their names say; `undefined`: by name, else by the first character. */
    readonly format: FormatName | undefined;
    /** Names of temp files that the program itself leaves behind, `*` being the name of the state file. */
    readonly leftovers: readonly string[];
    /** True where a check looks for secrets without being told to. */
    readonly secrets: boolean;
    /** What looks like a secret at these places, or below them, is none; in these pointers the token `*` stands for any. */
    readonly allowSecrets: readonly Pointer[];
}
/** One schema of a kind. Its text is read when it is needed. */
export interface KindVersion {
    /** As the registry spells it: `1`, `1.0.0`. */
    readonly version: string;
    /** The schema file. */
    readonly path: string;
}
/** One migration, by name and path: the registry never holds a function. */
export interface MigrationStep {
    readonly kindName: string;
    readonly from: string;
    readonly to: string;
    /** The file name without its extension, such as `2_add-stats`. */
    readonly name: string;
    /** Absolute. */
    readonly path: string;
    /** The path as messages name it. */
    readonly shown: string;
}
/** A kind: its facts, its versions in order, and the steps between them. */
export interface Kind extends KindFacts {
    readonly name: string;
    readonly origin: 'built-in' | 'user' | 'ad hoc';
    /** Oldest first; at least one. */
    readonly versions: readonly KindVersion[];
    /** In order; the step to `versions[i]` from `versions[i - 1]`, where there is one. */
    readonly steps: readonly MigrationStep[];
}
/** The facts of a kind that says nothing of itself. */
export declare const DEFAULT_FACTS: KindFacts;
/** What a kind's `kind.yaml` or the config says of it: facts that are there win over the layers below, the others are not said. */
export type WrittenFacts = Partial<Omit<KindFacts, 'backups' | 'lock'> & {
    readonly backups: Partial<KindFacts['backups']>;
    readonly lock: Partial<KindFacts['lock']>;
}>;
/** The facts with every one resolved: the first layer that says a fact wins, the defaults come last. */
export declare function resolveFacts(layers: readonly WrittenFacts[]): KindFacts;
