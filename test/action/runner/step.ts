import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { runProgram } from '../../support/spawn.ts';
import { inputVariables } from './action-file.ts';
import { readVariables } from './file-commands.ts';
import { type Command, readLog } from './log.ts';

/** GitHub shows so many annotations of a level a step. */
const SHOWN = 10;
/** A larger summary is refused while the step stays as it is, in bytes. */
const MOST_SUMMARY = 1024 * 1024;

const LEVELS = ['error', 'warning', 'notice'] as const;

/** An event of GitHub. */
export interface TestEvent {
  readonly name: string;
  readonly payload: unknown;
  readonly sha?: string;
}

export interface StepSettings {
  readonly workspace: string;
  /** The `with` of the step. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event?: TestEvent;
  /** The path of a node; the one that runs the tests by default. */
  readonly node?: string;
  /** Options of node itself. */
  readonly nodeOptions?: readonly string[];
  readonly secrets?: readonly string[];
  /** More of the environment, over what the runner sets. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a step did, as its runner and GitHub see it. */
export interface Step {
  readonly code: number | null;
  readonly commands: readonly Command[];
  /** The log as people read it. */
  readonly log: string;
  /** Those that GitHub shows. */
  readonly annotations: readonly Command[];
  /** How many it does not show. */
  readonly dropped: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The temporary folder of the runner. */
  readonly temp: string;
  readonly stderr: string;
}

/** Runs the Action as the step of a job: in the workspace, with the variables and files of a runner, and no others. Its files live as long as the test. */
export async function runStep({
  workspace,
  inputs = {},
  event,
  node,
  nodeOptions = [],
  secrets,
  environment = {},
}: StepSettings): Promise<Step> {
  const files = realpathSync.native(mkdtempSync(join(tmpdir(), 'statefix-runner-')));
  onTestFinished(() => rmSync(files, { recursive: true, force: true }));
  const path = (name: string) => join(files, name);
  for (const name of ['output', 'state', 'summary', 'env', 'path']) writeFileSync(path(name), '');
  writeFileSync(path('event.json'), JSON.stringify(event?.payload ?? {}));
  mkdirSync(path('temp'));
  const { code, stdout, stderr } = await runProgram(
    node ?? process.execPath,
    [...nodeOptions, join(inject('dist'), 'action.js')],
    {
      cwd: workspace,
      env: {
        ...inputVariables(inputs),
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: workspace,
        GITHUB_OUTPUT: path('output'),
        GITHUB_STATE: path('state'),
        GITHUB_STEP_SUMMARY: path('summary'),
        GITHUB_ENV: path('env'),
        GITHUB_PATH: path('path'),
        GITHUB_EVENT_PATH: path('event.json'),
        GITHUB_EVENT_NAME: event?.name ?? 'workflow_dispatch',
        ...(event?.sha === undefined ? {} : { GITHUB_SHA: event.sha }),
        RUNNER_TEMP: path('temp'),
        ...environment,
      },
    },
  );
  const { commands, lines } = readLog(stdout, secrets);
  const said = LEVELS.map((level) => commands.filter(({ name }) => name === level));
  const summary = readFileSync(path('summary'), 'utf8');
  if (Buffer.byteLength(summary) > MOST_SUMMARY) throw new Error('the summary is refused: it is larger than 1 MiB');
  return {
    code,
    commands,
    log: lines.join('\n'),
    annotations: said.flatMap((each) => each.slice(0, SHOWN)),
    dropped: said.reduce((sum, each) => sum + Math.max(0, each.length - SHOWN), 0),
    outputs: readVariables(readFileSync(path('output'), 'utf8')),
    summary,
    temp: path('temp'),
    stderr,
  };
}
