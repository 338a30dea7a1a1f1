import { type BackupFacts, type Siblings } from '../checks/facts.js';
import type { Format } from '../formats/format.js';
import type { RawFile, UnreadFile } from '../model/state-file.js';
import type { RegisteredKind } from '../store/load-registry.js';
import type { SelectedFile } from '../store/select-files.js';
import type { UnseenNeighbour } from '../store/siblings.js';
import type { Workbench } from './workbench.js';
/** What stands beside a file, and what of it could not be seen: a verdict that is not "healthy" may then be wrong. */
export interface Surroundings {
    readonly siblings: Siblings;
    readonly unseen: UnseenNeighbour | undefined;
}
/** What stands beside a file, each backup read and judged; paths as reports show them. */
export declare function gatherSiblings(target: SelectedFile, raw: RawFile | UnreadFile, loaded: RegisteredKind, format: Format, bench: Workbench): Promise<Surroundings>;
/** A backup is just another state file: same parser, same checks, by the schema and checksum of its own version. */
export declare function judgeBackup(path: string, loaded: RegisteredKind, format: Format, bench: Workbench): Promise<BackupFacts>;
