import type { Finding } from '../../model/finding.ts';
import { valueAt } from '../../model/pointer.ts';
import { type Value, valuesEqual } from '../../model/value.ts';
import { withoutValueAt } from '../../model/with-value.ts';
import type { Kind } from '../../registry/kind.ts';
import type { Check } from '../check.ts';
import { type Pair, pairsOf } from './pairs.ts';

/**
 * A state is of the lineage that it was of, and its serial grew with its content. A serial that stays while the content changes is found, too: it grows
 * with every change, so two contents of one serial come from two writers that did not know of each other. Serials of two lineages are not compared.
 */
export const lineage: Check = (facts) => {
  const base = facts.base?.shown ?? '';
  return pairsOf(facts).flatMap((pair): readonly Finding[] => {
    const changed = lineageChange(pair, facts.kind);
    if (changed !== undefined) {
      return [{ code: 'LINEAGE_CHANGED', pointer: facts.kind.lineage ?? '', args: { base, ...changed }, ...pair.at }];
    }
    const serials = serialChange(pair, facts.kind);
    if (serials === undefined) return [];
    return [{ code: 'SERIAL_DECREASED', pointer: facts.kind.serial ?? '', args: { base, ...serials }, ...pair.at }];
  });
};

type Change = { readonly before: string; readonly found: string };

function lineageChange({ before, found }: Pair, kind: Kind): Change | undefined {
  const { lineage: pointer } = kind;
  if (pointer === undefined) return undefined;
  const [earlier, now] = [valueAt(before, pointer), valueAt(found, pointer)];
  if (now === undefined && !isSameVersion(before, found, kind)) return undefined;
  if (earlier === undefined || (now !== undefined && valuesEqual(earlier, now))) return undefined;
  return { before: inWords(earlier), found: now === undefined ? 'none' : inWords(now) };
}

function serialChange({ before, found }: Pair, kind: Kind): Change | undefined {
  if (kind.serial === undefined) return undefined;
  const [earlier, now] = [valueAt(before, kind.serial), valueAt(found, kind.serial)];
  if (!isNumber(earlier) || (now === undefined && !isSameVersion(before, found, kind))) return undefined;
  // A serial that is gone, or no number any more, guards nothing.
  if (!isNumber(now)) return { before: String(earlier), found: now === undefined ? 'none' : inWords(now) };
  if (now > earlier) return undefined;
  if (now === earlier && valuesEqual(content(before, kind), content(found, kind))) return undefined;
  return { before: String(earlier), found: String(now) };
}

/** Another version may do without a member. */
function isSameVersion(before: Value, found: Value, { version }: Kind): boolean {
  if (version === false) return true;
  return version.every((pointer) => valuesEqual(valueAt(before, pointer) ?? null, valueAt(found, pointer) ?? null));
}

/** What a document says, without the checksum of it. */
function content(value: Value, { checksum }: Kind): Value {
  return checksum === false || checksum === 'sidecar' ? value : withoutValueAt(value, checksum);
}

function isNumber(value: Value | undefined): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function inWords(value: Value): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object';
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}
