import type { SeverityOverrides } from '../checks/diagnose.js';
import type { BackupFacts } from '../checks/facts.js';
import type { Format } from '../formats/format.js';
import type { RegisteredKind } from '../store/load-registry.js';
import { type ProjectStore } from '../store/project-store.js';
import type { RunContext } from './run.js';
/** The backups that do not stand beside their file, judged for many files of one run. What has none of them costs next to nothing. */
export interface OtherBackups {
    /** Those of the project that are not what was stored any more, of the file at that real path. */
    damaged(path: string, loaded: RegisteredKind): Promise<readonly BackupFacts[]>;
    /** The newest few that the program itself made of it, each with its verdict. One that holds nothing of this file is none. */
    foreign(path: string, loaded: RegisteredKind, format: Format): Promise<readonly BackupFacts[]>;
}
export declare function createOtherBackups(context: RunContext, store: ProjectStore | undefined, severities: SeverityOverrides): OtherBackups;
