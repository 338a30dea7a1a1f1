import { traceOrigins } from '../formats/origins.ts';
import { nearest } from '../model/nearest.ts';
import { isPointer, type Pointer, pointerTo } from '../model/pointer.ts';
import { isArray, type Value } from '../model/value.ts';
import { copyValue, firstDifference, plainData } from '../plan/plain-data.ts';
import type { StepResult, StepRunner } from '../plan/step-runner.ts';
import type { MigrationStep } from '../registry/kind.ts';
import { type LoadedStep, loadStep } from './load-step.ts';

type Failure = Extract<StepResult, { readonly kind: 'failed' }>;
type StepFunction = (state: Value) => unknown;

/**
 * A runner that loads migrations as modules of this very process and judges what they do: a step that throws, is asynchronous, returns nothing, changes its
 * input or returns what no document can hold has failed, with the reason and the place. It does not stop a step that never ends, nor one that means harm.
 */
export function createStepRunner(): StepRunner {
  const modules = new Map<string, Promise<LoadedStep>>();
  return async (step, direction, value) => {
    const loading = modules.get(step.path) ?? loadStep(step.path);
    modules.set(step.path, loading);
    const loaded = await loading;
    if (loaded.kind === 'failed') return loaded;
    const run = stepFunction(loaded.exports, step, direction);
    if (typeof run !== 'function') return run;
    const drops = declaredDrops(loaded.exports, direction);
    return 'kind' in drops ? drops : judge(run, value, drops, step);
  };
}

function judge(run: StepFunction, value: Value, drops: readonly Pointer[], step: MigrationStep): StepResult {
  // The step gets a copy: it may do to it what it wants, the caller's value stays, and the two together show a change.
  const input = copyValue(value);
  let output: unknown;
  try {
    output = run(input);
  } catch (error) {
    return thrown(error, value, step);
  }
  if (isThenable(output)) {
    // Nobody waits for it; what it may still throw has no bearing on a step that has failed already.
    Promise.resolve(output).then(undefined, () => undefined);
    return failed('it is asynchronous; a step returns the new state at once');
  }
  const changed = firstDifference(value, input);
  if (changed !== undefined) {
    return failed('it changes its input; copy first, with a spread or structuredClone(state)', changed);
  }
  if (output === undefined) return failed('it returned nothing; a step returns the new state');
  const plain = plainData(output);
  if (plain.kind === 'problem') return failed(plain.reason, plain.pointer);
  // By identity of the parts: so before anything is copied, with the very objects that the step had.
  const origins = traceOrigins(input, output as Value);
  return { kind: 'done', value: plain.value, origins, drops };
}

function stepFunction(
  exports: Readonly<Record<string, unknown>>,
  step: MigrationStep,
  direction: 'up' | 'down',
): StepFunction | Failure {
  const found = exports[direction];
  if (typeof found === 'function') {
    const isAsync = Object.prototype.toString.call(found) === '[object AsyncFunction]';
    return isAsync ? failed(`its ${direction} is an async function; a step is synchronous`) : (found as StepFunction);
  }
  if (found !== undefined)
    return failed(`its ${direction} is no function; write: export const ${direction} = (state) => …`);
  if (direction === 'down') return failed(`it has no down, so there is no way back from ${step.to} to ${step.from}`);
  return failed(`it exports no up${misspelt(exports)}; write: export const up = (state) => …`);
}

function misspelt(exports: Readonly<Record<string, unknown>>): string {
  const { default: byDefault } = exports;
  if (typeof byDefault === 'function' || (typeof byDefault === 'object' && byDefault !== null && 'up' in byDefault)) {
    return ', but something by default';
  }
  const name = nearest(
    'up',
    Object.keys(exports).filter((each) => each !== 'down'),
  );
  return name === undefined ? '' : ` (but ${name})`;
}

/** The pointers that the step declares as thrown away. */
function declaredDrops(
  exports: Readonly<Record<string, unknown>>,
  direction: 'up' | 'down',
): readonly Pointer[] | Failure {
  const name = direction === 'up' ? 'drops' : 'dropsDown';
  const declared = exports[name];
  if (declared === undefined) return [];
  if (!Array.isArray(declared)) return failed(`its ${name} is no list of JSON Pointers, such as ['/legacy']`);
  const items: readonly unknown[] = declared;
  const wrong = items.find((item) => typeof item !== 'string' || !isPointer(item));
  if (wrong === undefined) return items.filter((item) => typeof item === 'string');
  const shown = typeof wrong === 'string' ? JSON.stringify(wrong) : String(wrong);
  const advice = typeof wrong === 'string' && isPointer(`/${wrong}`) ? `; write ${JSON.stringify(`/${wrong}`)}` : '';
  return failed(`its ${name} names ${shown}, which is no JSON Pointer${advice}`);
}

function thrown(error: unknown, input: Value, { path }: MigrationStep): Failure {
  if (!(error instanceof Error))
    return failed(`it threw ${typeof error === 'string' ? JSON.stringify(error) : String(error)}`);
  const place = placeIn(error, path);
  const message = `it threw ${error.name}: ${error.message}${place}`;
  if (!(error instanceof TypeError && /BigInt/.test(error.message))) return failed(message);
  const [first, ...others] = bigints(input);
  if (first === undefined) return failed(message);
  const more = others.length === 0 ? '' : `; also at ${others.slice(0, 3).join(', ')}${others.length > 3 ? ' …' : ''}`;
  return failed(`${message}; integers beyond 2^53 are bigint: write 1n for 1, or convert with BigInt()${more}`, first);
}

/** Line and column of the migration where it threw, as far as the stack tells. */
function placeIn({ stack = '' }: Error, path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const at = stack.indexOf(name);
  const [, line] = /^(?:\?stripped)?:(\d+:\d+)/.exec(at === -1 ? '' : stack.slice(at + name.length)) ?? [];
  return line === undefined ? '' : ` (line ${line.replace(':', ', column ')})`;
}

function bigints(value: Value, pointer: Pointer = ''): readonly Pointer[] {
  if (typeof value === 'bigint') return [pointer];
  if (typeof value !== 'object' || value === null) return [];
  if (isArray(value)) return value.flatMap((item, index) => bigints(item, pointerTo(pointer, index)));
  return Object.entries(value).flatMap(([key, member]) => bigints(member, pointerTo(pointer, key)));
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return value instanceof Promise || (isFunctionHolder(value) && typeof value.then === 'function');
}

function isFunctionHolder(value: unknown): value is { readonly then: unknown } {
  return typeof value === 'object' && value !== null && 'then' in value;
}

function failed(reason: string, pointer?: Pointer): Failure {
  return pointer === undefined ? { kind: 'failed', reason } : { kind: 'failed', reason, pointer };
}
