import { EXIT_CODES } from '../model/errors.ts';
import type { FileReport, Summary } from '../model/report.ts';

/** What turns an otherwise good run into exit 1. */
export interface ExitPolicy {
  /** Warnings count as errors. */
  readonly strict: boolean;
  /** `--check`: what would change counts. */
  readonly failOnPending: boolean;
  /** `--exit-non-zero-on-change`: what was changed counts. */
  readonly failOnChange: boolean;
}

/** Counts reports as they come, so that nobody has to hold them all. */
export interface Tally {
  add(report: FileReport): void;
  summary(): Summary;
  /** The exit code of the contract for what was added so far; an error that stops the run is not counted here. */
  exitCode(): number;
}

/** The order in which exit codes win over each other, the strongest first. */
const BY_STRENGTH = [70, 129, 130, 143, 2, 3, 4, 1, 0];

/** The exit code of several: the highest of 70 > interrupted > 2 > 3 > 4 > 1 > 0. */
export function strongestExitCode(codes: readonly number[]): number {
  return BY_STRENGTH.find((code) => codes.includes(code)) ?? 0;
}

export function createTally(policy: ExitPolicy): Tally {
  const counts = { files: 0, errors: 0, warnings: 0, notes: 0, changed: 0, failed: 0 };
  let exit = 0;
  return {
    add(report) {
      counts.files += 1;
      for (const { severity } of report.remaining) counts[`${severity}s`] += 1;
      if (report.outcome.kind === 'applied' || report.outcome.kind === 'planned') counts.changed += 1;
      if (report.outcome.kind === 'failed') counts.failed += 1;
      exit = strongestExitCode([exit, exitCodeOf(report, policy)]);
    },
    summary: () => ({ ...counts }),
    exitCode: () => exit,
  };
}

function exitCodeOf({ outcome, remaining }: FileReport, policy: ExitPolicy): number {
  if (outcome.kind === 'failed') return EXIT_CODES[outcome.error.code];
  const counts = remaining.some(({ severity }) => severity === 'error' || (policy.strict && severity === 'warning'));
  if (counts) return 1;
  if (outcome.kind === 'planned' && policy.failOnPending) return 1;
  return outcome.kind === 'applied' && policy.failOnChange ? 1 : 0;
}
