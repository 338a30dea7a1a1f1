import type { AncestorFacts } from '../../checks/facts.js';
import type { Judgement } from '../judgement.js';
import type { Workbench } from '../workbench.js';
/**
 * What an edited file was before: the state that its recorded checksum was made of, where that is still to be had, else the newest healthy one of its version.
 * No step is run. `undefined` where there is none.
 */
export declare function ancestorOf(judgement: Omit<Judgement, 'diagnosis'>, bench: Workbench): Promise<AncestorFacts | undefined>;
