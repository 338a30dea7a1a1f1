import type { StatefixError } from '../model/errors.js';
import type { PlanStep } from '../model/plan.js';
import type { Judgement } from './judgement.js';
import type { ProvenPlan } from './plan-file.js';
import { type Aftermath } from './report-file.js';
import type { JudgedFile } from './run.js';
/** What became of one file, as its report tells it. */
export declare function offered({ plan, file, diagnosis }: ProvenPlan, { facts, target }: Judgement): Aftermath;
export declare function done({ plan, file, diagnosis }: ProvenPlan): Aftermath;
export declare function failed(error: StatefixError, steps: readonly PlanStep[]): Aftermath;
export declare function told(judgement: Judgement, aftermath: Aftermath | undefined, output?: Uint8Array): JudgedFile;
