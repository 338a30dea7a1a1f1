import type { Judgement } from '../judgement.js';
import type { Ask } from '../run.js';
import type { Workbench } from '../workbench.js';
import type { Choice } from './choose.js';
import type { Evidence } from './evidence.js';
/** Asks for each hunk which side is to be taken; `undefined` where the person would rather not. A hunk that holds the checksum alone is not asked about. */
export declare function askForHunks({ facts, target }: Judgement, evidence: Evidence, ask: Ask, bench: Workbench): Promise<Choice | undefined>;
