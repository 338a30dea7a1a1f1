import type { Plan } from '../../model/plan.js';
import { type Judgement } from '../judgement.js';
import type { RepairOptions } from '../run.js';
import type { Workbench } from '../workbench.js';
/**
 * The plan that puts the best candidate in the place of a broken file. Throws `STATE_CORRUPTED` where there is none, and says of each why; what else is thrown
 * says what a person has to do first.
 */
export declare function planRestore(judgement: Judgement, options: RepairOptions, bench: Workbench): Promise<Plan | undefined>;
