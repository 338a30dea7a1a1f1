import { type Diagnosis, type Finding } from '../model/finding.js';
import type { Outcome, Plan } from '../model/plan.js';
import type { FileReport } from '../model/report.js';
import type { StateFile } from '../model/state-file.js';
import type { Judgement } from './judgement.js';
/** What became of a file: the outcome, and the file and verdict after it where it changed or would. */
export interface Aftermath {
    readonly outcome: Outcome;
    /** What the change could not keep as it was spelled: told with what was found. */
    readonly notes?: readonly Finding[];
    readonly file?: StateFile;
    readonly diagnosis?: Diagnosis;
    /** Planned, and not made. */
    readonly plan?: Plan;
}
/** The report of one judged file. Without an aftermath nothing was to be done: what was found remains. */
export declare function fileReport({ target, format, facts, kind, diagnosis, repeated }: Judgement, after?: Aftermath): FileReport;
