import { isArray } from '../../model/value.ts';
import type { Identities } from '../identity.ts';
import { areAlike, isContainer } from './container.ts';
import { pairItems } from './items.ts';
import { type Evidence, type Leftovers, matchEqual, unsettled, untaken } from './leftovers.ts';
import { isAlive, type NewNode, type OldNode, settle } from './tree.ts';

/**
 * Says that a changed container is the old one, and looks for the origins of its parts: the same key first (items of arrays are aligned),
 * then equal parts among its own, then equal parts anywhere inside. Returns what found no match here, for the container around.
 */
export function pair(node: NewNode, origin: OldNode, evidence: Evidence): Leftovers {
  const { identities } = evidence;
  node.origin = origin;
  origin.isPaired = true;
  const appeared: NewNode[] = [];
  const gone: OldNode[] = [];
  const pairInside = (child: NewNode, place: OldNode): void => {
    const inside = pair(child, place, evidence);
    for (const each of inside.appeared) appeared.push(each);
    for (const each of inside.gone) gone.push(each);
  };
  const isItems = isArray(node.value);
  const changed = isItems ? pairItems(node, origin, identities) : pairMembers(node, origin, identities);
  const doubtful: (readonly [NewNode, OldNode])[] = [];
  for (const [child, place] of changed) {
    if (areAlike(child.value, place.value)) pairInside(child, place);
    else if (isContainer(child.value) || isContainer(place.value)) doubtful.push([child, place]);
    else {
      child.origin = place;
      place.isPaired = true;
    }
  }
  const siblings = matchEqual(
    {
      appeared: [...node.children.values()].filter((child) => child.origin === undefined),
      gone: [...origin.children.values()].filter((child) => !child.isKept && !child.isPaired),
    },
    evidence,
  );
  for (const child of siblings.appeared) for (const each of unsettled(child)) appeared.push(each);
  for (const child of siblings.gone) for (const each of untaken(child)) gone.push(each);
  const left = matchEqual({ appeared, gone }, evidence);
  for (const [child, place] of doubtful) {
    // Another type under the same key: what it was turned into, unless it lives on elsewhere.
    if (child.origin !== undefined || isAlive(place)) continue;
    child.origin = place;
    place.isPaired = true;
  }
  return left;
}

/** Settles the members that are equal under their key; returns those that changed under it. */
function pairMembers(node: NewNode, origin: OldNode, identities: Identities): readonly (readonly [NewNode, OldNode])[] {
  const changed: (readonly [NewNode, OldNode])[] = [];
  for (const child of node.children.values()) {
    const place = origin.children.get(child.token);
    if (child.origin !== undefined || place === undefined || place.isKept || place.isPaired) continue;
    if (identities.idOf(child.value) === identities.idOf(place.value)) settle(child, place);
    else changed.push([child, place]);
  }
  return changed;
}
