import type { Format } from '../../formats/format.js';
import { parseState } from '../../formats/parse.js';
import type { DiagnosedFinding } from '../../model/finding.js';
import type { ParsedFile, RawFile } from '../../model/state-file.js';
import type { RegisteredKind } from '../../store/load-registry.js';
import type { Workbench } from '../workbench.js';
export type SideName = 'base' | 'ours' | 'theirs';
/** One of the three, healthy but perhaps for its checksum. */
export interface Side {
    readonly name: SideName;
    readonly file: ParsedFile;
    /** Of its documents. */
    readonly versions: readonly string[];
    /** True where a checksum is not that of its document: somebody edited it by hand, or merged it by lines. */
    readonly isUnsealed: boolean;
}
/** Why the three cannot be merged by structure. */
export interface Obstacle {
    readonly kind: 'obstacle';
    /** One clause. */
    readonly message: string;
    /** True where another registry may know more. */
    readonly isOfRegistry: boolean;
}
/** Judges one of the three by the schema and the checksum of its own version. */
export declare function judgeSide(name: SideName, raw: RawFile, loaded: RegisteredKind, format: Format, bench: Workbench): Promise<Side | Obstacle>;
/** The findings of severity error of a file that stands alone, without its mode and without what stands beside it. */
export declare function errorsOf(file: ReturnType<typeof parseState>, loaded: RegisteredKind, format: Format, bench: Workbench): Promise<readonly DiagnosedFinding[]>;
/** The newest version that one of them carries. */
export declare function newestVersion(sides: readonly Side[]): string;
/** That side at `version`, in memory, with its text. Throws `MIGRATION_FAILED`. */
export declare function broughtForward({ file }: Side, version: string, { kind, schemaOf }: RegisteredKind, format: Format, { runStep, context }: Workbench): Promise<ParsedFile>;
