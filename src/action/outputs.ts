import type { FileReport, Summary } from '../model/report.ts';

/** The outputs of a job may have 1 MB together: the list leaves room for others. */
const MOST_BYTES = 256 * 1024;

/** What later steps read, by the names of `action.yml`. */
export type Outputs = Readonly<Record<OutputName, string | number>>;

type OutputName =
  | 'status'
  | 'errors'
  | 'warnings'
  | 'changed'
  | 'migrated'
  | 'repaired'
  | 'files'
  | 'report-path'
  | 'sarif-path'
  | 'patch-path';

/** The outputs of a run that came to nothing. */
export const NO_OUTPUTS: Outputs = {
  status: 'failed',
  errors: 0,
  warnings: 0,
  changed: 0,
  migrated: 0,
  repaired: 0,
  files: '[]',
  'report-path': '',
  'sarif-path': '',
  'patch-path': '',
};

/** Counts reports as they come. */
export interface OutputsInTheMaking {
  add(report: FileReport): void;
  /** All but where files were written. */
  outputs(summary: Summary, exitCode: number): Outputs;
}

/** `files` holds the files that changed or need attention, as far as they find room: the report has all of them. */
export function startOutputs(command: string): OutputsInTheMaking {
  const files: string[] = [];
  let free = MOST_BYTES;
  let migrated = 0;
  let repaired = 0;

  return {
    add(report) {
      const { outcome } = report;
      if (outcome.kind === 'planned' || outcome.kind === 'applied') {
        if (outcome.steps.some(({ kind }) => kind === 'migrate')) migrated += 1;
        if (command === 'repair') repaired += 1;
      } else if (outcome.kind === 'unchanged' && !needsAttention(report)) return;
      const text = JSON.stringify(entryOf(report));
      free -= Buffer.byteLength(text) + 1;
      if (free >= 0) files.push(text);
    },
    outputs: ({ errors, warnings, changed }, exitCode) => ({
      ...NO_OUTPUTS,
      status: exitCode === 0 ? 'success' : exitCode === 1 ? 'findings' : 'failed',
      errors,
      warnings,
      changed,
      migrated,
      repaired,
      files: `[${files.join(',')}]`,
    }),
  };
}

function needsAttention({ remaining }: FileReport): boolean {
  return remaining.some(({ severity }) => severity !== 'note');
}

function entryOf({ path, kind, stateVersion, outcome, remaining }: FileReport): object {
  const count = (level: string) => remaining.filter(({ severity }) => severity === level).length;
  return {
    path,
    kind,
    outcome: outcome.kind,
    version: stateVersion.after,
    errors: count('error'),
    warnings: count('warning'),
    codes: [...new Set(remaining.map(({ code }) => code))],
  };
}
