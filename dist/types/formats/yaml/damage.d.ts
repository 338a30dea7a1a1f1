import type { Finding } from '../../model/finding.js';
/** What a part of a text is by itself; `unknown` where it is too large to look. */
export type Part = 'document' | 'truncated' | 'broken' | 'unknown';
/** The class of damage of a text with faults, as the only fault then; the faults as they are where it shows none. `partOf` looks at a part of the text. */
export declare function damaged(text: string, faults: readonly Finding[], partOf: (text: string) => Part): readonly Finding[];
