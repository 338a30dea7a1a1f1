import type { FindingArgs } from '../model/finding.js';
import type { Pointer } from '../model/pointer.js';
import type { Sentence } from './sentence.js';
/** A secret, in words that hold nothing of it. */
export declare function secretSentence({ rule, base }: FindingArgs['SECRET_FOUND'] & Partial<FindingArgs['SECRET_ADDED']>, pointer: Pointer): Sentence;
