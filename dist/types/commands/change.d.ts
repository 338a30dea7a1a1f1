import type { Plan } from '../model/plan.js';
import type { CommandName } from '../model/report.js';
import { type Judgement } from './judge.js';
import type { ChangeOptions, Run, RunContext } from './run.js';
import { type Workbench } from './workbench.js';
/** Makes the plan for one judged file; `undefined` where there is nothing to do. Throws `StatefixError` for a file that cannot be acted on. */
export type Planner = (judgement: Judgement, bench: Workbench) => Promise<Plan | undefined>;
/**
 * The line that every changing command goes: read, judge, plan, predict and judge again, then lock, re-read and apply. In `plan` mode it ends before
 * the lock and leaves no trace. Each file stands alone: one that cannot be acted on is reported, and the next is taken up.
 */
export declare function change(command: CommandName, planner: Planner, options: ChangeOptions, context: RunContext): Run;
