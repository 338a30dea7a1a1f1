import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { migrate } from '../../src/commands/migrate.ts';
import { repair } from '../../src/commands/repair.ts';
import type { JudgedFile, Run } from '../../src/commands/run.ts';
import { seal } from '../../src/commands/seal.ts';
import { status } from '../../src/commands/status.ts';
import { createTally } from '../../src/commands/summary.ts';
import { loadFormat } from '../../src/formats/index.ts';
import { parseState } from '../../src/formats/parse.ts';
import { rawFileOf } from '../../src/formats/raw-file.ts';
import type { CommandName } from '../../src/model/report.ts';
import { resolveConfig } from '../../src/registry/config.ts';
import { jsonReporter } from '../../src/reporters/json.ts';
import { nodeFs } from '../../src/store/fs-ops.ts';
import { openRegistry } from '../../src/store/load-registry.ts';
import { APP_REGISTRY, aContext, all, aProject, options } from '../support/project.ts';

const builtin = resolve(import.meta.dirname, '../..');

/** What a run writes with `--format json`, judged by the schema of the reports. */
async function problemsOf(command: CommandName, run: Run): Promise<readonly unknown[]> {
  const files: readonly JudgedFile[] = await all(run);
  const tally = createTally({ strict: false, failOnPending: false, failOnChange: false });
  const reporter = jsonReporter(command);
  let text = reporter.begin();
  for (const { report, text: source } of files) {
    tally.add(report);
    text += reporter.file(report, source);
  }
  text += reporter.end({ summary: tally.summary(), error: undefined });
  const flags = { schemas: undefined, migrations: undefined, lockTimeout: undefined, maxSize: undefined };
  const config = resolveConfig(undefined, flags, builtin);
  const { schemaOf } = await openRegistry({ fs: nodeFs, cwd: builtin, builtin, config, refs: [] }).kind(
    'statefix-report',
  );
  const raw = rawFileOf(new TextEncoder().encode(text), { kind: 'stdin', path: 'report' });
  const file = parseState(raw, await loadFormat('json'));
  if (file.kind !== 'parsed') return file.faults;
  return (await schemaOf('1')).validator.validate(file.documents[0] ?? null);
}

const OLD = '{"version": 1, "name": "x"}';
const FILES = {
  ...APP_REGISTRY,
  'a-healthy.json': '{"version": 2, "title": "x"}',
  'b-outdated.json': OLD,
  'c-truncated.json': '{"version": 1, "na',
  'd-restorable.json': '[',
  'd-restorable.json.bak': OLD,
  'e-misfit.json': '{"version": 1, "nam": 18446744073709551615}',
  'f-newer.json': '{"version": 99}',
  'g-conflict.json': '<<<<<<< a\n{}\n=======\n[]\n>>>>>>> b\n',
  'h-unsealed.json': '{"version": 3, "title": "x", "stats": {}, "checksum": "sha256:0"}',
  'i-empty.json': '',
  'j-twice.json': '{"a": 1, "a": 2}',
  'l-lossy.json': '{"version": 1, "name": "y", "more": {"a": 1}, "la',
  'l-lossy.json.bak': OLD,
  'k-documents.yaml': 'version: 1\nname: x\n---\nversion: 2\ntitle: y\n',
};

describe('the JSON report fits its own schema', () => {
  test.each<[CommandName, (root: string) => Run]>([
    ['check', (root) => check(options('.'), aContext(root))],
    ['status', (root) => status(options('.'), aContext(root))],
    ['migrate', (root) => migrate({ ...options('.'), mode: 'plan' }, aContext(root))],
    ['migrate', (root) => migrate(options('.'), aContext(root))],
    ['repair', (root) => repair(options('.'), aContext(root))],
    ['seal', (root) => seal(options('.'), aContext(root))],
  ])('%s', async (command, run) => {
    expect(await problemsOf(command, run(aProject(FILES)))).toEqual([]);
  });

  test('a loss that holds a value is seen', async () => {
    async function* withValue(): Run {
      for await (const file of repair(options('l-lossy.json'), aContext(aProject(FILES)))) {
        const { outcome } = file.report;
        if (outcome.kind !== 'applied') throw new Error(`it was ${outcome.kind}`);
        const steps = outcome.steps.map((step) =>
          step.kind === 'restore' && step.dataLoss?.kind === 'known'
            ? { ...step, dataLoss: { ...step.dataLoss, values: ['y'] } }
            : step,
        );
        expect(steps).not.toEqual(outcome.steps);
        yield { ...file, report: { ...file.report, outcome: { kind: 'applied', steps } } };
      }
    }
    expect(await problemsOf('repair', withValue())).not.toEqual([]);
  });

  test('a report that is none is seen', async () => {
    async function* broken(): Run {
      for await (const file of check(options('.'), aContext(aProject(FILES)))) {
        yield { ...file, report: { ...file.report, format: 'toml' as 'yaml' } };
      }
    }
    expect(await problemsOf('check', broken())).not.toEqual([]);
  });
});
