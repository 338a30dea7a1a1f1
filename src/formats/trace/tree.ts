import { type Pointer, pointerTo } from '../../model/pointer.ts';
import { isArray, type Value, type ValueArray, type ValueObject } from '../../model/value.ts';

/** A part of the old value. The marks are set while origins are traced. */
export interface OldNode {
  readonly value: Value;
  readonly parent: OldNode | undefined;
  readonly token: string;
  /** Members by key, items by index; empty for scalars. */
  readonly children: ReadonlyMap<string, OldNode>;
  /** It lives on as a whole, in its place or elsewhere; so do all its parts. */
  isKept: boolean;
  /** A changed part stands in its place. */
  isPaired: boolean;
}

/** A part of the new value. */
export interface NewNode {
  readonly value: Value;
  readonly parent: NewNode | undefined;
  readonly token: string;
  readonly children: ReadonlyMap<string, NewNode>;
  origin: OldNode | undefined;
  /** It equals its origin, and so all its parts have theirs. */
  isSettled: boolean;
}

/** One for all scalars: most parts of a document are. */
const NO_CHILDREN = new Map<string, never>();

export type Container = ValueArray | ValueObject;

export function isContainer(value: Value): value is Container {
  return typeof value === 'object' && value !== null;
}

/** True for two objects or two arrays. */
export function areAlike(left: Value, right: Value): boolean {
  return isContainer(left) && isContainer(right) && isArray(left) === isArray(right);
}

/** True for a container with parts: what can be told from others by them. */
export function hasParts(node: OldNode | NewNode): boolean {
  return node.children.size > 0;
}

/** The parts of the old value, and each container's node by its identity. */
export function plantOld(before: Value): {
  readonly root: OldNode;
  readonly byObject: ReadonlyMap<Container, OldNode>;
} {
  const byObject = new Map<Container, OldNode>();
  const plant = (value: Value, parent: OldNode | undefined, token: string): OldNode => {
    if (!isContainer(value)) return { value, parent, token, children: NO_CHILDREN, isKept: false, isPaired: false };
    const children = new Map<string, OldNode>();
    const node: OldNode = { value, parent, token, children, isKept: false, isPaired: false };
    if (!byObject.has(value)) byObject.set(value, node);
    for (const [key, part] of partsOf(value)) children.set(key, plant(part, node, key));
    return node;
  };
  return { root: plant(before, undefined, ''), byObject };
}

/** The parts of the new value. A container that is one of the old value is settled, and not looked into. */
export function plantNew(after: Value, byObject: ReadonlyMap<Container, OldNode>): NewNode {
  const plant = (value: Value, parent: NewNode | undefined, token: string): NewNode => {
    const origin = isContainer(value) ? byObject.get(value) : undefined;
    const isSettled = origin !== undefined;
    if (!isContainer(value) || isSettled) {
      if (origin !== undefined) origin.isKept = true;
      return { value, parent, token, children: NO_CHILDREN, origin, isSettled };
    }
    const children = new Map<string, NewNode>();
    const node: NewNode = { value, parent, token, children, origin, isSettled };
    for (const [key, part] of partsOf(value)) children.set(key, plant(part, node, key));
    return node;
  };
  return plant(after, undefined, '');
}

/** Says that a new part equals an old one and comes from it. */
export function settle(node: NewNode, origin: OldNode): void {
  node.origin = origin;
  node.isSettled = true;
  origin.isKept = true;
}

/** True where the part or one around it lives on as a whole. */
export function isAlive(node: OldNode): boolean {
  for (let at: OldNode | undefined = node; at !== undefined; at = at.parent) if (at.isKept) return true;
  return false;
}

/** True where the part or one around it has been settled. */
export function isCovered(node: NewNode): boolean {
  for (let at: NewNode | undefined = node; at !== undefined; at = at.parent) if (at.isSettled) return true;
  return false;
}

export function pointerOf(node: OldNode | NewNode): Pointer {
  return node.parent === undefined ? '' : pointerTo(pointerOf(node.parent), node.token);
}

function partsOf(value: Container): Iterable<readonly [string, Value]> {
  return isArray(value) ? value.map((item, index) => [String(index), item] as const) : Object.entries(value);
}
