import type { Part } from '../alignment.ts';
import { endsInLineComment, throughLastComment } from './gaps.ts';
import type { Node, Unit } from './nodes.ts';
import type { Slots } from './slots.ts';
import { type Extent, endOfUnit, extentsOf } from './trivia.ts';

/** The comments that a moved part brings along, and the indentation that they stood under. */
interface Comments {
  readonly lead: string;
  readonly tail: string;
  readonly indent: string;
}

/** Knows which comments belong to which unit, and hands those of a unit that leaves its place to the first part that comes from it. */
export interface Carrier {
  extentsIn(container: Node): readonly Extent[];
  /** True where `take` would give some. */
  hasSome(part: Part): boolean;
  /** Empty for a part that comes from nowhere, or whose old unit still stands; each comment is given once. */
  take(part: Part): Comments;
}

const NONE: Comments = { lead: '', tail: '', indent: '' };

export function createCarrier(
  text: string,
  root: Node,
  slots: Slots,
  lineBreak: string,
  indentationAt: (offset: number) => string,
): Carrier {
  const extents = new Map<Node, readonly Extent[]>();
  const taken = new Set<Unit>();
  const homes = homesIn(root);

  const extentsIn = (container: Node): readonly Extent[] => {
    const known = extents.get(container) ?? extentsOf(text, container);
    extents.set(container, known);
    return known;
  };

  const look = (part: Part): Comments => {
    const unit = slots.sourceOf(part);
    const home = unit === undefined ? undefined : homes.get(unit);
    if (unit === undefined || home === undefined || taken.has(unit) || slots.isStanding(unit)) return NONE;
    const extent = extentsIn(home.parent)[home.index];
    if (extent === undefined) return NONE;
    const beforeComma = unit.comma === undefined ? '' : throughLastComment(text.slice(unit.value.end, unit.comma));
    const behind = text.slice(endOfUnit(unit), extent.tail);
    const isBroken = endsInLineComment(beforeComma) && behind !== '';
    return {
      lead: text.slice(extent.lead, unit.start),
      tail: beforeComma + (isBroken ? lineBreak : '') + behind,
      indent: indentationAt(unit.start),
    };
  };

  return {
    extentsIn,
    hasSome(part) {
      const { lead, tail } = look(part);
      return lead !== '' || tail !== '';
    },
    take(part) {
      const comments = look(part);
      const unit = slots.sourceOf(part);
      if (unit !== undefined) taken.add(unit);
      return comments;
    },
  };
}

/** The container of each unit that was scanned, and its index there. */
function homesIn(root: Node): ReadonlyMap<Unit, { readonly parent: Node; readonly index: number }> {
  const homes = new Map<Unit, { readonly parent: Node; readonly index: number }>();
  const visit = (parent: Node): void => {
    for (const [index, unit] of (parent.units ?? []).entries()) {
      homes.set(unit, { parent, index });
      visit(unit.value);
    }
  };
  visit(root);
  return homes;
}
