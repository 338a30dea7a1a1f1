import type { Finding } from '../../model/finding.ts';
import { type Pointer, pointerTo } from '../../model/pointer.ts';
import type { Part } from '../alignment.ts';
import type { EditedText } from '../format.ts';
import { endsInLineComment, gapsOf, hasComment, throughLastComment, usualGap } from './gaps.ts';
import { mostCommon } from './most-common.ts';
import { type Node, scanNodes, type Unit } from './nodes.ts';
import { spellScalar } from './render.ts';
import { assignSlots, type ContainerPart, type Placed, pointersOf } from './slots.ts';
import { createSpellings } from './spellings.ts';
import { styleOf } from './style.ts';
import { type Extent, endOfUnit, extentsOf, indentationAt, reindent } from './trivia.ts';

/** Where a value is to stand. */
interface Place {
  readonly pointer: Pointer;
  /** The indentation of the line that it starts on. */
  readonly indent: string;
  /** The node whose place it takes. */
  readonly instead: Node | undefined;
  /** What is new here stands on one line, as what is around it does. */
  readonly isOnOneLine: boolean;
}

/** The text of one member or item, in pieces. */
interface Piece {
  /** The index of the old unit in whose place it stands. */
  readonly slot: number | undefined;
  readonly body: string;
  /** What stands between it and its comma. */
  readonly beforeComma: string;
  readonly hasComma: boolean;
  /** Its comments behind the comma, with the blanks before them. */
  readonly tail: string;
}

/** What sets the parts of a container apart. */
interface Frame {
  readonly open: string;
  readonly close: string;
  readonly gap: string;
  readonly beforeComma: string;
  readonly hasTrailingComma: boolean;
  readonly count: number;
  between(left: number, right: number): string;
}

/**
 * The smallest edit that makes a text hold a new value: what is kept stays or moves as it is written, the rest follows its siblings. `text` is one
 * that the reader accepted.
 */
export function editJson(text: string, whole: Part): EditedText {
  if (whole.kind === 'kept' && whole.origin === '') return { text, notes: [] };
  const root = scanNodes(text, pointersOf(whole));
  const slots = assignSlots(root, whole);
  const style = styleOf(text);
  const spellings = createSpellings(text);
  const extents = new Map<Node, readonly Extent[]>();
  const carried = new Set<Unit>();

  const extentsIn = (container: Node): readonly Extent[] => {
    const known = extents.get(container) ?? extentsOf(text, container);
    extents.set(container, known);
    return known;
  };

  const write = (part: Part, place: Place): string => {
    if (part.kind === 'scalar') return writeScalar(part, place);
    if (part.kind === 'kept') {
      const node = slots.sourceOf(part)?.value ?? root;
      return moved(text.slice(node.start, node.end), node, place);
    }
    const host = slots.hostOf(part);
    if (host === undefined) return writeNew(part, place);
    return moved(writeInto(part, host, place), host, place);
  };

  const moved = (written: string, node: Node, place: Place): string =>
    node === place.instead ? written : reindent(written, indentationAt(text, node.start), place.indent);

  const writeScalar = (part: Extract<Part, { kind: 'scalar' }>, place: Place): string => {
    const { value } = part;
    if (typeof value === 'object' && value !== null) throw new RangeError('a scalar part with a container');
    const spelled = spellScalar(value);
    if (part.origin === undefined) spellings.wrote(spelled, place.pointer);
    return spelled;
  };

  const writeNew = (part: ContainerPart, place: Place): string => {
    const { indent, lineBreak } = style;
    const placed = slots.placedIn(part);
    // A comment that comes along needs a line of its own.
    const hasComments = placed.some((each) => bringsComments(each.part));
    const isOnOneLine = indent === undefined || (place.isOnOneLine && !hasComments);
    const inner = isOnOneLine ? place.indent : place.indent + indent;
    const padding = part.kind === 'object' ? style.padding : '';
    const pieces = placed.map((each) =>
      putIn(each, { pointer: place.pointer, indent: inner, isOnOneLine }, style.colon),
    );
    const [open, close] = part.kind === 'object' ? ['{', '}'] : ['[', ']'];
    return join(pieces, inner, {
      open,
      close,
      gap: isOnOneLine ? style.comma : lineBreak + inner,
      beforeComma: '',
      hasTrailingComma: style.hasTrailingCommas && !isOnOneLine,
      count: 0,
      between: (left) => {
        if (isOnOneLine) return padding;
        return left === -1 ? lineBreak + inner : lineBreak + place.indent;
      },
    });
  };

  const writeInto = (part: ContainerPart, host: Node, place: Place): string => {
    const own = extentsIn(host);
    const units = host.units ?? [];
    const base = indentationAt(text, host.start);
    const inside = text.slice(host.start + 1, host.end - 1);
    const lineBreak = /\r\n|\n|\r/.exec(inside)?.[0] ?? style.lineBreak;
    const usual = usualGap(text, host, own);
    const isOnOneLine =
      units.length > 0
        ? !/[\r\n]/.test(usual ?? '')
        : style.indent === undefined || (place.isOnOneLine && !hasComment(inside));
    const inner = isOnOneLine ? base : (/[ \t]*$/.exec(usual ?? base + (style.indent ?? '  '))?.[0] ?? '');
    const gap = usual ?? (isOnOneLine ? style.comma : lineBreak + inner);
    const gaps = gapsOf(text, host, own);
    const around = { pointer: place.pointer, indent: inner, isOnOneLine: isOnOneLine || areOnOneLine(host) };
    const colon = usualColon(units) ?? style.colon;
    const placed = slots.placedIn(part);
    const stays = new Set(placed.map(({ slot }) => slot));
    units.forEach((unit, index) => {
      if (!stays.has(index)) spellings.lost(unit.value);
    });
    const pieces = placed.map((each) => {
      const unit = each.slot === undefined ? undefined : units[each.slot];
      const extent = each.slot === undefined ? undefined : own[each.slot];
      return unit === undefined || extent === undefined
        ? putIn(each, around, colon)
        : keepIn(each, unit, extent, around);
    });
    const frame: Frame = {
      open: text.slice(host.start, host.start + 1),
      close: text.slice(host.end - 1, host.end),
      gap,
      beforeComma: usualBeforeComma(units),
      hasTrailingComma: units.length > 0 ? units.at(-1)?.comma !== undefined : style.hasTrailingCommas && !isOnOneLine,
      count: units.length,
      between: gaps.between,
    };
    if (units.length > 0) return join(inPlaces(pieces), inner, frame);
    const comments = throughLastComment(inside);
    const padding = isOnOneLine && part.kind === 'object' ? style.padding : '';
    const between = (left: number): string => {
      if (isOnOneLine) return left === -1 ? comments + padding : padding;
      return left === -1 ? comments + lineBreak + inner : lineBreak + base;
    };
    return pieces.length === 0 ? text.slice(host.start, host.end) : join(pieces, inner, { ...frame, between });
  };

  const areOnOneLine = (host: Node): boolean => {
    const sibling = (host.units ?? []).find(({ value }) => value.kind !== 'scalar' && value.end - value.start > 2);
    return sibling !== undefined && !/[\r\n]/.test(text.slice(sibling.value.start, sibling.value.end));
  };

  const usualColon = (units: readonly Unit[]): string | undefined =>
    mostCommon(
      units.slice(0, 50).flatMap(({ key, value }) => {
        const colon = key === undefined ? '' : text.slice(key.end, value.start);
        return /^[ \t]*:[ \t]*$/.test(colon) ? [colon] : [];
      }),
    );

  const usualBeforeComma = (units: readonly Unit[]): string => {
    const [first] = units;
    const blanks = first?.comma === undefined ? '' : text.slice(first.value.end, first.comma);
    return hasComment(blanks) ? '' : blanks;
  };

  /** A part that stands where an old one stood: its comments, key and colon stay. */
  const keepIn = (placed: Placed, unit: Unit, extent: Extent, around: Omit<Place, 'instead'>): Piece => {
    const { key, part } = placed;
    const pointer = pointerTo(around.pointer, placed.token);
    if (part.kind === 'scalar' || part.origin === undefined) spellings.lost(unit.value);
    const written = write(part, {
      pointer,
      indent: indentationAt(text, unit.start),
      instead: unit.value,
      isOnOneLine: around.isOnOneLine,
    });
    const name = unit.key === undefined || key === undefined ? '' : keyText(unit.key, key);
    const colon = unit.key === undefined ? '' : text.slice(unit.key.end, unit.value.start);
    return {
      slot: placed.slot,
      body: text.slice(extent.lead, unit.start) + name + colon + written,
      beforeComma: unit.comma === undefined ? '' : text.slice(unit.value.end, unit.comma),
      hasComma: unit.comma !== undefined,
      tail: text.slice(endOfUnit(unit), extent.tail),
    };
  };

  const keyText = (old: NonNullable<Unit['key']>, key: string): string =>
    old.name === key ? text.slice(old.start, old.end) : JSON.stringify(key);

  const isCarried = (source: Unit): boolean => !slots.isStanding(source) && !carried.has(source);

  const bringsComments = (part: Part): boolean => {
    const source = slots.sourceOf(part);
    if (source === undefined || !isCarried(source)) return false;
    const { lead, tail } = commentsOf(source);
    return lead !== '' || tail !== '';
  };

  /** A part that is new here. One that comes from elsewhere brings its own comments, if it leaves nothing behind there. */
  const putIn = (placed: Placed, around: Omit<Place, 'instead'>, colon: string): Piece => {
    const { key, part } = placed;
    const pointer = pointerTo(around.pointer, placed.token);
    const written = write(part, { ...around, pointer, instead: undefined });
    const body = key === undefined ? written : JSON.stringify(key) + colon + written;
    const source = slots.sourceOf(part);
    if (source === undefined || !isCarried(source)) {
      return { slot: undefined, body, beforeComma: '', hasComma: false, tail: '' };
    }
    carried.add(source);
    const { lead, tail } = commentsOf(source);
    const from = indentationAt(text, source.start);
    return {
      slot: undefined,
      body: reindent(lead, from, around.indent) + body,
      beforeComma: '',
      hasComma: false,
      tail: reindent(tail, from, around.indent),
    };
  };

  const homes = new Map<Unit, { readonly parent: Node; readonly index: number }>();
  const settle = (parent: Node): void => {
    for (const [index, unit] of (parent.units ?? []).entries()) {
      homes.set(unit, { parent, index });
      settle(unit.value);
    }
  };
  settle(root);

  /** The comments of a unit that moves: those before it, and those behind it, also before its comma. */
  const commentsOf = (unit: Unit): { readonly lead: string; readonly tail: string } => {
    const home = homes.get(unit);
    const extent = home === undefined ? undefined : extentsIn(home.parent)[home.index];
    if (extent === undefined) return { lead: '', tail: '' };
    const beforeComma = unit.comma === undefined ? '' : throughLastComment(text.slice(unit.value.end, unit.comma));
    const behind = text.slice(endOfUnit(unit), extent.tail);
    const isBroken = endsInLineComment(beforeComma) && behind !== '';
    return {
      lead: text.slice(extent.lead, unit.start),
      tail: beforeComma + (isBroken ? style.lineBreak : '') + behind,
    };
  };

  /** Puts pieces that follow one another together; `inner` is the indentation of a line that has to be begun anew. */
  const join = (pieces: readonly Piece[], inner: string, frame: Frame): string => {
    let written = frame.open;
    let left = -1;
    let isOpen = false;
    const add = (more: string): void => {
      const isBreakNeeded = isOpen && !/^[ \t]*[\r\n]/.test(more);
      written += isBreakNeeded ? style.lineBreak + inner + more.replace(/^[ \t]+/, '') : more;
      isOpen = false;
    };
    const addGap = (gap: string): void => {
      add(gap);
      isOpen = endsInLineComment(gap);
    };
    pieces.forEach((piece, index) => {
      const last = pieces[index - 1];
      if (piece.slot !== undefined && last === undefined) addGap(frame.between(-1, piece.slot));
      else if (last === undefined) addGap(headOf(pieces, frame));
      else if (piece.slot === undefined) addGap(frame.gap);
      else if (last.slot !== undefined) addGap(frame.between(left, piece.slot));
      else addGap(left === -1 ? frame.gap : frame.between(left, piece.slot));
      if (piece.slot !== undefined) left = piece.slot;
      add(piece.body);
      const isLast = index + 1 === pieces.length;
      if (!isLast || frame.hasTrailingComma) written += `${piece.hasComma ? piece.beforeComma : frame.beforeComma},`;
      else if (hasComment(piece.beforeComma)) {
        written += piece.beforeComma;
        isOpen = endsInLineComment(piece.beforeComma);
      }
      if (piece.tail !== '') {
        add(piece.tail);
        isOpen = endsInLineComment(piece.tail);
      }
    });
    if (pieces.length === 0) {
      const rest = frame.between(-1, frame.count);
      addGap(hasComment(rest) ? rest : '');
    } else addGap(footOf(left, frame));
    add(frame.close);
    return written;
  };

  const written = write(whole, {
    pointer: '',
    indent: indentationAt(text, root.start),
    instead: root,
    isOnOneLine: false,
  });
  const notes: readonly Finding[] = spellings.notes();
  return { text: text.slice(0, root.start) + written + text.slice(root.end), notes };
}

/** Before the first piece, where that one is new: what stands before the first that stays. */
function headOf(pieces: readonly Piece[], frame: Frame): string {
  const next = pieces.find(({ slot }) => slot !== undefined)?.slot;
  if (next !== undefined) return frame.between(-1, next);
  // Nothing stays: what stood before the first, and the container's own comments between those that are gone.
  return frame.between(-1, Math.max(frame.count - 1, 0));
}

/** Behind the last piece. */
function footOf(left: number, frame: Frame): string {
  return frame.between(left === -1 ? Math.max(frame.count - 1, 0) : left, frame.count);
}

/** In the order of the text: pieces that stay in their places, each new one behind the piece that it follows in the new value. */
function inPlaces(pieces: readonly Piece[]): readonly Piece[] {
  const front: Piece[] = [];
  const behind = new Map<Piece, Piece[]>();
  let chain = front;
  for (const piece of pieces) {
    if (piece.slot === undefined) chain.push(piece);
    else {
      chain = [];
      behind.set(piece, chain);
    }
  }
  const staying = [...behind.keys()].sort((left, right) => (left.slot ?? 0) - (right.slot ?? 0));
  return [...front, ...staying.flatMap((piece) => [piece, ...(behind.get(piece) ?? [])])];
}
