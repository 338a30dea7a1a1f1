import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { inject } from 'vitest';
import { runStep, type TestEvent } from '../action/runner/step.ts';
import { runProgram } from '../support/spawn.ts';

interface WorkflowStep {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface WorkflowJob {
  readonly if?: string;
  readonly steps: readonly WorkflowStep[];
}

export interface Scenery {
  readonly workspace: string;
  readonly event: TestEvent;
  /** Where artifacts are kept, across jobs. */
  readonly artifacts: string;
  /** The directory of programs that stand in for those of the runner, such as `gh`; first on the path. */
  readonly programs: string;
}

/** What a job did: the steps that failed, and all that its own lines and the Action said. */
export interface JobRun {
  readonly isSkipped: boolean;
  readonly failed: readonly string[];
  readonly said: string;
  readonly uploadedSarif: { readonly runs: readonly { readonly results: readonly unknown[] }[] } | undefined;
}

/** Runs the steps of a job one after another, as a runner does: those of others are stood in for, ours is the real one. */
export async function runJob(job: WorkflowJob, scenery: Scenery): Promise<JobRun> {
  const known = new Map(Object.entries(contextOf(scenery.event)));
  if (job.if !== undefined && !isTrue(job.if, known, false)) {
    return { isSkipped: true, failed: [], said: '', uploadedSarif: undefined };
  }
  const failed: string[] = [];
  const said: string[] = [];
  let uploadedSarif: JobRun['uploadedSarif'];
  for (const step of job.steps) {
    if (!isTrue(step.if ?? 'success()', known, failed.length > 0)) continue;
    const inputs = evaluatedAll(step.with, known);
    const name = step.uses?.split('@')[0] ?? 'run';
    let code: number | null = 0;
    if (name === 'OWNER/statefix') {
      const done = await runStep({ workspace: scenery.workspace, inputs, event: scenery.event });
      for (const [output, value] of Object.entries(done.outputs))
        known.set(`steps.${step.id}.outputs.${output}`, value);
      code = done.code;
      said.push(done.log, done.stderr);
    } else if (name === 'github/codeql-action/upload-sarif') {
      uploadedSarif = JSON.parse(readFileSync(resolve(scenery.workspace, inputs['sarif_file'] ?? ''), 'utf8'));
    } else if (step.run === undefined) standIn(name, inputs, scenery);
    else {
      const done = await runLines(evaluated(step.run, known), evaluatedAll(step.env, known), scenery);
      code = done.code;
      said.push(done.stdout, done.stderr);
    }
    if (code !== 0) failed.push(name);
  }
  return { isSkipped: false, failed, said: said.join('\n'), uploadedSarif };
}

/** Lines of a shell as GitHub runs them. */
export function runLines(
  text: string,
  env: Readonly<Record<string, string>>,
  { workspace, programs }: Pick<Scenery, 'workspace' | 'programs'>,
) {
  return runProgram('/usr/bin/env', ['bash', '-e', '-o', 'pipefail', '-c', text], {
    cwd: workspace,
    env: { ...env, PATH: `${programs}:${dirname(process.execPath)}:${process.env['PATH']}` },
  });
}

/** What the actions of others would do here. */
function standIn(name: string, inputs: Readonly<Record<string, string>>, { workspace, artifacts }: Scenery): void {
  switch (name) {
    case 'actions/checkout':
      // A checkout of the event stands in the workspace already; another one is of this repository.
      if (inputs['repository'] === undefined) return;
      if (inputs['repository'] !== 'OWNER/statefix')
        throw new Error(`nobody knows the repository ${inputs['repository']}`);
      cpSync(dirname(inject('dist')), join(workspace, inputs['path'] ?? '.'), { recursive: true });
      return;
    case 'actions/upload-artifact':
      cpSync(resolve(workspace, inputs['path'] ?? ''), join(artifacts, inputs['name'] ?? ''), { recursive: true });
      return;
    case 'actions/download-artifact':
      cpSync(join(artifacts, inputs['name'] ?? ''), join(workspace, inputs['path'] ?? ''), { recursive: true });
      return;
    default:
      throw new Error(`nobody stands in for ${name}`);
  }
}

function contextOf({ payload }: TestEvent): Readonly<Record<string, string>> {
  const context: Record<string, string> = { 'github.token': 'a-token', 'github.repository': 'ada/project' };
  const walk = (value: unknown, name: string) => {
    if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) walk(member, `${name}.${key}`);
    } else context[name] = String(value);
  };
  walk(payload, 'github.event');
  return context;
}

/** Conditions of the form `a && b`, each a call, or `name == 'text'`, or `name != 'text'`. */
function isTrue(condition: string, known: ReadonlyMap<string, string>, hasFailed: boolean): boolean {
  const terms = condition.split('&&').map((term) => term.trim());
  const isMet = terms.every((term) => {
    if (term === 'always()') return true;
    if (term === 'success()') return !hasFailed;
    const [, name = '', operator, text] = /^([\w.-]+) (==|!=) '([^']*)'$/.exec(term) ?? [];
    if (operator === undefined) throw new Error(`nobody knows the condition ${term}`);
    return ((known.get(name) ?? '') === text) === (operator === '==');
  });
  return isMet && (!hasFailed || terms.includes('always()'));
}

function evaluated(text: string, known: ReadonlyMap<string, string>): string {
  return String(text).replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => {
    const value = known.get(name);
    if (value === undefined) throw new Error(`nobody knows ${name}`);
    return value;
  });
}

function evaluatedAll(
  texts: Readonly<Record<string, string>> | undefined,
  known: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts ?? {}).map(([name, text]) => [name, evaluated(text, known)]));
}

/** Puts programs into a directory, each a script of the shell. */
export function putPrograms(directory: string, scripts: Readonly<Record<string, string>>): void {
  mkdirSync(directory, { recursive: true });
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(directory, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
}
