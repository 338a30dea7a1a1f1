import type { ErrorCode } from './errors.ts';
import type { FindingCode, Severity } from './finding.ts';

/** What is known of a code of statefix. */
export type Explanation =
  | {
      readonly kind: 'finding';
      readonly code: FindingCode;
      /** Where the config does not say otherwise. */
      readonly severity: Severity;
      /** In a sentence or two. */
      readonly summary: string;
    }
  | { readonly kind: 'error'; readonly code: ErrorCode; readonly exitCode: number; readonly summary: string };

/** The answer of `statefix explain`. */
export interface ExplainReport {
  readonly version: 1;
  readonly command: 'explain';
  /** The one that was asked for, or every one: findings first, in the order of the reference. */
  readonly codes: readonly Explanation[];
  /** The page of the finding that was asked for, as Markdown. */
  readonly page?: string;
}
