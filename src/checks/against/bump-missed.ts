import type { Finding } from '../../model/finding.ts';
import { type Pointer, pointerTo } from '../../model/pointer.ts';
import { isArray, type Value } from '../../model/value.ts';
import { schemaMessage } from '../../registry/schema-message.ts';
import { schemaKnows, type VersionSchema } from '../../registry/version-schema.ts';
import type { Check } from '../check.ts';
import { pairsOf, statedVersion } from './pairs.ts';

/**
 * A document that kept its version kept its shape: it fits the schema that this version had at the base, and has no member that only the edited schema
 * knows. Where the schema was not edited it judges both, and there is nothing to compare.
 */
export const bumpMissed: Check = (facts) => {
  const { kind, versions, base } = facts;
  if (base === undefined || base.edited.size === 0) return [];
  return pairsOf(facts).flatMap(({ before, found, at }): readonly Finding[] => {
    const version = statedVersion(found, kind)?.version;
    if (version === undefined || version !== statedVersion(before, kind)?.version) return [];
    const earlier = base.edited.get(version);
    const now = versions.get(version);
    if (earlier === undefined || now === undefined || earlier.validator.validate(before).length > 0) return [];
    const misfit = misfitOf(found, earlier, now);
    if (misfit === undefined) return [];
    const { pointer, atKey, reason } = misfit;
    const args = { base: base.shown, version, reason, schema: earlier.path };
    return [{ code: 'BUMP_MISSED', pointer, args, ...(atKey ? { atKey } : {}), ...at }];
  });
};

interface Misfit {
  readonly pointer: Pointer;
  readonly atKey: boolean;
  readonly reason: string;
}

function misfitOf(value: Value, earlier: VersionSchema, now: VersionSchema): Misfit | undefined {
  const [problem] = earlier.validator.validate(value);
  if (problem !== undefined) return { ...problem, reason: schemaMessage(problem.args) };
  const pointer = firstPointer(
    value,
    '',
    (each) => !schemaKnows(earlier.schema, each) && schemaKnows(now.schema, each),
  );
  return pointer === undefined ? undefined : { pointer, atKey: true, reason: `it does not know ${pointer}` };
}

/** The first member, from the outside to the inside, of which that is true; items of lists share what is known of them. */
function firstPointer(value: Value, pointer: Pointer, isIt: (pointer: Pointer) => boolean): Pointer | undefined {
  if (typeof value !== 'object' || value === null || isArray(value)) return undefined;
  for (const [key, member] of Object.entries(value)) {
    const at = pointerTo(pointer, key);
    if (isIt(at)) return at;
    const inside = firstPointer(member, at, isIt);
    if (inside !== undefined) return inside;
  }
  return undefined;
}
