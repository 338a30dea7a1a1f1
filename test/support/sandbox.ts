import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import type { StepRunner } from '../../src/plan/step-runner.ts';
import type { MigrationStep } from '../../src/registry/kind.ts';
import { nodeFs } from '../../src/store/fs-ops.ts';
import type { SandboxLimits } from '../../src/store/sandbox/children.ts';
import { createSandboxedRunner } from '../../src/store/sandbox/run-sandboxed.ts';

/** Long enough for a machine with much else to do, short enough for a test. */
const TEST_LIMITS: SandboxLimits = { stepMs: 5000, startMs: 60_000, memoryMiB: 128, deaths: 2 };

/** A runner with the program of the bundle; its process ends with the test. */
export function aSandbox(
  limits: Partial<SandboxLimits> = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
  mayBorrow = true,
): StepRunner {
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const settings = {
    fs: nodeFs,
    programs: join(inject('dist'), 'builtin'),
    environment,
    signal: controller.signal,
    mayBorrow,
  };
  return createSandboxedRunner(settings, { ...TEST_LIMITS, ...limits });
}

/** The step at `migrations/app/<name>` of a directory. */
export function stepIn(root: string, name = '2_x.mjs'): MigrationStep {
  const path = join(root, 'migrations/app', name);
  return { kindName: 'app', from: '1', to: '2', name: '2_x', path, shown: `migrations/app/${name}` };
}
