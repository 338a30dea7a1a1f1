import type { Judgement } from './judgement.js';
import type { JudgedFile } from './run.js';
import type { Workbench } from './workbench.js';
/**
 * What is told of a judged file by a run that looks for secrets in it. Neither the report nor the text for code frames holds a secret that was found, so
 * whoever prints them cannot print it. Held against a base, only those are told that the base's file did not have; the others are hidden all the same.
 */
export declare function toldWithSecrets(judgement: Judgement, bench: Workbench): Promise<JudgedFile>;
