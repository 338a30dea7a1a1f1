import type { Judgement } from '../judgement.js';
/** What a command about this file takes behind its name, as a shell takes it. */
export declare function wordsFor({ repeated, target }: Pick<Judgement, 'repeated' | 'target'>): string;
