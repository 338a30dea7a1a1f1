import type { FileReport } from '../model/report.ts';
import { neutral } from './neutral.ts';
import { paintOf } from './paint.ts';
import type { Look, Reporter } from './reporter.ts';
import { shown, shownPath } from './shown.ts';
import { errorText } from './text.ts';

const HEADS = ['PATH', 'KIND', 'VERSION', 'TARGET', 'STATE'] as const;

/**
 * `statefix status` for people: one row a file, with its version, the version it would be brought to, and the steps between. It remembers the rows
 * (not the reports), because columns are as wide as their widest cell.
 */
export function statusTable(look: Look): Reporter {
  const paint = paintOf(look.colour);
  const rows: (readonly string[])[] = [];
  let failures = '';
  return {
    begin: () => '',
    file(report) {
      rows.push(rowOf(report));
      if (report.outcome.kind === 'failed') failures += errorText(shownPath(report.path), report.outcome.error, paint);
      return '';
    },
    end() {
      if (rows.length === 0) return failures;
      const all = look.volume === 'quiet' ? rows : [HEADS, ...rows];
      const widths = HEADS.map((_, column) =>
        all.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0),
      );
      const lines = all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
      return neutral(`${lines.map((line) => `${line.trimEnd()}\n`).join('')}${failures}`);
    },
  };
}

function rowOf({ path, kind, stateVersion, findings }: FileReport): readonly string[] {
  const { found, current } = stateVersion;
  return [shownPath(path), shown(kind), shown(found ?? '-'), shown(current ?? '-'), stateOf(findings)];
}

function stateOf(findings: FileReport['findings']): string {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return `${[...new Set(errors.map(({ code }) => code))].join(', ')}: see statefix check`;
  const steps = findings.flatMap(({ code, args }) => (code === 'VERSION_OUTDATED' ? stepsOf(args) : []));
  if (steps.length > 0) return `pending: ${steps.map(shown).join(', ')}`;
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  return warnings.length > 0 ? [...new Set(warnings.map(({ code }) => code))].join(', ') : 'current';
}

function stepsOf(args: Readonly<Record<string, unknown>>): readonly string[] {
  const steps = args['steps'];
  return Array.isArray(steps) ? steps.filter((step) => typeof step === 'string') : [];
}
