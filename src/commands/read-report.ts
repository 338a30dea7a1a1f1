import { place } from '../checks/diagnose.ts';
import { sentenceOf } from '../checks/sentences.ts';
import { loadFormat } from '../formats/index.ts';
import { parseState } from '../formats/parse.ts';
import type { ErrorProblem } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { StateFile } from '../model/state-file.ts';
import { resolveConfig } from '../registry/config.ts';
import { openRegistry } from '../store/load-registry.ts';
import { readRaw } from '../store/read.ts';
import type { RunContext } from './run.ts';

/** Reports of many files are large; what is larger than this is none. */
const MAX_REPORT = 1024 * 1024 * 1024;
const SHOWN_PROBLEMS = 5;

/** A report, or what is wrong with what was given as one. */
export type ReportReading =
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'broken'; readonly problems: readonly ErrorProblem[] };

const HINT = 'Give files that statefix wrote with --format json.';

/** Reads JSON reports, each judged by the schema of reports: `path` is absolute, `name` the path as it was given. Never throws for what stands there. */
export function openReportReader({
  fs,
  builtinRoot,
}: RunContext): (path: string, name: string) => Promise<ReportReading> {
  const flags = { schemas: undefined, migrations: undefined, lockTimeout: undefined, maxSize: undefined };
  const config = resolveConfig(undefined, flags, builtinRoot);
  // The schema of reports is ours, whatever kinds the project has.
  const registry = openRegistry({ fs, cwd: builtinRoot, builtin: builtinRoot, config, refs: [] });
  return async (path, name) => {
    const format = await loadFormat('json');
    const raw = readRaw(fs, { kind: 'file', path }, MAX_REPORT);
    if (raw.kind === 'unread') return broken([raw.fault], { file: raw, name });
    const file = parseState(raw, format);
    if (file.kind === 'malformed') return broken(file.faults, { file, name, format });
    const { schemaOf } = await registry.kind('statefix-report');
    const { validator } = await schemaOf('1');
    const problems = validator.validate(file.documents[0] ?? null);
    if (problems.length > 0) {
      const misfits = problems.map((problem) => ({ code: 'SCHEMA_MISMATCH', ...problem }) as const);
      return broken(misfits, { file, name, format });
    }
    // The schema holds, so that this is one; and in a report no number is longer than a double.
    return { kind: 'report', report: JSON.parse(raw.text ?? '') as Report };
  };
}

interface Subject {
  readonly file: StateFile;
  readonly name: string;
  readonly format?: Awaited<ReturnType<typeof loadFormat>>;
}

function broken(faults: readonly Finding[], { file, name, format }: Subject): ReportReading {
  const errors = faults.slice(0, SHOWN_PROBLEMS).map((fault) => ({ ...fault, severity: 'error' as const }));
  const problems = place(errors, file, format).map((finding) => {
    const start = finding.range?.start;
    const at = start === undefined ? name : `${name}:${start.line}:${start.column}`;
    return { message: `${at}: ${sentenceOf(finding, name).message}`, hint: HINT };
  });
  return { kind: 'broken', problems };
}
