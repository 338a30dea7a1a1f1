import type { Format } from '../formats/format.js';
import { type DiagnosedFinding, type Diagnosis, type Finding, type FindingCode, type Severity } from '../model/finding.js';
import type { StateFile } from '../model/state-file.js';
import type { Check } from './check.js';
import type { Facts } from './facts.js';
/** Severities by code, where the config says other than the defaults; `off` silences a code. */
export type SeverityOverrides = ReadonlyMap<FindingCode, Severity | 'off'>;
/**
 * Runs every check on one file and adds to each finding its severity and, where the file has a text, its range. A healthy file costs no
 * second look at its text. `format` must be that of the file; without one no range is located from a pointer. `more` are checks that this run asks for
 * besides.
 */
export declare function diagnose(facts: Facts, severities: SeverityOverrides, format: Format | undefined, more?: readonly Check[]): Diagnosis;
/** The findings with their ranges in the text of that file, those with one first and in its order; without a text as they are. */
export declare function place(findings: readonly (Finding & {
    readonly severity: Severity;
})[], file: StateFile, format: Format | undefined): readonly DiagnosedFinding[];
