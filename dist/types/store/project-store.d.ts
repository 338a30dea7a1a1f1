import type { Config } from '../registry/config.js';
import { type FsOps } from './fs-ops.js';
import type { StoreLog } from './log.js';
import { type Owner } from './new-file.js';
/** The `.statefix/` directory beside a config: backups, journal and audit of a project. Nothing of it needs to exist. */
export interface ProjectStore {
    /** Absolute: the directory of the config, which recorded paths are relative to. */
    readonly root: string;
    /** Absolute: `<root>/.statefix`. */
    readonly directory: string;
}
/**
 * The store of a project, by its real path; `undefined` without a config: a lone file leaves nothing behind but its `.bak`. Throws `WRITE_FAILED`
 * (`read`) where the system does not tell that path.
 */
export declare function projectStoreOf({ path, directory }: Pick<Config, 'path' | 'directory'>, fs: Pick<FsOps, 'realpath'>): ProjectStore | undefined;
export declare function backupsDirectory({ directory }: ProjectStore): string;
export declare function journalDirectory({ directory }: ProjectStore): string;
export declare function auditPath({ directory }: ProjectStore): string;
export declare function auditHeadPath({ directory }: ProjectStore): string;
/** A path as journal, manifest and audit record it: relative to the project with `/`, so that a project can be moved. */
export declare function recordedPath({ root }: ProjectStore, path: string): string;
/** The absolute path that was recorded. */
export declare function pathOfRecord({ root }: ProjectStore, recorded: string): string;
/**
 * Makes `.statefix/` with its own `.gitignore` and the directory below it that is needed now, durably. Throws `WRITE_FAILED` (`create directory`), also
 * where one of them is a link: a repository, or whoever may write there, can bring one along, and what is written or cleared through it is elsewhere.
 */
export declare function ensureStoreDirectory(fs: FsOps, store: ProjectStore, directory: string, log: StoreLog): void;
/** Who owns what root makes in the store: the owner of the project, who shall go on with it. `undefined` for everybody else, who owns what he makes. */
export declare function storeOwner(fs: Pick<FsOps, 'stat' | 'platform'>, { root }: ProjectStore): Owner | undefined;
/** Throws `WRITE_FAILED` (`create directory`) where a directory of the store, or `.statefix/` itself, is a link: also what is cleared there is elsewhere. */
export declare function ensureNoLinkTo(fs: FsOps, store: ProjectStore, directory: string): void;
