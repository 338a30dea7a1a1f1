import { types } from 'node:util';
import { traceOrigins } from '../formats/origins.ts';
import { nearest } from '../model/nearest.ts';
import { isPointer, type Pointer, pointerTo } from '../model/pointer.ts';
import { isArray, type Value } from '../model/value.ts';
import { firstDifference, plainData } from '../plan/plain-data.ts';
import type { StepResult } from '../plan/step-runner.ts';
import type { MigrationStep } from '../registry/kind.ts';

export type Direction = 'up' | 'down';
type StepFailure = Extract<StepResult, { readonly kind: 'failed' }>;
type StepFunction = (state: Value) => unknown;

/** A step, as far as the judgement of it says something of it. */
export type JudgedStep = Pick<MigrationStep, 'path' | 'from' | 'to'>;

/** A step whose module is loaded. */
export interface StepModule {
  readonly step: JudgedStep;
  readonly exports: Readonly<Record<string, unknown>>;
}

/** The world that the code of a step lives in. */
export interface StepRealm {
  /** A deep copy with the prototypes of that world. */
  readonly copy: (value: Value) => Value;
  /** Calls a function of the step, and gives back what it gives or throws. */
  readonly call: (run: (state: Value) => unknown, state: Value) => unknown;
  /** Takes a promise that nobody will wait for. */
  readonly abandon: (promise: PromiseLike<unknown>) => void;
  /** What there is to say of an error that this world alone explains; `''` where nothing. */
  readonly adviceOn: (name: string, message: string) => string;
}

/**
 * Runs one step on one value, and judges what it does: a step that throws, is asynchronous, returns nothing, changes its input or returns what no document
 * can hold has failed, with the reason and the place. It may live in another world than this code: nothing is told by the identity of a prototype. Never throws for what
 * a step does.
 */
export function judgeStep(
  { step, exports }: StepModule,
  direction: Direction,
  value: Value,
  realm: StepRealm,
): StepResult {
  try {
    const run = stepFunction(exports, direction, step);
    if (typeof run !== 'function') return run;
    const drops = declaredDrops(exports, direction);
    return 'kind' in drops ? drops : judge(run, value, drops, step.path, realm);
  } catch (error) {
    // What a step exports or returns may have getters, or be a proxy: to look at it runs its code.
    return thrown(error, value, step.path, realm);
  }
}

function judge(run: StepFunction, value: Value, drops: readonly Pointer[], path: string, realm: StepRealm): StepResult {
  // The step gets a copy: it may do to it what it wants, the caller's value stays, and the two together show a change.
  const input = realm.copy(value);
  let output: unknown;
  try {
    output = realm.call(run, input);
  } catch (error) {
    return thrown(error, value, path, realm);
  }
  if (isThenable(output)) {
    realm.abandon(output);
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
  direction: Direction,
  step: JudgedStep,
): StepFunction | StepFailure {
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
  direction: Direction,
): readonly Pointer[] | StepFailure {
  const name = direction === 'up' ? 'drops' : 'dropsDown';
  const declared = exports[name];
  if (declared === undefined) return [];
  if (!Array.isArray(declared)) return failed(`its ${name} is no list of JSON Pointers, such as ['/legacy']`);
  const items: readonly unknown[] = Array.from(declared);
  const wrong = items.find((item) => typeof item !== 'string' || !isPointer(item));
  if (wrong === undefined) return items.filter((item) => typeof item === 'string');
  const shown = typeof wrong === 'string' ? JSON.stringify(wrong) : String(wrong);
  const advice = typeof wrong === 'string' && isPointer(`/${wrong}`) ? `; write ${JSON.stringify(`/${wrong}`)}` : '';
  return failed(`its ${name} names ${shown}, which is no JSON Pointer${advice}`);
}

function thrown(error: unknown, input: Value, path: string, realm: StepRealm): StepFailure {
  const parts = types.isNativeError(error) ? partsOf(error) : undefined;
  if (parts === undefined) return failed(`it threw ${textOfThrown(error)}`);
  const { name, message, stack } = parts;
  const said = `it threw ${name}: ${message}${placeIn(stack, path)}${realm.adviceOn(name, message)}`;
  if (!(name === 'TypeError' && /BigInt/.test(message))) return failed(said);
  const [first, ...others] = bigints(input);
  if (first === undefined) return failed(said);
  const more = others.length === 0 ? '' : `; also at ${others.slice(0, 3).join(', ')}${others.length > 3 ? ' …' : ''}`;
  return failed(`${said}; integers beyond 2^53 are bigint: write 1n for 1, or convert with BigInt()${more}`, first);
}

/** What an error says of itself; `undefined` where it throws when it is asked. */
function partsOf(
  error: Error,
): { readonly name: string; readonly message: string; readonly stack: string } | undefined {
  try {
    return { name: String(error.name), message: String(error.message), stack: String(error.stack ?? '') };
  } catch {
    // Its members may be getters, which throw whatever they like.
    return undefined;
  }
}

function textOfThrown(error: unknown): string {
  if (typeof error === 'string') return JSON.stringify(error);
  try {
    return String(error);
  } catch {
    // An object may refuse to be a text, by whatever it throws.
    return 'an object that cannot be shown';
  }
}

/** Line and column of the migration where it threw, as far as the stack tells. */
function placeIn(stack: string, path: string): string {
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
  return types.isPromise(value) || (isFunctionHolder(value) && typeof value.then === 'function');
}

function isFunctionHolder(value: unknown): value is { readonly then: unknown } {
  return typeof value === 'object' && value !== null && 'then' in value;
}

function failed(reason: string, pointer?: Pointer): StepFailure {
  return pointer === undefined ? { kind: 'failed', reason } : { kind: 'failed', reason, pointer };
}
