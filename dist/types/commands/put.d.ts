import type { WriterSession } from '../store/session.js';
import type { Judgement } from './judgement.js';
import type { ProvenPlan } from './plan-file.js';
import type { Workbench } from './workbench.js';
/** A file that was judged, and what is to be made of it. */
export interface ProvenFile {
    readonly judgement: Judgement;
    readonly proven: ProvenPlan;
}
/** Does what was planned for one file; where nothing was, clears what dead writers left around a healthy one. */
export declare function putFile(proven: ProvenPlan | undefined, judgement: Judgement, command: string, session: WriterSession, bench: Workbench): Promise<void>;
/** Does what was planned for several files, all or none. Throws where the project has no store: whoever makes sets has asked for one. */
export declare function putSet(files: readonly ProvenFile[], command: string, session: WriterSession, bench: Workbench): Promise<void>;
