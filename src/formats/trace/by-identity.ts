import { isArray, type Value } from '../../model/value.ts';
import { type Container, isContainer } from './container.ts';
import type { OldNode } from './tree.ts';

/** The nodes of those old containers that are wanted, by identity. Makes nodes only for what is found and what is around it. */
export function findByIdentity(root: OldNode, wanted: ReadonlySet<Container>): ReadonlyMap<Container, OldNode> {
  const found = new Map<Container, OldNode>();
  const way: (string | number)[] = [];
  const nodes: (OldNode | undefined)[] = [root];

  const nodeHere = (depth: number): OldNode | undefined => {
    const known = nodes[depth];
    if (known !== undefined || depth === 0) return known;
    const node = nodeHere(depth - 1)?.children.get(String(way[depth - 1]));
    nodes[depth] = node;
    return node;
  };

  const visit = (value: Value, depth: number): void => {
    if (!isContainer(value)) return;
    if (wanted.has(value) && !found.has(value)) {
      const node = nodeHere(depth);
      if (node !== undefined) found.set(value, node);
    }
    const enter = (token: string | number, part: Value): void => {
      if (!isContainer(part)) return;
      way[depth] = token;
      nodes[depth + 1] = undefined;
      visit(part, depth + 1);
    };
    if (isArray(value)) for (const [index, item] of value.entries()) enter(index, item);
    else for (const key of Object.keys(value)) enter(key, value[key] as Value);
  };

  if (wanted.size > 0) visit(root.value, 0);
  return found;
}
