import { dirname, join, sep } from 'node:path';
import { errnoOf } from '../../model/errors.ts';
import type { StepResult } from '../../plan/step-runner.ts';
import type { FsOps } from '../fs-ops.ts';
import { findAmaro, NO_STRIPPER } from '../load-step.ts';
import { answerOf } from './answer.ts';
import { type Reply, type SandboxChild, startSandboxChild } from './child.ts';
import { argumentsFor, type ChildRights, environmentOf } from './command.ts';
import type { SandboxAnswer, SandboxRequest } from './messages.ts';
import type { ModuleGraph, StrippedTypes } from './module-graph.ts';

/** How much a step may take. */
export interface SandboxLimits {
  /** Milliseconds a step and document, of wall time; one second more for each MiB of the document. */
  readonly stepMs: number;
  readonly startMs: number;
  readonly memoryMiB: number;
  /** A step that ended its process so often is not run again. */
  readonly deaths: number;
}

export interface SandboxSettings {
  readonly fs: FsOps;
  /** The absolute folder that holds the program of the child. */
  readonly programs: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Whether a package that stands beside a migration may take the types out of it: in a privileged event it would be a stranger's. */
  readonly mayBorrow: boolean;
}

/** Why a child says nothing more, as a clause about the step that it was asked about. */
type Dead = Extract<Reply, { readonly kind: 'dead' }>;

type RunRequest = Extract<SandboxRequest, { readonly kind: 'run' }>;

/** The child processes of a run, each started when it is first needed, and anew where it died. */
export interface Children {
  run(graph: Extract<ModuleGraph, { readonly kind: 'graph' }>, request: RunRequest): Promise<StepResult | Dead>;
  /** Types are taken out in a child, too: the package that does it where Node does not stands beside the migration. */
  strip(text: string, path: string): Promise<StrippedTypes>;
}

const LEAST: ChildRights = { readable: [], makesCode: false };

export function createChildren(
  { fs, programs, environment, signal, mayBorrow }: SandboxSettings,
  limits: SandboxLimits,
): Children {
  const program = join(programs, 'step-child.cjs');
  let runner: { readonly child: SandboxChild; readonly loaded: Set<string> } | undefined;
  let stripper: SandboxChild | undefined;
  const all = new Set<SandboxChild>();
  signal.addEventListener(
    'abort',
    () => {
      for (const child of all) child.end();
    },
    { once: true },
  );

  /** Node asks of the real path whether it may be read. What is not there, Node says when it starts. */
  function realPath(path: string): string {
    try {
      return fs.realpath(path);
    } catch (error) {
      if (errnoOf(error) === undefined) throw error;
      return path;
    }
  }

  async function start(rights: ChildRights): Promise<SandboxChild | Dead> {
    const real = realPath(program);
    const child = startSandboxChild({
      args: argumentsFor(real, limits.memoryMiB, rights),
      environment: environmentOf(environment),
      memoryMiB: limits.memoryMiB,
    });
    all.add(child);
    const reply = await child.started(limits.startMs);
    if (reply.kind === 'said' && answerOf(reply.message, ['ready'], null) !== undefined) return child;
    const reason = reply.kind === 'dead' ? reply.reason : 'it says what nobody asked';
    child.end();
    return { kind: 'dead', reason: `the sandbox in which it would run cannot be started: ${reason}` };
  }

  async function ask<Kind extends SandboxAnswer['kind']>(
    child: SandboxChild,
    request: SandboxRequest,
    kinds: readonly Kind[],
  ): Promise<Extract<SandboxAnswer, { readonly kind: Kind }> | Dead> {
    const reply = await child.ask(request, limits.stepMs);
    if (reply.kind === 'dead') return reply;
    const answer = answerOf(reply.message, kinds, request.kind === 'run' ? request.value : null);
    if (answer !== undefined) return answer;
    child.end();
    return { kind: 'dead', reason: 'its process gave an answer that is none' };
  }

  return {
    async run(graph, request) {
      if (runner === undefined || !runner.child.isAlive()) {
        const child = await start(LEAST);
        if ('kind' in child) return child;
        runner = { child, loaded: new Set() };
      }
      const { child, loaded } = runner;
      if (!loaded.has(request.url)) {
        const answer = await ask(child, { kind: 'load', modules: graph.modules }, ['loaded', 'refused']);
        if (answer.kind === 'dead') return answer;
        if (answer.kind === 'refused') return { kind: 'failed', reason: answer.reason };
        loaded.add(request.url);
      }
      const answer = await ask(child, request, ['result']);
      return answer.kind === 'dead' ? answer : answer.result;
    },
    async strip(text, path) {
      const isNative = 'stripTypeScriptTypes' in process.getBuiltinModule('node:module');
      const amaro = isNative || !mayBorrow ? undefined : findAmaro(path);
      if (!isNative && amaro === undefined) return refused(mayBorrow ? NO_STRIPPER : NOTHING_BORROWED);
      if (stripper === undefined || !stripper.isAlive()) {
        const readable = amaro === undefined ? [] : [folderOf(amaro)];
        const child = await start({ readable, makesCode: true });
        if ('kind' in child) return refused(child.reason);
        stripper = child;
      }
      const answer = await ask(stripper, { kind: 'strip', text, stripper: amaro }, ['stripped', 'refused']);
      return answer.kind === 'dead' ? refused(answer.reason) : answer;
    },
  };
}

const NOTHING_BORROWED =
  'it is TypeScript, which this Node cannot run, and in a privileged event no package of the work tree is run: use Node 22.18 or newer';

/** The folder of a package, by a file in it. */
function folderOf(path: string): string {
  const marker = `node_modules${sep}amaro`;
  const at = path.lastIndexOf(marker);
  return at === -1 ? dirname(path) : path.slice(0, at + marker.length);
}

function refused(reason: string): StrippedTypes {
  return { kind: 'refused', reason };
}
