import { StatefixError } from '../../../model/errors.ts';
import { type Pointer, pointerTo } from '../../../model/pointer.ts';
import { getMember, isObject, type Value, valuesEqual } from '../../../model/value.ts';
import { type AliasNode, type Collection, type Entry, isCollection, type Node, resolved } from '../node.ts';
import type { Assignment, Insert } from './assign.ts';
import type { Editor } from './editor.ts';

/**
 * Decides, for a map with `<<`, what it inherits once the new text stands: the aliases stay and follow their changed targets where the new value allows it,
 * else they give way to what they said. Members that are inherited as wanted need no entry. Throws `MIGRATION_FAILED` where the new value
 * lacks a member that the map inherits.
 */
export function settleMerges(
  editor: Editor,
  node: Collection,
  assignment: Assignment,
  wanted: Value,
  pointer: Pointer,
): Assignment {
  const merges = node.entries.filter(({ key }) => key?.isMerge === true);
  if (merges.length === 0 || !isObject(wanted)) return assignment;
  const own = new Set([...assignment.survivors.values()].map((stays) => (stays === 'same' ? undefined : stays.key)));
  const now = inherited(merges, (alias) => editor.anchors.valueOf(alias.name) ?? alias.value);
  const isIncluded = (values: ReadonlyMap<string, Value>): boolean =>
    [...values.keys()].every((key) => own.has(key) || Object.hasOwn(wanted, key));
  const aliases = merges.flatMap(({ value }) => aliasesOf(value));
  const areDefined = aliases.every((alias) => editor.anchors.valueOf(alias.name) !== undefined && isMap(editor, alias));
  if (areDefined && isIncluded(now)) {
    for (const alias of aliases) editor.kept.add(alias);
    return withoutInherited(assignment, now, merges[0]);
  }
  const before = inherited(merges, (alias) => alias.value);
  const lost = [...before.keys()].find((key) => !own.has(key) && !Object.hasOwn(wanted, key));
  if (lost !== undefined) throw refusal(pointer, lost);
  for (const alias of aliases) editor.copied.add(alias);
  return withoutInherited(assignment, before, merges[0]);
}

function isMap(editor: Editor, alias: AliasNode): boolean {
  const value = editor.anchors.valueOf(alias.name);
  if (alias.target.kind === 'map') return value !== undefined && isObject(value);
  return Array.isArray(value) && value.every(isObject);
}

function refusal(pointer: Pointer, key: string): StatefixError {
  const at = pointerTo(pointer, key);
  return new StatefixError(
    'MIGRATION_FAILED',
    `${at} is merged into its mapping by <<, so it cannot be taken away there`,
    {
      pointer: at,
      hint: 'Take it away where it is defined, or write out the << of that mapping by hand first.',
    },
  );
}

/** The aliases that a `<<` names. */
function aliasesOf(value: Node): readonly AliasNode[] {
  if (value.kind === 'alias') return [value];
  return isCollection(value) && value.kind === 'seq' ? value.entries.flatMap((entry) => aliasesOf(entry.value)) : [];
}

/** What the `<<` of a map add to it; earlier sources win. */
function inherited(merges: readonly Entry[], says: (alias: AliasNode) => Value): ReadonlyMap<string, Value> {
  const members = new Map<string, Value>();
  const add = (value: Value): void => {
    if (Array.isArray(value)) for (const item of value) add(item as Value);
    else if (isObject(value)) {
      for (const key of Object.keys(value)) if (!members.has(key)) members.set(key, getMember(value, key) as Value);
    }
  };
  const visit = (node: Node): void => {
    if (node.kind === 'alias') add(says(node));
    else if (node.kind === 'seq') for (const entry of node.entries) visit(entry.value);
    else add(resolved(node).value);
  };
  for (const { value } of merges) visit(value);
  return members;
}

/** Leaves out what is inherited as wanted; what followed such a member follows the `<<`. */
function withoutInherited(
  { survivors, lead, behind }: Assignment,
  values: ReadonlyMap<string, Value>,
  merge: Entry | undefined,
): Assignment {
  const isNeeded = ({ key, part }: Insert): boolean => {
    const value = key === undefined ? undefined : values.get(key);
    return value === undefined || !valuesEqual(value, part.value);
  };
  const kept = new Map([...behind].map(([entry, inserts]) => [entry, inserts.filter(isNeeded)] as const));
  const firstInherited = lead.findIndex(({ key }) => key !== undefined && values.has(key));
  if (merge === undefined || firstInherited === -1) return { survivors, lead: lead.filter(isNeeded), behind: kept };
  const following = lead.slice(firstInherited).filter(isNeeded);
  kept.set(merge, [...following, ...(kept.get(merge) ?? [])]);
  return { survivors, lead: lead.slice(0, firstInherited), behind: kept };
}
