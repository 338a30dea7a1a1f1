export type ForeignBackups = BackupsGlob | {
    files: BackupsGlob;
    /**
     * Where in a backup the state stands, as JSON Pointer with {name}; by default it is all of it.
     */
    at?: string;
    /**
     * Where in the state file that belongs, as JSON Pointer; by default it is all of it.
     */
    into?: string;
    /**
     * The members around it, in their order: a JSON Pointer to the value in the state that is made, or time, when the backup was taken, in milliseconds since the epoch.
     */
    envelope?: {
        [k: string]: string;
    };
};
/**
 * A glob of backups, relative to the directory of the state file, with /, and with .. at its start alone; {name} stands for the name of the state file without its extension.
 */
export type BackupsGlob = string;
export type Duration = string | 0;
export type Severity = 'error' | 'warning' | 'note' | 'off';
/**
 * Config of statefix: statefix.config.yaml, .yml or .json, or the member statefix of package.json. Data only, never code.
 */
export interface StatefixConfig {
    /**
     * Where editors find this schema.
     */
    $schema?: string;
    /**
     * Version of this config's form.
     */
    version: 1;
    /**
     * Where the schemas and migrations of your own kinds are.
     */
    registry?: {
        /**
         * Folder of the schemas, relative to the config: <kind>/<version>.schema.json.
         */
        schemas?: string;
        /**
         * Folder of the migrations, relative to the config: <kind>/<version>_<slug>.mjs.
         */
        migrations?: string;
    };
    /**
     * Your kinds of state files, by name: which files they are, and what is to be known of them. A file belongs to the first kind that matches it.
     */
    kinds?: {
        [k: string]: Kind;
    };
    /**
     * How grave each finding is.
     */
    severity?: {
        /**
         * Severity of FILE_MISSING; error by default.
         */
        FILE_MISSING?: Severity;
        /**
         * Severity of UNREADABLE; error by default.
         */
        UNREADABLE?: Severity;
        /**
         * Severity of EMPTY_FILE; error by default.
         */
        EMPTY_FILE?: Severity;
        /**
         * Severity of NUL_FILLED; error by default.
         */
        NUL_FILLED?: Severity;
        /**
         * Severity of NUL_BYTES; error by default.
         */
        NUL_BYTES?: Severity;
        /**
         * Severity of ENCODING_INVALID; error by default.
         */
        ENCODING_INVALID?: Severity;
        /**
         * Severity of SIZE_EXCEEDED; error by default.
         */
        SIZE_EXCEEDED?: Severity;
        /**
         * Severity of DEPTH_EXCEEDED; error by default.
         */
        DEPTH_EXCEEDED?: Severity;
        /**
         * Severity of BOM_FOUND; note by default.
         */
        BOM_FOUND?: Severity;
        /**
         * Severity of ALIAS_EXCEEDED; error by default.
         */
        ALIAS_EXCEEDED?: Severity;
        /**
         * Severity of CONFLICT_MARKERS; error by default.
         */
        CONFLICT_MARKERS?: Severity;
        /**
         * Severity of SYNTAX_INVALID; error by default.
         */
        SYNTAX_INVALID?: Severity;
        /**
         * Severity of DUPLICATE_KEY; error by default.
         */
        DUPLICATE_KEY?: Severity;
        /**
         * Severity of NUMBER_UNREPRESENTABLE; error by default.
         */
        NUMBER_UNREPRESENTABLE?: Severity;
        /**
         * Severity of VERSION_MISSING; error by default.
         */
        VERSION_MISSING?: Severity;
        /**
         * Severity of VERSION_UNKNOWN; error by default.
         */
        VERSION_UNKNOWN?: Severity;
        /**
         * Severity of VERSION_NEWER; error by default.
         */
        VERSION_NEWER?: Severity;
        /**
         * Severity of VERSION_OUTDATED; warning by default.
         */
        VERSION_OUTDATED?: Severity;
        /**
         * Severity of SCHEMA_MISMATCH; error by default.
         */
        SCHEMA_MISMATCH?: Severity;
        /**
         * Severity of CHECKSUM_MISSING; error by default.
         */
        CHECKSUM_MISSING?: Severity;
        /**
         * Severity of CHECKSUM_MISMATCH; error by default.
         */
        CHECKSUM_MISMATCH?: Severity;
        /**
         * Severity of CHECKSUM_PENDING; warning by default.
         */
        CHECKSUM_PENDING?: Severity;
        /**
         * Severity of MODE_TOO_OPEN; error by default.
         */
        MODE_TOO_OPEN?: Severity;
        /**
         * Severity of MODE_NOT_TRACKED; note by default.
         */
        MODE_NOT_TRACKED?: Severity;
        /**
         * Severity of OUTSIDE_ROOT; note by default.
         */
        OUTSIDE_ROOT?: Severity;
        /**
         * Severity of SPELLING_CHANGED; note by default.
         */
        SPELLING_CHANGED?: Severity;
        /**
         * Severity of LEFTOVER_TEMP; warning by default.
         */
        LEFTOVER_TEMP?: Severity;
        /**
         * Severity of LOCK_STALE; warning by default.
         */
        LOCK_STALE?: Severity;
        /**
         * Severity of JOURNAL_PENDING; warning by default.
         */
        JOURNAL_PENDING?: Severity;
        /**
         * Severity of BACKUP_UNHEALTHY; warning by default.
         */
        BACKUP_UNHEALTHY?: Severity;
        /**
         * Severity of VERSION_DECREASED; error by default.
         */
        VERSION_DECREASED?: Severity;
        /**
         * Severity of SERIAL_DECREASED; error by default.
         */
        SERIAL_DECREASED?: Severity;
        /**
         * Severity of LINEAGE_CHANGED; error by default.
         */
        LINEAGE_CHANGED?: Severity;
        /**
         * Severity of STATE_SHRUNK; warning by default.
         */
        STATE_SHRUNK?: Severity;
        /**
         * Severity of STATE_DELETED; warning by default.
         */
        STATE_DELETED?: Severity;
        /**
         * Severity of BUMP_MISSED; error by default.
         */
        BUMP_MISSED?: Severity;
        /**
         * Severity of RELEASED_EDITED; error by default.
         */
        RELEASED_EDITED?: Severity;
        /**
         * Severity of REGISTRY_DUPLICATE; error by default.
         */
        REGISTRY_DUPLICATE?: Severity;
        /**
         * Severity of MODE_CHANGED; warning by default.
         */
        MODE_CHANGED?: Severity;
        /**
         * Severity of SECRET_ADDED; error by default.
         */
        SECRET_ADDED?: Severity;
        /**
         * Severity of SECRET_FOUND; error by default.
         */
        SECRET_FOUND?: Severity;
    };
}
/**
 * Files and facts of a kind. What is set here wins over the kind's kind.yaml, and that over the defaults.
 */
export interface Kind {
    /**
     * Globs of the files of this kind, relative to the config.
     */
    files?: string[];
    /**
     * Where the version stands, as JSON Pointer; false where the files carry none (then there is one schema). By default /version, else /schemaVersion.
     */
    version?: string | false;
    /**
     * The version of a file that carries none; by default that is an error.
     */
    unversioned?: string | number;
    /**
     * Where the checksum stands: a JSON Pointer, sidecar for a file beside it (state.yaml.sha256), false for none.
     */
    checksum?: string | 'sidecar' | false;
    /**
     * Permission bits that the file may have at most, as octal digits in quotes, such as '0600'; kept on a rewrite and on backups. By default not judged, and kept as found.
     */
    mode?: string;
    /**
     * Which backups are kept, and which of others may serve.
     */
    backups?: {
        /**
         * Keep the previous content as <file>.bak.
         */
        bak?: boolean;
        /**
         * How many rolling backups are kept.
         */
        keep?: number;
        /**
         * Keep broken bytes as <file>.bak too, where there is none.
         */
        corrupt?: boolean;
        /**
         * Another program's backups that may serve to repair: globs, or objects that say where in a backup the state stands.
         */
        from?: ForeignBackups[];
    };
    /**
     * Where repair may take a state from, in order of trust; default allows a reset to the defaults of the current schema.
     */
    recover?: ('bak' | 'backups' | 'temp' | 'conflict' | 'corrupt' | 'git' | 'default')[];
    /**
     * Set to the time of a change, as JSON Pointer.
     */
    touched?: string;
    /**
     * Grows by one with each change, as JSON Pointer.
     */
    serial?: string;
    /**
     * Names the line of states that a serial belongs to, as JSON Pointer.
     */
    lineage?: string;
    /**
     * Where a repair records what it did, as JSON Pointer: lastCorruption, corruptionType, recoveryMethod, dataLoss.
     */
    recovery?: string;
    /**
     * Where a merge records that two writers collided, as JSON Pointer: detected, resolution.
     */
    conflicts?: string;
    /**
     * Lists whose items are known by one of their members: a merge pairs the items by it.
     */
    identities?: ItemIdentity[];
    /**
     * How long a writer waits for another.
     */
    lock?: {
        /**
         * How long to wait for the lock, such as 500ms, 5s.
         */
        timeout?: Duration;
        /**
         * After how long without a sign of life a lock held on another machine counts as left over, such as 5m.
         */
        stale?: Duration;
    };
    /**
     * The largest file that is read, such as 16MiB, 64MiB.
     */
    maxSize?: string | number;
    /**
     * The format of the files, where their names do not tell.
     */
    format?: 'json' | 'jsonc' | 'yaml';
    /**
     * Names of temp files that the program itself leaves behind when it dies; * stands for the name of the state file.
     */
    leftovers?: string[];
    /**
     * Whether a check looks for secrets in these files without being told to.
     */
    secrets?: boolean;
    /**
     * What looks like a secret at these places, as JSON Pointer in which the token * stands for any, or below them, is none.
     */
    allowSecrets?: string[];
}
export interface ItemIdentity {
    /**
     * The lists, as JSON Pointer in which * stands for any member or item; empty where the document is the list.
     */
    items: string;
    /**
     * The member of each item that names it, as JSON Pointer into the item.
     */
    by: string;
}
