import { type Pointer, pointerTo } from '../../model/pointer.ts';
import { isArray, type Value, type ValueArray } from '../../model/value.ts';
import { findByIdentity } from './by-identity.ts';
import { areAlike, type Container, isContainer } from './container.ts';
import { changesInPlace, containersOutOfPlace, NOWHERE } from './in-place.ts';

/** A part of the old value. The marks are set while origins are traced. Its parts become nodes when they are first asked for. */
export class OldNode {
  readonly value: Value;
  readonly parent: OldNode | undefined;
  readonly token: string;
  /** It lives on as a whole, in its place or elsewhere; so do all its parts. */
  isKept = false;
  /** A changed part stands in its place. */
  isPaired = false;
  private grown: ReadonlyMap<string, OldNode> | undefined;

  constructor(value: Value, parent: OldNode | undefined, token: string) {
    this.value = value;
    this.parent = parent;
    this.token = token;
    this.grown = isContainer(value) ? undefined : NO_CHILDREN;
  }

  /** Members by key, items by index; empty for scalars. */
  get children(): ReadonlyMap<string, OldNode> {
    this.grown ??= this.grow();
    return this.grown;
  }

  private grow(): ReadonlyMap<string, OldNode> {
    const children = new Map<string, OldNode>();
    if (isContainer(this.value)) eachPart(this.value, (key, part) => children.set(key, new OldNode(part, this, key)));
    return children;
  }
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

/** True for a container with parts: what can be told from others by them. */
export function hasParts(node: OldNode | NewNode): boolean {
  return node.children.size > 0;
}

/**
 * The parts of the new value. A container that is one of the old value, or stands unchanged in its place, is settled, and not
 * looked into.
 */
export function plantNew(after: Value, root: OldNode): NewNode {
  const byIdentity = findByIdentity(root, containersOutOfPlace(after, root.value));
  const changes = changesInPlace(after, root.value);
  const plant = (value: Value, parent: NewNode | undefined, token: string, place: OldNode | undefined): NewNode => {
    const origin = isContainer(value) ? (byIdentity.get(value) ?? unchanged(value, place)) : undefined;
    const isSettled = origin !== undefined;
    if (!isContainer(value) || isSettled) {
      if (origin !== undefined) origin.isKept = true;
      return { value, parent, token, children: NO_CHILDREN, origin, isSettled };
    }
    const children = new Map<string, NewNode>();
    const node: NewNode = { value, parent, token, children, origin, isSettled };
    const placeOf = placesIn(value, place);
    eachPart(value, (key, part, index) => children.set(key, plant(part, node, key, placeOf(key, index))));
    return node;
  };

  const unchanged = (value: Container, place: OldNode | undefined): OldNode | undefined =>
    place !== undefined && !changes.has(value) && areAlike(value, place.value) ? place : undefined;

  /** The old parts in whose places those of a container stand; of an array those of its common start and end. */
  const placesIn = (
    value: Container,
    place: OldNode | undefined,
  ): ((key: string, index: number) => OldNode | undefined) => {
    if (place === undefined || !areAlike(value, place.value)) return () => undefined;
    if (!isArray(value)) return (key) => place.children.get(key);
    const { start, end } = changes.get(value) ?? NOWHERE;
    const shift = (place.value as ValueArray).length - value.length;
    return (key, index) => {
      if (index < start) return place.children.get(key);
      return index >= value.length - end ? place.children.get(String(index + shift)) : undefined;
    };
  };

  return plant(after, undefined, '', root);
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

function eachPart(value: Container, see: (key: string, part: Value, index: number) => void): void {
  if (isArray(value)) {
    value.forEach((item, index) => {
      see(String(index), item, index);
    });
    return;
  }
  Object.keys(value).forEach((key, index) => {
    see(key, value[key] as Value, index);
  });
}
