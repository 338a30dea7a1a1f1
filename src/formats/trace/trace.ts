import type { Origins } from '../../model/origins.ts';
import { type Pointer, pointerTo } from '../../model/pointer.ts';
import { type Value, valuesEqual } from '../../model/value.ts';
import { createIdentities } from '../identity.ts';
import { areAlike, isContainer } from './container.ts';
import { type Evidence, type Leftovers, matchEqual, unsettled, untaken } from './leftovers.ts';
import { createLikeness } from './likeness.ts';
import { pair } from './pair.ts';
import { hasParts, isAlive, isCovered, type NewNode, OldNode, plantNew, pointerOf, settle } from './tree.ts';
import { settleWholes } from './whole.ts';

/**
 * Where each part of a new value comes from in the old one: by the identity of objects; for what copying made new, by the same key, by equal
 * content among what disappeared and what appeared, told apart by where it stood and stands, then by what the parts inside of it say. A scalar that
 * stays ambiguous has no origin. Close to linear. For values within the depth limit; neither value is changed.
 */
export function traceOrigins(before: Value, after: Value): Origins {
  const oldRoot = new OldNode(before, undefined, '');
  const root = plantNew(after, oldRoot);
  if (!root.isSettled) trace(root, oldRoot, { identities: createIdentities(), likeness: createLikeness() });
  const origins = new Map<Pointer, Pointer | null>();
  write(root, undefined, oldRoot, origins);
  return origins;
}

function trace(root: NewNode, oldRoot: OldNode, evidence: Evidence): void {
  if (!isContainer(root.value) && valuesEqual(root.value, oldRoot.value)) {
    settle(root, oldRoot);
    return;
  }
  settleWholes(root, oldRoot, evidence.identities);
  if (root.isSettled) return;
  const left = pairRoots(root, oldRoot, evidence);
  // Inner containers first: what they turn out to be speaks for the ones around them.
  for (const node of left.appeared.toReversed()) {
    const origin = isCovered(node) || node.origin !== undefined ? undefined : originByParts(node);
    if (origin !== undefined) pair(node, origin, evidence);
  }
}

function pairRoots(root: NewNode, oldRoot: OldNode, evidence: Evidence): Leftovers {
  if (!oldRoot.isKept && areAlike(root.value, oldRoot.value)) return pair(root, oldRoot, evidence);
  if (!isContainer(root.value) && !isContainer(oldRoot.value)) root.origin = oldRoot;
  return matchEqual({ appeared: [...unsettled(root)], gone: [...untaken(oldRoot)] }, evidence);
}

/** The origin of a new container whose parts mostly come from one old container of its type that is not in use. */
function originByParts(node: NewNode): OldNode | undefined {
  if (!hasParts(node)) return undefined;
  const votes = new Map<OldNode, number>();
  for (const child of node.children.values()) {
    const parent = child.origin?.parent;
    if (parent !== undefined) votes.set(parent, (votes.get(parent) ?? 0) + 1);
  }
  let best: OldNode | undefined;
  for (const [candidate, count] of votes) {
    const isFree = !candidate.isPaired && !isAlive(candidate) && areAlike(candidate.value, node.value);
    const isMost = count * 2 >= Math.min(candidate.children.size, node.children.size);
    if (isFree && isMost && count > (best === undefined ? 0 : (votes.get(best) ?? 0))) best = candidate;
  }
  return best;
}

/** Writes an entry wherever a part's origin is not the one that it has by its parent's; also for every part that comes from nowhere. */
function write(
  node: NewNode,
  around: Pointer | undefined,
  inherited: OldNode | undefined,
  origins: Map<Pointer, Pointer | null>,
): void {
  const isSaid = node.parent !== undefined && node.parent.origin === undefined && node.origin === undefined;
  const isEntry = !isSaid && (node.origin !== inherited || node.origin === undefined);
  // Most parts are leaves where they were: they need no pointer.
  if (!isEntry && (node.isSettled || node.children.size === 0)) return;
  const pointer = around === undefined ? '' : pointerTo(around, node.token);
  if (isEntry) origins.set(pointer, node.origin === undefined ? null : pointerOf(node.origin));
  if (node.isSettled) return;
  for (const child of node.children.values()) {
    write(child, pointer, node.origin?.children.get(child.token), origins);
  }
}
