import type { Diagnosis } from '../model/finding.js';
import type { Plan } from '../model/plan.js';
import type { StateFile } from '../model/state-file.js';
import type { Judgement } from './judgement.js';
import type { Workbench } from './workbench.js';
/** Makes the plan for one judged file; `undefined` where there is nothing to do. Throws `StatefixError` for a file that cannot be acted on. */
export type Planner = (judgement: Judgement, bench: Workbench) => Promise<Plan | undefined>;
/** A plan and its proof: the file as it will be, with the verdict of the same checks. */
export interface ProvenPlan {
    readonly plan: Plan;
    readonly file: StateFile;
    readonly diagnosis: Diagnosis;
}
/** `healthy`: a plan whose file would not be healthy is not offered. `any`: what was there before comes back as it was. */
export type Proof = 'healthy' | 'any';
/** The plan for a judged file, proven; `undefined` where there is nothing to do. Throws `StatefixError` where it cannot be acted on. */
export declare function planFile(judgement: Judgement, planner: Planner, proof: Proof, bench: Workbench): Promise<ProvenPlan | undefined>;
