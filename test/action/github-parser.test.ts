import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bundleScript } from '../support/bundle-script.ts';
import type * as Judge from '../support/scripts/judge-workflow.ts';
import { ACTION } from './runner/action-file.ts';

const ROOT = join(import.meta.dirname, '../..');
const WORKFLOWS = join(ROOT, '.github/workflows');
const workflows = readdirSync(WORKFLOWS).map((name) => ({ name, text: readFileSync(join(WORKFLOWS, name), 'utf8') }));
const action = readFileSync(join(ROOT, 'action.yml'), 'utf8');

let judge: typeof Judge;
beforeAll(async () => {
  const script = await bundleScript(join(ROOT, 'test/support/scripts/judge-workflow.ts'));
  judge = await import(pathToFileURL(script).href);
});

describe("GitHub's own parser", () => {
  test('takes action.yml', () => {
    expect(judge.faultsOfAction('action.yml', action)).toEqual([]);
  });

  test.each(workflows)('takes the workflow $name', async ({ name, text }) => {
    expect(await judge.faultsOfWorkflow(name, text)).toEqual([]);
  });

  test.each([
    ['runs on an unknown runtime', action.replace('node24', 'node42')],
    ['has a misspelt key', action.replace('\nruns:', '\nrun:')],
    ['has an input without a mapping', action.replace('\noutputs:', '\n  extra: 1\noutputs:')],
  ])('refuses an action.yml that %s', (_, broken) => {
    expect(broken).not.toBe(action);
    expect(judge.faultsOfAction('action.yml', broken)).not.toEqual([]);
  });

  test.each([
    ['has a misspelt key', 'on: push\njobs: { a: { runs-on: x, stepz: [] } }'],
    ['knows no such event', 'on: pusch\njobs: { a: { runs-on: x, steps: [{ run: x }] } }'],
    ['has a broken expression', `on: push\njobs: { a: { runs-on: x, steps: [{ run: "\${{ github. }}" }] } }`],
  ])('refuses a workflow that %s', async (_, broken) => {
    expect(await judge.faultsOfWorkflow('x.yml', broken)).not.toEqual([]);
  });
});

interface Job {
  readonly steps: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> }[];
}

describe('the workflows of this repository', () => {
  const steps = workflows.flatMap(({ text }) =>
    Object.values(parse(text).jobs as Readonly<Record<string, Job>>).flatMap((job) => job.steps),
  );

  test('use the Action itself', () => {
    expect(steps.filter(({ uses }) => uses === './').length).toBeGreaterThan(0);
  });

  test('give it no input that it does not have', () => {
    const given = steps.filter(({ uses }) => uses === './').flatMap((step) => Object.keys(step.with ?? {}));
    expect(given.filter((name) => !Object.hasOwn(ACTION.inputs, name))).toEqual([]);
  });
});
