import { expect, test } from 'vitest';
import { traceOrigins } from '../../../src/formats/origins.ts';
import { parseState } from '../../../src/formats/parse.ts';
import { rawFileOf } from '../../../src/formats/raw-file.ts';
import { rewrite } from '../../../src/formats/rewrite.ts';
import { yaml } from '../../../src/formats/yaml/index.ts';
import type { Value } from '../../../src/model/value.ts';

// biome-ignore lint/suspicious/noExplicitAny: a migration step sees its state untyped.
function editedYaml(text: string, step: (state: any) => Value): string {
  const file = parseState(rawFileOf(new TextEncoder().encode(text), { kind: 'stdin', path: 'state.yaml' }), yaml);
  if (file.kind === 'malformed') throw new Error(JSON.stringify(file.faults));
  const [before] = file.documents as readonly [Value];
  const value = step(before);
  return rewrite(file, yaml, new Map([[0, { value, origins: traceOrigins(before, value) }]])).text;
}

test('equal scalars of YAML that are renamed keep their places, comments and spellings', () => {
  const text = '# s\nstepsDone: 0.10\nretries: 1e-1 # r\n';
  expect(editedYaml(text, ({ stepsDone, retries }) => ({ retry_count: retries, steps_done: stepsDone }))).toBe(
    '# s\nsteps_done: 0.10\nretry_count: 1e-1 # r\n',
  );
});

test('equal scalars of YAML that are moved and renamed bring their comments', () => {
  const text =
    'version: 1\n# of telemetry\ntelemetry: off # t\n# of crashes\ncrashReports: off # c\nui:\n  dense: true\n';
  const after = editedYaml(text, ({ version, telemetry, crashReports, ui }) => ({
    version,
    ui,
    privacy: { telemetryEnabled: telemetry, crashReportingEnabled: crashReports },
  }));
  expect(after).toBe(
    'version: 1\nui:\n  dense: true\nprivacy:\n  # of telemetry\n  telemetryEnabled: off # t\n  # of crashes\n  crashReportingEnabled: off # c\n',
  );
});
