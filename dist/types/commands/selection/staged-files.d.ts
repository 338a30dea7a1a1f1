import { StatefixError } from '../../model/errors.js';
import type { RawFile, UnreadFile } from '../../model/state-file.js';
import type { Kind } from '../../registry/kind.js';
import type { WorkTree } from '../../store/git/work-tree.js';
import type { IndexFiles } from '../../store/index-files.js';
import type { SelectedFile } from '../../store/select-files.js';
import type { Purpose } from '../kinds-of-run.js';
import type { RunContext } from '../run.js';
import type { Surroundings } from '../siblings.js';
/** What a run over staged files reads from the index, and gives back to it. */
export interface StagedFiles {
    /**
     * The content that would be committed; `undefined` where the work tree is to be read: for a file in conflict, and for one to be changed that is the same
     * there.
     */
    read(target: SelectedFile, limit: number): Promise<RawFile | UnreadFile | undefined>;
    /** Of what stands beside a file in the index, its checksum file alone says something of it. */
    siblings(target: SelectedFile, kind: Kind): Promise<Surroundings>;
    /** Why a change of this file could not be staged alone; `undefined` where it could. */
    obstacleTo(target: SelectedFile): StatefixError | undefined;
    /** Takes note of a file that was changed, and of its checksum file, where it has one. */
    changed(target: SelectedFile, sidecar: string | undefined): void;
    /** Stages what was changed. Throws `WRITE_FAILED` where git refuses. */
    restage(): Promise<void>;
}
export declare function stagedFiles(index: IndexFiles, workTree: WorkTree, { fs, cwd }: RunContext, purpose: Purpose): StagedFiles;
