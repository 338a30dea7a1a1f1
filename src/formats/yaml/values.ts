import { isArray, setMember, type Value } from '../../model/value.ts';
import { type Entry, mergeSources } from './node.ts';

/** A copy that shares no container with the value, so that a step can change one occurrence of an alias and not the others. */
export function cloneValue(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (isArray(value)) return value.map(cloneValue);
  const copy: Record<string, Value> = {};
  for (const key of Object.keys(value)) setMember(copy, key, cloneValue(value[key] as Value));
  return copy;
}

/** The object that the entries of a map say: own members win over merged ones, and those of an earlier source over those of a later. */
export function mergedValue(entries: readonly Entry[]): Value {
  const result: Record<string, Value> = {};
  for (const { key, value } of entries) {
    if (key === undefined) continue;
    if (!key.isMerge) {
      setMember(result, key.name, value.kind === 'alias' ? cloneValue(value.value) : value.value);
      continue;
    }
    for (const source of mergeSources(value) ?? []) {
      const members = source.value;
      if (typeof members !== 'object' || members === null || isArray(members)) continue;
      for (const name of Object.keys(members)) {
        if (!Object.hasOwn(result, name)) setMember(result, name, cloneValue(members[name] as Value));
      }
    }
  }
  return result;
}
