import { type Pointer, pointerTo } from '../../model/pointer.ts';
import type { Part } from '../alignment.ts';
import type { EditedText } from '../format.ts';
import { createCarrier } from './carrier.ts';
import { gapsOf, hasComment, throughLastComment, usualGap } from './gaps.ts';
import { mostCommon } from './most-common.ts';
import { type Node, scanNodes, type Unit } from './nodes.ts';
import { type Frame, inPlaces, joinPieces, type Piece } from './pieces.ts';
import { spellScalar } from './render.ts';
import { isRow } from './rows.ts';
import { assignSlots, type ContainerPart, type Placed, pointersOf } from './slots.ts';
import { createSpellings } from './spellings.ts';
import { styleOf } from './style.ts';
import { createIndentations, type Extent, endOfUnit, reindent } from './trivia.ts';

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
  const indentationAt = createIndentations(text);
  const comments = createCarrier(text, root, slots, style.lineBreak, indentationAt);

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
    node === place.instead ? written : reindent(written, indentationAt(node.start), place.indent);

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
    const hasComments = placed.some((each) => comments.hasSome(each.part));
    const isOnOneLine = indent === undefined || ((place.isOnOneLine || isRow(part, place, style)) && !hasComments);
    const inner = isOnOneLine ? place.indent : place.indent + indent;
    const padding = part.kind === 'object' ? style.padding : '';
    const pieces = placed.map((each) =>
      putIn(each, { pointer: place.pointer, indent: inner, isOnOneLine }, style.colon),
    );
    const [open, close] = part.kind === 'object' ? ['{', '}'] : ['[', ']'];
    return joinPieces(pieces, {
      open,
      close,
      gap: isOnOneLine ? style.comma : lineBreak + inner,
      beforeComma: '',
      hasTrailingComma: style.hasTrailingCommas && !isOnOneLine,
      count: 0,
      lineBreak,
      indent: inner,
      between: (left) => {
        if (isOnOneLine) return padding;
        return left === -1 ? lineBreak + inner : lineBreak + place.indent;
      },
    });
  };

  const writeInto = (part: ContainerPart, host: Node, place: Place): string => {
    const own = comments.extentsIn(host);
    const units = host.units ?? [];
    const base = indentationAt(host.start);
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
    units.forEach((_, index) => {
      const extent = own[index];
      if (!stays.has(index) && extent !== undefined) spellings.lost(extent.lead, extent.tail);
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
      lineBreak,
      indent: inner,
      between: gaps.between,
    };
    if (units.length > 0) return joinPieces(inPlaces(pieces), frame);
    const remarks = throughLastComment(inside);
    const padding = isOnOneLine && part.kind === 'object' ? style.padding : '';
    const between = (left: number): string => {
      if (isOnOneLine) return left === -1 ? remarks + padding : padding;
      return left === -1 ? remarks + lineBreak + inner : lineBreak + base;
    };
    return pieces.length === 0 ? text.slice(host.start, host.end) : joinPieces(pieces, { ...frame, between });
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
    if (part.kind === 'scalar' || part.origin === undefined) spellings.lost(unit.value.start, unit.value.end);
    const written = write(part, {
      pointer,
      indent: indentationAt(unit.start),
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

  /** A part that is new here. One that comes from elsewhere brings its own comments, if it leaves nothing behind there. */
  const putIn = (placed: Placed, around: Omit<Place, 'instead'>, colon: string): Piece => {
    const { key, part } = placed;
    const pointer = pointerTo(around.pointer, placed.token);
    const written = write(part, { ...around, pointer, instead: undefined });
    const body = key === undefined ? written : JSON.stringify(key) + colon + written;
    const own = comments.take(part);
    return {
      slot: undefined,
      body: reindent(own.lead, own.indent, around.indent) + body,
      beforeComma: '',
      hasComma: false,
      tail: reindent(own.tail, own.indent, around.indent),
    };
  };

  const written = write(whole, {
    pointer: '',
    indent: indentationAt(root.start),
    instead: root,
    isOnOneLine: false,
  });
  const edited = text.slice(0, root.start) + written + text.slice(root.end);
  return { text: edited, notes: spellings.notes(edited) };
}
