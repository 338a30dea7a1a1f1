import type { Siblings } from '../checks/facts.js';
import type { Digest } from '../model/state-file.js';
import type { KindFacts } from '../registry/kind.js';
import type { FsOps } from './fs-ops.js';
/** What stands beside one state file, but for the verdicts on its backups: the caller reads and judges those. */
interface Neighbours extends Omit<Siblings, 'backups' | 'pending'> {
    /** The file's own path, links followed where it is a link. */
    readonly path: string;
    /** `.bak`, where there is one. */
    readonly bak: string | undefined;
    /** Something that the system refused to show: what this file is judged by may not be all that there is. */
    readonly unseen: UnseenNeighbour | undefined;
}
export interface UnseenNeighbour {
    readonly path: string;
    readonly errno: string;
}
/** Looks around state files; one listing a directory serves all files in it. */
export interface Neighbourhood {
    /**
     * What stands beside that file. `digest` is that of the file, where it could be read: it tells which staged checksum is its own. Never throws for
     * what stands there; of a directory that cannot be listed, what bears a name that is known beforehand is seen nevertheless.
     */
    lookAround(path: string, kind: Pick<KindFacts, 'checksum' | 'leftovers'>, digest: Digest | undefined): Neighbours;
    /** The file that a link leads to, as far as there is one; the path itself where it is no link. */
    followed(path: string): string;
    /** Forgets the directory of a file, and that which a link there leads to: somebody else has changed them. */
    forget(path: string): void;
    /** Takes note that we changed that file ourselves: the next look sees what is beside it now. A run over a large directory does not list it anew. */
    changed(path: string): void;
}
export declare function createNeighbourhood(fs: FsOps, now: () => Date): Neighbourhood;
export {};
