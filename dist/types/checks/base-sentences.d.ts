import type { Finding } from '../model/finding.js';
import type { Sentence } from './sentence.js';
/** What a base is compared for, and what is told of secrets. */
export type BaseFinding = Extract<Finding, {
    readonly code: 'VERSION_DECREASED' | 'SERIAL_DECREASED' | 'LINEAGE_CHANGED' | 'STATE_SHRUNK' | 'STATE_DELETED' | 'BUMP_MISSED' | 'RELEASED_EDITED' | 'REGISTRY_DUPLICATE' | 'MODE_CHANGED';
}>;
/** What differs from a base, in words. `path` is the file as the user knows it, `words` what a command of statefix about it takes. */
export declare function baseSentence(finding: BaseFinding, path: string, words: string): Sentence;
