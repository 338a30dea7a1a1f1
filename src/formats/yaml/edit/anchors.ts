import { type Value, valuesEqual } from '../../../model/value.ts';
import type { AliasNode, Node } from '../node.ts';

/** What each anchor stands for at the place of the new text that is being written. The editor goes through the new text in its order. */
export interface Anchors {
  /** An anchor is written before a node that holds `value`; `node` where that is just what the node held before. */
  define(name: string, value: Value, node: Node | undefined): void;
  /** True where the node's anchor has been written, so that a second text of the node must go without. */
  isWritten(node: Node): boolean;
  markWritten(node: Node): void;
  /** What an anchor stands for now; `undefined` where none of that name has been written. */
  valueOf(name: string): Value | undefined;
  /** True where an alias, written now, would say `wanted` (left out: what it said before). */
  holds(alias: AliasNode, wanted?: Value): boolean;
}

export function createAnchors(): Anchors {
  const defined = new Map<string, { readonly value: Value; readonly node: Node | undefined }>();
  const written = new Set<Node>();
  return {
    define: (name, value, node) => void defined.set(name, { value, node }),
    isWritten: (node) => written.has(node),
    markWritten: (node) => void written.add(node),
    valueOf: (name) => defined.get(name)?.value,
    holds(alias, wanted) {
      const now = defined.get(alias.name);
      if (now === undefined) return false;
      if (wanted === undefined && now.node === alias.target) return true;
      return valuesEqual(now.value, wanted === undefined ? alias.target.value : wanted);
    },
  };
}
