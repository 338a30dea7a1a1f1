import type { Origins } from '../../model/origins.ts';
import { isPointer, type Pointer, valueAt } from '../../model/pointer.ts';
import type { Value } from '../../model/value.ts';
import { plainData } from '../../plan/plain-data.ts';
import type { StepResult } from '../../plan/step-runner.ts';
import type { SandboxAnswer } from './messages.ts';

const MOST_DROPS = 10_000;
const LONGEST_REASON = 2000;

type Answers = { readonly [Kind in SandboxAnswer['kind']]: Extract<SandboxAnswer, { readonly kind: Kind }> };

/**
 * What a child said, as an answer of one of those kinds; `undefined` for anything else. A child ran code that may mean harm: nothing that it says is taken on
 * trust, and only what is checked here is passed on.
 */
export function answerOf<Kind extends SandboxAnswer['kind']>(
  said: unknown,
  kinds: readonly Kind[],
  input: Value,
): Answers[Kind] | undefined {
  if (typeof said !== 'object' || said === null || !('kind' in said)) return undefined;
  const answer = checked(said as { readonly kind: unknown; readonly [name: string]: unknown }, input);
  return answer !== undefined && (kinds as readonly string[]).includes(answer.kind)
    ? (answer as Answers[Kind])
    : undefined;
}

type Said = { readonly kind: unknown; readonly [name: string]: unknown };

function checked(said: Said, input: Value): SandboxAnswer | undefined {
  switch (said.kind) {
    case 'ready':
    case 'loaded':
      return { kind: said.kind };
    case 'stripped':
      return typeof said['text'] === 'string' ? { kind: 'stripped', text: said['text'] } : undefined;
    case 'refused':
      return typeof said['reason'] === 'string' ? { kind: 'refused', reason: short(said['reason']) } : undefined;
    case 'result': {
      const result = resultOf(said['result'], input);
      return result && { kind: 'result', result };
    }
    default:
      return undefined;
  }
}

function resultOf(said: unknown, input: Value): StepResult | undefined {
  if (typeof said !== 'object' || said === null || !('kind' in said)) return undefined;
  const { kind, reason, pointer, isNondeterministic, value, origins, drops } = said as Said;
  if (kind === 'failed') {
    if (typeof reason !== 'string' || (pointer !== undefined && !isPointerText(pointer))) return undefined;
    return {
      kind: 'failed',
      reason: short(reason),
      ...(pointer === undefined ? {} : { pointer }),
      ...(isNondeterministic === true ? { isNondeterministic } : {}),
    };
  }
  if (kind !== 'done') return undefined;
  const plain = plainData(value);
  if (plain.kind === 'problem') return { kind: 'failed', reason: plain.reason, pointer: plain.pointer };
  const traced = originsOf(origins, input, plain.value);
  if (traced === undefined || !Array.isArray(drops) || drops.length > MOST_DROPS) return undefined;
  const declared: readonly unknown[] = drops;
  if (!declared.every(isPointerText)) return undefined;
  return { kind: 'done', value: plain.value, origins: traced, drops: declared };
}

/** Every part is one of the new value, and every origin one of the old. */
function originsOf(said: unknown, before: Value, after: Value): Origins | undefined {
  if (!(said instanceof Map)) return undefined;
  const origins = new Map<Pointer, Pointer | null>();
  for (const [part, origin] of said as ReadonlyMap<unknown, unknown>) {
    if (!isPointerText(part) || valueAt(after, part) === undefined) return undefined;
    if (origin !== null && (!isPointerText(origin) || valueAt(before, origin) === undefined)) return undefined;
    origins.set(part, origin);
  }
  return origins;
}

function isPointerText(said: unknown): said is Pointer {
  return typeof said === 'string' && isPointer(said);
}

function short(reason: string): string {
  return reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON)}…` : reason;
}
