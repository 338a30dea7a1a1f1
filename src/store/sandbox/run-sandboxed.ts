import type { Value } from '../../model/value.ts';
import type { StepResult, StepRunner } from '../../plan/step-runner.ts';
import type { MigrationStep } from '../../registry/kind.ts';
import type { Direction } from '../judge-step.ts';
import { createChildren, type SandboxLimits, type SandboxSettings } from './children.ts';
import { type ModuleGraph, readModules } from './module-graph.ts';

const LIMITS: SandboxLimits = { stepMs: 10_000, startMs: 20_000, memoryMiB: 1024, deaths: 2 };

/**
 * A runner that runs migrations in a child process, which is started with the first step, serves all of them, and is started anew where a step ended it. A step
 * has the language alone, in a world of its own; what it imports is read before and handed over as text, so that the child reads no file. Each is run twice. What the child answers is
 * checked as if a stranger had sent it. Never throws for what a step does; throws the reason of the signal when that aborts.
 */
export function createSandboxedRunner(settings: SandboxSettings, limits: SandboxLimits = LIMITS): StepRunner {
  const children = createChildren(settings, limits);
  const graphs = new Map<string, Promise<ModuleGraph>>();
  const deaths = new Map<string, { count: number; reason: string }>();
  let last: Promise<unknown> = Promise.resolve();

  async function run(step: MigrationStep, direction: Direction, value: Value): Promise<StepResult> {
    settings.signal.throwIfAborted();
    const died = deaths.get(step.path);
    if (died !== undefined && died.count >= limits.deaths) return failed(died.reason);
    const reading = graphs.get(step.path) ?? readModules(settings.fs, step.path, children.strip);
    graphs.set(step.path, reading);
    const graph = await reading;
    if (graph.kind === 'refused') return failed(graph.reason);
    const [entry] = graph.modules;
    if (entry === undefined) return failed('it has no text');
    const { path, from, to } = step;
    const request = { kind: 'run', url: entry.url, step: { path, from, to }, direction, value } as const;
    const result = await children.run(graph, request);
    settings.signal.throwIfAborted();
    if (result.kind === 'dead') {
      deaths.set(step.path, { count: (died?.count ?? 0) + 1, reason: result.reason });
      return failed(result.reason);
    }
    return result;
  }

  return (step, direction, value) => {
    const running = last.then(() => run(step, direction, value));
    // One after the other; how one ends is no matter of the next.
    last = running.then(undefined, () => undefined);
    return running;
  };
}

function failed(reason: string): StepResult {
  return { kind: 'failed', reason };
}
