import type { Format } from '../formats/format.js';
import type { Plan } from '../model/plan.js';
import type { FileStat, StateFile } from '../model/state-file.js';
/**
 * The file as the plan will leave it, for the same checks to judge. `found` is what stands there now; its times and inode are not predicted.
 * A file that does not exist yet is predicted with the mode of the plan, 0600 where it has none.
 */
export declare function predict(plan: Plan, format: Format, found: FileStat | undefined): StateFile;
