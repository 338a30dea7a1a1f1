import type { Finding, Position } from '../../model/finding.ts';
import { type Pointer, pointerTo } from '../../model/pointer.ts';
import { copiesAt, equalHalves } from '../damage/copies.ts';
import type { Entry, Node } from './node.ts';

/** What is wrong with the keys of a mapping: some stand twice, or, for a document's own, the whole was written twice. In linear time. */
export function duplicatesIn(
  text: string,
  entries: readonly Entry[],
  pointer: Pointer,
  positionOf: (offset: number) => Position,
): readonly Finding[] {
  const again = pointer === '' ? secondStart(entries) : undefined;
  if (again !== undefined) {
    const { copies } = equalHalves(text) ?? copiesAt(text, entries[0]?.start ?? 0, again.start);
    const args = { reason: 'the document starts once more behind its end', damage: 'written twice', copies } as const;
    return [{ code: 'SYNTAX_INVALID', pointer, args, span: { start: again.start, end: again.end } }];
  }
  const faults: Finding[] = [];
  const seen = new Map<string, Node>();
  for (const { key } of entries) {
    if (key === undefined) continue;
    // A quoted "<<" is a member like any other; a plain one is not, but may stand only once, too.
    const sign = `${key.isMerge} ${key.name}`;
    const first = seen.get(sign);
    if (first === undefined) seen.set(sign, key.node);
    else {
      faults.push({
        code: 'DUPLICATE_KEY',
        pointer: pointerTo(pointer, key.name),
        args: { key: key.name, first: positionOf(first.start) },
        span: { start: key.node.start, end: key.node.end },
        atKey: true,
      });
    }
  }
  return faults;
}

/** The key with which the members of a document start once more, in the same order; `undefined` for keys that are repeated here and there. */
function secondStart(entries: readonly Entry[]): Node | undefined {
  const names = entries.map(({ key }) => key?.name);
  const start = names.indexOf(names[0], 1);
  const repeated = names.length - start;
  const isWhole = start > 1 && repeated > 1 && repeated <= start && repeated * 2 >= start;
  if (!isWhole || !names.slice(start).every((name, index) => name === names[index])) return undefined;
  return entries[start]?.key?.node;
}
