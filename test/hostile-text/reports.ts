import type { PlanStep } from '../../src/model/plan.ts';
import type { FileReport } from '../../src/model/report.ts';
import { aFinding, aReport } from '../support/reports.ts';

/** Reports that hold a text wherever text from outside can come to stand. */
export function reportsWith(text: string): readonly FileReport[] {
  const finding = aFinding({
    pointer: `/${text}`,
    args: { found: text, list: [text], nested: { key: text } },
    message: `Expected ${text}, found ${text}`,
    hint: `Did you mean ${text}? Run: statefix repair ${text}`,
  });
  const findings = [finding, { ...finding, severity: 'warning' as const }, { ...finding, severity: 'note' as const }];
  const steps: readonly PlanStep[] = [
    { kind: 'migrate', from: text, to: text, name: text },
    {
      kind: 'restore',
      source: text,
      version: text,
      candidate: text,
      at: text,
      dataLoss: {
        kind: 'known',
        isPartial: true,
        difference: { changed: [text], gone: [text], added: [text], counts: { changed: 1, gone: 1, added: 1 } },
      },
    },
    { kind: 'complete-sidecar', from: text },
    { kind: 'undo', change: text, command: text },
  ];
  const error = { code: 'MIGRATION_FAILED', message: text, hint: text, step: text, pointer: text } as const;
  const problems = [{ message: text, hint: text }, { message: `${text}:1:1: x` }];
  const stateVersion = { found: text, current: text, after: text };
  const diff = `--- a/${text}\n+++ b/${text}\n@@ -1,2 +1,2 @@\n ${text}\n-${text}\n+${text}\n`;
  return [
    aReport({ path: text, kind: text, stateVersion, findings }),
    aReport({ path: `dir/${text}`, kind: text, stateVersion }),
    aReport({ path: text, findings, outcome: { kind: 'planned', steps, diff } }),
    aReport({ path: text, findings, outcome: { kind: 'applied', steps } }),
    aReport({ path: text, findings, outcome: { kind: 'failed', steps, error: { ...error, problems } } }),
  ];
}
