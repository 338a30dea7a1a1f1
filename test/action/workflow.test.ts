import { cpSync, readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { runProgram } from '../support/spawn.ts';
import { isWindows } from '../support/system.ts';
import { git } from './git.ts';
import { aWorkspace } from './project.ts';
import { runStep } from './runner/step.ts';

const ROOT = join(import.meta.dirname, '../..');

interface WorkflowStep {
  readonly name?: string;
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'continue-on-error'?: boolean;
}

/** What expressions such as `${{ steps.check.outputs.status }}` stand for. */
type Known = Map<string, string>;

function evaluated(text: string, known: Known): string {
  return text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => {
    const value = known.get(name);
    if (value === undefined) throw new Error(`nobody knows ${name}`);
    return value;
  });
}

async function runWorkflowStep(step: WorkflowStep, workspace: string, known: Known): Promise<number | null> {
  if (step.uses === './') {
    const inputs = Object.fromEntries(
      Object.entries(step.with ?? {}).map(([name, value]) => [name, evaluated(value, known)]),
    );
    const { code, outputs } = await runStep({ workspace, inputs });
    for (const [name, value] of Object.entries(outputs)) known.set(`steps.${step.id}.outputs.${name}`, value);
    known.set(`steps.${step.id}.outcome`, code === 0 ? 'success' : 'failure');
    return step['continue-on-error'] === true ? 0 : code;
  }
  if (step.run === undefined) return 0;
  const env = Object.entries(step.env ?? {}).map(([name, value]) => [name, evaluated(value, known)]);
  const bash = ['/usr/bin/env', ['bash', '-e', '-o', 'pipefail', '-c', evaluated(step.run, known)]] as const;
  const { code } = await runProgram(...bash, {
    cwd: workspace,
    env: { ...Object.fromEntries(env), GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' },
  });
  return code;
}

// GitHub runs it on three systems; here its steps are run one after another, on this one.
test.skipIf(isWindows)('the workflow that uses the Action itself does what its steps say', async () => {
  const workspace = aWorkspace({});
  cpSync(join(ROOT, 'examples'), join(workspace, 'examples'), { recursive: true });
  git(workspace, 'init', '--quiet');
  git(workspace, 'add', '.');
  git(workspace, 'commit', '--quiet', '-m', 'first');
  const known: Known = new Map();
  const { jobs } = parse(readFileSync(join(ROOT, '.github/workflows/action.yml'), 'utf8'));
  const steps: readonly WorkflowStep[] = jobs.itself.steps;
  const failed: unknown[] = [];
  for (const step of steps) {
    const code = await runWorkflowStep(step, workspace, known);
    if (code !== 0) failed.push([step.name ?? step.uses, code]);
  }
  expect([steps.length > 5, failed]).toEqual([true, []]);
});
